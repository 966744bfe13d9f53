//! The frame around every page: title, head, navigation, foot.
//!
//! In come who looks and where; out goes what `layout.html` needs. It refuses to know what the page itself shows.

use super::look::Look;
use crate::assets;
use otklik_domain::access::Verb;

/// A link of the navigation.
#[derive(Debug, Clone)]
pub(crate) struct NavItem {
    pub(crate) href: String,
    pub(crate) text: &'static str,
    pub(crate) is_active: bool,
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub(crate) struct Viewer {
    /// Name shown at the top.
    pub(crate) name: String,
    /// Token that each form of the cabinet carries.
    pub(crate) form_token: String,
}

/// What the layout needs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shell {
    pub(crate) title: String,
    pub(crate) look: Look,
    /// Path and query of this page, for «назад» of the settings.
    pub(crate) path: String,
    pub(crate) place: Option<String>,
    pub(crate) nav: Vec<NavItem>,
    pub(crate) viewer: Option<Viewer>,
    /// A club worker who came by a personal link.
    pub(crate) guest: Option<Viewer>,
    /// The page belongs to such a link: it leads to no door of the staff.
    pub(crate) is_guests: bool,
    pub(crate) notice: Option<String>,
    pub(crate) is_staff: bool,
    /// Day and address for the foot of a printed page.
    pub(crate) printed: String,
}

impl Shell {
    /// The path, ready to stand in `?back=`.
    pub(crate) fn back(&self) -> String {
        crate::form::escape(&self.path)
    }

    /// The navigation leads there: a page offers no button to where this person is refused.
    pub(crate) fn leads_to(&self, href: &str) -> bool {
        self.nav.iter().any(|item| item.href == href)
    }

    /// Address of the stylesheet.
    pub(crate) fn stylesheet(&self) -> &'static str {
        assets::stylesheet_path()
    }

    /// Token of a guest's forms.
    pub(crate) fn guest_token(&self) -> &str {
        self.guest.as_ref().map_or("", |guest| &guest.form_token)
    }

    /// Token of the forms, empty when nobody is signed in.
    pub(crate) fn form_token(&self) -> &str {
        self.viewer.as_ref().map_or("", |v| &v.form_token)
    }
}

/// Navigation of the cabinet; `active` is the first part of the path after `/cabinet`.
pub(crate) fn cabinet_nav(active: &str, may: impl Fn(Verb) -> bool) -> Vec<NavItem> {
    let items = [
        ("", "/cabinet", "Сегодня"),
        ("register", "/cabinet/register", "Меры"),
        ("plans", "/cabinet/plans", "Планы"),
        ("reports", "/cabinet/reports", "Отчёты"),
        ("import", "/cabinet/import", "Загрузка"),
        ("rounds", "/cabinet/rounds", "Оценка"),
        ("inspections", "/cabinet/inspections", "Осмотр"),
        ("organisations", "/cabinet/organisations", "Организации"),
        ("people", "/cabinet/people", "Люди"),
        ("letters", "/cabinet/letters", "Письма"),
        ("keys", "/cabinet/keys", "Ключи"),
        ("journal", "/cabinet/journal", "Журнал"),
    ];
    let shown = items.into_iter().filter(|(name, _, _)| match *name {
        "import" => may(Verb::ReadPapers),
        "people" | "letters" => may(Verb::ManagePeople),
        "journal" => may(Verb::SeeAudit),
        _ => true,
    });
    shown.map(|(name, href, text)| NavItem { href: href.into(), text, is_active: name == active }).collect()
}

/// Navigation of an organisation's public pages.
pub(crate) fn organisation_nav(slug: &str, active: &str) -> Vec<NavItem> {
    let items = [("", "Учреждение"), ("/score", "Оценка"), ("/plan", "План")];
    let mut nav: Vec<NavItem> =
        vec![NavItem { href: "/".into(), text: "Все организации", is_active: false }];
    nav.extend(items.into_iter().map(|(tail, text)| NavItem {
        href: format!("/o/{slug}{tail}"),
        text,
        is_active: tail == active,
    }));
    nav
}

/// Navigation of the portal's own pages.
pub(crate) fn portal_nav(active: &str) -> Vec<NavItem> {
    let items = [
        ("/", "Организации"),
        ("/scores", "Рейтинг"),
        ("/scores/heat", "По критериям"),
        ("/method", "Как считают баллы"),
    ];
    items.into_iter().map(|(href, text)| NavItem { href: href.into(), text, is_active: href == active }).collect()
}
