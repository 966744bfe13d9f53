//! Drafts made by chance: words of plans as offices write them, with everything that tries a reader.

use jiff::civil::{Date, date};
use otklik_domain::deadline::{self, Context};
use otklik_domain::plan::{Approval, Draft, DraftKind, Execution, Executor, Measure, Span};
use otklik_domain::score::{Criterion, Indicator};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// What of a draft a paper keeps: titles, remarks and places belong to the paper that was read.
pub(crate) fn bare(mut draft: Draft) -> Draft {
    draft.title = None;
    draft.remarks.clear();
    for measure in &mut draft.measures {
        measure.place = None;
        measure.places.clear();
        measure.recurrence_in_text = None;
    }
    draft
}

const DEEDS: &[&str] = &[
    "Обновить информацию на стендах",
    "Разместить на сайте раздел «Часто задаваемые вопросы»",
    "Провести инструктаж работников",
    "Проведение тренинга по профессиональной этике",
    "установка пандуса и поручней",
    "Заключить договор с сурдопереводчиком",
    "Приобрести мебель для зоны отдыха",
    "Осуществлять контроль за санитарным состоянием помещений",
    "Организация встреч с родителями, опекунами и попечителями",
    "Закупить 15 кресел-колясок",
    "Обеспечить бесперебойную работу сайта http://музей.рф/novosti?page=2",
    "Рассмотреть на собрании итоги опроса",
];
const DETAILS: &[&str] = &[
    " в фойе и в филиалах № 2, 3 и 5",
    "; довести до сведения сотрудников",
    " (в том числе для слабовидящих – шрифтом Брайля)",
    " на сумму 12 500,50 руб.",
    " согласно приказу от 15.02.2023 № 21-па",
    ", а также на bus.gov.ru",
    " — не менее 90 % опрошенных",
    " \"Точка доступа\" и «Окно»",
    "\nв каждом структурном подразделении",
    " за счёт внебюджетных средств.",
    "",
    "",
];
const SHORTCOMINGS: &[&str] = &[
    "Отсутствует пандус",
    "На стендах отсутствует информация о структуре организации",
    "Не полностью размещена информация на официальном сайте: нет устава; нет отчётов",
    "Низкая доля получателей услуг, удовлетворённых комфортностью условий (71,5 %)",
    "Замечания к работе специалистов по телефону",
    "Нет дублирования информации шрифтом Брайля, «бегущей строки»",
    "Недостаточная навигация внутри организации",
];
pub(super) const TERMS: &[&str] = &[
    "до 01.09.2024",
    "01.06.24",
    "до 15 марта 2024 г.",
    "к 1 сентября",
    "по 30 июня 2025",
    "27.10",
    "2024 г.",
    "2024-2026 гг.",
    "II квартал 2024 г.",
    "январь 2024",
    "I полугодие 2024",
    "с 01.02 по 30.11.2024",
    "март 2024, сентябрь 2024",
    "в течение года",
    "постоянно",
    "на постоянной основе",
    "ежеквартально",
    "не реже 1 раза в 2 месяца",
    "ежегодно, до 1 апреля",
    "не позднее 10 числа месяца, следующего за кварталом",
    "по мере необходимости",
    "при наличии финансирования",
    "31.04.2024",
    "до конца года",
    "по плану",
    "сентябрь (в течение года)",
];
const NAMES: &[&str] =
    &["Ветрова А.П.", "Снегирёва О.О.", "Береговой Н.Ю.", "Полевая-Лесная Т.С.", "Горин В.В.", "Рощина Е.Л."];
const POSITIONS: &[&str] = &[
    "директор",
    "заместитель директора по библиотечной работе",
    "заведующий филиалом № 2",
    "специалист по кадрам",
    "инженер-программист",
    "главный бухгалтер",
];
const DONE: &[&str] = &[
    "Выполнено. Стенды обновлены",
    "Проведено 3 тренинга, обучено 25 человек",
    "Исполнено частично: договор заключён, работы не начаты",
    "Размещено на сайте в разделе «Документы»",
    "В работе",
];
const ORGANISATIONS: &[&str] = &[
    "МБУК «Заречная библиотека»",
    "ГБУЗ «Городская поликлиника № 3»",
    "МАОУ «Средняя школа № 12»",
    "МБУК «Районный дом культуры»",
];

fn said(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(texts).prop_map(str::to_owned)
}

fn term(context: Context) -> impl Strategy<Value = deadline::Deadline> {
    select(TERMS).prop_map(move |phrase| deadline::read(phrase, context).0)
}

fn executor() -> impl Strategy<Value = Executor> {
    prop_oneof![
        (said(NAMES), option::of(said(POSITIONS))).prop_map(|(name, position)| Executor { name: Some(name), position }),
        said(POSITIONS).prop_map(|position| Executor { name: None, position: Some(position) }),
    ]
}

fn execution(context: Context) -> impl Strategy<Value = Execution> {
    (said(DONE), option::of(term(context))).prop_map(|(done, actual)| Execution { done: Some(done), actual })
}

fn measure(context: Context, knows_criteria: bool) -> impl Strategy<Value = Measure> {
    let text = (said(DEEDS), said(DETAILS)).prop_map(|(deed, detail)| deed + &detail);
    let criterion = if knows_criteria { option::weighted(0.8, 1u8..=5).boxed() } else { Just(None).boxed() };
    (
        criterion,
        option::weighted(0.3, 1u8..=3),
        option::of(said(SHORTCOMINGS)),
        text,
        option::weighted(0.9, term(context)),
        vec(executor(), 0..4),
        option::weighted(0.4, execution(context)),
    )
        .prop_map(|(criterion, index, shortcoming, text, deadline, executors, execution)| Measure {
            criterion: criterion.and_then(Criterion::new),
            indicator: criterion.zip(index).and_then(|(c, i)| Indicator::new(c, i)),
            shortcoming,
            text,
            deadline,
            executors,
            execution,
            ..Measure::default()
        })
}

fn approval() -> impl Strategy<Value = Approval> {
    (option::of(1i8..=28), any::<bool>()).prop_map(|(day, is_named)| Approval {
        position: Some("Начальник отдела культуры администрации района".to_owned()),
        name: is_named.then(|| "Дубравин Д.Д.".to_owned()),
        date: day.map(|day| date(2024, 1, day)),
        basis: None,
    })
}

/// What a plan covers: a year, several, a quarter, or nothing said.
fn period() -> impl Strategy<Value = Option<(Date, Date)>> {
    prop_oneof![
        3 => Just(Some((date(2024, 1, 1), date(2024, 12, 31)))),
        1 => Just(Some((date(2024, 1, 1), date(2026, 12, 31)))),
        1 => Just(Some((date(2024, 4, 1), date(2024, 6, 30)))),
        1 => Just(None),
    ]
}

/// A plan of one organisation or of several.
pub(super) fn draft() -> impl Strategy<Value = Draft> {
    (period(), any::<bool>(), any::<bool>()).prop_flat_map(|(period, knows_criteria, serves_several)| {
        let year = period.filter(|(from, to)| from.year() == to.year()).map(|(from, _)| from.year());
        let measures = vec(measure(Context { year, period }, knows_criteria), 1..9);
        let names = vec(said(ORGANISATIONS), 9);
        (measures, names, option::of(approval()), option::of(Just(2023i16))).prop_map(
            move |(measures, names, approval, assessed_year)| {
                assembled(period, serves_several, measures, &names, approval, assessed_year)
            },
        )
    })
}

fn assembled(
    period: Option<(Date, Date)>,
    serves_several: bool,
    mut measures: Vec<Measure>,
    names: &[String],
    approval: Option<Approval>,
    assessed_year: Option<i16>,
) -> Draft {
    let mut draft = Draft::empty(DraftKind::Plan);
    draft.period = period.map(|(from, to)| Span { from, to });
    draft.approval = approval;
    draft.assessed_year = assessed_year;
    if serves_several {
        for (measure, name) in measures.iter_mut().zip(names) {
            measure.organisation = Some(name.clone());
        }
    } else {
        draft.organisation_as_written = names.first().cloned();
        draft.organisation = names.first().and_then(|n| Some(n.split_once('«')?.1.strip_suffix('»')?.to_owned()));
    }
    draft.measures = measures;
    draft
}
