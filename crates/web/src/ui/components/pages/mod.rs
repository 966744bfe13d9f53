//! Links to the pages of a long list.

use crate::ui::words;
use askama::Template;
use askama::filters::HtmlSafe;

/// Where one stands in a long list.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "ui/components/pages/pages.html")]
pub(crate) struct Pages {
    pub(crate) label: &'static str,
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
    pub(crate) page: usize,
    pub(crate) n_pages: usize,
}

impl HtmlSafe for Pages {}

impl Pages {
    /// Pages of `total` rows, `per_page` each; `address` makes the link of a page from 1.
    pub(crate) fn of(
        label: &'static str,
        page: usize,
        per_page: usize,
        total: usize,
        address: impl Fn(usize) -> String,
    ) -> Self {
        let n_pages = total.div_ceil(per_page).max(1);
        Pages {
            label,
            previous: (page > 1).then(|| address(page - 1)),
            next: (page < n_pages).then(|| address(page + 1)),
            page,
            n_pages,
        }
    }

    fn place(&self) -> String {
        format!("{} из {}", words::number(self.page), words::number(self.n_pages))
    }
}
