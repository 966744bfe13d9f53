//! By which words people recognise the questions of the questionnaire, however they shorten them.
//!
//! The codes are of the public interface and the same in every sector. A code that is not here is told by the wording
//! of the rulebook alone.

/// What a question asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// «Пользовались ли Вы…», «Обращались ли Вы…»
    Used,
    /// «Удовлетворены ли Вы…»
    Satisfied,
    /// Something else, or nothing that is said.
    Other,
}

/// The words that ask whether one used something.
pub(super) const USED: &[&str] = &["пользовал", "пользует", "обращал", "обращает", "знакомил", "изучал", "посещал"];
/// The words that ask whether one is satisfied.
pub(super) const SATISFIED: &[&str] = &["удовлетвор", "довольн", "доволен", "устраива", "устроил"];

/// How one question is recognised: phrases are beginnings of words.
pub(super) struct Sign {
    pub(super) code: &'static str,
    /// What it asks; a heading that asks another thing is not it.
    pub(super) asks: Asks,
    /// One phrase of each group must stand there.
    pub(super) all: &'static [&'static [&'static str]],
    /// None of these may.
    pub(super) none: &'static [&'static str],
}

const POLITE: &[&str] = &["доброжелат", "вежлив", "работник", "сотрудник", "персонал", "специалист"];
const DISABLED: &[&str] = &["инвалид", "овз", "маломобил"];
const REMOTE: &[&str] = &["дистанц", "удаленн"];
const FIRST: &[&str] = &["первичн", "справочн", "регистратур", "приемн отделен", "касс", "вахт", "администратор"];
const SERVING: &[&str] = &[
    "непосредственн оказ",
    "непосредственн обслуж",
    "непосредственно оказ",
    "непосредственно обслуж",
    "оказани услуг",
    "оказыва",
    "обслужива",
];

pub(super) const SIGNS: &[Sign] = &[
    Sign { code: "stand_used", asks: Asks::Used, all: &[&["стенд"]], none: &["сайт"] },
    Sign { code: "stand_ok", asks: Asks::Satisfied, all: &[&["стенд"]], none: &["сайт"] },
    Sign { code: "site_used", asks: Asks::Used, all: &[&["сайт"]], none: &["стенд", "дистанц"] },
    Sign {
        code: "site_ok",
        asks: Asks::Satisfied,
        all: &[&["сайт"]],
        none: &["стенд", "дистанц", "комфорт", "доброжелат", "вежлив"],
    },
    Sign {
        code: "on_time",
        asks: Asks::Other,
        all: &[&["своевремен", "вовремя", "врем ожидан", "срок ожидан"]],
        none: &[],
    },
    Sign { code: "comfort_ok", asks: Asks::Satisfied, all: &[&["комфорт", "уютн"]], none: &[] },
    Sign {
        code: "disability",
        asks: Asks::Other,
        all: &[DISABLED, &["име", "установл", "являет", "групп"]],
        none: &["удовлетвор"],
    },
    Sign {
        code: "access_ok",
        asks: Asks::Satisfied,
        all: &[DISABLED],
        none: &["установл", "имеет", "имеют", "являет", "групп"],
    },
    Sign { code: "contact_ok", asks: Asks::Satisfied, all: &[FIRST], none: REMOTE },
    Sign {
        code: "service_ok",
        asks: Asks::Satisfied,
        all: &[SERVING, POLITE],
        none: &["дистанц", "первичн", "график"],
    },
    Sign { code: "remote_used", asks: Asks::Used, all: &[REMOTE], none: &[] },
    Sign { code: "remote_ok", asks: Asks::Satisfied, all: &[REMOTE], none: &["график"] },
    Sign {
        code: "recommend", asks: Asks::Other, all: &[&["рекоменд", "посовет"]], none: &["удовлетвор"]
    },
    Sign {
        code: "schedule_ok",
        asks: Asks::Satisfied,
        all: &[&["график", "режим", "час работ", "часы работ", "часами работ", "расписан", "организационн"]],
        none: &["доброжелат", "вежлив", "дистанц"],
    },
    Sign {
        code: "overall_ok",
        asks: Asks::Satisfied,
        all: &[&["целом", "общем"]],
        none: &["стенд", "сайт", "доброжелат", "вежлив", "график"],
    },
    Sign {
        code: "suggestion", asks: Asks::Other, all: &[&["предложен", "пожелан"]], none: &["удовлетвор"]
    },
    Sign {
        code: "age", asks: Asks::Other, all: &[&["возраст", "сколько лет"]], none: &["удовлетвор"]
    },
];
