use super::OrganisationState;
use std::fmt;

/// What is wrong with an entry of the registry («ошибка заполнения карточки»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No name.
    NoName,
    /// Longer than a name can be.
    LongName,
    /// Not a taxpayer's number: wrong length or check digit.
    BadInn(String),
    /// No sphere, or one that is not known.
    UnknownSector(String),
    /// Not an address of mail.
    BadEmail(String),
    /// Not an address of a site.
    BadSite(String),
    /// Not a number of bus.gov.ru.
    BadBusGovId(String),
    /// Not an address of a poll.
    BadPollLink(String),
    /// Not a short name for addresses.
    BadSlug(String),
    /// It was closed or merged before.
    NotOpen(OrganisationState),
    /// The day of closing is still ahead.
    ClosedAhead,
    /// An organisation cannot be merged with itself.
    MergedWithItself,
    /// Different taxpayer's numbers of one sphere are merged; of different spheres not.
    OtherSector,
    /// A territory cannot be part of itself or of its own parts.
    TerritoryInItself,
}

impl Fault {
    /// The field of the card that is to be mended.
    pub fn field(&self) -> &'static str {
        match self {
            Fault::NoName | Fault::LongName => "name",
            Fault::BadInn(_) => "inn",
            Fault::UnknownSector(_) => "sector",
            Fault::BadEmail(_) => "email",
            Fault::BadSite(_) => "site",
            Fault::BadBusGovId(_) => "bus_gov_id",
            Fault::BadPollLink(_) => "poll_link",
            Fault::BadSlug(_) => "slug",
            Fault::NotOpen(_) => "state",
            Fault::ClosedAhead => "closed_on",
            Fault::MergedWithItself | Fault::OtherSector => "into",
            Fault::TerritoryInItself => "parent",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::NoName => f.write_str("Укажите полное наименование, как в уставе"),
            Fault::LongName => f.write_str("Наименование длиннее 500 знаков: оставьте только его"),
            Fault::BadInn(inn) => write!(f, "ИНН «{inn}» с ошибкой: проверьте цифры по выписке"),
            Fault::UnknownSector(words) if words.is_empty() => f.write_str("Выберите сферу"),
            Fault::UnknownSector(words) => write!(
                f,
                "Сфера «{words}» не узнана: культура, образование, охрана здоровья, социальное обслуживание или МСЭ"
            ),
            Fault::BadEmail(text) => write!(f, "«{text}» не похоже на адрес почты: нужен вид имя@сайт"),
            Fault::BadSite(text) => write!(f, "«{text}» не похоже на адрес сайта: нужен вид https://сайт"),
            Fault::BadBusGovId(text) => {
                write!(f, "«{text}» не похоже на номер bus.gov.ru: нужны цифры или адрес, который ими кончается")
            }
            Fault::BadPollLink(text) => write!(f, "«{text}» не похоже на адрес опроса: нужен вид https://сайт/опрос"),
            Fault::BadSlug(text) => write!(f, "Короткое имя «{text}»: только латинские буквы, цифры и дефис"),
            Fault::NotOpen(OrganisationState::Merged { .. }) => f.write_str("Организация уже присоединена к другой"),
            Fault::NotOpen(_) => f.write_str("Организация уже закрыта"),
            Fault::ClosedAhead => f.write_str("День закрытия ещё не наступил"),
            Fault::MergedWithItself => f.write_str("Выберите другую организацию: с самой собой её не объединить"),
            Fault::OtherSector => f.write_str("Организации разных сфер не объединяют: их оценивают по разным правилам"),
            Fault::TerritoryInItself => f.write_str("Территория не может входить в саму себя"),
        }
    }
}
