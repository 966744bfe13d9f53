//! The consolidated report of a quarter: three hundred organisations with forty measures each, to .docx and to PDF.

use crate::figure::{median_of, ms};
use anyhow::{Result, ensure};
use otklik_papers::forms::consolidated::compose;
use otklik_papers::report_json::consolidated_from_json;
use otklik_papers::write::{Format, write};
use std::fmt::Write;
use std::time::Instant;

const N_ORGANISATIONS: usize = 300;
const N_MEASURES: usize = 40;

/// From the frozen text to both papers, in this process.
pub(crate) fn bench() -> Result<String> {
    let json = frozen()?;
    let docx = median_of(3, || {
        let sheet = consolidated_from_json(&json)?;
        let bytes = write(&compose(&sheet, Some(1)), Format::Docx)?;
        ensure!(bytes.len() > 100_000, "{} bytes", bytes.len());
        Ok(())
    })?;
    // The typesetter remembers what it laid out, so only the first run counts.
    let began = Instant::now();
    let pdf = otklik_press::pdf(&compose(&consolidated_from_json(&json)?, Some(1)))?;
    ensure!(pdf.starts_with(b"%PDF"), "no PDF");
    let set = began.elapsed();
    Ok(format!("reports {N_ORGANISATIONS} x {N_MEASURES}: docx {}, PDF {}", ms(docx), ms(set)))
}

fn frozen() -> Result<String> {
    let mut out = String::from(
        "{\"format\":\"otklik.consolidated/1\",\"scope\":\"Все организации\",\"period\":\"2026-Q3\",\
         \"as_of\":\"2026-10-20\",\"signers\":{},\"without_plan\":[],\"contributions\":[",
    );
    for organisation in 0..N_ORGANISATIONS {
        let comma = if organisation == 0 { "" } else { "," };
        write!(
            out,
            "{comma}{{\"organisation\":\"00000000-0000-0000-0000-{organisation:012}\",\"name\":\"Дом культуры № {organisation}\",\
             \"territory\":\"Район {}\",\"period\":\"2026-Q3\",\"as_of\":\"2026-10-20\",\"rows\":[",
            organisation % 25
        )?;
        for measure in 0..N_MEASURES {
            let comma = if measure == 0 { "" } else { "," };
            let (state, standing) = match measure % 4 {
                0 => ("confirmed", "\"eliminated\""),
                1 => ("in_work", "\"in_progress\""),
                2 => ("planned", "\"late\",\"days_late\":20"),
                _ => ("planned", "\"not_due\""),
            };
            write!(
                out,
                "{comma}{{\"measure\":\"00000000-0000-0000-{organisation:04}-{measure:012}\",\"criterion\":{},\
                 \"shortcoming\":\"Сведения на стенде филиала № {organisation} устарели и неполны\",\
                 \"text\":\"Обновить сведения на стенде филиала № {organisation} и проверить их по перечню, пункт {measure}\",\
                 \"term\":\"до 30.09.2026\",\"executors\":\"Соловьёва М.А., заместитель директора\",\"state\":\"{state}\",\
                 \"standing\":{standing},\"done\":\"Обновлены сведения филиала № {organisation} на {} стендах\",\"done_when\":\"15.09.2026\",\
                 \"number\":\"{} стендах\",\"proofs\":[\"снимок\"]}}",
                measure % 5 + 1,
                measure + 1,
                measure + 1
            )?;
        }
        out.push_str("]}");
    }
    out.push_str("]}");
    Ok(out)
}
