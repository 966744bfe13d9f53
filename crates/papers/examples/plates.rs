//! Writes the plates of a sample questionnaire or poster as JSON, for the press: `plates normal|large|a4|a3 RULEBOOK`.

use otklik_domain::survey::{SheetNumber, SurveyCode};
use otklik_papers::forms::poster::{Invitation, PosterSize, posters};
use otklik_papers::forms::questionnaire::Blank;
use otklik_papers::rulebooks;
use std::error::Error;
use std::io::Write;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [variant, book] = arguments.as_slice() else { return Err("plates normal|large|a4|a3 RULEBOOK".into()) };
    let book = rulebooks::all().iter().find(|it| it.is_called(book)).ok_or("no such rulebook")?;
    let code = SurveyCode::read("7KX2M4P9").ok_or("no code")?;
    let (organisation, branch) = ("МБУК «Луговская межпоселенческая библиотека»", "Филиал № 3, деревня Подлипки");
    let plates = match PosterSize::parse(variant) {
        Some(size) => {
            let one = Invitation { organisation: organisation.to_owned(), branch: branch.to_owned(), code };
            posters(&[one], "https://otklik.example", size, None)
        }
        None => {
            let is_large = variant == "large";
            let questionnaire = &book.questionnaire;
            let blank = Blank { questionnaire, organisation, branch, code: &code, is_large, made_on: None };
            blank.plates(&[SheetNumber::new(42).ok_or("no number")?])
        }
    };
    std::io::stdout().lock().write_all(serde_json::to_string(&plates)?.as_bytes())?;
    Ok(())
}
