//! The rulebooks that the program carries: how they are found, what they must hold, and that wrong ones are refused.

mod cases;

use otklik_domain::registry::Sector;
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::{Assessed, Policy, Unit, score};
use otklik_papers::rulebooks::{self, ListedKind, items_listing};
use otklik_testkit::worked;

const RULES: &str = include_str!("../../../../rulebooks/culture/rulebook.toml");
const QUESTIONS: &str = include_str!("../../../../rulebooks/culture/questionnaire.toml");

#[test]
fn a_rulebook_is_found_by_name_alias_and_hash() {
    let culture = rulebooks::named("culture", None).unwrap();
    for name in ["культура", "Культура", "CULTURE"] {
        assert_eq!(rulebooks::named(name, None).unwrap().sha256, culture.sha256, "{name}");
    }
    assert_eq!(rulebooks::named("culture", Some("2018")).unwrap().sha256, culture.sha256);
    assert_eq!(rulebooks::by_hash(&culture.sha256).map(|it| it.name.as_str()), Some("culture"));
    assert_eq!(rulebooks::by_hash(&"0".repeat(64)), None);
    assert_eq!(&rulebooks::of_text(RULES, QUESTIONS).unwrap(), culture);
    for rulebook in rulebooks::all() {
        let (rules, questions) = rulebooks::texts(&rulebook.sha256).unwrap();
        assert_eq!(&rulebooks::of_text(rules, questions).unwrap(), rulebook, "{}", rulebook.name);
    }
}

#[test]
fn every_sector_of_the_registry_has_its_rulebook() {
    for (sector, name) in Sector::ALL.into_iter().zip(["culture", "education", "health", "social-care", "mse"]) {
        for asked in [name, sector.name(), sector.in_words()] {
            assert_eq!(rulebooks::named(asked, None).map(|it| it.name.as_str()), Ok(name), "{asked}");
        }
    }
    for (alias, name) in [("social", "social-care"), ("medical-social", "mse"), ("МСЭ", "mse")] {
        assert_eq!(rulebooks::named(alias, None).map(|it| it.name.as_str()), Ok(name), "{alias}");
    }
}

#[test]
fn what_is_missing_is_said_with_what_there_is() {
    let unknown = rulebooks::named("sport", None).unwrap_err().to_string();
    assert_eq!(unknown, "Свода правил «sport» нет. Есть: culture, education, health, mse, social-care.");
    let edition = rulebooks::named("culture", Some("1999")).unwrap_err().to_string();
    assert_eq!(edition, "У свода правил «culture» нет редакции «1999». Есть: 2018.");
    let day = |text: &str| text.parse().unwrap();
    let early = rulebooks::in_force("culture", day("2018-10-22")).unwrap_err().to_string();
    assert_eq!(early, "Свод правил «culture» на 2018-10-22 не действует.");
    assert_eq!(rulebooks::in_force("culture", day("2018-10-23")).unwrap().edition, "2018");
}

#[test]
fn the_later_of_two_editions_is_taken_and_the_earlier_stays() {
    let text = RULES
        .replace("edition = \"2018\"", "edition = \"2027\"")
        .replace("2018-10-23\"\n\ngaps", "2027-01-01\"\n\ngaps");
    let later = rulebooks::of_text(&text, QUESTIONS).unwrap();
    let both = [later, rulebooks::named("culture", None).unwrap().clone()];
    let edition = |edition| rulebooks::chosen(&both, "culture", edition).map(|it| it.edition.as_str());
    assert_eq!((edition(None), edition(Some("2018"))), (Ok("2027"), Ok("2018")));
    assert_ne!(both[0].sha256, both[1].sha256);
}

/// A change of the files, and the file and the words of the refusal.
fn check(change: (&str, &str), file: &str, words: &str) {
    let changed = |text: &str| text.replacen(change.0, change.1, 1);
    let fault = rulebooks::of_text(&changed(RULES), &changed(QUESTIONS)).unwrap_err();
    assert_eq!(fault.file, file, "{change:?}: {}", fault.why);
    assert!(fault.why.contains(words), "{change:?}: {}", fault.why);
}

#[test]
fn a_wrong_file_is_refused_by_file_and_field() {
    let (rules, questions) = ("rulebook.toml", "questionnaire.toml");
    check(("edition = \"2018\"", "edition = \"2018\"\ncolour = 1"), rules, "unknown field `colour`");
    check(("edition = \"2018\"", ""), rules, "missing field `edition`");
    check(("\"2018-10-23\"", "\"23.10.2018\""), rules, "is not a day like 2018-10-23");
    check(
        ("certainty = \"practice\"", "certainty = \"sure\""),
        rules,
        "is none of seen, practice, derived, remembered",
    );
    check(("code = \"1.1\"", "code = \"1.4\""), rules, "no indicator «1.4»");
    check(("number = 1\n", "number = 6\n"), rules, "no criterion 6");
    check(("weight_percent = 30", "weight_percent = 31"), rules, "weights of criterion 1 add up to 101");
    check(("share-of = \"stand\"", "share-of = \"stall\""), rules, "no list «stall»");
    check(("code = \"stand.name\"", "code = \"name\""), rules, "item name: its code must be «stand.» and a word");
    check(("act = \"392-fz\"", "act = \"393-fz\""), rules, "act «393-fz» is not in the list");
    check(("after = \"stand_used\"", "after = \"stand\""), rules, "it follows «stand», which is not asked before it");
    check(("short = \"пол\"", "brief = \"пол\""), questions, "unknown field `brief`");
    check(("answers = \"text\"", "answers = \"poem\""), questions, "unknown variant `poem`");
}

/// The law of a sector that nobody has yet is a folder of data: no Rust knows its name.
#[test]
fn a_sector_that_no_rust_names_is_scored() {
    let text = RULES
        .replace("name = \"culture\"", "name = \"sport\"")
        .replace("aliases = [\"культура\", \"сфера культуры\"]", "aliases = [\"спорт\"]")
        .replace("title = \"Культура\"", "title = \"Спорт\"");
    let sport = rulebooks::of_text(&text, QUESTIONS).unwrap();
    let all: Vec<Rulebook> = rulebooks::all().iter().cloned().chain([sport]).collect();
    let sport = rulebooks::chosen(&all, "спорт", None).unwrap();
    assert_eq!((sport.name.as_str(), sport.title.as_str()), ("sport", "Спорт"));
    let unit = Unit { branch: None, tally: worked::tally(&sport.question_set()), findings: worked::findings() };
    let assessed = Assessed { organisation: "Бассейн".into(), kind: None, units: vec![unit] };
    let sheet = score(sport, &assessed, &Policy::default());
    assert_eq!(sheet.total.unwrap().to_decimals(2), "89.08");
    assert_ne!(sport.sha256, all[0].sha256);
}

fn listed<'a>(rulebook: &'a Rulebook, list: &str) -> Vec<&'a str> {
    rulebook.inspection(list).unwrap().items.iter().map(|item| item.code.as_str()).collect()
}

#[test]
fn everything_with_a_code_is_listed_with_its_source() {
    for rulebook in rulebooks::all() {
        let all = items_listing(rulebook);
        let n = |kind| all.iter().filter(|it| it.kind == kind).count();
        let n_items: usize = rulebook.inspections.iter().map(|list| list.items.len()).sum();
        assert_eq!((n(ListedKind::Item), n(ListedKind::List)), (n_items, rulebook.inspections.len()));
        assert_eq!(n(ListedKind::Question), rulebook.questionnaire.questions.len());
        assert!(all.iter().all(|it| !it.title.is_empty() && !it.source.is_empty()));
        assert!(!rulebooks::gap_lines(rulebook).is_empty());
    }
    let culture = rulebooks::named("culture", None).unwrap();
    let lines = rulebooks::listing_lines(culture);
    let water = "comfort.water\tпункт\tдоступность питьевой воды\tpractice\tПриказ Минкультуры России от 27.04.2018 № 599, показатель 2.1";
    assert!(lines.iter().any(|line| line == water), "{lines:#?}");
    assert_eq!((listed(culture, "stand").len(), listed(culture, "site").len()), (17, 19));
}

#[test]
fn every_sector_has_the_codes_of_the_interface() {
    let lists = ["stand", "site", "channels", "comfort", "equipment", "services"];
    let questions = [
        "stand_used",
        "stand_ok",
        "site_used",
        "site_ok",
        "comfort_ok",
        "disability",
        "access_ok",
        "contact_ok",
        "service_ok",
        "remote_used",
        "remote_ok",
        "recommend",
        "schedule_ok",
        "overall_ok",
        "suggestion",
        "sex",
        "age",
    ];
    for rulebook in rulebooks::all() {
        let codes: Vec<&str> = rulebook.inspections.iter().map(|list| list.code.as_str()).collect();
        assert_eq!(codes, lists, "{}", rulebook.name);
        for code in questions {
            assert!(rulebook.question(code).is_some(), "{} {code}", rulebook.name);
        }
        let waits = rulebook.indicators.iter().any(|rule| rule.indicator.to_string() == "2.2");
        assert_eq!((rulebook.question("on_time").is_some(), rulebook.waiting.is_some()), (waits, waits));
        assert_eq!(rulebook.questionnaire.questions.len(), questions.len() + usize::from(waits));
    }
}
