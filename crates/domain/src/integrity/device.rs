//! One hand for many questionnaires: one browser, one tablet.

use super::{Reason, Thresholds, Trace};
use crate::ids::AnswerId;
use crate::survey::Channel;
use std::collections::BTreeMap;

/// Everything beyond what a family may send from one telephone; the tablet of a foyer is everybody's.
pub(super) fn one_device(traces: &[&Trace], thresholds: &Thresholds) -> Vec<(AnswerId, Reason)> {
    let mut of: BTreeMap<&str, Vec<AnswerId>> = BTreeMap::new();
    for trace in traces.iter().filter(|trace| trace.channel == Channel::Web) {
        if let Some(device) = &trace.device {
            of.entry(device).or_default().push(trace.id);
        }
    }
    let many = of.into_values().filter(|ids| ids.len() > thresholds.one_device_max);
    many.flat_map(|ids| {
        let n = ids.len();
        ids.into_iter().map(move |id| (id, Reason::OneDevice(n)))
    })
    .collect()
}

/// Runs on one tablet in which nobody had the time to come up to it. `traces` stand in the order of time.
pub(super) fn in_a_row(traces: &[&Trace], thresholds: &Thresholds) -> Vec<(AnswerId, Reason)> {
    let mut of: BTreeMap<Option<&str>, Vec<&Trace>> = BTreeMap::new();
    for trace in traces.iter().filter(|trace| trace.channel == Channel::Kiosk) {
        of.entry(trace.device.as_deref()).or_default().push(trace);
    }
    let most = i64::from(thresholds.in_a_row_seconds);
    let mut found = Vec::new();
    for of_one in of.into_values() {
        let follows = |a: &&Trace, b: &&Trace| b.at.duration_since(a.at).as_secs() <= most;
        for run in of_one.chunk_by(follows).filter(|run| run.len() >= thresholds.in_a_row_answers) {
            found.extend(run.iter().map(|trace| (trace.id, Reason::InARow(run.len()))));
        }
    }
    found
}
