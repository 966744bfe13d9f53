//! A mapping as a file: TOML that a person can read and correct.

use super::{Column, Mapping, Meaning};
use crate::answers::table::Refused;
use otklik_domain::rulebook::Rulebook;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<String>,
    #[serde(default, rename = "column")]
    columns: Vec<KeptColumn>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptColumn {
    heading: String,
    code: String,
    #[serde(default)]
    score: u8,
    #[serde(default)]
    ground: String,
}

const ABOUT: &str = "# Соответствие столбцов: у каждого заголовка код вопроса (otklik score --items), а также\n\
                     # organisation, branch, identity (номер или время анкеты), «-» (не читать), «?» (не понято).\n\n";

impl Mapping {
    /// The mapping as TOML.
    ///
    /// # Errors
    /// [`Refused::Mapping`] when it cannot be written as TOML.
    pub fn to_toml(&self) -> Result<String, Refused> {
        let column = |column: &Column| KeptColumn {
            heading: column.heading.clone(),
            code: column.meaning.name(),
            score: column.score,
            ground: column.ground.clone(),
        };
        let columns = self.columns.iter().map(column).collect();
        let kept = Kept { name: self.name.clone(), organisation: self.organisation.clone(), columns };
        let text = toml::to_string(&kept).map_err(|why| Refused::Mapping(format!("соответствие не пишется: {why}")))?;
        Ok(format!("{ABOUT}{text}"))
    }

    /// Reads TOML; a column that a person set stands above every guess.
    ///
    /// # Errors
    /// [`Refused::Mapping`] says what is wrong in it.
    pub fn from_toml(text: &str, rulebook: &Rulebook) -> Result<Mapping, Refused> {
        let kept: Kept = toml::from_str(text).map_err(|why| {
            let line =
                why.span().map_or(1, |span| 1 + text.get(..span.start).unwrap_or_default().matches('\n').count());
            let what = why.message().lines().next().unwrap_or_default().to_owned();
            Refused::Mapping(format!(
                "строка {line}: это не соответствие столбцов ({what}); возьмите вывод --save-mapping"
            ))
        })?;
        let column = |kept: KeptColumn| {
            let meaning = Meaning::from_name(&kept.code, rulebook).ok_or_else(|| {
                let words = "такого вопроса в своде правил нет; коды печатает otklik score --items";
                Refused::Mapping(format!("код «{}» у графы «{}»: {words}", kept.code, kept.heading))
            })?;
            Ok(Column { heading: kept.heading, meaning, score: 100, ground: kept.ground })
        };
        let columns = kept.columns.into_iter().map(column).collect::<Result<_, Refused>>()?;
        Ok(Mapping { name: kept.name, organisation: kept.organisation, columns })
    }
}
