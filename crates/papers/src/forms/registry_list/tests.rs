use super::heading::{Column, column_of};
use super::*;
use crate::read::{Cell, Format, Paragraph};

fn document(rows: &[&[&str]]) -> Document {
    let cell = |row: usize, column: usize, text: &str| Cell {
        row,
        column,
        row_span: 1,
        column_span: 1,
        paragraphs: vec![Paragraph::plain(text)],
        nested: Vec::new(),
    };
    let cells = rows.iter().enumerate();
    let cells = cells.flat_map(|(r, row)| row.iter().enumerate().map(move |(c, text)| cell(r, c, text))).collect();
    let n_columns = rows.iter().map(|row| row.len()).max().unwrap_or_default();
    let table = Table { n_rows: rows.len(), n_columns, cells, n_header_rows: 0 };
    Document { format: Format::Workbook, blocks: vec![Block::Table(table)], remarks: Vec::new() }
}

#[test]
fn headings_are_known_by_meaning() {
    for (heading, column) in [
        ("Наименование организации", Some(Column::Name)),
        ("Полное наименование учреждения (по уставу)", Some(Column::Name)),
        ("Организация", Some(Column::Name)),
        ("Наименование муниципального учреждения", Some(Column::Name)),
        ("Краткое наименование", Some(Column::ShortName)),
        ("Сокращённое название", Some(Column::ShortName)),
        ("ИНН", Some(Column::Inn)),
        ("ИНН организации", Some(Column::Inn)),
        ("Сфера деятельности", Some(Column::Sector)),
        ("Вид организации", Some(Column::Kind)),
        ("Тип учреждения", Some(Column::Kind)),
        ("Наименование учредителя", Some(Column::Founder)),
        ("Муниципальное образование", Some(Column::Territory)),
        ("Наименование муниципального образования", Some(Column::Territory)),
        ("Юридический адрес", Some(Column::Address)),
        ("Почтовый адрес", Some(Column::Address)),
        ("Адрес электронной почты", Some(Column::Email)),
        ("E-mail", Some(Column::Email)),
        ("Эл. почта", Some(Column::Email)),
        ("Адрес официального сайта", Some(Column::Site)),
        ("Код на bus.gov.ru", Some(Column::BusGov)),
        ("Ссылка на карточку bus.gov.ru", Some(Column::BusGov)),
        ("Ссылка на опрос Минкультуры", Some(Column::Poll)),
        ("Тел.", Some(Column::Phone)),
        ("№ п/п", None),
        ("", None),
    ] {
        assert_eq!(column_of(heading), column, "{heading}");
    }
}

#[test]
fn rows_are_read_in_any_order_of_columns() {
    let list = read(&document(&[
        &["Перечень организаций, подлежащих независимой оценке в 2026 году"],
        &["№ п/п", "ИНН", "Наименование организации", "Сфера", "Учредитель", "Муниципальный район", "Сайт"],
        &["1", "2", "3", "4", "5", "6", "7"],
        &["1", "7707083893", "МБУК «Клуб»", "культура", "Администрация района", "Тарский", "klub.example"],
        &["", "", "", "", "", "", ""],
        &["2", "", "", "культура", "", "", ""],
        &["3", "", "МБУК «Музей»", "", "-", "", ""],
        &["", "", "Итого: 2", "", "", "", ""],
        &["4", "7707083893", "Клуб", "культура", "", "", ""],
    ]));
    let names: Vec<(usize, &str)> = list.lines.iter().map(|line| (line.line, line.card.name.as_str())).collect();
    assert_eq!(names, [(4, "МБУК «Клуб»"), (7, "МБУК «Музей»"), (9, "Клуб")]);
    let first = &list.lines[0];
    assert_eq!((first.card.inn.as_str(), first.card.site.as_str()), ("7707083893", "klub.example"));
    assert_eq!((first.founder.as_deref(), first.territory.as_deref()), (Some("Администрация района"), Some("Тарский")));
    assert_eq!(list.lines[1].founder, None);
    let codes: Vec<&str> = list.remarks.iter().map(|remark| remark.code).collect();
    assert_eq!(codes, ["row-without-name", "repeated-row"]);
    assert!(list.remarks[0].text.starts_with("Строка 6:"), "{}", list.remarks[0].text);
    assert_eq!(list.remarks[0].place.and_then(|place| place.row), Some(5));
}

#[test]
fn a_section_gives_its_sphere_to_the_rows_below() {
    let list = read(&document(&[
        &["Наименование", "Адрес"],
        &["Сфера культуры", ""],
        &["МБУК «Клуб»", "ул. Мира, 1"],
        &["Образование", ""],
        &["МБОУ «Школа № 2»", "ул. Мира, 2"],
    ]));
    let sectors: Vec<&str> = list.lines.iter().map(|line| line.card.sector.as_str()).collect();
    assert_eq!(sectors, ["culture", "education"]);
}

#[test]
fn a_document_without_a_list_says_so() {
    for rows in [&[][..], &[&["ИНН", "Адрес"][..], &["1", "2"]], &[&["просто", "таблица"]]] {
        let list = read(&document(rows));
        assert!(list.lines.is_empty());
        assert_eq!(list.remarks[0].code, "no-name-column");
    }
}

#[test]
fn a_csv_of_a_spreadsheet_is_read_in_its_own_encoding() {
    let text = "Наименование;ИНН;Сфера\r\n\"МБУК \"\"Клуб; и кружки\"\"\";7707083893;Культура\r\nМузей;;Культура\r\n";
    let (windows, _, _) = encoding_rs::WINDOWS_1251.encode(text);
    for bytes in [text.as_bytes(), &windows] {
        let document = crate::read::read(bytes, Some("список.csv")).unwrap();
        let list = read(&document);
        let names: Vec<&str> = list.lines.iter().map(|line| line.card.name.as_str()).collect();
        assert_eq!(names, ["МБУК \"Клуб; и кружки\"", "Музей"]);
        assert_eq!((list.lines[0].card.inn.as_str(), list.lines[1].line), ("7707083893", 3));
    }
}

#[test]
fn a_workbook_is_read_with_its_numbers() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, heading) in ["Наименование организации", "ИНН", "Телефон"].iter().enumerate()
    {
        sheet.write_string(0, column as u16, *heading).unwrap();
    }
    sheet.write_string(1, 0, "МБУК «Клуб»").unwrap();
    sheet.write_number(1, 1, 7_707_083_893_f64).unwrap();
    sheet.write_number(1, 2, 83_812_212_345_f64).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let list = read(&crate::read::read(&bytes, Some("список.xlsx")).unwrap());
    assert_eq!(list.lines.len(), 1, "{list:?}");
    assert_eq!((list.lines[0].line, list.lines[0].card.inn.as_str()), (2, "7707083893"));
    assert!(list.lines[0].card.check().is_err(), "a sphere is still to be said");
}
