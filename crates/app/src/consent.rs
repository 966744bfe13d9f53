//! Names of executors: shown only when the people agreed, otherwise their position stands in the place.
//!
//! In comes what would become public; out goes the same without names, in the executors' column and wherever the plan
//! repeats one of them in its own words. It refuses to guess names that no executor's column tells.

use otklik_domain::plan::{Draft, Executor, Measure};

const SOMEBODY: &str = "ответственный исполнитель";

/// The names of a plan that must not be shown, each with what stands for it.
pub(crate) struct Hidden(Vec<(String, String)>);

impl Hidden {
    /// Every name the executors' column of a plan tells.
    pub(crate) fn of(draft: &Draft) -> Self {
        let executors = draft.measures.iter().flat_map(|m| &m.executors);
        let mut names: Vec<(String, String)> = executors.flat_map(written_ways).collect();
        // A longer name first: «Орлова-Сурина Е.В.» before «Сурина Е.В.».
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        names.dedup();
        Hidden(names)
    }

    /// These people too, by the ways a full name is written.
    pub(crate) fn and<'a>(mut self, people: impl Iterator<Item = &'a str>) -> Self {
        for name in people {
            let [surname, given @ ..] = &name.split_whitespace().collect::<Vec<_>>()[..] else { continue };
            let initials: String =
                given.iter().filter_map(|part| part.chars().next()).map(|c| format!("{c}.")).collect();
            let short = (!initials.is_empty()).then(|| format!("{surname} {initials}"));
            let written = short.map(|short| Executor { name: Some(short), position: None });
            self.0.push((name.to_owned(), SOMEBODY.to_owned()));
            self.0.extend(written.iter().flat_map(written_ways));
            self.0.extend(given.first().map(|first| (format!("{surname} {first}"), SOMEBODY.to_owned())));
        }
        self.0.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        self
    }

    /// The draft without names.
    pub(crate) fn apply(&self, draft: &mut Draft) {
        for measure in &mut draft.measures {
            measure.executors = measure.executors.iter().map(by_position).collect();
            measure.executors.dedup();
            for text in words_of(measure) {
                *text = self.cover(text);
            }
        }
    }

    /// A text without the names.
    pub(crate) fn cover(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (name, instead)| text.replace(name.as_str(), instead))
    }
}

/// «Суркова Е.В.», «Е.В. Суркова», «Суркова Е. В.», «Е. В. Суркова».
fn written_ways(executor: &Executor) -> Vec<(String, String)> {
    let Some(name) = executor.name.as_deref().map(str::trim).filter(|name| name.contains(' ')) else {
        return Vec::new();
    };
    let instead = executor.position.clone().unwrap_or_else(|| SOMEBODY.to_owned());
    let mut ways = vec![name.to_owned()];
    if let Some((surname, initials)) = name.split_once(' ') {
        let (tight, wide) =
            (initials.replace(' ', ""), initials.replace('.', ". ").split_whitespace().collect::<Vec<_>>().join(" "));
        for initials in [tight, wide] {
            ways.extend([format!("{surname} {initials}"), format!("{initials} {surname}")]);
        }
    }
    ways.into_iter().map(|way| (way, instead.clone())).collect()
}

fn by_position(executor: &Executor) -> Executor {
    let position = executor.position.clone().unwrap_or_else(|| SOMEBODY.to_owned());
    Executor { name: None, position: Some(position) }
}

fn words_of(measure: &mut Measure) -> impl Iterator<Item = &mut String> {
    let Measure {
        text,
        shortcoming,
        basis,
        funding,
        expected_result,
        result_indicator,
        under,
        execution,
        deadline,
        ..
    } = measure;
    let optional = [shortcoming, basis, funding, expected_result, result_indicator, under];
    let done = execution.as_mut().and_then(|e| e.done.as_mut());
    let term = deadline.as_mut().map(|d| &mut d.as_written);
    std::iter::once(text).chain(optional.into_iter().flatten()).chain(done).chain(term)
}
