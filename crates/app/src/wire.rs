//! Values of the house as plan JSON, for those who answer programs.
//!
//! In come drafts and measures; out goes plan JSON without its text form, so that a larger answer can hold it.
//! It refuses to know ids and addresses: who answers adds them.

use otklik_domain::plan::{Draft, DraftKind, Measure};
use otklik_domain::remark::Remark;
use otklik_papers::plan_json;
use serde_json::Value;

/// A plan, with other remarks than its own where they are given.
pub fn plan(draft: &Draft, remarks: Option<&[Remark]>) -> Value {
    let mut value = plan_json::to_value(draft);
    if let (Some(remarks), Some(keys)) = (remarks, value.as_object_mut()) {
        keys.insert("remarks".to_owned(), plan_json::remarks_to_value(remarks));
    }
    value
}

/// One measure as the array `measures` holds it.
pub fn measure(measure: &Measure) -> Value {
    let alone = Draft { measures: vec![measure.clone()], ..Draft::empty(DraftKind::Plan) };
    let mut value = plan_json::to_value(&alone);
    value.pointer_mut("/measures/0").map(Value::take).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_stands_alone() {
        let value = measure(&Measure { text: "Обновить стенд".to_owned(), ..Measure::default() });
        assert_eq!(value.get("text").and_then(Value::as_str), Some("Обновить стенд"));
        assert!(value.get("executors").is_some_and(Value::is_array));
    }
}
