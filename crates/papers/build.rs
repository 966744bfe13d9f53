//! Embeds the rulebooks of the workspace, having read and checked each one: a wrong file is no build.
//!
//! Every `rulebook.toml` and `rulebook.<edition>.toml` of every folder of `rulebooks/` is an edition; it goes with
//! `questionnaire.<edition>.toml` where there is one, else with `questionnaire.toml`. Typical measures
//! of all editions of a sector stand in its `measures.toml`.

#[path = "src/rulebooks/parse/mod.rs"]
mod parse;

use otklik_domain::rulebook::Rulebook;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
    let folder = here.ancestors().nth(2).unwrap_or(&here).join("rulebooks");
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed=src/rulebooks/parse");
    let mut found: Vec<(Rulebook, Edition)> = Vec::new();
    for sector in sorted(&folder)?.into_iter().filter(|path| path.is_dir()) {
        for edition in editions(&sector)? {
            println!("cargo::rerun-if-changed={}", edition.rules.display());
            println!("cargo::rerun-if-changed={}", edition.questions.display());
            println!("cargo::rerun-if-changed={}", edition.measures.display());
            match read(&sector, &edition) {
                Ok(rulebook) => found.push((rulebook, edition)),
                Err(why) => println!("cargo::error={}", why.replace('\n', " | ")),
            }
        }
    }
    for why in clashes(&found) {
        println!("cargo::error={why}");
    }
    found.sort_by(|(a, _), (b, _)| (&a.name, a.in_force_from).cmp(&(&b.name, b.in_force_from)));
    fs::write(Path::new(&env::var("OUT_DIR").unwrap_or_default()).join("rulebooks.rs"), source_of(&found))
}

/// The files of an edition, and the edition its name demands.
struct Edition {
    rules: PathBuf,
    questions: PathBuf,
    measures: PathBuf,
    demanded: Option<String>,
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|it| it.path())).collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}

fn editions(sector: &Path) -> io::Result<Vec<Edition>> {
    let mut editions = Vec::new();
    for rules in sorted(sector)? {
        let name = rules.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let Some(middle) = name.strip_prefix("rulebook.").and_then(|rest| rest.strip_suffix("toml")) else { continue };
        let demanded = middle.strip_suffix('.').map(ToOwned::to_owned);
        let own = demanded.as_ref().map(|edition| sector.join(format!("questionnaire.{edition}.toml")));
        let questions = own.filter(|path| path.is_file()).unwrap_or_else(|| sector.join("questionnaire.toml"));
        let measures = sector.join("measures.toml");
        editions.push(Edition { rules, questions, measures, demanded });
    }
    Ok(editions)
}

fn read(sector: &Path, edition: &Edition) -> Result<Rulebook, String> {
    let text = |path: &Path| fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()));
    let (rules, questions) = (text(&edition.rules)?, text(&edition.questions)?);
    let rulebook = parse::rulebook(&rules, &questions).map_err(|fault| {
        let file = match fault.text {
            parse::Text::Rules => &edition.rules,
            parse::Text::Questions => &edition.questions,
        };
        format!("{}: {}", file.display(), fault.why)
    })?;
    let measures = text(&edition.measures)?;
    parse::catalogue(&measures, &rulebook).map_err(|why| format!("{}: {why}", edition.measures.display()))?;
    if sector.file_name().is_none_or(|folder| folder != rulebook.name.as_str()) {
        return Err(format!("{}: name: «{}» must be the name of its folder", edition.rules.display(), rulebook.name));
    }
    match &edition.demanded {
        Some(demanded) if *demanded != rulebook.edition => Err(format!(
            "{}: edition: «{}» must be the one in the name of the file",
            edition.rules.display(),
            rulebook.edition
        )),
        _ => Ok(rulebook),
    }
}

/// Names that two sectors share, editions that stand twice.
fn clashes(found: &[(Rulebook, Edition)]) -> Vec<String> {
    let mut clashes = Vec::new();
    for (at, (one, edition)) in found.iter().enumerate() {
        for (other, _) in found.iter().skip(at + 1) {
            if one.name == other.name && one.edition == other.edition {
                clashes.push(format!("{}: edition «{}» stands twice", edition.rules.display(), one.edition));
            }
            let shared = other.aliases.iter().chain([&other.name]).find(|name| one.is_called(name));
            if let Some(name) = shared.filter(|_| one.name != other.name) {
                clashes.push(format!("{}: aliases: «{name}» is also {}", edition.rules.display(), other.name));
            }
        }
    }
    clashes
}

fn source_of(found: &[(Rulebook, Edition)]) -> String {
    let mut source = String::from("static EMBEDDED: &[Embedded] = &[\n");
    for (_, edition) in found {
        let [rules, questions, measures] =
            [&edition.rules, &edition.questions, &edition.measures].map(|path| path.display().to_string());
        // Writing to a string does not fail.
        let _ = writeln!(
            source,
            "    Embedded {{ rules: include_str!({rules:?}), questions: include_str!({questions:?}), \
             measures: include_str!({measures:?}) }},"
        );
    }
    source.push_str("];\n");
    source
}
