//! Affine maps of the page plane.
//!
//! In come the six numbers of `cm`, `Tm` and page boxes; out go points. It refuses to know what is drawn.

/// `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix {
    pub(super) a: f64,
    pub(super) b: f64,
    pub(super) c: f64,
    pub(super) d: f64,
    pub(super) e: f64,
    pub(super) f: f64,
}

impl Matrix {
    pub(super) const IDENTITY: Matrix = Matrix::new([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(super) const fn new([a, b, c, d, e, f]: [f64; 6]) -> Self {
        Matrix { a, b, c, d, e, f }
    }

    pub(super) fn shift(x: f64, y: f64) -> Self {
        Matrix::new([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First this map, then `next`.
    #[must_use]
    pub(super) fn then(self, next: Matrix) -> Self {
        Matrix {
            a: self.a * next.a + self.b * next.c,
            b: self.a * next.b + self.b * next.d,
            c: self.c * next.a + self.d * next.c,
            d: self.c * next.b + self.d * next.d,
            e: self.e * next.a + self.f * next.c + next.e,
            f: self.e * next.b + self.f * next.d + next.f,
        }
    }

    pub(super) fn point(self, x: f64, y: f64) -> (f64, f64) {
        (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)
    }

    /// How long a unit along x becomes.
    pub(super) fn scale_x(self) -> f64 {
        self.a.hypot(self.b)
    }

    /// How long a unit along y becomes.
    pub(super) fn scale_y(self) -> f64 {
        self.c.hypot(self.d)
    }
}
