//! Fields of the protocol of an inspection.

use super::super::values::{Field, FieldSet, Values, day, item, said, told};
use crate::forms::inspection::{DifferenceLine, Protocol, ProtocolLine, ReplyLine, photo_numbers};

const POINTS: &str = "пункты";
const DIFFERENCES: &str = "расхождения";
const REPLIES: &str = "ответы";
const PHOTOS: &str = "снимки";
const SIGNERS: &str = "подписи";

const FIELDS: &[Field<Protocol>] = &[
    ("организация", "полное название организации", |it| it.organisation.clone()),
    ("филиал", "филиал, если осмотрен он", |it| it.branch.clone()),
    ("адрес", "где осматривали", |it| said(it.address.as_ref())),
    ("тур", "название тура оценки", |it| it.round.clone()),
    ("осмотр", "кто осматривал и когда, строка на каждого", |it| {
        it.inspectors.join("\n")
    }),
    ("итог", "утверждён ли итог и когда", |it| it.stage.clone()),
    ("совпадение", "в скольких пунктах листы совпали", |it| {
        said(it.agreement.as_ref())
    }),
    ("примечания", "что ещё сказано", |it| it.notes.join("\n")),
    ("дата", "когда сделан документ", |it| it.made_on.map(day).unwrap_or_default()),
];

/// A point with the name of its list.
fn point<'a>() -> [Field<(&'a str, &'a ProtocolLine)>; 5] {
    [
        ("раздел", "раздел списка", |(block, _)| (*block).to_owned()),
        ("пункт", "что осмотрено", |(_, it)| it.title.clone()),
        ("отметка", "есть, нет, не применимо или число", |(_, it)| it.seen.clone()),
        ("заметка", "слова инспекторов и адреса страниц", |(_, it)| {
            it.notes.join("\n")
        }),
        ("снимки", "номера снимков", |(_, it)| photo_numbers(&it.photos)),
    ]
}

const DIFFERENCE: &[Field<DifferenceLine>] = &[
    ("пункт", "что осмотрено", |it| it.title.clone()),
    ("увидели", "что увидел каждый", |it| it.seen.join("\n")),
    ("решено", "что решено", |it| it.decided.clone()),
    ("почему", "почему так решено", |it| it.reason.clone()),
];

const REPLY: &[Field<ReplyLine>] = &[
    ("пункт", "о чём ответ", |it| it.title.clone()),
    ("вид", "возражение или пояснение", |it| it.kind.clone()),
    ("ответ", "слова организации", |it| it.words.clone()),
    ("рассмотрено", "что решено по ответу", |it| it.review.clone()),
    ("снимки", "номера снимков", |it| photo_numbers(&it.photos)),
];

fn photo<'a>() -> [Field<(usize, &'a String)>; 2] {
    [("номер", "номер снимка", |(number, _)| number.to_string()), ("снимок", "что на снимке", |(_, it)| (*it).clone())]
}

const SIGNER: &[Field<String>] = &[("инспектор", "кто осматривал и подписывает", Clone::clone)];

pub(in crate::template) fn fields() -> FieldSet {
    FieldSet {
        fields: told(FIELDS),
        lists: vec![
            (POINTS, told(&point())),
            (DIFFERENCES, told(DIFFERENCE)),
            (REPLIES, told(REPLY)),
            (PHOTOS, told(&photo())),
            (SIGNERS, told(SIGNER)),
        ],
    }
}

/// Values of the protocol of an inspection.
pub fn protocol_values(it: &Protocol) -> Values {
    let points = it.blocks.iter().flat_map(|(block, lines)| lines.iter().map(move |line| (block.as_str(), line)));
    let lists = [
        (POINTS, points.map(|line| item(&point(), &line)).collect()),
        (DIFFERENCES, it.differences.iter().map(|line| item(DIFFERENCE, line)).collect()),
        (REPLIES, it.replies.iter().map(|line| item(REPLY, line)).collect()),
        (PHOTOS, (1..).zip(&it.photos).map(|line| item(&photo(), &line)).collect()),
        (SIGNERS, it.signers.iter().map(|name| item(SIGNER, name)).collect::<Vec<_>>()),
    ];
    Values { fields: item(FIELDS, it), lists: lists.map(|(name, rows)| (name.to_owned(), rows)).into() }
}
