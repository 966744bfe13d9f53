//! Templates held against papers one can read.

use super::*;
use crate::forms::measure_plan::Options;
use crate::forms::{Form, plan_report, project};
use otklik_domain::deadline::{Context, read};
use otklik_domain::plan::{Draft, DraftKind, Executor, Measure, Span};

fn draft() -> Draft {
    let context = Context { year: Some(2026), period: None };
    let measure = |text: &str, term: &str| Measure {
        shortcoming: Some(format!("Недостаток: {text}")),
        text: text.to_owned(),
        deadline: Some(read(term, context).0),
        executors: vec![Executor {
            name: Some("Линькова И.И.".into()), position: Some("директор".into())
        }],
        ..Measure::default()
    };
    Draft {
        organisation: Some("Луговская библиотека".to_owned()),
        organisation_as_written: Some("МБУК «Луговская библиотека»".to_owned()),
        period: Some(Span { from: "2026-01-01".parse().unwrap(), to: "2026-12-31".parse().unwrap() }),
        measures: vec![
            measure("Обновить <стенд> & сайт", "до 01.09.2026"),
            measure("Купить кулер", "II квартал 2026 г."),
        ],
        ..Draft::empty(DraftKind::Plan)
    }
}

/// A .docx of one text part.
fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let text = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let part =
        |name: &str, text: &str| package::TemplatePart { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
    let mut parts = vec![part("word/document.xml", &text)];
    parts.extend(more.iter().map(|(name, text)| part(name, text)));
    package::pack(&parts).unwrap()
}

fn text_of(bytes: &[u8], name: &str) -> String {
    let parts = package::open(bytes).unwrap();
    parts.iter().find(|part| part.name == name).unwrap().text().unwrap().to_owned()
}

#[test]
fn a_plan_written_by_our_own_sample_reads_back_into_the_same_records() {
    let template = sample(TemplateForm::Plan).unwrap();
    let checked = check(&template, TemplateForm::Plan).unwrap();
    assert!(checked.is_good(), "{checked:?}");
    let made = fill(&template, &plan_values(&draft())).unwrap();
    assert_eq!(made, fill(&template, &plan_values(&draft())).unwrap(), "the same bytes again");
    let back = crate::read(&made, "план.docx", &Options::default()).unwrap().draft;
    let wanted = project(Form::Plan457, &draft());
    assert_eq!(back.organisation_as_written, wanted.organisation_as_written);
    let told = |draft: &Draft| -> Vec<_> {
        let one = |m: &Measure| (m.text.clone(), m.shortcoming.clone(), m.deadline.clone(), m.executors.clone());
        draft.measures.iter().map(one).collect()
    };
    assert_eq!(told(&back), told(&wanted));
}

#[test]
fn every_sample_is_good_and_takes_its_values() {
    for form in TemplateForm::ALL {
        let checked = check(&sample(form).unwrap(), form).unwrap();
        assert!(checked.is_good(), "{form:?}: {checked:?}");
    }
    let sheet = plan_report::tests::sheet();
    let made = fill(&sample(TemplateForm::Report).unwrap(), &report_values(&sheet, Some(7))).unwrap();
    let text = text_of(&made, "word/document.xml");
    for words in ["ОТЧЁТ № 7", "III квартал 2026 года", "Обновлены стенды в 2 клубах", "подрядчик сорвал срок"]
    {
        assert!(text.contains(words), "{words}");
    }
    assert!(!text.contains("{{"), "every field is filled");
    assert_eq!(text.matches("<w:tr>").count(), 1 + sheet.report.rows.len());
}

#[test]
fn ratings_scores_and_the_region_s_report_go_out_by_templates_too() {
    use crate::forms::{Signers, rating, region_457};
    use otklik_domain::report::{RegionReport, RegionSector};
    use otklik_domain::score::{Criterion, Exact};
    let points = vec![(Criterion::ALL[0], Exact::whole(87))];
    let rating = rating::Rating {
        name: "РЕЙТИНГ ОРГАНИЗАЦИЙ".to_owned(),
        lines: vec![rating::RatingLine {
            organisation: "Клуб".to_owned(),
            criteria: points.clone(),
            ..Default::default()
        }],
        ..rating::Rating::default()
    };
    let sector = RegionSector {
        name: "Культура".to_owned(),
        criteria: points,
        shortcomings: vec![("Нет пандуса".to_owned(), 7)],
        ..RegionSector::default()
    };
    let sheet = region_457::RegionSheet {
        report: RegionReport { year: 2026, sectors: vec![sector], ..RegionReport::default() },
        as_of: "2027-01-20".parse().unwrap(),
        replaces: None,
        signers: Signers { head_name: Some("И.И. Лугов".to_owned()), ..Signers::default() },
        template: None,
    };
    for (form, values, said) in [
        (TemplateForm::Rating, rating_values(&rating), ["Клуб", "87,00"]),
        (TemplateForm::Region, region_values(&sheet, Some(2)), ["ПУБЛИЧНЫЙ ОТЧЁТ № 2", "Нет пандуса"]),
    ] {
        let text = text_of(&fill(&sample(form).unwrap(), &values).unwrap(), "word/document.xml");
        for words in said {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains("{{"), "every field is filled");
    }
    // Each name that is told has a value, and each value a name that is told.
    let told = |form: TemplateForm| form.fields().fields.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>();
    for (form, values) in [(TemplateForm::Rating, rating_values(&rating)), (TemplateForm::Plan, plan_values(&draft()))]
    {
        let mut names = told(form);
        names.sort();
        assert_eq!(names, values.fields.keys().cloned().collect::<Vec<_>>());
    }
}

#[test]
fn explanations_protocols_and_the_survey_s_progress_go_out_by_templates_too() {
    use crate::forms::inspection::{Protocol, ProtocolLine};
    use crate::forms::progress::{ProgressLine, SurveyProgress};
    let line = ProtocolLine {
        title: "Питьевая вода".to_owned(),
        seen: "нет".to_owned(),
        photos: vec![1, 2],
        ..Default::default()
    };
    let protocol = Protocol {
        organisation: "Дом культуры".to_owned(),
        blocks: vec![("Комфортность".to_owned(), vec![line])],
        signers: vec!["Ильина Анна".to_owned()],
        ..Protocol::default()
    };
    let place = ProgressLine { organisation: "Клуб".to_owned(), have: 61, ..ProgressLine::default() };
    let progress =
        SurveyProgress { about: vec!["Культура, 2026".to_owned()], lines: vec![place], ..Default::default() };
    for (form, values, said) in [
        (TemplateForm::Protocol, protocol_values(&protocol), ["Питьевая вода", "№ 1, 2"]),
        (TemplateForm::Progress, progress_values(&progress), ["Культура, 2026", ">61<"]),
    ] {
        let text = text_of(&fill(&sample(form).unwrap(), &values).unwrap(), "word/document.xml");
        for words in said {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains("{{"), "every field is filled");
        let told: Vec<&str> = form.fields().lists.iter().map(|(name, _)| *name).collect();
        assert!(values.lists.keys().all(|name| told.contains(&name.as_str())) && told.len() == values.lists.len());
    }
}

#[test]
fn a_list_begins_and_ends_in_one_table() {
    let row = |words: &str| format!("<w:tr><w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc></w:tr>");
    let table = |rows: &str| format!("<w:tbl>{rows}</w:tbl>");
    let (begin, end) = (row("{{#мероприятия}}{{срок}}"), row("{{исполнитель}}{{/мероприятия}}"));
    let nested =
        format!("<w:tr><w:tc><w:p><w:r><w:t>{{{{#мероприятия}}}}</w:t></w:r></w:p>{}</w:tc></w:tr>", table(&end));
    for (body, is_good) in [
        (table(&format!("{begin}{end}")), true),
        (format!("{}<w:p/>{}", table(&begin), table(&end)), false),
        (table(&nested), false),
    ] {
        let checked = check(&docx(&body, &[]), TemplateForm::Plan).unwrap();
        assert_eq!(checked.is_good(), is_good, "{:?} {body}", checked.faults);
        if is_good {
            let text = text_of(&fill(&docx(&body, &[]), &plan_values(&draft())).unwrap(), "word/document.xml");
            assert_eq!(text.matches("<w:tr>").count(), 4, "two rows for each of two measures: {text}");
        }
    }
}

#[test]
fn boxes_footers_and_footnotes_take_fields_and_a_list_of_nothing_leaves_one_empty_row() {
    let boxed = "<w:p><w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>{{органи</w:t></w:r><w:r><w:t>зация}}&#160;&#xAB;х&#xBB; &amp; &lt;</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>";
    let list = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{{#мероприятия}}{{номер}}) {{мероприятие}}{{/мероприятия}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let note = |element: &str| {
        format!("<w:{element} xmlns:w=\"x\"><w:p><w:r><w:t>{{{{план.год}}}}</w:t></w:r></w:p></w:{element}>")
    };
    let (footer, footnotes) = (note("ftr"), note("footnotes"));
    let parts = [("word/footer2.xml", footer.as_str()), ("word/footnotes.xml", footnotes.as_str())];
    let template = docx(&format!("{boxed}{list}"), &parts);
    let checked = check(&template, TemplateForm::Plan).unwrap();
    assert!(checked.is_good() && checked.fields.iter().any(|field| field == "план.год"), "{checked:?}");
    let nothing = Draft { measures: Vec::new(), ..draft() };
    let made = fill(&template, &plan_values(&nothing)).unwrap();
    let text = text_of(&made, "word/document.xml");
    assert!(text.contains(">МБУК «Луговская библиотека»<") && text.contains(">\u{a0}«х» &amp; &lt;<"), "{text}");
    assert_eq!((text.matches("<w:tr>").count(), text.contains("{{")), (1, false), "{text}");
    for part in ["word/footer2.xml", "word/footnotes.xml"] {
        assert!(text_of(&made, part).contains(">2026<"), "{part}");
    }
}

#[test]
fn a_field_cut_into_runs_is_one_field() {
    let cut = "<w:p><w:r><w:t>Для {</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>{орга</w:t></w:r><w:r><w:t>низация}</w:t></w:r><w:r><w:t>} и всё</w:t></w:r></w:p>";
    let header = "<w:hdr xmlns:w=\"x\"><w:p><w:r><w:t>{{План.Год}}</w:t></w:r></w:p></w:hdr>";
    let template = docx(cut, &[("word/header1.xml", header)]);
    assert_eq!(check(&template, TemplateForm::Plan).unwrap().fields, ["организация", "план.год"]);
    let made = fill(&template, &plan_values(&draft())).unwrap();
    let text = text_of(&made, "word/document.xml");
    assert!(text.contains("Для МБУК «Луговская библиотека»") && text.contains(" и всё"), "{text}");
    assert!(!text.contains('{') && !text.contains("орга<") && text.contains("<w:b/>"), "{text}");
    assert!(text_of(&made, "word/header1.xml").contains(">2026<"));
}

#[test]
fn what_is_wrong_is_named_with_its_place_and_what_is_missing_stays_blank() {
    let body =
        "<w:p><w:r><w:t>{{организацыя}}</w:t></w:r></w:p><w:p><w:r><w:t>{{#мероприятия}} {{zzz}}</w:t></w:r></w:p>";
    let checked = check(&docx(body, &[]), TemplateForm::Plan).unwrap();
    let unknown: Vec<_> =
        checked.unknown.iter().map(|it| (it.name.as_str(), it.place.as_str(), it.nearest.as_deref())).collect();
    assert_eq!(
        unknown,
        [("организацыя", "основной текст, абзац 1", Some("организация")), ("zzz", "основной текст, абзац 2", None)]
    );
    assert_eq!(checked.faults.len(), 2, "{:?}", checked.faults);
    assert!(!checked.is_good());
    let body = "<w:p><w:r><w:t>Утвердил {{утвердил.имя}}</w:t></w:r></w:p>";
    let made = fill(&docx(body, &[]), &plan_values(&draft())).unwrap();
    assert!(text_of(&made, "word/document.xml").contains("Утвердил ____________________"));
}

#[test]
fn what_people_mistype_is_told_with_what_they_meant() {
    let p = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let row = |words: &str| format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p(words));
    let good = p("{{организация}}");
    for (body, told) in [
        (p("Для {{организация"), "«{{организация» не закрыто"),
        (p("{{организация}} и {{план.год} год"), "«{{план.год} год» не закрыто"),
        (p("организация}}"), "}} без {{"),
        (p("Для {Организация}"), "{организация}: имя поля пишут в двойных скобках, {{организация}}"),
        ("<w:p><w:r><w:t>{план.</w:t></w:r><w:r><w:t>год}</w:t></w:r></w:p>".to_owned(), "{план.год}: имя поля"),
        (p("{{срок}}"), "поле «срок» бывает только в строке таблицы между {{#мероприятия}} и {{/мероприятия}}"),
    ] {
        let checked = check(&docx(&format!("{good}{body}"), &[]), TemplateForm::Plan).unwrap();
        assert_eq!(checked.faults.len(), 1, "{body}: {checked:?}");
        assert!(
            checked.faults[0].starts_with("основной текст, абзац 2: ") && checked.faults[0].contains(told),
            "{checked:?}"
        );
        assert!(checked.unknown.is_empty() && !checked.is_good(), "{checked:?}");
    }
    // Braces of other words are a person's own.
    let own = check(&docx(&format!("{good}{}", p("см. {приложение}")), &[]), TemplateForm::Plan).unwrap();
    assert!(own.is_good(), "{own:?}");
    // A list nobody knows is told once, not with each of its fields.
    let wrong = row("{{#мероприятие}}{{срок}} {{исполнитель}}{{/мероприятие}}");
    let checked = check(&docx(&wrong, &[]), TemplateForm::Plan).unwrap();
    let unknown: Vec<_> = checked.unknown.iter().map(|it| (it.name.as_str(), it.nearest.as_deref())).collect();
    assert_eq!(unknown, [("мероприятие", Some("мероприятия"))]);
}

#[test]
fn a_box_that_word_keeps_twice_is_looked_over_once_and_filled_twice() {
    let boxed = |of: &str| {
        format!(
            "<w:txbxContent><w:p><w:r><w:t>{{{{организа</w:t></w:r><w:r><w:t>ция}}}} {of}{{{{орг}}}}</w:t></w:r></w:p></w:txbxContent>"
        )
    };
    let body = format!(
        "<w:p><w:r><mc:AlternateContent xmlns:mc=\"m\"><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
        boxed("новый"),
        boxed("старый")
    );
    let template = docx(&body, &[]);
    let checked = check(&template, TemplateForm::Plan).unwrap();
    let told: Vec<_> = checked.unknown.iter().map(|it| it.place.as_str()).collect();
    assert_eq!(told, ["основной текст, абзац 2"], "{checked:?}");
    let text = text_of(&fill(&template, &plan_values(&draft())).unwrap(), "word/document.xml");
    assert_eq!(text.matches(">МБУК «Луговская библиотека» ").count(), 2, "{text}");
}

#[test]
fn rows_of_a_table_with_merged_cells_are_repeated_whole() {
    let cell = |more: &str, words: &str| {
        format!("<w:tc><w:tcPr>{more}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>")
    };
    let (begins, goes_on) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let body = format!(
        "<w:tbl><w:tr>{}</w:tr><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("<w:gridSpan w:val=\"2\"/>", "Шапка"),
        cell(begins, "{{#мероприятия}}{{недостаток}}"),
        cell("", "{{мероприятие}}"),
        cell(goes_on, ""),
        cell("", "{{срок}}{{/мероприятия}}")
    );
    let template = docx(&body, &[]);
    assert!(check(&template, TemplateForm::Plan).unwrap().is_good());
    let made = fill(&template, &plan_values(&draft())).unwrap();
    let text = text_of(&made, "word/document.xml");
    assert_eq!(
        (text.matches("<w:tr>").count(), text.matches(begins).count(), text.matches(goes_on).count()),
        (5, 2, 2)
    );
}

#[test]
fn a_dotx_makes_a_docx_and_what_word_notes_of_itself_is_left_out() {
    let body = "<w:p><w:r><w:t>{{организация}}</w:t></w:r></w:p>";
    let types = |kind: &str| {
        format!(
            "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.{kind}.main+xml\"/></Types>"
        )
    };
    let (template, macros) =
        (types("openxmlformats-officedocument.wordprocessingml.template"), types("ms-word.document.macroEnabled"));
    let relation = |target: &str| {
        format!(
            "<Relationships><Relationship Id=\"rId1\" Type=\"x/attachedTemplate\" Target=\"{target}\" TargetMode=\"External\"/></Relationships>"
        )
    };
    let (own, of_a_site) = (relation("file:///C:\\Users\\Шаблоны\\Отдел.dotx"), relation("https://example.org/t.dotm"));
    let settings = "<w:settings xmlns:w=\"x\"><w:attachedTemplate r:id=\"rId1\"/><w:zoom/></w:settings>";
    let rels = "word/_rels/settings.xml.rels";
    for (parts, is_good) in [
        (vec![("[Content_Types].xml", template.as_str())], true),
        (vec![(rels, own.as_str()), ("word/settings.xml", settings)], true),
        (vec![("[Content_Types].xml", macros.as_str())], false),
        (vec![(rels, of_a_site.as_str())], false),
    ] {
        let made = fill(&docx(body, &parts), &plan_values(&draft()));
        assert_eq!(made.is_ok(), is_good, "{parts:?}");
        let Ok(made) = made else { continue };
        for (name, _) in parts {
            let text = text_of(&made, name);
            assert!(!text.contains("template.main") && !text.contains("attachedTemplate"), "{text}");
            assert!(text.contains("document.main") || text.contains("<w:zoom/>") || text.contains("Relationships"));
        }
    }
}

#[test]
fn what_is_no_docx_is_known_before_it_is_opened() {
    for (bytes, is_docx) in [
        (docx("<w:p/>", &[]), true),
        (b"\xd0\xcf\x11\xe0 under a password".to_vec(), true),
        (b"\x89PNG".to_vec(), false),
        (b"PK\x03\x04 mimetype content.xml".to_vec(), false),
        (Vec::new(), false),
    ] {
        assert_eq!(expect_docx(&bytes).is_ok(), is_docx, "{} bytes", bytes.len());
    }
}

#[test]
fn hostile_templates_are_refused() {
    let body = "<w:p><w:r><w:t>{{организация}}</w:t></w:r></w:p>";
    let outside = "<Relationships><Relationship Id=\"1\" Type=\"x/attachedTemplate\" Target=\"http://example.org/t.dotm\" TargetMode=\"External\"/></Relationships>";
    let link = "<Relationships><Relationship Id=\"1\" Type=\"x/hyperlink\" Target=\"http://example.org/\" TargetMode=\"External\"/></Relationships>";
    for (name, part, is_good) in [
        ("word/vbaProject.bin", "macro", false),
        ("word/embeddings/object.bin", "ole", false),
        ("word/_rels/settings.xml.rels", outside, false),
        ("word/_rels/document.xml.rels", link, true),
    ] {
        assert_eq!(check(&docx(body, &[(name, part)]), TemplateForm::Plan).is_ok(), is_good, "{name}");
    }
    for broken in [&b""[..], b"PK\x03\x04", b"{}"] {
        assert!(check(broken, TemplateForm::Plan).is_err());
    }
    let doctype = "<!DOCTYPE x [<!ENTITY a \"b\">]><w:ftr xmlns:w=\"x\"/>";
    assert!(check(&docx(body, &[("word/footer1.xml", doctype)]), TemplateForm::Plan).is_err());
}

#[test]
fn clumsy_templates_are_understood_or_told_what_next() {
    let p = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let row = |words: &str| format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p(words));
    for understood in
        ["{{ Организация }}", "{{\u{a0}организация\u{200b}}}", "{{«организация»}}", "{{план . год}}", "{{План.Год}}"]
    {
        let template = docx(&p(understood), &[]);
        let checked = check(&template, TemplateForm::Plan).unwrap();
        assert!(checked.is_good(), "{understood}: {checked:?}");
        let text = text_of(&fill(&template, &plan_values(&draft())).unwrap(), "word/document.xml");
        assert!(text.contains("Луговская") || text.contains(">2026<"), "{understood}: {text}");
    }
    let tracked = "<w:p><w:r><w:t>{{орг</w:t></w:r><w:del><w:r><w:delText>{{ан</w:delText></w:r></w:del><w:ins><w:r><w:t>анизация}}</w:t></w:r></w:ins></w:p>";
    let checked = check(&docx(tracked, &[]), TemplateForm::Plan).unwrap();
    assert!(checked.is_good() && checked.fields == ["организация"], "{checked:?}");
    let good = p("{{организация}}");
    let code = "<w:p><w:r><w:instrText> IF {{план.год}} </w:instrText></w:r></w:p>";
    let chart = "<c:chart xmlns:c=\"c\"><a:t xmlns:a=\"a\">{{план.год}}</a:t></c:chart>";
    for (body, parts, told) in [
        (row("{{#мероприятия}}{{#мероприятия}}{{срок}}{{/мероприятия}}"), vec![], "повтор внутри повтора"),
        (
            row("{{#мероприятия}}{{срок}}{{/мероприятия}} {{#мероприятия}}{{номер}}{{/мероприятия}}"),
            vec![],
            "в этой строке уже повторяется",
        ),
        (code.to_owned(), vec![], "в коде поля Word; наберите его обычным текстом"),
        (String::new(), vec![("word/charts/chart1.xml", chart)], "диаграмма: поля здесь не заполняются"),
    ] {
        let checked = check(&docx(&format!("{good}{body}"), &parts), TemplateForm::Plan).unwrap();
        assert!(checked.faults.len() == 1 && checked.faults[0].contains(told), "{told}: {checked:?}");
    }
}
