//! Headings of a list of organisations, by meaning.

/// A column of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Column {
    /// «Наименование организации»
    Name,
    /// «Краткое наименование»
    ShortName,
    /// «ИНН»
    Inn,
    /// «Сфера», «Отрасль»
    Sector,
    /// «Вид организации», «Тип»
    Kind,
    /// «Учредитель»
    Founder,
    /// «Муниципальное образование», «Территория», «Район»
    Territory,
    /// «Адрес», «Местонахождение»
    Address,
    /// «Телефон»
    Phone,
    /// «Электронная почта»
    Email,
    /// «Официальный сайт»
    Site,
    /// «Номер на bus.gov.ru», «Код bus.gov.ru», «agencyId»
    BusGov,
    /// «Ссылка на опрос Минкультуры»
    Poll,
}

/// The column a heading names. The order matters: «адрес электронной почты» is mail, «наименование учредителя» a founder.
pub(super) fn column_of(heading: &str) -> Option<Column> {
    let lower = heading.to_lowercase().replace('ё', "е");
    if lower.is_empty() || lower.chars().count() > 160 {
        return None;
    }
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let has = |stem: &str| words.iter().any(|word| word.starts_with(stem));
    let is = |whole: &str| words.contains(&whole);
    let is_mail = (has("электрон") && has("почт"))
        || is("email")
        || (is("e") && is("mail"))
        || is("mail")
        || (is("эл") && (has("почт") || has("адрес")))
        || (has("электрон") && has("адрес"))
        || lower.trim() == "почта";
    let tests = [
        (lower.contains("bus.gov") || is("agencyid"), Column::BusGov),
        (has("опрос") && (has("ссылк") || has("адрес") || has("минкульт")), Column::Poll),
        (is_mail, Column::Email),
        (has("сайт") || is("www") || is("url") || (has("интернет") && !has("наимен")), Column::Site),
        (has("телефон") || is("тел") || is("phone"), Column::Phone),
        (is("инн") || is("inn"), Column::Inn),
        (has("учредител") || is("founder"), Column::Founder),
        (has("краткое") || has("сокращ") || is("короткое") || (is("short") && is("name")), Column::ShortName),
        (has("адрес") || has("местонахожд") || has("местополож") || is("address"), Column::Address),
        (has("сфер") || has("отрасл") || is("sector"), Column::Sector),
        (is("вид") || is("тип") || is("kind"), Column::Kind),
        (is_name(&has, &is), Column::Name),
        (is_territory(&has, &is), Column::Territory),
    ];
    tests.into_iter().find(|(holds, _)| *holds).map(|(_, column)| column)
}

fn is_name(has: &impl Fn(&str) -> bool, is: &impl Fn(&str) -> bool) -> bool {
    let is_of_place = has("муниципальн") || has("территор") || has("район") || has("населен");
    let names = has("наименовани") || has("названи") || is("name");
    let subject = has("организац") || has("учрежден");
    (names && (subject || !is_of_place)) || (subject && !is_of_place)
}

fn is_territory(has: &impl Fn(&str) -> bool, is: &impl Fn(&str) -> bool) -> bool {
    has("территор") || has("муниципальн") || has("район") || has("округ") || has("населен") || is("territory")
}
