//! Fields of the public report of a region's head.

use super::super::values::{Field, FieldSet, Item, Values, day, item, number, points, said, told};
use crate::forms::region_457::{RegionSheet, UNVERIFIED};
use otklik_domain::report::RegionSector;

const SECTORS: &str = "сферы";
const SHORTCOMINGS: &str = "недостатки";
const TAKEN: &str = "принятые";
const PLANNED: &str = "планируемые";
const DECISIONS: &str = "решения";

fn whole<'a>() -> [Field<(&'a RegionSheet, Option<i64>)>; 8] {
    [
        ("регион", "субъект Российской Федерации", |(it, _)| it.report.region.clone()),
        ("год", "за какой год", |(it, _)| it.report.year.to_string()),
        ("отчет.номер", "номер отчёта", |(_, no)| number(*no)),
        ("отчет.взамен", "номер отчёта, который он исправляет", |(it, _)| {
            number(it.replaces)
        }),
        ("отчет.дата", "по состоянию на какой день", |(it, _)| day(it.as_of)),
        ("подписал.должность", "должность того, кто подписал", |(it, _)| {
            said(it.signers.head_position.as_ref())
        }),
        ("подписал.имя", "фамилия и инициалы того, кто подписал", |(it, _)| said(it.signers.head_name.as_ref())),
        ("форма", "предупреждение, что форма не сверена", |_| {
            UNVERIFIED.to_owned()
        }),
    ]
}

const SECTOR: &[Field<RegionSector>] = &[
    ("сфера", "сфера", |it| it.name.clone()),
    ("подлежит", "организаций подлежит оценке", |it| it.n_subject.to_string()),
    ("охвачено", "организаций охвачено оценкой", |it| it.n_covered.to_string()),
    ("критерий_1", "средний балл по критерию 1", |it| of(it, 1)),
    ("критерий_2", "средний балл по критерию 2", |it| of(it, 2)),
    ("критерий_3", "средний балл по критерию 3", |it| of(it, 3)),
    ("критерий_4", "средний балл по критерию 4", |it| of(it, 4)),
    ("критерий_5", "средний балл по критерию 5", |it| of(it, 5)),
    ("балл", "средний итоговый балл", |it| points(it.total.as_ref())),
];

/// A line of a list with the sector it is of.
type Counted<'a> = (&'a str, &'a (String, usize));

fn counted_line<'a>() -> [Field<Counted<'a>>; 3] {
    [
        ("сфера", "сфера", |(sector, _)| (*sector).to_owned()),
        ("текст", "недостаток или мера", |(_, line)| line.0.clone()),
        ("раз", "сколько раз", |(_, line)| line.1.to_string()),
    ]
}

fn decision<'a>() -> [Field<(usize, &'a String)>; 2] {
    [
        ("номер", "номер по порядку", |(number, _)| number.to_string()),
        ("решение", "решение в отношении руководителя", |(_, text)| {
            (*text).clone()
        }),
    ]
}

fn of(sector: &RegionSector, number: u8) -> String {
    points(sector.criteria.iter().find(|(criterion, _)| criterion.number() == number).map(|(_, points)| points))
}

pub(in crate::template) fn fields() -> FieldSet {
    FieldSet {
        fields: told(&whole()),
        lists: vec![
            (SECTORS, told(SECTOR)),
            (SHORTCOMINGS, told(&counted_line())),
            (TAKEN, told(&counted_line())),
            (PLANNED, told(&counted_line())),
            (DECISIONS, told(&decision())),
        ],
    }
}

/// Values of the public report of a region's head.
pub fn region_values(sheet: &RegionSheet, number: Option<i64>) -> Values {
    let report = &sheet.report;
    let counted = |pick: fn(&RegionSector) -> &[(String, usize)]| -> Vec<Item> {
        let of = |sector| pick(sector).iter().map(move |line| item(&counted_line(), &(sector.name.as_str(), line)));
        report.sectors.iter().flat_map(of).collect()
    };
    let lists = [
        (SECTORS, report.sectors.iter().map(|it| item(SECTOR, it)).collect()),
        (SHORTCOMINGS, counted(|it| &it.shortcomings)),
        (TAKEN, counted(|it| &it.taken)),
        (PLANNED, counted(|it| &it.planned)),
        (DECISIONS, (1..).zip(&report.decisions).map(|it| item(&decision(), &it)).collect()),
    ];
    Values { fields: item(&whole(), &(sheet, number)), lists: lists.map(|(name, rows)| (name.to_owned(), rows)).into() }
}
