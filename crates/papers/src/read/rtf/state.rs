//! What holds inside a group of RTF and is forgotten when it closes.
//!
//! In come words about letters and paragraphs; out go answers. It refuses to hold any text.

use super::super::flow::Look;
use super::super::omitted::Fate;

/// Where the letters of a group go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Destination {
    /// Into the document.
    #[default]
    Text,
    /// Into the label of the paragraph.
    Label,
    /// Nowhere, though a group inside may lead back into the document (shapes).
    Quiet,
    /// Nowhere, with everything inside.
    Nowhere,
    /// Into the table of fonts.
    Fonts,
}

/// What holds now.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    pub(super) destination: Destination,
    /// The group is a text box: when it closes, its paragraphs are put down.
    pub(super) is_box: bool,
    /// The group defines a row of an inner table: the row outside waits.
    pub(super) is_inner_row: bool,
    /// How many letters stand for one of Unicode in old readers.
    pub(super) n_fallback: usize,
    pub(super) font: Option<i32>,
    /// Hidden, struck once or twice.
    pub(super) fate: Fate,
    pub(super) is_struck_twice: bool,
    pub(super) is_deleted: bool,
    pub(super) is_in_table: bool,
    /// Depth of the table the paragraph stands in, when told.
    pub(super) table_level: usize,
    pub(super) look: Look,
}

impl Default for State {
    fn default() -> Self {
        State {
            destination: Destination::Text,
            is_box: false,
            is_inner_row: false,
            n_fallback: 1,
            font: None,
            fate: Fate::default(),
            is_struck_twice: false,
            is_deleted: false,
            is_in_table: false,
            table_level: 0,
            look: Look::default(),
        }
    }
}

impl State {
    /// `\plain`: letters look as by default.
    pub(super) fn forget_letters(&mut self) {
        self.font = None;
        self.look.is_bold = false;
        self.fate = Fate::default();
        self.is_struck_twice = false;
        self.is_deleted = false;
    }

    /// `\pard`: the paragraph is as by default.
    pub(super) fn forget_paragraph(&mut self) {
        self.is_in_table = false;
        self.table_level = 0;
        self.look.heading = None;
        self.look.list_level = None;
    }

    /// How deep in tables the paragraph stands.
    pub(super) fn depth_in_tables(&self) -> usize {
        if self.is_in_table { self.table_level.max(1) } else { self.table_level }
    }
}

/// Where a destination leads. `None` for a word that is no destination.
pub(super) fn destination(word: &str) -> Option<Destination> {
    Some(match word {
        // tidy: a list
        "fonttbl" => Destination::Fonts,
        "listtext" | "pntext" => Destination::Label,
        "shptxt" | "ud" | "nesttableprops" | "fldrslt" | "result" | "dptxbxtext" => Destination::Text,
        "shp" | "shpinst" | "shpgrp" | "upr" | "do" | "mmathPict" => Destination::Quiet,
        "colortbl" | "stylesheet" | "info" | "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl"
        | "footerr" | "footerf" | "pict" | "nonshppict" | "shprslt" | "fldinst" | "footnote" | "annotation"
        | "nonesttables" | "xe" | "tc" | "rxe" | "bkmkstart" | "bkmkend" | "listtable" | "listoverridetable" | "pn"
        | "pnseclvl" | "revtbl" | "rsidtbl" | "generator" | "themedata" | "colorschememapping" | "datastore"
        | "latentstyles" | "objdata" | "objclass" | "objname" | "private" | "template" | "formfield" | "datafield"
        | "filetbl" | "ftnsep" | "ftnsepc" | "aftnsep" | "aftnsepc" | "sp" | "atnid" | "atnauthor" | "atrfstart"
        | "atrfend" | "xmlnstbl" | "wgrffmtfilter" | "passwordhash" | "mmathPr" => Destination::Nowhere,
        _ => return None,
    })
}
