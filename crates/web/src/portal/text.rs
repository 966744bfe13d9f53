//! Pages of plain text about the site itself.

use crate::ui::page;
use crate::ui::shell::{Shell, portal_nav};
use crate::visit::Visit;
use askama::Template;
use axum::response::Response;

struct Part {
    heading: &'static str,
    paragraphs: &'static [&'static str],
}

struct Text {
    path: &'static str,
    heading: &'static str,
    parts: &'static [Part],
}

#[derive(Template)]
#[template(path = "portal/text.html")]
struct TextPage {
    shell: Shell,
    text: &'static Text,
}

const METHOD: Text = Text {
    path: "/method",
    heading: "Как считают баллы",
    parts: &[
        Part {
            heading: "Пять критериев",
            paragraphs: &[
                "Организацию оценивают по пяти критериям: открытость и доступность информации, комфортность условий, доступность услуг для инвалидов, доброжелательность и вежливость работников, удовлетворённость условиями. По каждому можно получить от 0 до 100 баллов.",
                "Общий балл организации — среднее пяти критериев. Если критерий не оценивали, мы так и пишем и нулём его не заменяем.",
            ],
        },
        Part {
            heading: "Показатели и веса",
            paragraphs: &[
                "Критерий складывается из показателей, у каждого свой вес. Открытость: 1.1 — 0,3; 1.2 — 0,3; 1.3 — 0,4. Комфортность: 2.1 — 0,5; 2.3 — 0,5. Доступность: 3.1 — 0,3; 3.2 — 0,4; 3.3 — 0,3. Доброжелательность: 4.1 — 0,4; 4.2 — 0,4; 4.3 — 0,2. Удовлетворённость: 5.1 — 0,3; 5.2 — 0,2; 5.3 — 0,5.",
                "В документах встречаются два вида записи: «75 из 100» и «22,5 из 30». Второй — тот же балл, уже умноженный на вес. Мы храним и показываем оба.",
            ],
        },
        Part {
            heading: "Откуда цифры",
            paragraphs: &[
                "Из опубликованных документов организаций и учредителей. Исходный файл хранится без изменений, и рядом с каждой прочитанной величиной указано её место в документе.",
            ],
        },
    ],
};

const ACCESSIBILITY: Text = Text {
    path: "/accessibility",
    heading: "Доступность сайта",
    parts: &[
        Part {
            heading: "Что сделано",
            paragraphs: &[
                "Сайт работает без мыши, без скриптов и с программами экранного доступа. Текст увеличивается до 200 % и больше без потери содержания и без прокрутки вбок.",
                "Размер, цвета, шрифт и расстояния настраиваются по ссылке «Версия для слабовидящих» вверху каждой страницы. Настройки действуют везде, и в кабинете тоже.",
                "Состояния мер обозначены словами, формой знака и цветом одновременно. Под каждой диаграммой есть те же числа текстом.",
            ],
        },
        Part {
            heading: "Если что-то мешает",
            paragraphs: &[
                "Сообщите организации или её учредителю по телефону или почте со страницы организации. Назовите адрес страницы и что не получилось.",
            ],
        },
    ],
};

const PRIVACY: Text = Text {
    path: "/privacy",
    heading: "Персональные данные",
    parts: &[
        Part {
            heading: "Для посетителей",
            paragraphs: &[
                "Чтобы смотреть сайт, не нужно ничего сообщать о себе. Счётчиков и чужих сервисов на страницах нет. Если вы настроили вид сайта, в браузере хранится одна запись с этими настройками.",
            ],
        },
        Part {
            heading: "Для сотрудников",
            paragraphs: &[
                "После входа в браузере хранится запись сеанса; она удаляется при выходе. Действия в кабинете записываются в журнал: кто, когда и что изменил.",
                "В опубликованном плане исполнители названы так, как решила организация.",
            ],
        },
    ],
};

fn show(visit: &Visit, text: &'static Text) -> Response {
    page::show(&TextPage { shell: visit.shell(text.heading, portal_nav(text.path)), text })
}

/// `GET /method`
pub(crate) async fn method(visit: Visit) -> Response {
    show(&visit, &METHOD)
}

/// `GET /accessibility`
pub(crate) async fn accessibility(visit: Visit) -> Response {
    show(&visit, &ACCESSIBILITY)
}

/// `GET /privacy`
pub(crate) async fn privacy(visit: Visit) -> Response {
    show(&visit, &PRIVACY)
}
