//! The frame of a questionnaire: with the head of the site, bare on a tablet in a foyer, bare inside another site.

use crate::assets;
use crate::refusal::{self, Refused};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::Visit;
use askama::Template;
use axum::response::Response;
use otklik_app::Refusal;
use otklik_app::survey::{Asking, Begun};
use otklik_domain::survey::{Channel, Stage};

/// Said where the questionnaire says nothing itself.
const PROMISE: &str = "Анкета анонимная. Ответы видит только тот, кто проводит оценку.";

/// Where the questionnaire is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Page,
    Kiosk,
    Embed,
}

/// What `ask.html` needs.
pub(super) struct Frame {
    pub(super) shell: Shell,
    mode: Mode,
    /// Where a tablet begins again, once somebody began.
    start: Option<String>,
    pub(super) phone: Option<String>,
    /// What the questionnaire promises: who sees the answers.
    pub(super) promise: String,
    /// What the browser does while the person answers.
    pub(super) work: Option<String>,
}

impl Frame {
    pub(super) fn new(visit: &Visit, title: impl Into<String>, mode: Mode) -> Self {
        Frame {
            shell: visit.shell(title, Vec::new()),
            mode,
            start: None,
            phone: None,
            promise: PROMISE.to_owned(),
            work: None,
        }
    }

    /// The frame of a survey's page.
    pub(super) fn of(visit: &Visit, title: impl Into<String>, mode: Mode, asking: &Asking) -> Self {
        let mut frame = Frame::new(visit, title, mode);
        frame.shell.place = Some(place(asking));
        frame.phone = asking.organisation.phone.clone();
        let introduction = &asking.book.questionnaire.introduction;
        if !introduction.is_empty() {
            frame.promise.clone_from(introduction);
        }
        frame
    }

    /// The frame of a questionnaire under way.
    pub(super) fn under_way(visit: &Visit, title: impl Into<String>, way: &Way, begun: &Begun) -> Self {
        let mode = way.mode(begun);
        let mut frame = Frame::of(visit, title, mode, &begun.asking);
        frame.work.clone_from(&begun.work);
        frame.start = (mode == Mode::Kiosk).then(|| format!("/s/{}/kiosk", begun.asking.survey.code));
        frame
    }

    pub(super) fn is_kiosk(&self) -> bool {
        self.mode == Mode::Kiosk
    }

    pub(super) fn is_embed(&self) -> bool {
        self.mode == Mode::Embed
    }

    pub(super) fn is_bare(&self) -> bool {
        self.mode != Mode::Page
    }

    pub(super) fn start_again(&self) -> Option<&String> {
        self.start.as_ref()
    }

    pub(super) fn stylesheet(&self) -> &'static str {
        assets::ask_stylesheet_path()
    }

    pub(super) fn script(&self) -> &'static str {
        assets::survey_script_path()
    }

    pub(super) fn tel(&self) -> String {
        self.phone.iter().flat_map(|phone| phone.chars()).filter(|c| c.is_ascii_digit() || *c == '+').collect()
    }
}

/// The address of a questionnaire under way: its code, and the survey of the frame it stands in on another site.
pub(super) struct Way {
    pub(super) token: String,
    pub(super) embed: Option<String>,
}

impl Way {
    /// The address itself; pages of it follow after a slash.
    pub(super) fn base(&self) -> String {
        match &self.embed {
            Some(code) => format!("/s/{}/embed/{}", crate::form::escape(code), crate::form::escape(&self.token)),
            None => format!("/a/{}", crate::form::escape(&self.token)),
        }
    }

    pub(super) fn mode(&self, begun: &Begun) -> Mode {
        match (&self.embed, begun.kept.channel) {
            (Some(_), _) => Mode::Embed,
            (None, Channel::Kiosk) => Mode::Kiosk,
            (None, _) => Mode::Page,
        }
    }
}

/// The name of the place that is asked about.
pub(super) fn place(asking: &Asking) -> String {
    let name = asking.organisation.short_name.as_ref().unwrap_or(&asking.organisation.name);
    let branch = &asking.survey.branch;
    if branch.is_empty() { name.clone() } else { format!("{name}, {branch}") }
}

/// A form that is sent once more, with everything that was typed.
pub(super) struct Retry {
    pub(super) action: String,
    pub(super) fields: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "portal/survey/state.html")]
struct StatePage {
    frame: Frame,
    heading: &'static str,
    sentences: Vec<String>,
    retry: Option<Retry>,
    link: Option<(String, &'static str)>,
}

/// The page of a survey that takes no answers today.
pub(super) fn not_running(visit: &Visit, mode: Mode, asking: &Asking) -> Response {
    let results = (format!("/o/{}/score", asking.organisation.slug), "Результаты оценки");
    if asking.stage == Stage::Before {
        let day =
            asking.survey.term.opens_on.map_or_else(String::new, |day| format!(" Он начнётся {}.", words::date(day)));
        return page::show(&StatePage {
            frame: Frame::of(visit, "Опрос ещё не начался", mode, asking),
            heading: "Опрос ещё не начался",
            sentences: vec![format!("{}.{day}", place(asking))],
            retry: None,
            link: Some(results),
        });
    }
    refusal::gone(page::show(&StatePage {
        frame: Frame::of(visit, "Опрос завершён", mode, asking),
        heading: "Опрос завершён",
        sentences: vec![format!(
            "{}. Ответы больше не принимаем. Итоги появятся на странице организации.",
            place(asking)
        )],
        retry: None,
        link: Some(results),
    }))
}

/// Whether trying again helps: nothing was wrong with what was sent.
pub(super) fn is_passing(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Unavailable(_) | Refusal::TooOften | Refusal::Busy { .. })
}

/// The page for a moment in which nothing can be kept: everything that was typed is in it and is sent again by a press.
pub(super) fn busy(visit: &Visit, mode: Mode, why: Refusal, retry: Retry) -> Result<Response, Refused> {
    if !is_passing(&why) {
        return Err(why.into());
    }
    tracing::warn!(cause = %why, "an answer waits to be sent again");
    let shown = page::show(&StatePage {
        frame: Frame::new(visit, "Сейчас не получается", mode),
        heading: "Сейчас не получается",
        sentences: vec!["Ответы не потеряны: они на этой странице. Подождите минуту и нажмите «Повторить».".to_owned()],
        retry: Some(retry),
        link: None,
    });
    Ok(refusal::try_later_for(shown, &why))
}
