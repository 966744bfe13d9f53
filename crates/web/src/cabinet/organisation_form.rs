//! The fields of an organisation's card as a form, and back.

use crate::form::{FieldFault, Typed, fault};
use crate::portal::home::sector_words;
use crate::ui::components::field::{Choice, Field};
use crate::ui::words;
use otklik_domain::registry::{Card, Organisation, Sector};

/// A card as its form would have it.
pub(crate) fn card_of(organisation: &Organisation) -> Card {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    Card {
        name: organisation.name.clone(),
        short_name: text(&organisation.short_name),
        inn: organisation.inn.as_ref().map(ToString::to_string).unwrap_or_default(),
        sector: organisation.sector.name().to_owned(),
        kind: text(&organisation.kind),
        address: text(&organisation.address),
        phone: text(&organisation.phone),
        email: text(&organisation.email),
        site: text(&organisation.site),
        bus_gov_id: text(&organisation.bus_gov_id),
        poll_link: text(&organisation.poll_link),
        founder: organisation.founder,
        territory: organisation.territory,
    }
}

/// What was sent by the form.
pub(super) fn card_from(typed: &Typed) -> Card {
    let get = |name: &str| typed.get(name).to_owned();
    Card {
        name: get("name"),
        short_name: get("short_name"),
        inn: get("inn"),
        sector: get("sector"),
        kind: get("kind"),
        address: get("address"),
        phone: get("phone"),
        email: get("email"),
        site: get("site"),
        bus_gov_id: get("bus_gov_id"),
        poll_link: get("poll_link"),
        founder: typed.get("founder").parse().ok(),
        territory: typed.get("territory").parse().ok(),
    }
}

/// The fields of the form.
pub(super) fn fields(
    card: &Card,
    founders: Vec<Choice>,
    territories: Vec<Choice>,
    faults: &[FieldFault],
) -> Vec<Field> {
    let none = || Choice::new("", "не указано");
    let sectors = Sector::ALL.map(|s| Choice::new(s.name(), words::capital(sector_words(s)))).to_vec();
    let with_none = |choices: Vec<Choice>| std::iter::once(none()).chain(choices).collect();
    let id = |id: Option<String>| id.unwrap_or_default();
    let fields = [
        Field::area("name", "Полное название, как в уставе", &card.name),
        Field::line("short_name", "Короткое название для списков", &card.short_name),
        Field::line("inn", "ИНН", &card.inn).hint("10 цифр; контрольную цифру проверим"),
        Field::choice("sector", "Сфера", &card.sector, sectors),
        Field::line("kind", "Вид", &card.kind).hint("Например: библиотека, театр, клубная система"),
        Field::choice("founder", "Учредитель", id(card.founder.map(|f| f.to_string())), with_none(founders)),
        Field::choice("territory", "Территория", id(card.territory.map(|t| t.to_string())), with_none(territories)),
        Field::line("address", "Адрес", &card.address),
        Field::line("phone", "Телефон для посетителей", &card.phone),
        Field::line("email", "Почта для посетителей", &card.email),
        Field::line("site", "Сайт", &card.site),
        Field::line("bus_gov_id", "Номер на bus.gov.ru", &card.bus_gov_id)
            .hint("Цифры из адреса карточки или ссылка bus.gov.ru/qrcode/rate/…: по нему граждане ставят там звёзды"),
        Field::line("poll_link", "Ссылка на ежемесячный опрос Минкультуры", &card.poll_link)
            .hint("Адрес анкеты именно этой организации, как его прислало министерство"),
    ];
    let with_fault = |field: Field| {
        let said = fault(faults, &field.name).map(ToOwned::to_owned);
        field.faulty(said.as_deref())
    };
    fields.into_iter().map(with_fault).collect()
}
