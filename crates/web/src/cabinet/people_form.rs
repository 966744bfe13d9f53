//! The form of a person: what is typed about them, kept as it was typed.

use crate::form::{FieldFault, Typed, fault};
use crate::ui::components::field::{Choice, Field};
use otklik_app::people::{Member, PersonCard};
use otklik_domain::access::Role;

/// What was typed.
pub(super) fn card_of(typed: &Typed) -> PersonCard {
    PersonCard {
        name: typed.get("name").to_owned(),
        role: typed.get("role").to_owned(),
        organisation: typed.get("organisation").to_owned(),
        login: typed.get("login").to_owned(),
        email: typed.get("email").to_owned(),
    }
}

/// What is kept.
pub(super) fn card_of_member(member: &Member) -> PersonCard {
    PersonCard {
        name: member.person.name.clone(),
        role: member.person.role.clone(),
        organisation: member.organisation.clone().unwrap_or_default(),
        login: member.person.login.clone().unwrap_or_default(),
        email: member.person.email.clone().unwrap_or_default(),
    }
}

/// The fields of a card.
pub(super) fn fields(card: &PersonCard, faults: &[FieldFault]) -> Vec<Field> {
    let roles = std::iter::once(Choice::new("", "выберите роль"))
        .chain(Role::ALL.into_iter().map(|role| Choice::new(role.name(), role.in_words())))
        .collect();
    let fields = [
        Field::line("name", "Фамилия, имя и отчество", &card.name),
        Field::choice("role", "Роль", &card.role, roles),
        Field::line("organisation", "За какую организацию отвечает", &card.organisation)
            .hint("ИНН или название, как в реестре. Пусто: за все. Территорию, учредителя и филиал дают потом, на странице человека"),
        Field::line("login", "Имя для входа, если уже знаете", &card.login)
            .hint("Буквы, цифры и знаки . _ - @ +. Можно не заполнять: человек выберет сам"),
        Field::line("email", "Электронная почта, если есть", &card.email),
    ];
    let with_fault = |field: Field| {
        let said = fault(faults, &field.name).map(ToOwned::to_owned);
        field.faulty(said.as_deref())
    };
    fields.into_iter().map(with_fault).collect()
}
