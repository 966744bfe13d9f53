//! Writes an official paper from plan JSON: `write PLAN.json FORM FORMAT FILE`. With the format `paper` it writes the
//! neutral paper as JSON, the way it travels to the press.

use otklik_papers::forms::{Form, Signers, compose};
use otklik_papers::{plan_json, write};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [plan, form, format, file] = arguments.as_slice() else {
        return Err("write PLAN.json plan-457|report-457|quarterly docx|odt|xlsx|html|csv|paper FILE".into());
    };
    let draft = plan_json::from_json(&std::fs::read_to_string(plan)?).map_err(|fault| fault.to_string())?;
    let form = Form::parse(form).ok_or("unknown form")?;
    let paper = compose(form, &draft, &Signers::default());
    let bytes = match write::Format::parse(format) {
        Some(format) => write::write(&paper, format)?,
        None => serde_json::to_vec_pretty(&paper)?,
    };
    std::fs::write(file, bytes)?;
    Ok(())
}
