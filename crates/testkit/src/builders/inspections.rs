//! Inspections for tests.

use super::{id, instant};
use otklik_domain::ids::{InspectionId, OrganisationId, PhotoUseId, SheetId};
use otklik_domain::inspection::{Noted, Seen, Stage};
use otklik_domain::score::Mark;
use otklik_store::record::{Inspection, InspectionMark, InspectionSheet, PhotoHash, PhotoUse, Round};

/// An inspection of an organisation's own place that was just begun.
pub fn inspection(organisation: OrganisationId, round: &Round, number: u64) -> Inspection {
    Inspection {
        organisation,
        id: InspectionId(id(31, number)),
        round: round.id,
        branch: String::new(),
        stage: Stage::Filling,
        shown_at: None,
        answer_until: None,
        answered_by: None,
        answered_at: None,
        is_agreed: false,
        final_by: None,
        final_at: None,
        by: "test".to_owned(),
        at: instant(0),
    }
}

/// The sheet of an inspector.
pub fn inspection_sheet(inspection: &Inspection, number: u64, by: &str) -> InspectionSheet {
    InspectionSheet {
        organisation: inspection.organisation,
        id: SheetId(id(32, number)),
        inspection: inspection.id,
        inspected_on: "2026-11-22".parse().expect("a day"),
        is_submitted: false,
        submitted_at: None,
        by: by.to_owned(),
        at: instant(0),
    }
}

/// A mark of a sheet.
pub fn inspection_mark(sheet: &InspectionSheet, item: &str, mark: Mark) -> InspectionMark {
    InspectionMark {
        organisation: sheet.organisation,
        sheet: sheet.id,
        item: item.to_owned(),
        noted: Noted { note: Some("заметка".to_owned()), ..Noted::bare(Seen::Mark(mark)) },
        at: instant(0),
    }
}

/// A photo of a point of a sheet.
pub fn photo_use(sheet: &InspectionSheet, number: u64, item: &str) -> PhotoUse {
    PhotoUse {
        organisation: sheet.organisation,
        id: PhotoUseId(id(33, number)),
        subject_kind: "inspection_sheet".to_owned(),
        subject: sheet.id.to_string(),
        part: item.to_owned(),
        photo: PhotoHash([0; 32]),
        alt: "Стенд у входа".to_owned(),
        by: "test".to_owned(),
        at: instant(0),
    }
}
