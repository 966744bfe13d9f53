//! What is printed piece by piece is what is printed at once.

use super::*;
use crate::losses::ledger_out;
use crate::round::tests::{culture, text};
use otklik_domain::score::{Assessed, BranchRule, Rounding, ledger, score};

fn check(n: usize, policy: &Policy, is_asked: bool) {
    let (mut answers, mut findings) = ("organisation,branch,stand_used,stand_ok\n".to_owned(), String::new());
    let mut registry = "organisation,municipality,region,sector,kind\n".to_owned();
    for at in 0..n {
        for branch in ["", "Филиал \"\"А\"\""].iter().take(1 + at % 2) {
            answers.push_str(&format!(
                "Дом {at},\"{branch}\",да,{}\nДом {at},\"{branch}\",нет,да\n",
                ["да", "нет", ""][at % 3]
            ));
        }
        findings.push_str(&format!("Дом {at},stand_present,{}\nДом {at},stand_required,17\n", at % 20));
        registry.push_str(&format!("Дом {at},Район {},Область {},культура,театр\n", at % 7, at % 3));
    }
    let mut round = Round::new(culture());
    round.answers("a.csv", text(answers), None).unwrap();
    round.findings("f.csv", text(format!("organisation,item,value\n{findings}"))).unwrap();
    round.registry("r.csv", text(registry)).unwrap();
    round.finish();
    let assessed = round.assessed();
    let sheets: Vec<ScoreSheet> = assessed.iter().map(|one| score(culture(), one, policy)).collect();
    let losses = |one: &Assessed, sheet: &ScoreSheet| {
        (ledger_out(culture(), &ledger::ledger(culture(), one, sheet)), None::<SelectionOut>)
    };
    let asked: Option<Losses<'_>> = if is_asked { Some(&losses) } else { None };
    let mut out = Vec::new();
    Stream { round: &round, policy, mappings: &[], losses: asked }.write(&mut out).unwrap();
    let losses: Vec<_> = match is_asked {
        true => assessed.iter().zip(&sheets).map(|(one, sheet)| losses(one, sheet)).collect(),
        false => Vec::new(),
    };
    let scored = Scored { rulebook: culture(), policy, sheets: &sheets, round: &round, mappings: &[], losses: &losses };
    assert!(String::from_utf8(out).unwrap() == to_json(&scored).unwrap(), "{n} {policy:?} {is_asked}");
}

#[test]
fn piece_by_piece_is_as_at_once() {
    let exact = Policy { rounding: Rounding::None, branches: BranchRule::Pooled, ..Policy::default() };
    for n in [0, 1, 300, 301, 333] {
        check(n, &Policy::default(), false);
        check(n, &exact, n % 2 == 1);
    }
}

#[test]
fn a_reader_that_goes_away_ends_the_work() {
    struct Closed(usize);
    impl std::io::Write for Closed {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 += bytes.len();
            if self.0 > 10_000 { Err(std::io::ErrorKind::BrokenPipe.into()) } else { Ok(bytes.len()) }
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let rows: String = (0..3_000).map(|n| format!("Дом {n},да\n")).collect();
    let mut round = Round::new(culture());
    round.answers("a.csv", text(format!("organisation,stand_used\n{rows}")), None).unwrap();
    let policy = Policy::default();
    let stream = Stream { round: &round, policy: &policy, mappings: &[], losses: None };
    let why = stream.write(&mut Closed(0)).unwrap_err();
    assert_eq!(why.kind(), std::io::ErrorKind::BrokenPipe);
}
