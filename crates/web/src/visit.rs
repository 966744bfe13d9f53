//! One request of one visitor: how pages should look, where one is, who is signed in.
//!
//! In come cookies and the address; out goes what every page needs. A broken cookie is no cookie. A refusal of a verb
//! gets its page here, where the visitor is known.

use crate::comer;
use crate::form::Typed;
use crate::refusal::{self, Refused};
use crate::router::Web;
use crate::ui::look::{self, Look};
use crate::ui::shell::{NavItem, Shell, Viewer};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{COOKIE, HOST, REFERER};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::Response;
use otklik_app::door::Comer;
use otklik_app::{Ctx, people};
use otklik_domain::access::{Actor, Verb};
use sha2::{Digest, Sha256};
use std::sync::{Arc, OnceLock};

/// Who came, and how.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) ctx: Ctx,
    pub(crate) look: Look,
    pub(crate) path: String,
    /// The site as the visitor names it.
    pub(crate) host: String,
    /// The address of the site, where it is set.
    pub(crate) origin: Option<String>,
    pub(crate) is_https: bool,
    pub(crate) viewer: Option<Viewer>,
    /// The page a form was sent from, or this one.
    pub(crate) came_from: String,
    /// The page a form was sent from; its own address where the browser does not tell.
    pub(crate) sent_from: String,
    /// Where the visitor is, in memory only.
    pub(crate) comer: Comer,
    /// Secret of the visit, for leaving.
    pub(crate) secret: Option<String>,
    /// What the form of this request carried, once it is read.
    pub(crate) sent: Arc<OnceLock<Typed>>,
    /// What was typed on this page before the visitor was asked to prove who they are.
    pub(crate) unsent: Option<Typed>,
}

impl Visit {
    /// The frame of a page for this visitor.
    pub(crate) fn shell(&self, title: impl Into<String>, nav: Vec<NavItem>) -> Shell {
        Shell {
            title: title.into(),
            look: self.look.clone(),
            path: self.path.clone(),
            nav,
            viewer: self.viewer.clone(),
            notice: self.notice(),
            printed: self.printed(),
            ..Shell::default()
        }
    }

    /// The frame of a page of the cabinet.
    pub(crate) fn staff_shell(&self, title: impl Into<String>, active: &str) -> Shell {
        // Who answers for some organisations only has a journal and papers of their own.
        let own = |verb| matches!(verb, Verb::SeeAudit | Verb::ReadPapers);
        let may = |verb| self.ctx.may(verb, None) || (own(verb) && self.ctx.demand_somewhere(verb).is_ok());
        let mut shell = self.shell(title, crate::ui::shell::cabinet_nav(active, may));
        shell.is_staff = true;
        shell.place = Some("Кабинет".to_owned());
        shell
    }

    /// The address of the site for links to be sent and printed: as it is set, else as the visitor names it.
    pub(crate) fn site(&self) -> String {
        let scheme = if self.is_https { "https" } else { "http" };
        self.origin.clone().unwrap_or_else(|| format!("{scheme}://{}", self.host))
    }

    /// The secret of the visit; empty for who is not in.
    pub(crate) fn secret(&self) -> &str {
        self.secret.as_deref().unwrap_or_default()
    }

    fn printed(&self) -> String {
        let day = crate::ui::words::date(self.ctx.today());
        format!("Напечатано {day}. Адрес страницы: {}{}", self.site(), self.path)
    }

    /// A field of the form that waits to be sent again; empty when there is none.
    pub(crate) fn unsent(&self, name: &str) -> &str {
        self.unsent.as_ref().map_or("", |typed| typed.get(name))
    }

    /// What a form said by its redirect: `?done=adopted`. Only known words pass.
    fn notice(&self) -> Option<String> {
        if self.unsent.is_some() {
            return Some("Вход подтверждён. Набранное осталось в форме: отправьте её ещё раз".to_owned());
        }
        let query = self.path.split_once('?')?.1;
        let done = query.split('&').find_map(|pair| pair.strip_prefix("done="))?;
        NOTICES.iter().find(|(name, _)| *name == done).map(|(_, words)| (*words).to_owned())
    }

    /// Name of the cookie that keeps a visit; the `__Host-` prefix asks browsers for https.
    pub(crate) fn cookie_name(is_https: bool) -> &'static str {
        if is_https { "__Host-visit" } else { "visit" }
    }
}

const NOTICES: &[(&str, &str)] = &[
    ("put-off", "Отложено: дело вернётся в свой день"),
    ("read", "Отмечено прочитанным"),
    ("back-again", "Дело снова среди тех, что ждут вас"),
    ("trial", "Пробное письмо ушло: проверьте почту"),
    ("letter-again", "Письмо поставлено в очередь: уйдёт в ближайшую минуту"),
    ("calendar-renewed", "Новая ссылка готова: старая больше не открывается"),
    ("invited", "Сотрудник приглашён"),
    ("person-kept", "Учётная запись сохранена"),
    ("blocked", "Вход закрыт: сеансы, ссылки и ключи этого человека больше не действуют"),
    ("unblocked", "Вход открыт снова"),
    ("lifted", "Второй шаг входа снят: при входе код больше не спросят"),
    ("password", "Пароль сохранён. Остальные ваши сеансы завершены"),
    ("proved", "Вход подтверждён на 10 минут"),
    ("visit-ended", "Сеанс завершён"),
    ("visits-ended", "Остальные сеансы завершены"),
    ("codes-on", "Одноразовые коды включены: при входе спросим код из приложения"),
    ("codes-off", "Одноразовые коды отключены"),
    ("passkey", "Ключ доступа добавлен"),
    ("passkey-gone", "Ключ доступа убран"),
    ("outer-tied", "Внешняя учётная запись привязана: теперь можно входить ею"),
    ("outer-untied", "Внешняя учётная запись отвязана"),
    ("door-kept", "Внешний вход сохранён"),
    ("door-gone", "Внешний вход убран. Привязанные учётные записи ждут его возвращения"),
    ("look", "Настройки сохранены"),
    ("corrected", "Исправление сохранено"),
    ("added", "Мера добавлена"),
    ("removed", "Мера убрана из черновика. В исходном файле она осталась"),
    ("restored", "Мера возвращена, как её прочитали"),
    ("matched", "Организация выбрана. В следующий раз мы её предложим сами"),
    ("adopted", "План принят. Пока его видят только сотрудники"),
    ("published", "План опубликован: его видят все"),
    ("closed", "План закрыт"),
    ("plan-sent", "План отправлен учредителю"),
    ("plan-back", "План взят обратно: его снова можно править"),
    ("plan-returned", "План возвращён на доработку"),
    ("plan-approved", "План утверждён: его можно публиковать"),
    ("recorded", "Запись сделана"),
    ("proof", "Подтверждение приложено"),
    ("proof-shown", "Подтверждение теперь видно всем на странице плана"),
    ("proof-hidden", "Подтверждение больше не видно всем"),
    ("proof-removed", "Подтверждение убрано"),
    ("kept", "Сохранено"),
    ("register-made", "Реестр составлен заново: изменения видны в строках"),
    ("register-same", "Реестр уже отвечает оценке: ничего не изменилось"),
    ("written", "Недостаток записан"),
    ("plan-drafted", "Проект плана составлен. Назначьте исполнителей и проверьте сроки"),
    ("network-given", "Мероприятие поручено: у каждой организации своя часть"),
    ("network-given-some", "Мероприятие поручено. Те, у кого такое уже было, пропущены"),
    ("step-taken", "Сделано. Сутки этот шаг можно отменить"),
    ("step-undone", "Отменено: меры снова такие, какими были"),
    ("network-changed", "Мероприятие изменено у отмеченных организаций"),
    ("merged", "Организации объединены. Старый адрес ведёт на новую страницу"),
    ("organisation-closed", "Организация закрыта. Её история осталась"),
    ("examples", "Примеры убраны"),
    ("said-done", "Отмечено: сделано. Методист проверит"),
    ("taken-back", "Отметка снята"),
    ("link-revoked", "Ссылка забрана: по ней больше не войти"),
    ("handed", "Меры поручены: работник увидит их по своей ссылке"),
    ("place-given", "Место дано: человек увидит его со следующего нажатия"),
    ("place-taken", "Место забрано: со следующего нажатия человек его не увидит"),
    ("revoked", "Ключ отозван: программа с ним больше не войдёт"),
    ("round-closed", "Тур закрыт, опросы закрыты вместе с ним"),
    ("counted", "Посчитано. Пока баллы видят только сотрудники"),
    ("approved", "Утверждено: можно публиковать"),
    ("scores-published", "Оценки опубликованы: их видят все"),
    ("withdrawn", "Файл отозван: его анкеты больше не считаются"),
    ("taken", "Данные учтены. Теперь можно посчитать"),
    ("taken-before", "Этот файл уже учтён: второй раз не считаем"),
    ("surveys-opened", "Опросы открыты: у каждого места свой код"),
    ("sheet-submitted", "Лист сдан"),
    ("inspection-shown", "Итог показан организации. Её ответ появится здесь"),
    ("inspection-answered", "Ответ отправлен оператору"),
    ("inspection-final", "Итог осмотра утверждён и войдёт в оценку"),
    ("printed", "Партия заведена: напечатайте её бланки"),
    ("keyed", "Бланк сохранён"),
    ("undone", "Ввод бланка отменён"),
    ("settled", "Расхождение разобрано"),
    ("sheets-counted", "Введённые бланки учтены"),
    ("calls-added", "Номера добавлены"),
    ("calls-erased", "Номера стёрты"),
    ("asked", "Ответы сохранены"),
    ("refused", "Отказ записан"),
    ("excluded", "Исключено. Анкеты сохранены, их можно вернуть"),
    ("counted-again", "Анкеты снова считаются"),
    ("report-prepared", "Отчёт подготовлен: проверьте его и подпишите"),
    ("report-signed", "Отчёт подписан. Осталось отправить"),
    ("report-sent", "Отчёт отправлен под своим номером: он больше не изменится"),
    ("report-accepted", "Отчёт принят"),
    ("report-returned", "Отчёт возвращён с замечанием"),
    ("report-dropped", "Неотправленный отчёт убран"),
    ("consolidated", "Сводный отчёт зафиксирован под номером"),
    ("imported", "Организации внесены в реестр"),
];

/// Meets a visitor once for the whole request, and dresses refusals.
pub(crate) async fn meet(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    let path = request.uri().path_and_query().map_or_else(|| "/".to_owned(), |p| p.as_str().to_owned());
    let is_asking = matches!(*request.method(), Method::GET | Method::HEAD);
    let comer = comer::from(request.extensions(), &headers, &web.site.proxies);
    let visit = match visit_of(&web, &headers, &path, is_asking).await {
        Ok(visit) => Arc::new(Visit { comer, ..visit }),
        Err(refused) => return refusal::unavailable_bare(&refused),
    };
    request.extensions_mut().insert(visit.clone());
    let answer = next.run(request).await;
    if !is_asking {
        remember(&web, &visit, refusal::asks_for_proof(&answer));
    }
    refusal::dress(answer, &visit)
}

/// A form that came before its proof waits until the visitor is back on its page; one that went through does not.
fn remember(web: &Web, visit: &Visit, is_too_early: bool) {
    let (now, page) = (web.house.clock.now(), visit.sent_from.as_str());
    match visit.sent.get().filter(|_| is_too_early) {
        Some(typed) => {
            web.unsent.keep(visit.secret(), page, typed, now);
        }
        None => web.unsent.forget(visit.secret(), page),
    }
}

async fn visit_of(web: &Web, headers: &HeaderMap, path: &str, is_asking: bool) -> Result<Visit, otklik_app::Refusal> {
    let secret = cookie(headers, Visit::cookie_name(web.site.is_https)).map(ToOwned::to_owned);
    let visitor = match &secret {
        Some(secret) => people::visitor(&web.house, secret).await?,
        None => None,
    };
    let viewer = visitor.as_ref().zip(secret.as_ref()).map(|(visitor, secret)| Viewer {
        name: match visitor.name.to_lowercase() == visitor.role.to_lowercase() {
            true => visitor.name.clone(),
            false => format!("{}, {}", visitor.name, visitor.role),
        },
        form_token: form_token(secret),
    });
    let proved_at = visitor.as_ref().and_then(|v| v.proved_at);
    let host = headers.get(HOST).and_then(|h| h.to_str().ok()).unwrap_or_default().to_owned();
    let page = if is_asking { Some(path) } else { page_before(headers, &host) };
    let ctx = web.house.ctx(visitor.map_or_else(Actor::stranger, |v| v.actor)).proved(proved_at);
    let waiting = secret.as_ref().filter(|_| is_asking && ctx.is_proved());
    Ok(Visit {
        unsent: waiting.and_then(|secret| web.unsent.find(secret, path, ctx.now())),
        sent: Arc::default(),
        ctx,
        came_from: look::local_path(page.unwrap_or("/cabinet/me")).to_owned(),
        sent_from: look::local_path(page.unwrap_or(path)).to_owned(),
        look: Look::from_cookie(cookie(headers, look::COOKIE).unwrap_or_default()),
        path: look::local_path(path).to_owned(),
        host,
        origin: web.site.origin.clone(),
        is_https: web.site.is_https,
        viewer,
        comer: Comer::default(),
        secret,
    })
}

/// The page of this site that a form was sent from, as the browser names it.
fn page_before<'a>(headers: &'a HeaderMap, host: &str) -> Option<&'a str> {
    let address = headers.get(REFERER)?.to_str().ok()?.split_once("://")?.1;
    address.strip_prefix(host).filter(|path| path.starts_with('/'))
}

/// What each form carries so that another site cannot make it up: it follows from the visit's secret and does not tell it.
pub(crate) fn form_token(secret: &str) -> String {
    let sum = hex::encode(Sha256::digest(format!("form:{secret}")));
    sum.get(..32).unwrap_or_default().to_owned()
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let visit = parts.extensions.get::<Arc<Visit>>();
        visit
            .map(|v| Visit::clone(v))
            .ok_or_else(|| Refused::from(otklik_app::Refusal::unavailable("nobody met the visitor")))
    }
}

/// Somebody who is signed in; everybody else is shown the way in.
pub(crate) struct Staff(pub(crate) Visit);

impl<S: Send + Sync> FromRequestParts<S> for Staff {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let visit = Visit::from_request_parts(parts, state).await?;
        if visit.viewer.is_none() {
            return Err(otklik_app::Refusal::NotSignedIn.into());
        }
        Ok(Staff(visit))
    }
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, _)| *n == name)
        .map(|(_, value)| value)
}
