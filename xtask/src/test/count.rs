//! How many tests passed: read from what `cargo test` and Node's test runner print, while it is shown.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// Tests so far.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) passed: u64,
    pub(super) failed: u64,
}

impl Count {
    /// Runs a test runner, shows what it prints and adds what it counted.
    pub(super) fn tests_of(&mut self, command: &mut Command) -> Result<()> {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().context("starting the tests")?;
        let output = child.stdout.take().context("the tests print")?;
        for line in BufReader::new(output).lines() {
            let line = line?;
            self.add(&line);
            println!("{line}");
        }
        let status = child.wait()?;
        if !status.success() {
            bail!("tests failed: {} so far in this run", self.failed.max(1));
        }
        Ok(())
    }

    fn add(&mut self, line: &str) {
        let mut words = line.split([' ', ';']).filter(|word| !word.is_empty());
        if line.starts_with("test result:") {
            let words: Vec<&str> = words.collect();
            self.passed += before(&words, "passed");
            self.failed += before(&words, "failed");
        } else if let (Some("ℹ"), Some(what), Some(number)) = (words.next(), words.next(), words.next()) {
            let number = number.parse().unwrap_or(0);
            match what {
                "pass" => self.passed += number,
                "fail" => self.failed += number,
                _ => {}
            }
        }
    }
}

fn before(words: &[&str], what: &str) -> u64 {
    let at = words.iter().position(|word| *word == what);
    at.and_then(|at| words.get(at.checked_sub(1)?)).and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_runners_are_counted() {
        let mut count = Count::default();
        for line in [
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test plan::tests::a ... ok",
            "test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out",
            "ℹ pass 5",
            "ℹ fail 2",
            "ℹ suites 9",
        ] {
            count.add(line);
        }
        assert_eq!(count, Count { passed: 20, failed: 3 });
    }
}
