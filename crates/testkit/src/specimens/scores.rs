//! An invented round of the invented district: counts of answers and findings, as an operator would hand them over.

use std::fmt::Write;

/// Codes of the questions, in the order of [`Place::yes`].
const CODES: [&str; 15] = [
    "stand_used",
    "stand_ok",
    "site_used",
    "site_ok",
    "comfort_ok",
    "disability",
    "access_ok",
    "contact_ok",
    "service_ok",
    "remote_used",
    "remote_ok",
    "recommend",
    "schedule_ok",
    "overall_ok",
    "on_time",
];

/// Single items of culture, in the order of [`Place::marks`].
const ITEMS: [&str; 17] = [
    "comfort.rest",
    "comfort.navigation",
    "comfort.water",
    "comfort.sanitary",
    "comfort.cleanliness",
    "comfort.booking",
    "equipment.ramps",
    "equipment.parking",
    "equipment.lifts",
    "equipment.wheelchairs",
    "equipment.sanitary",
    "services.duplication",
    "services.braille",
    "services.interpreter",
    "services.site",
    "services.staff",
    "services.remote",
];

struct Place {
    organisation: &'static str,
    branch: &'static str,
    respondents: u32,
    /// How many answered «да»; the last, «в срок», only where the sector asks it.
    yes: &'static [u32],
    /// Stand there and required, site there and required, channels.
    lists: [u32; 5],
    /// A sign for each item: `+` there, `-` not there, `.` does not apply; or counts of comfort, equipment, services.
    marks: Marks,
}

enum Marks {
    Items(&'static str),
    Counts([u32; 3]),
    CountsAndWaiting([u32; 3], u32),
}

const PLACES: [Place; 11] = [
    Place {
        organisation: "МАУК «Среднеольшанская клубная система»",
        branch: "Клуб села Средняя Ольша",
        respondents: 212,
        yes: &[180, 171, 121, 109, 186, 11, 7, 203, 205, 96, 92, 201, 196, 199],
        lists: [15, 17, 16, 19, 4],
        marks: Marks::Items("++-+++-+--+--+++-"),
    },
    Place {
        organisation: "МАУК «Среднеольшанская клубная система»",
        branch: "Клуб села Тихие Ключи",
        respondents: 88,
        yes: &[70, 61, 33, 27, 64, 3, 1, 85, 84, 30, 28, 79, 71, 77],
        lists: [12, 17, 16, 19, 4],
        marks: Marks::Items("+--++-----+----+-"),
    },
    Place {
        organisation: "МБУК «ДК «Горизонт»",
        branch: "",
        respondents: 340,
        yes: &[288, 279, 240, 226, 325, 24, 20, 334, 332, 170, 166, 331, 318, 327],
        lists: [17, 17, 18, 19, 5],
        marks: Marks::Items("+++++++-+-++-++++"),
    },
    Place {
        organisation: "МАУК «Театр кукол «Фонарик»",
        branch: "",
        respondents: 265,
        yes: &[210, 203, 231, 224, 251, 18, 15, 262, 260, 140, 139, 259, 243, 256],
        lists: [16, 17, 19, 19, 5],
        marks: Marks::Items("+++++++++--+-++++"),
    },
    Place {
        organisation: "МКУК «Музей истории села Тихие Ключи»",
        branch: "",
        respondents: 64,
        yes: &[51, 44, 19, 13, 47, 2, 0, 62, 61, 9, 7, 58, 49, 54],
        lists: [11, 16, 9, 18, 2],
        marks: Marks::Items("--+++------.---+-"),
    },
    Place {
        organisation: "МБУ «ВБС»",
        branch: "Центральная библиотека",
        respondents: 301,
        yes: &[266, 259, 198, 189, 288, 21, 18, 297, 298, 132, 130, 294, 281, 290],
        lists: [17, 17, 18, 19, 5],
        marks: Marks::Items("+++++++++-+++-+++"),
    },
    Place {
        organisation: "МБУ «ВБС»",
        branch: "Детская библиотека",
        respondents: 176,
        yes: &[150, 146, 88, 83, 160, 8, 5, 173, 174, 61, 60, 170, 158, 166],
        lists: [16, 17, 18, 19, 5],
        marks: Marks::Items("+++++++--------++"),
    },
    Place {
        organisation: "МБУ «ВБС»",
        branch: "Библиотека в Заречье",
        respondents: 59,
        yes: &[46, 40, 22, 20, 41, 4, 1, 57, 58, 14, 13, 55, 47, 51],
        lists: [13, 17, 18, 19, 5],
        marks: Marks::Items("+--++-------..-+-"),
    },
    Place {
        organisation: "МБОУ «СШ № 3»",
        branch: "",
        respondents: 402,
        yes: &[311, 290, 352, 321, 345, 16, 9, 377, 371, 214, 199, 356, 349, 352],
        lists: [10, 11, 37, 40, 4],
        marks: Marks::Counts([4, 2, 2]),
    },
    Place {
        organisation: "ГБУЗ «Среднеольшанская РП»",
        branch: "",
        respondents: 518,
        yes: &[402, 361, 190, 161, 377, 57, 38, 455, 449, 260, 221, 401, 388, 396, 366],
        lists: [8, 10, 41, 46, 3],
        marks: Marks::CountsAndWaiting([4, 3, 2], 40),
    },
    Place {
        organisation: "ГБУ СО «Центр «Тёплый дом»",
        branch: "",
        respondents: 143,
        yes: &[128, 125, 40, 38, 139, 66, 60, 142, 142, 71, 70, 140, 136, 139, 138],
        lists: [12, 12, 20, 21, 4],
        marks: Marks::CountsAndWaiting([5, 4, 4], 60),
    },
];

/// Answers in the counted form.
pub(super) fn answers() -> String {
    let mut text = String::from("organisation,branch,item,value\n");
    for place in &PLACES {
        line(&mut text, place, "respondents", place.respondents);
        for (code, yes) in CODES.iter().zip(place.yes) {
            line(&mut text, place, code, *yes);
        }
    }
    text
}

/// Findings in the long form.
pub(super) fn findings() -> String {
    let mut text = String::from("organisation,branch,item,value\n");
    for place in &PLACES {
        let lists = ["stand_present", "stand_required", "site_present", "site_required", "channels"];
        for (list, n) in lists.iter().zip(place.lists) {
            line(&mut text, place, list, n);
        }
        let (counts, waiting) = match place.marks {
            Marks::Items(signs) => {
                for (item, sign) in ITEMS.iter().zip(signs.chars()).filter(|(_, sign)| *sign != '.') {
                    line(&mut text, place, item, u32::from(sign == '+'));
                }
                (None, None)
            }
            Marks::Counts(counts) => (Some(counts), None),
            Marks::CountsAndWaiting(counts, waiting) => (Some(counts), Some(waiting)),
        };
        for (list, n) in ["comfort", "equipment", "services"].iter().zip(counts.into_iter().flatten()) {
            line(&mut text, place, list, n);
        }
        if let Some(points) = waiting {
            line(&mut text, place, "waiting_score", points);
        }
    }
    text
}

fn line(text: &mut String, place: &Place, item: &str, value: u32) {
    // Writing into a string does not fail.
    let _ = writeln!(text, "{},{},{item},{value}", place.organisation, place.branch);
}
