//! Proof of a measure on its page: photos side by side, files, pages kept as they were, acts; forms that bring more.
//!
//! In come a measure and what was tried last; out goes a block of the page, or the page again with what is wrong.

use super::measure::{Tried, again, id_of};
use crate::form::{FieldFault, Signed, Typed, fault};
use crate::parts::signed_parts;
use crate::refusal::{self, Refused, faults_of};
use crate::router::Web;
use crate::ui::components::field::{Choice, Field};
use crate::ui::words;
use crate::visit::{Staff, Visit};
use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::{Multipart, Path, State};
use axum::response::Response;
use otklik_app::measures::{self, MeasureView};
use otklik_app::proof::{self as room, Brought, suggested_alt};
use otklik_app::record::{Proof, Verdict};
use otklik_domain::access::Verb;
use otklik_domain::deadline::DeadlineKind;
use otklik_domain::ids::{MeasureId, ProofId};
use otklik_domain::plan::{Moment, ProofKind};

/// One proof as it stands on the page.
struct Shown {
    id: ProofId,
    photo: String,
    title: String,
    words: String,
    note: String,
    address: Option<String>,
    file: Option<String>,
    is_shown: bool,
    can_show: bool,
    can_remove: bool,
    can_snap: bool,
}

/// The control that takes a file.
struct FileField {
    label: &'static str,
    hint: &'static str,
    accept: Option<&'static str>,
    fault: Option<String>,
}

struct BringForm {
    kind: &'static str,
    title: &'static str,
    is_open: bool,
    file: Option<FileField>,
    fields: Vec<Field>,
}

/// The block of the page.
#[derive(Template)]
#[template(path = "cabinet/measure_proof.html")]
pub(super) struct ProofBlock {
    measure: MeasureId,
    token: String,
    awaited: Option<String>,
    photos: Vec<Shown>,
    others: Vec<Shown>,
    can_add: bool,
    forms: Vec<BringForm>,
    can_expect: bool,
    can_set_house: bool,
    expects: bool,
    kinds: Vec<(&'static str, String, bool)>,
    months: Option<Field>,
}

impl HtmlSafe for ProofBlock {}

impl ProofBlock {
    /// The block with what was tried last.
    pub(super) fn of(visit: &Visit, view: &MeasureView, tried: Option<&Brought>, faults: &[FieldFault]) -> Self {
        let place = Some(view.record.organisation);
        let all = view.proofs.iter().map(|kept| shown(visit, view, &kept.value));
        let (photos, others) = all.partition(|one| !one.photo.is_empty());
        let expected = room::expected_of(view);
        let is_on = |kind: ProofKind| expected.kinds.contains(&kind);
        ProofBlock {
            measure: view.record.id,
            token: visit.viewer.as_ref().map(|viewer| viewer.form_token.clone()).unwrap_or_default(),
            awaited: awaited(&expected),
            photos,
            others,
            can_add: visit.ctx.may(Verb::RecordExecution, place),
            forms: forms(visit, view, tried, faults),
            can_expect: visit.ctx.may(Verb::AdoptPlan, place),
            can_set_house: visit.ctx.may(Verb::AdoptPlan, None),
            expects: faults.iter().any(|fault| fault.field == "months" || fault.field == "kinds"),
            kinds: ProofKind::ALL.map(|kind| (kind.name(), words::capital(kind.in_words()), is_on(kind))).into(),
            months: months(view, faults),
        }
    }
}

fn awaited(expected: &room::Expected) -> Option<String> {
    if expected.kinds.is_empty() {
        return None;
    }
    let list = |kinds: &[ProofKind]| kinds.iter().map(|kind| kind.in_words()).collect::<Vec<_>>().join(", ");
    let whose = if expected.is_said { "Ждём" } else { "Обычно ждут" };
    let missing = match expected.missing.as_slice() {
        [] => "всё приложено".to_owned(),
        missing if missing.len() == expected.kinds.len() => "пока не приложено".to_owned(),
        missing => format!("не хватает: {}", list(missing)),
    };
    Some(format!("{whose}: {}; {missing}.", list(&expected.kinds)))
}

fn months(view: &MeasureView, faults: &[FieldFault]) -> Option<Field> {
    let is_ongoing = view.record.deadline_kind == Some(DeadlineKind::Ongoing);
    let set = view.expected.as_ref().and_then(|kept| kept.value.every_months);
    let field = || {
        Field::line("months", "Раз во сколько месяцев подтверждать", set.map(|n| n.to_string()).unwrap_or_default())
            .hint("Мера «постоянно». Пусто — как для всех, обычно раз в 3 месяца")
            .faulty(fault(faults, "months"))
    };
    is_ongoing.then(field)
}

fn shown(visit: &Visit, view: &MeasureView, proof: &Proof) -> Shown {
    let place = Some(view.record.organisation);
    let is_shown = view.shown.contains(&proof.id);
    let may_record = visit.ctx.may(Verb::RecordExecution, place);
    let is_own = visit.ctx.actor.person.is_some_and(|person| person.to_string() == proof.by);
    let is_confirmed =
        view.executions.iter().any(|report| Some(report.id) == proof.execution && report.verdict == Verdict::Confirmed);
    Shown {
        id: proof.id,
        photo: proof.photo.map(|photo| photo.to_string()).unwrap_or_default(),
        title: title(proof),
        words: if proof.kind == ProofKind::Link && proof.words.is_empty() {
            proof.address.clone().unwrap_or_default()
        } else {
            proof.words.clone()
        },
        note: note(visit, view, proof),
        address: proof.address.clone(),
        file: proof.paper.map(|_| {
            if proof.kind == ProofKind::Link {
                "Скачать снимок страницы"
            } else {
                "Скачать"
            }
            .to_owned()
        }),
        is_shown,
        can_show: visit.ctx.may(Verb::PublishPlan, place) && proof.kind != ProofKind::File,
        can_remove: may_record && !is_confirmed && (is_own || visit.ctx.may(Verb::AdoptPlan, place)),
        can_snap: may_record && proof.kind == ProofKind::Link,
    }
}

fn title(proof: &Proof) -> String {
    match (proof.kind, proof.moment) {
        (ProofKind::Photo, Some(moment)) => words::capital(moment.in_words()),
        (ProofKind::Act, _) => {
            let day = proof.signed_on.map(|day| format!(" от {}", words::date_brief(day))).unwrap_or_default();
            format!("№ {}{day}", proof.number.as_deref().unwrap_or_default())
        }
        (kind, _) => words::capital(kind.in_words()),
    }
}

/// For which day it counts, who brought it, and what became of the snapshot.
fn note(visit: &Visit, view: &MeasureView, proof: &Proof) -> String {
    let zone = &visit.ctx.house.zone;
    let day = proof.for_day.map(|day| format!("относится к {}", words::date_brief(day)));
    let who = view.names.get(&proof.by).cloned();
    let snapped = proof.fetched_at.map(|at| {
        let on = words::date_brief(at.to_zoned(zone.clone()).date());
        match (&proof.trouble, proof.status) {
            (Some(trouble), _) => format!("снимка страницы нет: {trouble}"),
            (None, Some(200)) | (None, None) => format!("снимок от {on}"),
            (None, Some(status)) => format!("снимок от {on}, сайт ответил кодом {status}"),
        }
    });
    [day, who, snapped].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What a proof may count for: reports, newest first, and the turn that runs.
fn counts(visit: &Visit, view: &MeasureView) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", "К сегодняшнему дню")];
    if let Some(next) = view.turn.and_then(|turn| turn.next) {
        choices.push(Choice::new(next.to_string(), format!("К сроку до {}", words::date_brief(next))));
    }
    let report = |report: &otklik_app::record::Execution| {
        let day = report.for_day.unwrap_or_else(|| report.at.to_zoned(visit.ctx.house.zone.clone()).date());
        let done: String = report.done.chars().take(60).collect();
        Choice::new(report.id.to_string(), format!("К отчёту от {}: {done}", words::date_brief(day)))
    };
    choices.extend(view.executions.iter().rev().take(12).map(report));
    choices
}

fn forms(visit: &Visit, view: &MeasureView, tried: Option<&Brought>, faults: &[FieldFault]) -> Vec<BringForm> {
    let form = |kind: ProofKind| {
        let own = tried.filter(|brought| brought.kind == kind.name());
        let (own_faults, nothing) = (own.map(|_| faults).unwrap_or_default(), Brought::default());
        let typed = own.unwrap_or(&nothing);
        let line =
            |name: &str, label: &str, value: &str| Field::line(name, label, value).faulty(fault(own_faults, name));
        let place = view.organisation.short_name.as_ref().unwrap_or(&view.organisation.name);
        let file = |label, hint, accept| {
            Some(FileField { label, hint, accept, fault: fault(own_faults, kind.name()).map(ToOwned::to_owned) })
        };
        let (title, file, mut fields) = match kind {
            ProofKind::Photo => {
                let moments =
                    [Moment::After, Moment::Before].map(|m| Choice::new(m.name(), words::capital(m.in_words())));
                let alt = if typed.words.is_empty() {
                    suggested_alt(&view.measure.text, place, None)
                } else {
                    typed.words.clone()
                };
                let fields = vec![
                    Field::choice("moment", "Снимок сделан до работы или после", &typed.moment, moments.into()),
                    line("words", "Что на снимке", &alt).hint("Для тех, кто не видит снимка").apart("photo"),
                ];
                let hint = "JPEG или PNG до 24 МБ. Место съёмки и данные телефона мы не храним";
                ("Приложить снимок", file("Снимок", hint, Some("image/jpeg,image/png")), fields)
            }
            ProofKind::File => {
                let hint = "PDF, Word, Excel, OpenDocument, скан, подпись .sig. Сохраним как есть";
                ("Приложить файл", file("Файл", hint, None), Vec::new())
            }
            ProofKind::Link => {
                let fields = vec![
                    line("address", "Адрес страницы", &typed.address)
                        .hint("Сохраним и саму страницу: если её уберут, снимок останется"),
                    line("words", "Что это за страница", &typed.words).apart("link"),
                ];
                ("Приложить ссылку", None, fields)
            }
            ProofKind::Act => {
                let fields = vec![
                    line("words", "Что за документ", &typed.words).hint("Например: Акт выполненных работ").apart("act"),
                    line("number", "Номер", &typed.number),
                    line("signed_on", "Каким днём подписан", &typed.signed_on).hint("Например: 09.05.2024"),
                ];
                ("Назвать акт или другой документ", None, fields)
            }
        };
        let counts_for = Field::choice("counts_for", "К чему относится", &typed.counts_for, counts(visit, view));
        fields.push(counts_for.faulty(fault(own_faults, "counts_for")).apart(kind.name()));
        BringForm { kind: kind.name(), title, is_open: own.is_some(), file, fields }
    };
    ProofKind::ALL.map(form).into()
}

fn proof_of(text: &str) -> Result<ProofId, Refused> {
    text.parse().map_err(|_| Refused::not_found())
}

/// `POST /cabinet/measures/{id}/proof`
pub(crate) async fn add(
    Staff(visit): Staff,
    State(web): State<Web>,
    Path(id): Path<String>,
    form: Multipart,
) -> Result<Response, Refused> {
    let (typed, files) = signed_parts(&visit, &web, form).await?;
    let id = id_of(&id)?;
    let get = |name: &str| typed.get(name).to_owned();
    let file = files.into_iter().next();
    let (file_name, bytes) = file.map(|part| (part.file_name, part.bytes)).unwrap_or_default();
    let brought = Brought {
        kind: get("kind"),
        moment: get("moment"),
        words: get("words"),
        address: get("address"),
        number: get("number"),
        signed_on: get("signed_on"),
        counts_for: get("counts_for"),
        file_name,
        bytes,
    };
    match room::add_proof(&visit.ctx, id, brought).await {
        Ok(_) => Ok(refusal::see_other(&format!("/cabinet/measures/{id}?done=proof#proofs"))),
        Err(refused) => {
            let tried = Tried::beside(Some(brought_from(&typed)), faults_of(refused)?);
            again(&visit, id, tried).await
        }
    }
}

/// What was typed, without the file: browsers never send one back.
fn brought_from(typed: &Typed) -> Brought {
    let get = |name: &str| typed.get(name).to_owned();
    Brought {
        kind: get("kind"),
        moment: get("moment"),
        words: get("words"),
        address: get("address"),
        number: get("number"),
        signed_on: get("signed_on"),
        counts_for: get("counts_for"),
        ..Brought::default()
    }
}

/// `POST /cabinet/measures/{id}/expected`
pub(crate) async fn expect(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let kinds: Vec<&str> = typed.0.iter().filter(|(name, _)| name == "kinds").map(|(_, kind)| kind.as_str()).collect();
    let said = match typed.get("action") {
        "house" => measures::set_proof_months(&visit.ctx, typed.get("months")).await,
        _ => room::expect_proof(&visit.ctx, id, &kinds, typed.get("months")).await,
    };
    match said {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/measures/{id}?done=kept#proofs"))),
        Err(refused) => again(&visit, id, Tried::beside(None, faults_of(refused)?)).await,
    }
}

async fn said(
    visit: &Visit,
    id: ProofId,
    said: Result<MeasureId, otklik_app::Refusal>,
    done: &str,
) -> Result<Response, Refused> {
    match said {
        Ok(measure) => Ok(refusal::see_other(&format!("/cabinet/measures/{measure}?done={done}#proofs"))),
        Err(refused) => {
            let faults = faults_of(refused)?;
            // There is no field to lead to.
            let faults = faults.into_iter().map(|fault| FieldFault { field: String::new(), ..fault }).collect();
            let measure = room::measure_of(&visit.ctx, id).await?;
            again(visit, measure, Tried::beside(None, faults)).await
        }
    }
}

/// `POST /cabinet/proof/{id}/show`
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>, _: Signed) -> Result<Response, Refused> {
    let id = proof_of(&id)?;
    said(&visit, id, room::show_proof(&visit.ctx, id).await, "proof-shown").await
}

/// `POST /cabinet/proof/{id}/hide`
pub(crate) async fn hide(Staff(visit): Staff, Path(id): Path<String>, _: Signed) -> Result<Response, Refused> {
    let id = proof_of(&id)?;
    said(&visit, id, room::hide_proof(&visit.ctx, id).await, "proof-hidden").await
}

/// `POST /cabinet/proof/{id}/again`
pub(crate) async fn snap(Staff(visit): Staff, Path(id): Path<String>, _: Signed) -> Result<Response, Refused> {
    let id = proof_of(&id)?;
    said(&visit, id, room::snap_again(&visit.ctx, id).await, "proof").await
}

/// `POST /cabinet/proof/{id}/remove`
pub(crate) async fn remove(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = proof_of(&id)?;
    said(&visit, id, room::remove_proof(&visit.ctx, id, typed.get("sure") == "yes").await, "proof-removed").await
}

/// `GET /cabinet/proof/{id}/file`: as it came, to be kept by the browser and never opened within the site.
pub(crate) async fn file(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    let (name, bytes) = room::proof_file(&visit.ctx, proof_of(&id)?).await?;
    Ok(crate::download::attachment(&name, "application/octet-stream", bytes))
}
