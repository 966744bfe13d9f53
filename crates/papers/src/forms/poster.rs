//! A poster that invites to a survey («плакат опроса»), A4 or A3: a large QR code, a short address, a code to type.
//!
//! In come places with their codes and the address of the site; out go plates for the press, a sheet a place.
//! It refuses to know where a poster hangs.

use super::questionnaire::{height_of, put, words};
use crate::qr;
use crate::write::{Area, Item, Plate, PlateSheet, Plates, Words, measure};
use jiff::civil::Date;
use otklik_domain::survey::SurveyCode;

/// One place that invites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Name of the organisation.
    pub organisation: String,
    /// Name of the branch; empty is the organisation's own place.
    pub branch: String,
    /// Code of its survey.
    pub code: SurveyCode,
}

/// How large a poster is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PosterSize {
    /// 210 × 297 mm.
    A4,
    /// 297 × 420 mm.
    A3,
}

impl PosterSize {
    /// Reads the name of an address.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "a4" => Some(PosterSize::A4),
            "a3" => Some(PosterSize::A3),
            _ => None,
        }
    }

    /// Everything is laid out on A4 and grows.
    fn grown(self, length: u32) -> u32 {
        match self {
            PosterSize::A4 => length,
            PosterSize::A3 => length * 1414 / 1000,
        }
    }

    fn size(self) -> (u32, u32) {
        match self {
            PosterSize::A4 => (2100, 2970),
            PosterSize::A3 => (2970, 4200),
        }
    }
}

const LEFT: u32 = 150;
const WIDTH: u32 = 1800;
const QR_MAX: u32 = 1080;
const FOOT: u32 = 2890;

/// Posters of all places, in one paper. `site` is the address of the site: `https://otklik.example`.
pub fn posters(places: &[Invitation], site: &str, size: PosterSize, made_on: Option<Date>) -> Plates {
    let sheet = |place: &Invitation| {
        let items = poster(place, site).into_iter().map(|item| grown(item, size)).collect();
        PlateSheet { plate: 0, items }
    };
    let title = match places {
        [one] => format!("Плакат опроса: {}", one.organisation),
        _ => "Плакаты опросов".to_owned(),
    };
    Plates {
        title,
        made_on: made_on.map(|day| day.to_string()),
        plates: vec![Plate { size: size.size(), items: Vec::new() }],
        sheets: places.iter().map(sheet).collect(),
    }
}

fn poster(place: &Invitation, site: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let address = format!("{}/s/{}", site.trim_end_matches('/'), place.code);
    let shown = address.trim_start_matches("https://").trim_start_matches("http://").to_owned();
    let line = |y, size, text: &str| Words { is_centred: true, ..words(LEFT, y, WIDTH, fitting(text, size), text) };
    let bold = |y, size, text: &str| Words { is_bold: true, ..line(y, size, text) };
    let mut y = put(&mut items, Words { level: 1, ..bold(130, 400, "Довольны ли вы тем, как у нас принимают?") }) + 50;
    y = put(&mut items, bold(y, 200, &place.organisation)) + 10;
    if !place.branch.is_empty() {
        y = put(&mut items, line(y, 180, &place.branch)) + 10;
    }
    let foot = "Независимая оценка качества условий оказания услуг. Нужна бумажная анкета – спросите у работника.";
    let last = line(0, 130, foot);
    let foot_top = FOOT - height_of(foot, last.size, false, WIDTH);
    let mut below = Vec::new();
    let mut height = put(&mut below, line(20, 200, "Наведите камеру телефона или откройте")) + 10;
    height = put(&mut below, bold(height, 260, &shown)) + 30;
    height = put(&mut below, line(height, 200, "Код опроса")) + 5;
    height = put(&mut below, bold(height, 480, &place.code.in_groups())) + 30;
    height = put(&mut below, bold(height, 320, "3–5 минут, анонимно"));
    // The code takes what long names leave.
    let side = QR_MAX.min(foot_top.saturating_sub(y + 20 + height + 30));
    let area = Area::new((2100 - side) / 2, y + 20, side, side);
    let alt = format!("QR-код: {address}");
    items.extend(qr::svg(&address).ok().map(|svg| Item::Picture { area, svg, alt }));
    items.extend(below.into_iter().map(|item| super::questionnaire::lowered(item, area.y + area.height)));
    put(&mut items, Words { y: foot_top, ..last });
    items
}

/// The size at which the longest word still fits, and long names do not push the code off the sheet.
fn fitting(text: &str, size: u32) -> u32 {
    let widest = text.split_whitespace().map(|word| measure::width(word, size, true)).max().unwrap_or(0);
    let by_word = if widest > WIDTH { size * WIDTH / widest } else { size };
    let is_long = measure::lines(text, by_word, true, WIDTH * 98 / 100) > 4;
    if is_long { by_word * 3 / 4 } else { by_word }
}

fn grown(item: Item, size: PosterSize) -> Item {
    let by = |length| size.grown(length);
    let area_by = |area: Area| Area::new(by(area.x), by(area.y), by(area.width), by(area.height));
    match item {
        Item::Text(w) => Item::Text(Words { x: by(w.x), y: by(w.y), width: by(w.width), size: by(w.size), ..w }),
        Item::Box { area, stroke } => Item::Box { area: area_by(area), stroke: by(stroke) },
        Item::Rule { area } => Item::Rule { area: area_by(area) },
        Item::Mark { area } => Item::Mark { area: area_by(area) },
        Item::Picture { area, svg, alt } => Item::Picture { area: area_by(area), svg, alt },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(organisation: &str, branch: &str) -> Invitation {
        let code = SurveyCode::read("7KX2M4P9").expect("a code");
        Invitation { organisation: organisation.to_owned(), branch: branch.to_owned(), code }
    }

    #[test]
    fn a_poster_says_where_to_go_and_stays_on_its_sheet() {
        let long = "Муниципальное бюджетное учреждение культуры «Межпоселенческая центральная районная библиотека имени \
                    первого учителя Луговского района» Луговского муниципального округа Озёрной области";
        for (name, branch) in [("МБУК «Клуб»", ""), (long, "Сельский клуб-филиал № 12 деревни Верхние Подлипки")]
        {
            for size in [PosterSize::A4, PosterSize::A3] {
                let plates = posters(&[place(name, branch)], "https://ocenka.lugovskoy-rayon.example", size, None);
                let (_, height) = size.size();
                let mut last = 0;
                for item in &plates.sheets[0].items {
                    let (top, bottom) = match item {
                        Item::Text(w) => (w.y, w.y + height_of(&w.text, w.size, w.is_bold, w.width)),
                        Item::Picture { area, .. } => {
                            assert!(area.width >= size.grown(700), "{name} {size:?}: {area:?}");
                            (area.y, area.y + area.height)
                        }
                        _ => continue,
                    };
                    assert!(last <= top && bottom <= height - 50, "{name} {size:?}: {last} {top} {bottom}");
                    last = bottom;
                }
                let json = serde_json::to_string(&plates).expect("json");
                for said in
                    ["7KX2-M4P9", "\"ocenka.lugovskoy-rayon.example/s/7KX2M4P9\"", "3–5 минут, анонимно", branch]
                {
                    assert!(json.contains(said), "{said}");
                }
            }
        }
    }

    #[test]
    fn a_batch_is_a_sheet_a_place() {
        let places = [place("Клуб", ""), place("Клуб", "Филиал"), place("Музей", "")];
        assert_eq!(posters(&places, "http://localhost", PosterSize::A4, None).sheets.len(), 3);
    }
}
