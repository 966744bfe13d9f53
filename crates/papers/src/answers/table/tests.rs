//! Records of delimited text: quotes, line ends, lines that tell where they begin.

use super::*;
use std::io::Cursor;

fn rows(bytes: &[u8]) -> Vec<(u64, Vec<String>, bool)> {
    let rows = TextRows::open(Cursor::new(bytes.to_vec())).unwrap();
    rows.map(|row| row.map(|row| (row.line, row.cells, row.is_open)).unwrap()).collect()
}

fn check(text: &str, expected: &[(u64, &[&str])]) {
    let expected: Vec<(u64, Vec<String>, bool)> = expected
        .iter()
        .map(|(line, cells)| (*line, cells.iter().map(|cell| (*cell).to_owned()).collect(), false))
        .collect();
    assert_eq!(rows(text.as_bytes()), expected, "{text}");
}

#[test]
fn cells_lines_and_quotes() {
    check("a,b\n1,2", &[(1, &["a", "b"]), (2, &["1", "2"])]);
    check(
        "a;b\r\n\"1;\"\"x\"\"\r\nи\";2\r\n3;4\r\n",
        &[(1, &["a", "b"]), (2, &["1;\"x\"\r\nи", "2"]), (4, &["3", "4"])],
    );
    check("a\tb\r1\t2\r", &[(1, &["a", "b"]), (2, &["1", "2"])]);
    check(
        "a,b\n\"МБУ\" «Клуб»,2\nМБУ \"Клуб\",3\n",
        &[(1, &["a", "b"]), (2, &["МБУ «Клуб»", "2"]), (3, &["МБУ \"Клуб\"", "3"])],
    );
    check("sep=;\na,1;b\n", &[(2, &["a,1", "b"])]);
    check("a;\"b, c; d\"\n1;2\n", &[(1, &["a", "b, c; d"]), (2, &["1", "2"])]);
    check(
        "один, два;три, четыре\nда;нет\nда;да\n",
        &[(1, &["один, два", "три, четыре"]), (2, &["да", "нет"]), (3, &["да", "да"])],
    );
}

#[test]
fn a_quote_that_never_closes_costs_its_own_line_only() {
    let rows = rows("a,b\n\"Клуб,1\nДом,2\n".as_bytes());
    assert_eq!(rows[1], (2, vec!["\"Клуб".to_owned(), "1".to_owned()], true));
    assert_eq!(rows[2], (3, vec!["Дом".to_owned(), "2".to_owned()], false));
}

#[test]
fn long_files_are_read_across_the_edges_of_chunks() {
    let mut text = "organisation,stand_used\r\n".to_owned();
    for n in 0..20_000 {
        text.push_str(&format!("\"Дом {n}\r\nкультуры\",да\r\n"));
    }
    let rows = rows(text.as_bytes());
    assert_eq!(rows.len(), 20_001);
    assert_eq!(rows[20_000].0, 2 + 19_999 * 2);
    assert!(rows.iter().skip(1).all(|(_, cells, is_open)| cells.len() == 2 && cells[1] == "да" && !is_open));
}

#[test]
fn what_is_no_table_is_refused_in_words() {
    let refused = |bytes: &[u8]| match TextRows::open(Cursor::new(bytes.to_vec())) {
        Ok(mut rows) => rows.find_map(Result::err).map(|why| why.to_string()).unwrap_or_default(),
        Err(why) => why.to_string(),
    };
    assert!(refused(b"").contains("пуст"));
    assert!(refused(b" \n \n").contains("пуст"));
    assert!(refused(b"\x00\x01\x02\x03binary\x00").contains("не текст"));
    assert!(refused("а".repeat(2 << 20).as_bytes()).contains("длиннее 1 МБ"));
    assert!(matches!(sheets(b"a,b"), Err(Unreadable::UnknownFormat(_))));
}
