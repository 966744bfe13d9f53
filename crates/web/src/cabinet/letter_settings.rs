//! Settings of letters: when reminders come, how letters leave, and a trial. The password is never here.

use crate::form::{FieldFault, Signed, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::router::Web;
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use otklik_app::letters::{self, RulesTyped};
use otklik_app::post::{PostSettings, Security};

#[derive(Template)]
#[template(path = "cabinet/letter_settings.html")]
struct SettingsPage {
    shell: Shell,
    errors: Errors,
    rules: Vec<Field>,
    post: Vec<Field>,
    has_password: bool,
    is_folder: bool,
    folder: String,
    trial_fault: Option<String>,
}

const WEEKDAYS: [&str; 7] = ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"];

/// `GET /cabinet/letters/settings`
pub(crate) async fn show(Staff(visit): Staff, State(web): State<Web>) -> Result<Response, Refused> {
    let typed = visit.unsent.clone();
    settings_page(&visit, &web, typed.as_ref(), Vec::new()).await
}

/// The page: what is kept, and over it what was typed and refused.
async fn settings_page(
    visit: &Visit,
    web: &Web,
    typed: Option<&Typed>,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let rules = RulesTyped::from(&letters::rules(&visit.ctx).await?);
    let post = letters::post_settings(&visit.ctx).await?;
    let over = |name: &str, kept: &str| {
        let is_here = typed.filter(|typed| typed.0.iter().any(|(n, _)| n == name));
        is_here.map_or(kept, |typed| typed.get(name)).to_owned()
    };
    let title =
        if faults.is_empty() { "Настройки писем" } else { "Ошибка: настройки писем" };
    Ok(page::show(&SettingsPage {
        shell: visit.staff_shell(title, "letters"),
        rules: rule_fields(&rules, &over, &faults),
        post: post_fields(&post, &over, &faults),
        has_password: web.site.mail.password.is_some(),
        is_folder: post.host.is_empty(),
        folder: web.site.mail.folder.display().to_string(),
        trial_fault: fault(&faults, "trial").map(ToOwned::to_owned),
        errors: Errors { faults },
    }))
}

fn rule_fields(kept: &RulesTyped, over: &impl Fn(&str, &str) -> String, faults: &[FieldFault]) -> Vec<Field> {
    let line = |name: &'static str, label: &str, kept: &str, hint: &str| {
        Field::line(name, label, over(name, kept)).hint(hint).faulty(fault(faults, name))
    };
    let weekdays = WEEKDAYS.iter().zip(1..).map(|(day, n): (_, i32)| Choice::new(n.to_string(), *day)).collect();
    vec![
        line(
            "soon_days",
            "За сколько дней до срока напомнить",
            &kept.soon_days,
            "Числа через запятую; 0 — в последний день. Обычно: 14, 7, 1, 0",
        ),
        line(
            "repeat_days",
            "Через сколько дней напомнить о просроченном снова",
            &kept.repeat_days,
            "Обычно 7: чаще письма перестают читать",
        ),
        line(
            "head_after",
            "Через сколько рабочих дней просрочки написать руководителю",
            &kept.head_after,
            "Обычно 5: неделя, чтобы исполнитель успел сам",
        ),
        line(
            "founder_after",
            "Через сколько рабочих дней просрочки написать учредителю",
            &kept.founder_after,
            "Обычно 15: три недели, чтобы успел руководитель",
        ),
        line("from", "Письма уходят с", &kept.from, "Время, когда начинают работать. Обычно 08:00"),
        line("to", "Письма уходят до", &kept.to, "Позже письма ждут утра следующего рабочего дня. Обычно 20:00"),
        Field::choice("weekday", "День недели для еженедельных писем", over("weekday", &kept.weekday), weekdays)
            .hint("Если день выходной, письмо уйдёт в следующий рабочий")
            .faulty(fault(faults, "weekday")),
    ]
}

fn post_fields(kept: &PostSettings, over: &impl Fn(&str, &str) -> String, faults: &[FieldFault]) -> Vec<Field> {
    let line = |name: &'static str, label: &str, kept: &str, hint: &str| {
        Field::line(name, label, over(name, kept)).hint(hint).faulty(fault(faults, name))
    };
    let ways = Security::ALL.map(|way| Choice::new(way.name(), way.in_words())).to_vec();
    vec![
        line("host", "Сервер почты", &kept.host, "Например smtp.example.org. Пусто — письма складываются в папку"),
        line("port", "Порт", &kept.port.to_string(), "465 для TLS, 587 для STARTTLS, 25 без шифрования"),
        Field::choice("security", "Защита соединения", over("security", kept.security.name()), ways)
            .hint("Без шифрования пароль не отправляем никуда, кроме этого же компьютера")
            .faulty(fault(faults, "security")),
        line("user", "Имя для входа на сервер", &kept.user, "Часто это адрес почты. Пусто — вход не нужен"),
        line("sender", "Адрес отправителя", &kept.from, "С этого адреса придут письма: otklik@example.org"),
        line(
            "sender_name",
            "Имя отправителя",
            &kept.from_name,
            "Так письмо подпишет почта: «Отклик», «Управление культуры»",
        ),
    ]
}

/// `POST /cabinet/letters/settings`
pub(crate) async fn keep_rules(
    Staff(visit): Staff,
    State(web): State<Web>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let text = |name: &str| typed.get(name).to_owned();
    let rules = RulesTyped {
        soon_days: text("soon_days"),
        repeat_days: text("repeat_days"),
        head_after: text("head_after"),
        founder_after: text("founder_after"),
        from: text("from"),
        to: text("to"),
        weekday: text("weekday"),
    };
    match letters::keep_rules(&visit.ctx, &rules).await {
        Ok(()) => Ok(refusal::see_other("/cabinet/letters/settings?done=kept")),
        Err(refused) => refused_page(&visit, &web, &typed, refused).await,
    }
}

async fn refused_page(
    visit: &Visit,
    web: &Web,
    typed: &Typed,
    refused: otklik_app::Refusal,
) -> Result<Response, Refused> {
    // The post's own names of its fields stand apart from those of the hours.
    let own = |it: FieldFault| FieldFault {
        field: match it.field.as_str() {
            "from" if !typed.0.iter().any(|(name, _)| name == "from") => "sender".to_owned(),
            "from_name" => "sender_name".to_owned(),
            _ => it.field,
        },
        text: it.text,
    };
    let faults = faults_of(refused)?.into_iter().map(own).collect();
    settings_page(visit, web, Some(typed), faults).await.map(refusal::invalid)
}

/// `POST /cabinet/letters/post`
pub(crate) async fn keep_post(
    Staff(visit): Staff,
    State(web): State<Web>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let settings = PostSettings {
        host: typed.get("host").to_owned(),
        port: typed.whole("port").unwrap_or(0),
        security: Security::from_name(typed.get("security")).unwrap_or_default(),
        user: typed.get("user").to_owned(),
        from: typed.get("sender").to_owned(),
        from_name: typed.get("sender_name").to_owned(),
    };
    match letters::keep_post_settings(&visit.ctx, settings).await {
        Ok(()) => Ok(refusal::see_other("/cabinet/letters/settings?done=kept")),
        Err(refused) => refused_page(&visit, &web, &typed, refused).await,
    }
}

/// `POST /cabinet/letters/trial`
pub(crate) async fn trial(
    Staff(visit): Staff,
    State(web): State<Web>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    match letters::send_trial(&visit.ctx, &web.site.mail, &visit.site()).await {
        Ok(_) => Ok(refusal::see_other("/cabinet/letters/settings?done=trial")),
        Err(refused) => refused_page(&visit, &web, &typed, refused).await,
    }
}
