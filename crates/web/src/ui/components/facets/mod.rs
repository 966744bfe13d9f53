//! Counts that are also filters: ordinary links.

use super::state::{Mark, Shape};
use crate::ui::words;
use askama::Template;
use askama::filters::HtmlSafe;

/// One count.
#[derive(Debug, Clone)]
pub(crate) struct Facet {
    pub(crate) n: usize,
    pub(crate) text: &'static str,
    pub(crate) href: String,
    pub(crate) mark: Option<Mark>,
    pub(crate) is_current: bool,
}

/// The row of counts.
#[derive(Debug, Clone, Template)]
#[template(
    ext = "html",
    source = r#"<nav aria-label="{{ label }}"><ul class="o-facets">
{% for facet in facets %}
<li><a class="o-facet"{% if facet.is_current %} aria-current="page"{% endif %} href="{{ facet.href }}"><span class="o-facet__n">{{ words::number(*facet.n) }}</span><span class="o-facet__t">{% if let Some(mark) = facet.mark %}{{ Shape { mark: mark.clone() } }}{% endif %}{{ facet.text }}</span></a></li>
{% endfor %}
</ul></nav>
"#
)]
pub(crate) struct Facets {
    pub(crate) label: &'static str,
    pub(crate) facets: Vec<Facet>,
}

impl HtmlSafe for Facets {}
