//! Every page that can be asked for, by everybody: nothing may fail.

use crate::util::TestApp;
use otklik_domain::access::Role;

/// The list of addresses itself: a new page is tried without anybody remembering to add it here.
const ROUTER: &str = include_str!("../../src/router.rs");

/// Paths of the router that answer GET, with `{names}` in them.
fn pages() -> Vec<&'static str> {
    let routes = ROUTER.split(".route(").skip(1).filter_map(|rest| {
        let path = rest.trim_start().strip_prefix('"')?.split('"').next()?;
        let rest = rest.split_once(',')?.1;
        let taken = rest.split(".route(").next()?.trim_start();
        taken.starts_with("get(").then_some(path)
    });
    routes.collect()
}

#[tokio::test]
async fn no_page_fails_for_a_stranger_or_any_role() {
    let app = TestApp::new().await;
    let (plan, slug) = app.published().await;
    let round = app.open_round().await.0.to_string();
    let survey = app.survey().await;
    let draft = app.draft().await.to_string();
    let admin = app.sign_in(Role::Administrator).await;
    let measure = after(&app.get("/cabinet/register", &admin).await.text, "/cabinet/measures/");
    let organisation = after(&app.get("/cabinet/organisations", &admin).await.text, "/cabinet/organisations/0");
    let organisation = format!("0{organisation}");
    let mut visitors = vec![("stranger", String::new())];
    for role in Role::ALL {
        visitors.push((role.name(), app.sign_in(role).await));
    }
    assert!(pages().len() > 20, "the list of addresses is not understood: {:?}", pages());
    for path in pages() {
        let id = match path {
            p if p.starts_with("/cabinet/measures") => &measure,
            p if p.starts_with("/cabinet/plans") => &plan,
            p if p.starts_with("/cabinet/drafts") => &draft,
            p if p.starts_with("/cabinet/rounds") => &round,
            p if p.starts_with("/cabinet/surveys") => &survey,
            _ => &organisation,
        };
        let real = path
            .replace("{id}", id)
            .replace("{organisation}", &organisation)
            .replace("{slug}", &slug)
            .replace("{code}", &survey)
            .replace("{token}", "22222222")
            .replace("{screen}", "check")
            .replace("{n}", "0")
            .replace("{name}", "x");
        for address in [real.clone(), format!("{real}?after=%FF&page=x&plan=1&state=no&version=z&q=%00")] {
            for (who, cookie) in &visitors {
                let page = app.get(&address.replace("{secret}", "x"), cookie).await;
                assert!(
                    [200, 303, 401, 403, 404, 422].contains(&page.code.as_u16()),
                    "{address} for {who}: {}",
                    page.code
                );
            }
        }
    }
}

/// What stands between a piece of HTML and the quote after it.
fn after(html: &str, piece: &str) -> String {
    html.split(piece).nth(1).and_then(|t| t.split('"').next()).unwrap_or_default().to_owned()
}
