//! Files of every sort beside the slow way: the same rows, one at a time.

use super::*;
use ::parquet::basic::{Compression, Repetition, Type};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType};
use ::parquet::data_type::{FixedLenByteArray, FixedLenByteArrayType, Int32Type, Int64Type};
use ::parquet::file::properties::{EnabledStatistics, WriterProperties, WriterVersion};
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::types::Type as Schema;
use otklik_domain::score::{Answer, Tally};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

/// Codes as a rulebook has them; the file has all but the last one, in another order.
const CODES: [(&str, Option<&str>); 8] = [
    ("stand_used", None),
    ("stand_ok", Some("stand_used")),
    ("comfort_ok", None),
    ("disability", None),
    ("access_ok", Some("disability")),
    ("remote_ok", Some("remote_used")),
    ("remote_used", None),
    ("overall_ok", None),
];

const IN_FILE: [usize; 7] = [0, 1, 3, 4, 2, 6, 5];

const NAMES: [&str; 5] = ["МБУК «Верхнеолонский клуб»", "Библиотека № 7", "ДК \"Заря\",\nзал; сцена", "17", "Музей"];

struct Row {
    organisation: Option<usize>,
    branch: Option<usize>,
    answers: [Answer; 8],
}

fn set() -> QuestionSet {
    QuestionSet::of(&CODES).unwrap()
}

/// Rows from a number: `kinds` of answers, `empty` per cent without an organisation, `run` rows in turn of one.
fn rows(mut seed: u64, n: usize, kinds: u64, empty: u64, run: usize) -> Vec<Row> {
    let mut next = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut organisation = None;
    let row = |at: usize| {
        if at.is_multiple_of(run) {
            organisation = (next(100) >= empty).then(|| next(5) as usize);
        }
        let mut answers = [Answer::Empty; 8];
        for at in IN_FILE {
            answers[at] = [Answer::Yes, Answer::No, Answer::Empty][next(kinds) as usize];
        }
        Row { organisation, branch: (next(3) > 0).then(|| next(5) as usize), answers }
    };
    (0..n).map(row).collect()
}

fn slow(rows: &[Row], has_branches: bool) -> (BTreeMap<(String, String), Tally>, u64) {
    let (mut tallies, mut nowhere) = (BTreeMap::new(), 0);
    for row in rows {
        let Some(organisation) = row.organisation else {
            nowhere += 1;
            continue;
        };
        let branch = row.branch.filter(|_| has_branches).map_or("", |at| NAMES[at]);
        let key = (NAMES[organisation].to_owned(), branch.to_owned());
        tallies.entry(key).or_insert_with(|| Tally::new(&set())).add_row(&row.answers);
    }
    (tallies, nowhere)
}

fn check(file: &Path, rows: &[Row], has_branches: bool, what: &str) {
    let small = Cut { rows: 1000, bytes: 500, ..Cut::default() };
    for (threads, cut) in [(1, Cut::default()), (3, small)] {
        let manner = Manner { threads: Some(threads), ..Manner::default() };
        let counted = count_cut(&[file.to_owned()], &set(), &Columns::by_code(&set()), &manner, cut).unwrap();
        assert_eq!((counted.tallies, counted.nowhere), slow(rows, has_branches), "{what}");
        assert_eq!(counted.faults.total(), counted.nowhere, "{what}");
        assert_eq!(counted.lacking, ["overall_ok"], "{what}");
    }
}

/// How a text file is written.
#[derive(Debug, Clone, Copy)]
struct Text {
    delimiter: char,
    words: [&'static str; 3],
    line_end: &'static str,
    is_legacy: bool,
    has_branches: bool,
    is_quoted: bool,
}

fn text_file(rows: &[Row], how: Text) -> tempfile::NamedTempFile {
    let Text { delimiter, words, line_end, has_branches, .. } = how;
    let cell = |text: &str| match how.is_quoted || text.contains([delimiter, '"', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    };
    let mut text = String::from("organisation");
    if has_branches {
        text += &format!("{delimiter}branch");
    }
    for at in IN_FILE {
        text += &format!("{delimiter}{}", CODES[at].0);
    }
    text += line_end;
    for row in rows {
        text += &cell(row.organisation.map_or("", |at| NAMES[at]));
        if has_branches {
            text += &format!("{delimiter}{}", cell(row.branch.map_or("", |at| NAMES[at])));
        }
        for at in IN_FILE {
            text += &format!("{delimiter}{}", cell(words[row.answers[at] as usize]));
        }
        text += line_end;
    }
    let mut file = tempfile::NamedTempFile::new().unwrap();
    match how.is_legacy {
        true => file.write_all(&encoding_rs::WINDOWS_1251.encode(&text).0).unwrap(),
        false => file.write_all(text.as_bytes()).unwrap(),
    }
    file
}

const PLAIN: Text = Text {
    delimiter: ',',
    words: ["1", "0", ""],
    line_end: "\n",
    is_legacy: false,
    has_branches: false,
    is_quoted: false,
};

#[test]
fn text_of_every_sort_counts_as_its_rows() {
    for how in [
        PLAIN,
        Text { delimiter: ';', words: ["Да", "НЕТ", " "], line_end: "\r\n", ..PLAIN },
        Text { delimiter: '\t', words: ["true", "False", ""], has_branches: true, ..PLAIN },
        Text { delimiter: ';', words: ["да", "нет", ""], is_legacy: true, has_branches: true, ..PLAIN },
        Text { is_quoted: true, words: ["yes", "no", ""], line_end: "\r\n", ..PLAIN },
    ] {
        for kinds in [2, 3] {
            let rows = rows(5, 9000, kinds, 2, 1);
            check(text_file(&rows, how).path(), &rows, how.has_branches, &format!("{how:?}"));
        }
    }
}

/// How a Parquet file is written.
#[derive(Debug, Clone, Copy)]
struct Packed {
    /// The type of the columns of answers.
    physical: Type,
    version: WriterVersion,
    compression: Compression,
    has_dictionary: bool,
    is_optional: bool,
    has_branches: bool,
    /// Rows of a row group, and of a page at most.
    rows: (usize, usize),
}

fn parquet_file(rows: &[Row], how: Packed) -> tempfile::NamedTempFile {
    let field = |name: &str, physical: Type, optional: bool| {
        let repetition = if optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
        let length = if physical == Type::FIXED_LEN_BYTE_ARRAY { 1 } else { -1 };
        let field = Schema::primitive_type_builder(name, physical).with_repetition(repetition);
        Arc::new(field.with_length(length).build().unwrap())
    };
    let mut fields = vec![field("organisation", Type::BYTE_ARRAY, true)];
    if how.has_branches {
        fields.push(field("branch", Type::BYTE_ARRAY, true));
    }
    fields.extend(IN_FILE.map(|at| field(CODES[at].0, how.physical, how.is_optional)));
    let schema = Arc::new(Schema::group_type_builder("schema").with_fields(fields).build().unwrap());
    let properties = WriterProperties::builder()
        .set_writer_version(how.version)
        .set_compression(how.compression)
        .set_dictionary_enabled(how.has_dictionary)
        .set_statistics_enabled(EnabledStatistics::None)
        .set_write_batch_size(7)
        .set_data_page_row_count_limit(how.rows.1)
        .build();
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut writer = SerializedFileWriter::new(file.reopen().unwrap(), schema, Arc::new(properties)).unwrap();
    for rows in rows.chunks(how.rows.0) {
        let mut group = writer.next_row_group().unwrap();
        let name = |at: Option<usize>| at.map(|at| ByteArray::from(NAMES[at]));
        write::<ByteArrayType>(&mut group, rows.iter().map(|row| name(row.organisation)), true);
        if how.has_branches {
            write::<ByteArrayType>(&mut group, rows.iter().map(|row| name(row.branch)), true);
        }
        for at in IN_FILE {
            let answers = rows.iter().map(|row| match row.answers[at] {
                Answer::Empty => None,
                answer => Some(answer == Answer::Yes),
            });
            let word = |yes: bool| ByteArray::from(if yes { "Да" } else { "нет" });
            match how.physical {
                Type::BOOLEAN => write::<BoolType>(&mut group, answers, how.is_optional),
                Type::INT32 => write::<Int32Type>(&mut group, answers.map(|it| it.map(i32::from)), how.is_optional),
                Type::INT64 => write::<Int64Type>(&mut group, answers.map(|it| it.map(i64::from)), how.is_optional),
                Type::DOUBLE => write::<DoubleType>(
                    &mut group,
                    answers.map(|it| it.map(|it| f64::from(u8::from(it)))),
                    how.is_optional,
                ),
                Type::FIXED_LEN_BYTE_ARRAY => write::<FixedLenByteArrayType>(
                    &mut group,
                    answers.map(|it| it.map(|yes| FixedLenByteArray::from(vec![b'0' + u8::from(yes)]))),
                    how.is_optional,
                ),
                _ => write::<ByteArrayType>(&mut group, answers.map(|it| it.map(word)), how.is_optional),
            }
        }
        group.close().unwrap();
    }
    writer.close().unwrap();
    file
}

fn write<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, std::fs::File>,
    cells: impl Iterator<Item = Option<T::T>>,
    is_optional: bool,
) {
    let cells: Vec<_> = cells.collect();
    let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
    let values: Vec<T::T> = cells.into_iter().flatten().collect();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<T>().write_batch(&values, is_optional.then_some(levels.as_slice()), None).unwrap();
    column.close().unwrap();
}

const PACKED: Packed = Packed {
    physical: Type::BOOLEAN,
    version: WriterVersion::PARQUET_1_0,
    compression: Compression::UNCOMPRESSED,
    has_dictionary: true,
    is_optional: true,
    has_branches: false,
    rows: (9_000, 20_000),
};

#[test]
fn parquet_of_every_sort_counts_as_its_rows() {
    let mut n = 0;
    for physical in
        [Type::BOOLEAN, Type::INT32, Type::INT64, Type::DOUBLE, Type::BYTE_ARRAY, Type::FIXED_LEN_BYTE_ARRAY]
    {
        for version in [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0] {
            for has_dictionary in [true, false] {
                for kinds in [2, 3] {
                    // Every other thing changes along, so that all of them meet.
                    n += 1;
                    let zstd = Compression::ZSTD(Default::default());
                    let codecs = [
                        zstd,
                        Compression::SNAPPY,
                        Compression::GZIP(Default::default()),
                        Compression::UNCOMPRESSED,
                        Compression::LZ4_RAW,
                        Compression::BROTLI(Default::default()),
                        // Old writers knew only the old pages.
                        match version {
                            WriterVersion::PARQUET_1_0 => Compression::LZ4,
                            _ => Compression::LZ4_RAW,
                        },
                    ];
                    let how = Packed {
                        physical,
                        version,
                        compression: codecs[n % 7],
                        has_dictionary,
                        is_optional: kinds == 3 || n % 3 == 0,
                        has_branches: n % 5 < 2,
                        rows: [(9_000, 20_000), (4_000, 333), (777, 64)][n % 3],
                    };
                    let rows = rows(n as u64, 9_000, kinds, 2, [1, 50, 1000][n % 3]);
                    check(parquet_file(&rows, how).path(), &rows, how.has_branches, &format!("{how:?}"));
                }
            }
        }
    }
}

#[test]
fn a_small_parquet_is_a_table_of_any_columns() {
    let text = |name: &str| {
        let column = Schema::primitive_type_builder(name, Type::BYTE_ARRAY);
        Arc::new(column.with_repetition(Repetition::REQUIRED).build().unwrap())
    };
    let value = Schema::primitive_type_builder("value", Type::INT64).with_repetition(Repetition::OPTIONAL);
    let fields = vec![text("organisation"), text("item"), Arc::new(value.build().unwrap())];
    let schema = Arc::new(Schema::group_type_builder("schema").with_fields(fields).build().unwrap());
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut writer = SerializedFileWriter::new(file.reopen().unwrap(), schema, Arc::default()).unwrap();
    for rows in [&[("ДК", "respondents", Some(118)), ("ДК", "comfort_ok", Some(112))][..], &[("ДК", "recommend", None)]]
    {
        let mut group = writer.next_row_group().unwrap();
        let word = |text: &str| Some(ByteArray::from(text));
        write::<ByteArrayType>(&mut group, rows.iter().map(|row| word(row.0)), false);
        write::<ByteArrayType>(&mut group, rows.iter().map(|row| word(row.1)), false);
        write::<Int64Type>(&mut group, rows.iter().map(|row| row.2), true);
        group.close().unwrap();
    }
    writer.close().unwrap();
    let rows = rows_of_parquet(file.path()).unwrap();
    let shown: Vec<String> = rows.iter().map(|row| format!("{} {}", row.line, row.cells.join("|"))).collect();
    let expected = ["0 organisation|item|value", "1 ДК|respondents|118", "2 ДК|comfort_ok|112", "3 ДК|recommend|"];
    assert_eq!(shown, expected);
}

/// The rows that are named beside those of the slow way; every row is one line, and the first has this number.
fn check_named(file: &Path, rows: &[Row], first: u64) {
    let number = |at: usize| first + at as u64;
    let counted_rows = || rows.iter().enumerate().filter(|(_, row)| row.organisation.is_some());
    let skipped = |gate: usize, at: usize| -> Vec<u64> {
        let is = |row: &Row| row.answers[gate] == Answer::No && row.answers[at] != Answer::Empty;
        counted_rows().filter(|(_, row)| is(row)).map(|(at, _)| number(at)).take(10).collect()
    };
    let mut equal: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for (at, row) in counted_rows() {
        equal.entry(format!("{:?} {:?}", row.organisation, row.answers)).or_default().push(number(at));
    }
    let mut equal: Vec<u64> = equal.into_values().filter(|rows| rows.len() > 1).flatten().collect();
    equal.sort_unstable();
    let small = Cut { rows: 1000, bytes: 500, ..Cut::default() };
    for (threads, cut) in [(1, Cut::default()), (3, small)] {
        let manner = Manner { threads: Some(threads), ..Manner::default() };
        let counted = count_cut(&[file.to_owned()], &set(), &Columns::by_code(&set()), &manner, cut).unwrap();
        for (code, gate, at) in [("stand_ok", 0, 1), ("access_ok", 3, 4), ("remote_ok", 6, 5)] {
            assert_eq!(counted.skipped.rows(code), skipped(gate, at), "{code}");
        }
        let first = equal.iter().copied().take(10).collect();
        assert_eq!(counted.repeats, Repeats { is_searched: true, n: equal.len() as u64, rows: first });
    }
}

#[test]
fn skipped_and_equal_rows_are_named() {
    for (n, kinds) in [(3_000, 3), (3_000, 2), (40, 3), (3_000, 1)] {
        let mut rows = rows(n, n as usize, kinds, 4, 1);
        rows.iter_mut().for_each(|row| row.organisation = row.organisation.map(|at| at % 2));
        check_named(text_file(&rows, PLAIN).path(), &rows, 2);
        check_named(parquet_file(&rows, Packed { rows: (777, 64), ..PACKED }).path(), &rows, 1);
    }
}

#[test]
fn rows_that_name_no_organisation_are_of_the_one_that_is_told() {
    let mut rows = rows(3, 2_000, 3, 30, 1);
    let own = Columns { otherwise: Some(NAMES[4].to_owned()), ..Columns::by_code(&set()) };
    let alone = Columns { organisation: "нет такой графы".to_owned(), ..own.clone() };
    let files = [text_file(&rows, PLAIN), parquet_file(&rows, PACKED)];
    let counted = |file: &tempfile::NamedTempFile, columns: &Columns| {
        count(&[file.path().to_owned()], &set(), columns, &Manner::default()).unwrap()
    };
    rows.iter_mut().for_each(|row| row.organisation = row.organisation.or(Some(4)));
    for file in &files {
        assert_eq!((counted(file, &own).tallies, counted(file, &own).nowhere), slow(&rows, false));
    }
    rows.iter_mut().for_each(|row| row.organisation = Some(4));
    for file in &files {
        assert_eq!(counted(file, &alone).tallies, slow(&rows, false).0);
    }
}

#[test]
fn faults_are_told_with_their_lines() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let text = "organisation;comfort_ok;stand_used;stand_ok\n\"Клуб\n№ 1\";1;0;да\n;1;1;1\n\nКлуб;может быть;1\nКлуб;1;1;1;лишнее\nКлуб;1;1;1;;\n\"Клуб;1;1;1\n";
    file.write_all(text.as_bytes()).unwrap();
    let counted = count(&[file.path().to_owned()], &set(), &Columns::by_code(&set()), &Manner::default()).unwrap();
    let said: Vec<String> = counted.faults.kept().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "строка 4: организация не указана, анкета не учтена",
            "строка 6, графа «comfort_ok»: «может быть» не является ответом, учтено как «нет ответа»",
            "строка 6: ячеек 3, а в заголовке 4; лишние не учтены, недостающие пусты",
            "строка 7: ячеек 5, а в заголовке 4; лишние не учтены, недостающие пусты",
            "строка 9: кавычки не закрыты по правилам, ячейка взята как есть",
        ]
    );
    assert_eq!((counted.faults.total(), counted.nowhere, counted.rows()), (5, 1, 6));
    let club = &counted.tallies[&("Клуб".to_owned(), String::new())];
    assert_eq!((club.respondents(), club.yes("comfort_ok"), club.among("stand_ok")), (3, 2, (2, 3)));
    assert_eq!(counted.tallies[&("Клуб\n№ 1".to_owned(), String::new())].contradictions("stand_ok"), 1);
}

/// A run that is stopped by a listener that panics, again and again, goes on from its checkpoint.
fn check_resumed(file: &Path, rows: &[Row], cut: Cut) {
    let folder = tempfile::tempdir().unwrap();
    let checkpoint = folder.path().join("score.checkpoint");
    let run = |listener: Option<Listener<'_>>| {
        let manner = Manner { threads: Some(2), listener, checkpoint: Some(&checkpoint) };
        count_cut(&[file.to_owned()], &set(), &Columns::by_code(&set()), &manner, cut).unwrap()
    };
    for time in 0..4 {
        let calls = std::sync::atomic::AtomicUsize::new(0);
        let die = |progress: Progress| {
            assert!(progress.done > time && progress.done <= progress.total);
            assert!(calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < 4, "killed");
        };
        let killed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(Some(&die))));
        assert!(killed.is_err() && checkpoint.is_file());
    }
    let counted = run(None);
    assert_eq!((counted.tallies, counted.nowhere), slow(rows, false));
    assert_eq!(counted.faults.total(), counted.nowhere);
    assert!(!checkpoint.exists());
}

#[test]
fn a_killed_run_goes_on_where_it_stood() {
    let rows = rows(11, 6_000, 3, 2, 1);
    let cut = Cut { rows: 200, bytes: 3_000, round: std::time::Duration::ZERO };
    check_resumed(text_file(&rows, PLAIN).path(), &rows, cut);
    check_resumed(parquet_file(&rows, PACKED).path(), &rows, cut);
}

#[test]
fn a_checkpoint_of_another_file_is_left_aside() {
    let folder = tempfile::tempdir().unwrap();
    let checkpoint = folder.path().join("score.checkpoint");
    for text in ["", "{}", "{\"bound\":\"0\",\"file\":9}"] {
        std::fs::write(&checkpoint, text).unwrap();
        let rows = rows(1, 100, 3, 0, 1);
        let manner = Manner { checkpoint: Some(&checkpoint), ..Manner::default() };
        let file = text_file(&rows, PLAIN);
        let counted = count(&[file.path().to_owned()], &set(), &Columns::by_code(&set()), &manner).unwrap();
        assert_eq!(counted.tallies, slow(&rows, false).0);
    }
}

/// Small files in each of the ways that are read here.
pub(super) fn small_parquet() -> Vec<Vec<u8>> {
    let zstd = Compression::ZSTD(Default::default());
    let ways = [
        PACKED,
        Packed { version: WriterVersion::PARQUET_2_0, compression: zstd, has_branches: true, rows: (30, 7), ..PACKED },
        Packed { physical: Type::BYTE_ARRAY, has_dictionary: false, ..PACKED },
        Packed { physical: Type::INT32, version: WriterVersion::PARQUET_2_0, compression: zstd, ..PACKED },
    ];
    ways.map(|how| std::fs::read(parquet_file(&rows(9, 60, 3, 5, 3), how).path()).unwrap()).to_vec()
}

/// A file cut short, and with bytes changed: lying sizes and counts, numbers beyond the dictionary, broken packing.
pub(super) fn damaged_by(whole: &[u8], n: usize) -> impl Iterator<Item = Vec<u8>> {
    let mut seed = 5_u64;
    (0..n).map(move |at| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let place = (seed >> 33) as usize % whole.len();
        if at % 16 == 0 {
            return whole[..place].to_vec();
        }
        let mut bytes = whole.to_vec();
        bytes[place] = [0, 0x7f, 0xff, bytes[place] ^ 1, bytes[place] ^ 0x80, bytes[place].wrapping_add(1)][at % 6];
        if at % 5 == 0 {
            // A greater number: all bytes of it but the last.
            bytes[place..].iter_mut().take(3).for_each(|byte| *byte |= 0x80);
        }
        bytes
    })
}

/// The samples are one table, written by pyarrow in different ways and as text.
#[test]
fn files_of_pyarrow_count_as_their_text() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/answers/samples");
    let of = |name: &str| {
        let manner = Manner::default();
        let counted = count(&[folder.join(name)], &set(), &Columns::by_code(&set()), &manner).unwrap();
        (counted.tallies, counted.nowhere)
    };
    let want = of("answers.csv");
    assert_eq!((want.0.len(), want.0.values().map(Tally::respondents).sum::<u64>() + want.1), (5, 400));
    for name in [
        "bool-v1-zstd.parquet",
        "bool-v2-snappy.parquet",
        "int8-gzip.parquet",
        "int32-delta.parquet",
        "float-zstd.parquet",
        "words-plain.parquet",
        "words-categories.parquet",
    ] {
        assert_eq!(of(name), want, "{name}");
    }
}

#[test]
fn several_files_count_together() {
    let (a, b) = (rows(1, 500, 3, 2, 1), rows(2, 700, 2, 2, 9));
    let files = [text_file(&a, PLAIN), parquet_file(&b, PACKED)];
    let paths = files.iter().map(|file| file.path().to_owned()).collect::<Vec<_>>();
    let counted = count(&paths, &set(), &Columns::by_code(&set()), &Manner::default()).unwrap();
    let all: Vec<Row> = a.into_iter().chain(b).collect();
    assert_eq!((counted.tallies, counted.nowhere), slow(&all, false));
}

#[test]
fn what_cannot_be_counted_is_refused_with_a_reason() {
    for (bytes, words) in [
        (&b"a,b\n1,2\n"[..], "organisation"),
        (b"organisation,b\n1,2\n", "ни одного вопроса"),
        (b"", "ни одного вопроса"),
        (b"PAR1", "повреждён"),
        (b"PAR1\0\0\0\0\xff\xff\xff\xffPAR1", "повреждён"),
        (b"PK\x03\x04", "не читается"),
    ] {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        let refusal =
            count(&[file.path().to_owned()], &set(), &Columns::by_code(&set()), &Manner::default()).unwrap_err();
        assert!(refusal.to_string().contains(words), "{refusal}");
    }
    assert!(count(&["нет такого файла".into()], &set(), &Columns::by_code(&set()), &Manner::default()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_parquet_counts_as_its_rows(
        seed: u64, n in 0..6000_usize, kinds in 1..=3_u64, run in 1..200_usize, group in 1..6000_usize, page in 1..3000_usize,
        physical in prop_oneof![Just(Type::BOOLEAN), Just(Type::INT32), Just(Type::BYTE_ARRAY)],
        is_new: bool, has_dictionary: bool, has_branches: bool,
    ) {
        let version = if is_new { WriterVersion::PARQUET_2_0 } else { WriterVersion::PARQUET_1_0 };
        let compression = Compression::ZSTD(Default::default());
        let how = Packed { physical, version, compression, has_dictionary, has_branches, rows: (group, page), ..PACKED };
        let rows = rows(seed, n, kinds, 5, run);
        check(parquet_file(&rows, how).path(), &rows, has_branches, "generated");
    }

    #[test]
    fn any_text_counts_as_its_rows(seed: u64, n in 0..3000_usize, kinds in 1..=3_u64, has_branches: bool, is_quoted: bool, is_legacy: bool) {
        let rows = rows(seed, n, kinds, 5, 1);
        let how = Text { delimiter: ';', has_branches, is_quoted, is_legacy, ..PLAIN };
        check(text_file(&rows, how).path(), &rows, has_branches, "generated");
    }
}
