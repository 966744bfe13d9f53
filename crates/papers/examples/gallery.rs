//! Writes every paper in every format, with words as long as an office writes them, to be looked at: `gallery FOLDER`.
//! PDF comes of the `.json` beside each: it is the neutral paper as the press takes it.

use jiff::civil::date;
use otklik_domain::deadline::{Context, read};
use otklik_domain::plan::{
    Approval, Draft, DraftKind, Execution, Executor, Measure, MeasureState, Span, TrackedMeasure,
};
use otklik_domain::report::{
    Contribution, Followed, Origin, RegionReport, RegionSector, ReportedFact, consolidate, report,
};
use otklik_domain::score::explain::explain;
use otklik_domain::score::{Assessed, Criterion, Exact, Findings, Indicator, Mark, Policy, Unit, score};
use otklik_papers::forms::inspection::{self, DifferenceLine, Protocol, ProtocolLine, ReplyLine};
use otklik_papers::forms::plan_report::{self, ReportSheet};
use otklik_papers::forms::progress::{self, ProgressLine, SurveyProgress};
use otklik_papers::forms::rating::{self, Rating, RatingLine, RatingMean};
use otklik_papers::forms::score_sheet::{self, Scored};
use otklik_papers::forms::{Form, Signers, compose, consolidated, region_457, rights};
use otklik_papers::rulebooks;
use otklik_papers::template::{TemplateForm, sample};
use otklik_papers::write::{Format, Paper, write};
use otklik_testkit::worked;
use std::error::Error;
use std::path::Path;

type Done = Result<(), Box<dyn Error>>;

const ORGANISATION: &str = "Муниципальное бюджетное учреждение культуры «Межпоселенческий центр культуры и досуга \
                            Верхнелуговского муниципального округа имени народного артиста А. И. Краснощёкова»";

const SHORTCOMINGS: [&str; 7] = [
    "На информационных стендах в помещении организации не в полном объёме представлена информация о её деятельности: \
     отсутствуют сведения о структуре и органах управления, план финансово-хозяйственной деятельности, результаты \
     независимой оценки",
    "Отсутствует пандус",
    "На официальном сайте не функционирует раздел «Часто задаваемые вопросы»",
    "Не обеспечено дублирование для инвалидов по слуху и зрению звуковой и зрительной информации",
    "Доля получателей услуг, удовлетворённых комфортностью условий, — 87 %",
    "Нет питьевой воды",
    "",
];
const MEASURES: [&str; 7] = [
    "Разместить на информационных стендах недостающие сведения, обновлять их не реже одного раза в квартал, назначить \
     ответственного приказом по учреждению",
    "Установить пандус у главного входа, нанести контрастную разметку",
    "Создать раздел сайта https://verhnelugovskoe-mckd.example/informatsiya/chasto-zadavaemye-voprosy-i-otvety",
    "Приобрести индукционную систему и тактильные таблички",
    "Провести анкетирование посетителей",
    "Поставить кулер",
    "Провести собрание трудового коллектива по вопросам доброжелательности и вежливости в общении с посетителями",
];
const TERMS: [&str; 6] = [
    "до 01.09.2026",
    "II квартал 2026 г.",
    "постоянно",
    "до 15 марта 2026 года",
    "в течение года, при наличии финансирования из бюджета муниципального округа",
    "",
];

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn measure(n: usize, is_sparse: bool) -> Measure {
    let pick = |list: &'static [&'static str]| list.get(n % list.len()).copied().unwrap_or_default();
    let executor = |name: &str, position: &str| Executor { name: some(name), position: some(position) };
    let context = Context { year: Some(2026), period: None };
    Measure {
        criterion: Criterion::new(u8::try_from(n % 5).unwrap_or(0) + 1),
        indicator: if n.is_multiple_of(3) { Indicator::new(u8::try_from(n % 5).unwrap_or(0) + 1, 1) } else { None },
        shortcoming: some(pick(&SHORTCOMINGS)),
        text: pick(&MEASURES).to_owned(),
        deadline: some(pick(&TERMS)).filter(|_| !is_sparse).map(|phrase| read(&phrase, context).0),
        executors: if is_sparse {
            Vec::new()
        } else {
            vec![
                executor(
                    "Краснощёкова-Преображенская А.В.",
                    "заместитель директора по административно-хозяйственной части",
                ),
                executor("", "заведующие филиалами"),
            ]
        },
        execution: (n.is_multiple_of(2) && !is_sparse).then(|| Execution {
            done: some(
                "Стенды обновлены во всех 12 филиалах, размещены сведения о структуре, акт от 14.08.2026 № 17-а",
            ),
            actual: Some(read("14.08.2026", context).0),
        }),
        result_indicator: (n.is_multiple_of(4)).then(|| "12 стендов".to_owned()),
        ..Measure::default()
    }
}

fn draft(n_measures: usize, is_sparse: bool) -> Draft {
    let span = Span { from: date(2026, 1, 1), to: date(2026, 12, 31) };
    let approval = Approval {
        position: some(
            "Начальник управления культуры, спорта и молодёжной политики администрации Верхнелуговского муниципального округа",
        ),
        name: some("Д.Д. Дубравин"),
        date: Some(date(2026, 1, 15)),
        basis: some("приказ от 15.01.2026 № 12-од"),
    };
    let mut measures: Vec<Measure> = (0..n_measures).map(|n| measure(n, is_sparse)).collect();
    measures.sort_by_key(|m| (m.criterion, m.shortcoming.clone()));
    Draft {
        organisation: some("Межпоселенческий центр"),
        organisation_as_written: some(ORGANISATION),
        period: (!is_sparse).then_some(span),
        approval: (!is_sparse).then_some(approval),
        assessed_year: (!is_sparse).then_some(2025),
        measures,
        ..Draft::empty(DraftKind::Plan)
    }
}

fn signers(is_sparse: bool) -> Signers {
    if is_sparse {
        return Signers::default();
    }
    Signers {
        head_position: some("Исполняющий обязанности директора муниципального бюджетного учреждения культуры"),
        head_name: some("А.В. Краснощёкова-Преображенская"),
        maker: some("Константинопольская Е.В., методист"),
        phone: some("8 (38553) 2-14-15"),
        made_on: Some(date(2026, 10, 10)),
    }
}

fn followed(n_measures: usize) -> Result<Vec<Followed>, Box<dyn Error>> {
    let states = [
        MeasureState::Planned,
        MeasureState::Confirmed,
        MeasureState::InWork,
        MeasureState::Reported,
        MeasureState::NotDone,
    ];
    let one = |n: usize| -> Result<Followed, Box<dyn Error>> {
        let id = format!("00000000-0000-0000-0000-{n:012}").parse().map_err(|_| "id")?;
        let state = states.get(n % states.len()).copied().unwrap_or(MeasureState::Planned);
        let reason = matches!(state, MeasureState::NotDone | MeasureState::InWork)
            .then(|| "подрядчик сорвал срок поставки, направлена претензия от 20.08.2026 № 45".to_owned());
        let mut it = Followed::bare(
            TrackedMeasure { id, position: n, measure: measure(n, false), state, reason },
            Some(date(2026, 9, 15)),
        );
        if matches!(state, MeasureState::Confirmed | MeasureState::Reported) {
            it.facts.push(ReportedFact {
                done: "Обновлены стенды в 12 филиалах, сведения размещены и на официальном сайте".to_owned(),
                when: Some("10.09.2026".to_owned()),
                day: Some(date(2026, 9, 10)),
                proofs: vec![
                    "акт № 5 от 11.09.2026".to_owned(),
                    "https://mckd.example/news/2026/obnovleny-stendy-vo-vseh-filialah".to_owned(),
                ],
            });
        }
        Ok(it)
    };
    (0..n_measures).map(one).collect()
}

fn report_sheet(n_measures: usize, is_sparse: bool, period: &str) -> Result<ReportSheet, Box<dyn Error>> {
    let report = report(&followed(n_measures)?, period.parse().map_err(|_| "period")?, date(2026, 10, 10), None, None);
    Ok(ReportSheet {
        organisation: ORGANISATION.to_owned(),
        plan: some("План по устранению недостатков на 2026 год"),
        report,
        replaces: (!is_sparse).then_some(2),
        template: None,
        signers: signers(is_sparse),
    })
}

fn together(n: usize) -> Result<Paper, Box<dyn Error>> {
    let one = |at: usize| -> Result<Contribution, Box<dyn Error>> {
        let territory =
            ["Верхнелуговской муниципальный округ", "Речной район"].get(at % 2).copied().unwrap_or_default();
        Ok(Contribution {
            organisation: format!("00000000-0000-0000-0000-{at:012}").parse().map_err(|_| "id")?,
            name: format!("МБУК «Луговская центральная клубная система», филиал № {at}"),
            territory: some(territory),
            origin: if at.is_multiple_of(3) {
                Origin::Register
            } else {
                Origin::Sent { number: 7, on: date(2026, 10, 5) }
            },
            report: report_sheet(at % 8, false, "2026-Q3")?.report,
        })
    };
    let all: Vec<Contribution> = (0..n).map(one).collect::<Result<_, _>>()?;
    let sheet = consolidated::ConsolidatedSheet {
        scope: "учредитель: Управление культуры администрации Верхнелуговского муниципального округа".to_owned(),
        consolidated: consolidate(
            "2026-Q3".parse().map_err(|_| "period")?,
            date(2026, 10, 10),
            all,
            vec!["МБУ «Районный музей»".to_owned()],
        ),
        replaces: None,
        template: None,
        signers: signers(n == 1),
    };
    Ok(consolidated::compose(&sheet, Some(3)))
}

fn region(n: usize) -> Result<Paper, Box<dyn Error>> {
    let sector = |name: &str, n: usize| -> Result<RegionSector, Box<dyn Error>> {
        let counted = |list: &[&str]| {
            list.iter().take(n).filter(|text| !text.is_empty()).map(|text| ((*text).to_owned(), text.len())).collect()
        };
        Ok(RegionSector {
            name: name.to_owned(),
            n_subject: 1312,
            n_covered: 436,
            criteria: Criterion::ALL.into_iter().filter_map(|c| Some((c, Exact::ratio(535, 6)?))).collect(),
            total: Exact::parse("88.5"),
            shortcomings: counted(&SHORTCOMINGS),
            taken: counted(&MEASURES),
            planned: counted(&MEASURES),
        })
    };
    let sectors = if n == 0 {
        Vec::new()
    } else {
        vec![sector("Культура", n)?, sector("Социальное обслуживание", n)?, sector("Медико-социальная экспертиза", 1)?]
    };
    let decisions = (0..n)
        .map(|_| "Директору Дома культуры села Подлипки объявлено замечание за неисполнение плана".to_owned())
        .collect();
    let report = RegionReport {
        region: "Верхнелуговская область".to_owned(), year: 2026, sectors, decisions
    };
    let sheet = region_457::RegionSheet {
        report,
        as_of: date(2027, 1, 20),
        replaces: None,
        signers: Signers { head_name: some("И.И. Лугов"), ..Signers::default() },
        template: None,
    };
    Ok(region_457::compose(&sheet, Some(1)))
}

fn scores() -> Result<Vec<(&'static str, Paper)>, Box<dyn Error>> {
    let book = rulebooks::named("culture", Some("2018")).map_err(|_| "no culture")?;
    let unit = |branch: Option<&str>| -> Result<Unit, Box<dyn Error>> {
        let mut findings = Findings::default();
        for list in &book.inspections {
            for (n, item) in list.items.iter().enumerate() {
                let mark = match n % 5 {
                    0 => Mark::Absent,
                    4 => Mark::NotApplicable,
                    _ => Mark::Present,
                };
                findings.set_item(&item.code, mark);
            }
        }
        let tally = worked::tally(&book.question_set());
        Ok(Unit { branch: branch.map(Into::into), tally, findings })
    };
    let mut papers = Vec::new();
    for (names, units) in [
        (["score-sheet-one", "score-explained-one"], vec![unit(None)?]),
        (
            ["score-sheet-branches", "score-explained-branches"],
            vec![unit(Some("Центральный дом культуры"))?, unit(Some("Дальний сельский клуб деревни Нижние Подлипки"))?],
        ),
    ] {
        let assessed = Assessed { organisation: ORGANISATION.into(), kind: None, units };
        let sheet = score(book, &assessed, &Policy::default());
        let findings: Vec<_> = assessed.units.iter().map(|u| (u.branch.clone(), u.findings.clone())).collect();
        let scored = Scored {
            rulebook: book,
            sheet: &sheet,
            findings: &findings,
            organisation: ORGANISATION,
            round: "Независимая оценка 2026 года. Культура, 2026",
            notes: vec!["Версия 1, опубликована 22.11.2026.".to_owned()],
            made_on: Some(date(2026, 11, 22)),
        };
        papers.push((names[0], score_sheet::compose(&scored)));
        papers.push((names[1], score_sheet::compose_explained(&scored, &explain(book, &assessed, &sheet))));
    }
    Ok(papers)
}

fn rating_of(n: usize) -> Paper {
    let points = |at: usize| {
        Criterion::ALL
            .into_iter()
            .filter_map(|c| Some((c, Exact::ratio(8000 + i128::try_from(at * 7).ok()?, 93)?)))
            .collect::<Vec<_>>()
    };
    let line = |at: usize| RatingLine {
        place: if at % 9 == 8 { String::new() } else { format!("{}", at + 1) },
        organisation: format!("МБУК «Межпоселенческая центральная библиотека Луговского района», филиал № {at}"),
        territory: (at % 4 != 3).then(|| "Верхнелуговской муниципальный округ".to_owned()),
        criteria: if at % 9 == 8 { Vec::new() } else { points(at) },
        total: if at % 9 == 8 { None } else { Exact::ratio(8908, 100) },
    };
    rating::compose(&Rating {
        name: "РЕЙТИНГ ОРГАНИЗАЦИЙ".to_owned(),
        about: vec!["Независимая оценка 2026 года. Культура, 2026".to_owned()],
        lines: (0..n).map(line).collect(),
        means: if n == 0 {
            Vec::new()
        } else {
            vec![RatingMean {
                name: "Верхнелуговской муниципальный округ, организаций: 7".to_owned(),
                criteria: points(2),
                total: Exact::ratio(8908, 100),
            }]
        },
        notes: vec!["Равные баллы делят место. Кто не получил общего балла, места не имеет.".to_owned()],
        made_on: Some(date(2026, 11, 22)),
    })
}

fn progress_of(n: usize) -> Paper {
    let line = |at: usize| ProgressLine {
        organisation: "МБУК «Межпоселенческая центральная библиотека Луговского района»".to_owned(),
        branch: if at.is_multiple_of(3) {
            String::new()
        } else {
            format!("Филиал № {at}, деревня Подлипки")
        },
        territory: "Верхнелуговской муниципальный округ".to_owned(),
        n_served: (at % 3 != 1).then_some(12345),
        target: (at % 3 != 1).then_some(600),
        have: 413,
        short: (at % 3 != 1).then_some(187),
        behind: 12,
        state: "идёт".to_owned(),
    };
    progress::compose(&SurveyProgress {
        about: vec!["Независимая оценка 2026 года. Культура".to_owned()],
        lines: (0..n).map(line).collect(),
        notes: vec!["На 22.11.2026.".to_owned()],
        made_on: Some(date(2026, 11, 22)),
    })
}

fn protocol(n: usize, is_signed: bool) -> Paper {
    let line = |at: usize| ProtocolLine {
        title: SHORTCOMINGS.get(at % 6).copied().unwrap_or_default().to_owned(),
        seen: ["есть", "нет", "не применимо", "не решено", "14"].get(at % 5).copied().unwrap_or_default().to_owned(),
        notes: if at.is_multiple_of(3) {
            vec![
                "Раздел пуст, последнее обновление в 2023 году".to_owned(),
                "https://mckd.example/informatsiya/o-deyatelnosti".to_owned(),
            ]
        } else {
            Vec::new()
        },
        photos: if at.is_multiple_of(3) { vec![1, 2, 15] } else { Vec::new() },
    };
    let difference = |at: usize| DifferenceLine {
        title: SHORTCOMINGS.get(at % 6).copied().unwrap_or_default().to_owned(),
        seen: vec!["Ильина Анна Петровна: нет".into(), "Сорока Нина Ивановна: есть".into()],
        decided: if at.is_multiple_of(2) { "нет".into() } else { String::new() },
        reason: if at.is_multiple_of(2) {
            "Кулер пуст, воду не привозили с октября".into()
        } else {
            String::new()
        },
    };
    let reply = |at: usize| ReplyLine {
        title: SHORTCOMINGS.get(at % 6).copied().unwrap_or_default().to_owned(),
        kind: "возражение".into(),
        words: "Воду привозят по вторникам, договор поставки от 01.02.2026 № 3 приложен".into(),
        review: if at.is_multiple_of(2) {
            "Решено: нет. Осмотр был во вторник".into()
        } else {
            String::new()
        },
        photos: vec![3],
    };
    inspection::compose(&Protocol {
        organisation: ORGANISATION.into(),
        branch: "Дом культуры села Нижние Подлипки".into(),
        address: some("659000, Алтайский край, Верхнелуговской район, с. Нижние Подлипки, ул. Садовая, д. 5, корп. 2"),
        round: "Независимая оценка 2026 года. Культура, 2026".into(),
        inspectors: vec!["Ильина Анна Петровна, 22.11.2026".into(), "Сорока Нина Ивановна, 23.11.2026".into()],
        stage: "Итог утверждён 30.11.2026".into(),
        blocks: vec![
            ("Информация на стендах".into(), (0..n / 2).map(line).collect()),
            ("Комфортность".into(), (n / 2..n).map(line).collect()),
        ],
        agreement: some("Листы инспекторов совпали в 40 пунктах из 51."),
        differences: (0..n / 5).map(difference).collect(),
        replies: (0..n / 5).map(reply).collect(),
        photos: (0..n / 2).map(|at| format!("Стенд у входа, снимок {at}")).collect(),
        signers: if is_signed {
            vec!["Ильина Анна Петровна".into(), "Сорока Нина Ивановна".into()]
        } else {
            Vec::new()
        },
        notes: vec!["Организация не возражала.".into()],
        made_on: Some(date(2026, 11, 30)),
    })
}

fn save(folder: &Path, name: &str, paper: &Paper) -> Done {
    std::fs::write(folder.join(format!("{name}.json")), serde_json::to_vec(paper)?)?;
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Pdf) {
        std::fs::write(folder.join(format!("{name}.{}", format.name())), write(paper, format)?)?;
    }
    Ok(())
}

fn main() -> Done {
    let folder = std::env::args().nth(1).ok_or("gallery FOLDER")?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    for (n, is_sparse) in [(0, true), (1, true), (7, false), (30, false), (200, false)] {
        for form in [Form::Plan457, Form::Report457, Form::Quarterly] {
            save(folder, &format!("{}-{n}", form.name()), &compose(form, &draft(n, is_sparse), &signers(is_sparse)))?;
        }
        for period in ["2026-Q3", "2026-H1", "2026-Y"].into_iter().take(if n == 30 { 3 } else { 1 }) {
            save(
                folder,
                &format!("report-{period}-{n}"),
                &plan_report::compose(&report_sheet(n, is_sparse, period)?, Some(3)),
            )?;
        }
        save(folder, &format!("rating-{n}"), &rating_of(n))?;
        save(folder, &format!("progress-{n}"), &progress_of(n))?;
        save(folder, &format!("protocol-{n}"), &protocol(n, n != 1))?;
    }
    for n in [1, 30, 100] {
        save(folder, &format!("consolidated-{n}"), &together(n)?)?;
    }
    for n in [0, 7] {
        save(folder, &format!("region-{n}"), &region(n)?)?;
    }
    for (name, paper) in scores()? {
        save(folder, name, &paper)?;
    }
    for form in TemplateForm::ALL {
        std::fs::write(folder.join(format!("sample-{}.docx", form.name())), sample(form)?)?;
    }
    save(folder, "rights", &rights::compose(Some(date(2026, 11, 22))))?;
    Ok(())
}
