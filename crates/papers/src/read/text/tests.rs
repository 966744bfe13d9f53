use super::read;
use crate::read::{Block, Unreadable};

/// The texts of the rows of all tables, cells parted by «|».
fn tables(bytes: &[u8]) -> Vec<String> {
    let document = read(bytes).unwrap();
    let mut found = Vec::new();
    for block in &document.blocks {
        if let Block::Table(table) = block {
            for row in 0..table.n_rows {
                let cells = table.cells.iter().filter(|c| c.row == row);
                found.push(cells.map(|c| c.text().replace('\n', "⏎")).collect::<Vec<_>>().join("|"));
            }
        }
    }
    found
}

fn check(text: &str, rows: &[&str]) {
    assert_eq!(tables(text.as_bytes()), rows, "{text}");
}

#[test]
fn cells_on_lines_of_their_own_make_rows() {
    check(
        "План\n\t№\n\n\tМероприятие\n\tСрок\n\n\t1\n\tКупить\nкулер\n\tмай\n\nиюнь\n\n\t2\n\tПокрасить\n\t\n\nДиректор Иванов И.И.\n",
        &["№|Мероприятие|Срок", "1|Купить⏎кулер|май⏎⏎июнь", "2|Покрасить|"],
    );
}

#[test]
fn a_small_table_is_no_single_row() {
    check(
        "\tМероприятие\n\tСрок\n\tКто\n\n\tКупить\n\tмай\n\tЛис\n\nМБУК «Луговой клуб»\n\tМероприятие\n\tСрок\n\tКто\n\n\tМыть\n\tмай\n\tЁж\n",
        &["Мероприятие|Срок|Кто", "Купить|май|Лис", "Мероприятие|Срок|Кто", "Мыть|май|Ёж"],
    );
    check(
        "\tНедостаток\n\tМера\n\tСрок\n\n\t1. Открытость и доступность информации\n\n\tНет сайта\n\tСделать\n\tмай\n\n\t3. Доступность услуг для инвалидов\n\n\tПорог\n\tСрезать\n\tмай\n",
        &[
            "Недостаток|Мера|Срок",
            "1. Открытость и доступность информации",
            "Нет сайта|Сделать|май",
            "3. Доступность услуг для инвалидов",
            "Порог|Срезать|май",
        ],
    );
}

#[test]
fn a_term_in_roman_figures_after_a_blank_line_stays_in_its_cell() {
    check(
        "\t№\n\tМероприятие\n\tСрок\n\n\t1\n\tПеречень\n\tежегодно\n\nI полугодие 2026 г.\n\n\t2\n\tОпрос\n\tмай\n",
        &["№|Мероприятие|Срок", "1|Перечень|ежегодно⏎⏎I полугодие 2026 г.", "2|Опрос|май"],
    );
}

#[test]
fn rows_with_tabs_keep_headings_between_them() {
    check(
        "А\tБ\tВ\n1\t2\t3\n\nI. Открытость\n\nа\tб\tв\n---\t--\t---\nг\tд\n",
        &["А|Б|В", "1|2|3", "I. Открытость", "а|б|в", "г|д|"],
    );
}

#[test]
fn drawn_tables_are_read() {
    check("| А | Б |\n|---|---|\n| а<br>б | в |\n", &["А|Б", "а⏎б|в"]);
    check(
        "+---+---+\n| А | Б |\n+===+===+\n| а | б |\n| в |   |\n+---+---+\n| г | д |\n+---+---+\n",
        &["А|Б", "а⏎в|б", "г|д"],
    );
    check("┌───┬───┐\n│ А │ Б │\n├───┼───┤\n│ а │ б │\n└───┴───┘\n", &["А|Б", "а|б"]);
}

#[test]
fn columns_shown_by_dashes_or_wide_gaps_are_read() {
    check(
        "  ----- ---------- ------\n  №     Что        Когда\n  ----- ---------- ------\n  1     Купить     май\n        кулер      \n\n  2     Убрать     июнь\n  -----------------------\n",
        &["№|Что|Когда", "1|Купить⏎кулер|май", "2|Убрать|июнь"],
    );
    check(
        "№   Мероприятие      Срок\n1   Купить кулер     май\n2   Убрать двор      июнь\n",
        &["№|Мероприятие|Срок", "1|Купить кулер|май", "2|Убрать двор|июнь"],
    );
}

#[test]
fn separated_values_are_read_with_quoted_breaks() {
    check(
        "№;Мероприятие;Срок\n1;\"Купить; \"\"Аква\"\"\nи стаканы\";май\n2;Убрать;июнь\n",
        &["№|Мероприятие|Срок", "1|Купить; \"Аква\"⏎и стаканы|май", "2|Убрать|июнь"],
    );
}

#[test]
fn russian_encodings_are_told_apart() {
    let text = "План мероприятий по улучшению качества\nСрок исполнения: до 1 марта, ответственный директор\n";
    for encoding in [encoding_rs::WINDOWS_1251, encoding_rs::KOI8_R, encoding_rs::IBM866, encoding_rs::UTF_8] {
        let (bytes, ..) = encoding.encode(text);
        let document = read(&bytes).unwrap();
        let Block::Paragraph(first) = &document.blocks[0] else { panic!("no paragraph") };
        assert_eq!(first.text, "План мероприятий по улучшению качества", "{}", encoding.name());
    }
    for mark in [true, false] {
        let little: Vec<u8> =
            mark.then_some('\u{feff}').into_iter().chain(text.chars()).flat_map(|c| (c as u16).to_le_bytes()).collect();
        let big: Vec<u8> =
            mark.then_some('\u{feff}').into_iter().chain(text.chars()).flat_map(|c| (c as u16).to_be_bytes()).collect();
        for bytes in [little, big] {
            let Block::Paragraph(first) = &read(&bytes).unwrap().blocks[0] else { panic!("no paragraph") };
            assert_eq!(first.text, "План мероприятий по улучшению качества", "UTF-16, mark {mark}");
        }
    }
}

#[test]
fn what_is_no_text_is_refused() {
    let rubbish: Vec<u8> = (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert!(matches!(read(&rubbish), Err(Unreadable::UnknownFormat(_))));
    assert_eq!(read(b" \n\t\n"), Err(Unreadable::Empty));
}

#[test]
fn marks_of_a_converter_are_dropped() {
    let document = read("[bookmark: _GoBack]2020 г.\r\nдалее".as_bytes()).unwrap();
    assert_eq!(document.blocks.len(), 2);
    assert!(matches!(&document.blocks[0], Block::Paragraph(p) if p.text == "2020 г."));
}

#[test]
fn a_row_under_rulers_goes_on_in_the_next_line() {
    check(
        "План\n\nКому Мероприятие          Срок        Кто\n---- -------------------- ----------- ------------\n1    Обновить             до 1 мая    Иванов И.И.\n     стенд в фойе\n2    Поставить кулер      III квартал Петров П.П.,\n                          2026        завхоз\n     Купить стол          май         Ежов Е.Е.\n",
        &[
            "Кому|Мероприятие|Срок|Кто",
            "1|Обновить⏎стенд в фойе|до 1 мая|Иванов И.И.",
            "2|Поставить кулер|III квартал⏎2026|Петров П.П.,⏎завхоз",
            "|Купить стол|май|Ежов Е.Е.",
        ],
    );
}
