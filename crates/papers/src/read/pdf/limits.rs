//! How much of a stranger's PDF is looked at before it is called too large.
//!
//! In come the amounts each stage spends; out goes a refusal once one of them is used up.
//! It refuses to know what the amounts are spent on.

use crate::read::Unreadable;

/// Pages looked at.
pub(super) const PAGES_MAX: usize = 1_500;
/// Bytes one stream may unpack to while the file is opened (object streams, cross-references).
pub(super) const LOADED_STREAM_BYTES_MAX: usize = 24 << 20;
/// Forms drawn inside forms.
pub(super) const FORM_DEPTH_MAX: usize = 12;
/// Depth of any tree: pages, tags.
pub(super) const TREE_DEPTH_MAX: usize = 64;
/// Graphics states saved at once.
pub(super) const SAVED_STATES_MAX: usize = 512;
/// Operands held before an operator comes.
pub(super) const OPERANDS_MAX: usize = 100_000;

/// What is left to spend on one file.
#[derive(Debug)]
pub(super) struct Budget {
    operators: usize,
    glyphs: usize,
    segments: usize,
    unpacked: usize,
    nodes: usize,
}

impl Budget {
    pub(super) fn new() -> Self {
        Budget { operators: 6_000_000, glyphs: 1_500_000, segments: 400_000, unpacked: 96 << 20, nodes: 1_000_000 }
    }

    pub(super) fn operator(&mut self) -> Result<(), Unreadable> {
        spend(&mut self.operators, 1, "слишком много команд рисования")
    }

    /// A form costs as much as many operators: it may be drawn again and again.
    pub(super) fn form(&mut self) -> Result<(), Unreadable> {
        spend(&mut self.operators, 200, "слишком много команд рисования")
    }

    pub(super) fn glyph(&mut self) -> Result<(), Unreadable> {
        spend(&mut self.glyphs, 1, "слишком много знаков")
    }

    pub(super) fn segment(&mut self) -> Result<(), Unreadable> {
        spend(&mut self.segments, 1, "слишком много линий")
    }

    pub(super) fn node(&mut self) -> Result<(), Unreadable> {
        spend(&mut self.nodes, 1, "слишком много меток")
    }

    /// Bytes that may still be unpacked.
    pub(super) fn unpacked_left(&self) -> usize {
        self.unpacked
    }

    pub(super) fn unpack(&mut self, n_bytes: usize) -> Result<(), Unreadable> {
        spend(&mut self.unpacked, n_bytes, "в распакованном виде")
    }
}

fn spend(left: &mut usize, amount: usize, of: &str) -> Result<(), Unreadable> {
    *left = left.checked_sub(amount).ok_or_else(|| Unreadable::TooLarge(of.to_owned()))?;
    Ok(())
}
