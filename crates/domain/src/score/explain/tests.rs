//! What is said of the worked cases, word by word.

use super::*;
use crate::score::{Assessed, BranchRule, EmptyRule, Policy, Rounding, score, worked};

fn said(assessed: &Assessed, policy: &Policy) -> Vec<String> {
    let rulebook = worked::rulebook();
    explain(&rulebook, assessed, &score(&rulebook, assessed, policy)).lines()
}

/// These lines stand one after another, the first at this depth.
fn check(assessed: &Assessed, policy: &Policy, expected: &str) {
    let said = said(assessed, policy);
    let expected: Vec<&str> = expected.trim_matches('\n').lines().collect();
    let is_there = said.windows(expected.len()).any(|lines| lines == expected);
    assert!(is_there, "{}\nis not in\n{}", expected.join("\n"), said.join("\n"));
}

fn case(changed: &[(&str, u64)]) -> Assessed {
    worked::assessed(vec![worked::unit(changed)])
}

#[test]
fn case_a_is_opened_down_to_the_questions() {
    assert_eq!(said(&case(&[]), &Policy::default()).join("\n") + "\n", include_str!("case-a.txt"));
}

#[test]
fn case_b_says_what_was_left_out() {
    check(
        &case(worked::NO_DISABLED),
        &Policy::default(),
        "
Итоговая оценка: 87,49 балла из 100
  формула: S = (К1 + К2 + К3 + К4 + К5) / 5
  расчёт: (93,4 + 97,5 + 51,43 + 98,4 + 96,7) / 5 = 87,486, печатается 87,49
  правило: каждый показатель округлён до целого балла
",
    );
    check(
        &case(worked::NO_DISABLED),
        &Policy::default(),
        "
  Критерий 3 «Доступность услуг для инвалидов»: 51,43 балла из 100
    формула: К3 = 0,3 × П3.1 + 0,4 × П3.2 + 0,3 × П3.3
    расчёт: 3/7 × 40 + 4/7 × 60 = 51,428571… → 51,43
    правило: показатель 3.3 исключён, веса остальных пересчитаны до единицы
    основание: Приказ № 344н (по практике операторов)
    Показатель 3.1 «показатель 3.1»: 40 баллов из 100, или 12 из 30
      расчёт: 2 × 20 = 40
      equipment: есть 2 пункта, 40 баллов
    Показатель 3.2 «показатель 3.2»: 60 баллов из 100, или 24 из 40
      расчёт: 3 × 20 = 60
      services: есть 3 пункта, 60 баллов
    Показатель 3.3 «показатель 3.3»: не определён
      правило: показатель исключён, веса остальных пересчитаны до единицы
      access_ok: нет данных
        Вопрос 7 анкеты: «access_ok?»
          правило: учтены те, кто ответил «да» на вопрос 6
",
    );
    check(
        &case(worked::NO_DISABLED),
        &Policy { empty: EmptyRule::Mean, ..Policy::default() },
        "
    Показатель 3.3 «показатель 3.3»: 50 баллов из 100, или 15 из 30
      расчёт: (40 + 60) / 2 = 50
      правило: вместо показателя взято среднее остальных показателей критерия
",
    );
    check(
        &case(worked::NO_DISABLED),
        &Policy { empty: EmptyRule::Zero, ..Policy::default() },
        "
    Показатель 3.3 «показатель 3.3»: 0 баллов из 100, или 0 из 30
      правило: вместо показателя взят ноль
",
    );
}

#[test]
fn case_c_says_that_one_part_stands_alone() {
    check(
        &case(worked::NO_STANDS),
        &Policy { rounding: Rounding::TwoDecimals, ..Policy::default() },
        "
    Показатель 1.3 «показатель 1.3»: 95,12 балла из 100, или 38,048 из 40
      расчёт: 78/82 × 100 = 95,121951… → 95,12
      правило: посчитан по одной составляющей: нет данных для «stand_ok»
      stand_ok: нет данных
        Вопрос 2 анкеты: «stand_ok?»
          правило: учтены те, кто ответил «да» на вопрос 1
      site_ok: «да» – 78 из 82 опрошенных, 95,121951… балла
        Вопрос 4 анкеты: «site_ok?»
          правило: учтены те, кто ответил «да» на вопрос 3
",
    );
}

#[test]
fn a_theatre_says_which_criteria_count() {
    let mut theatre = case(&[]);
    theatre.kind = Some("Театр кукол".into());
    check(
        &theatre,
        &Policy::default(),
        "
Итоговая оценка: 76,4 балла из 100
  формула: S = (К1 + К3) / 2
  расчёт: (93,4 + 59,4) / 2 = 76,4
  правило: каждый показатель округлён до целого балла
  правило: вид организации – «Исполнительские искусства»: оценивается по критериям 1, 3
  основание: Приказ № 344н (по практике операторов)
  Критерий 1 «Открытость и доступность информации об организации»: 93,4 балла из 100
",
    );
    check(
        &theatre,
        &Policy::default(),
        "
  Критерий 2 «Комфортность условий предоставления услуг»: 97,5 балла из 100
    формула: К2 = 0,5 × П2.1 + 0,5 × П2.3
    расчёт: 0,5 × 100 + 0,5 × 95 = 97,5
    правило: для этого вида организации в итог не входит
",
    );
}

fn two_places() -> Assessed {
    let mut units = vec![worked::unit(&[]), worked::unit(&[("comfort_ok", 0)])];
    worked::mark_comfort(&mut units[0], "++++-0");
    units[1].branch = Some("Северный".into());
    worked::assessed(units)
}

#[test]
fn places_are_opened_one_by_one() {
    check(
        &two_places(),
        &Policy::default(),
        "
    Показатель 2.1 «показатель 2.1»: 90 баллов из 100, или 45 из 50
      расчёт: (80 + 100) / 2 = 90
      Место оценки 1: 80 баллов
        расчёт: 4 × 20 = 80
        comfort: есть 4 пункта, 80 баллов
          питьевая вода – есть
          зона отдыха – есть
          понятная навигация – есть
          чистота – есть
          парковка – нет
          запись на приём – не применимо
      Место оценки «Северный»: 100 баллов
        расчёт: 5 × 20 = 100
        comfort: есть 5 пунктов, 100 баллов
",
    );
    check(
        &two_places(),
        &Policy { branches: BranchRule::Pooled, ..Policy::default() },
        "
    Показатель 2.1 «показатель 2.1»: 100 баллов из 100, или 50 из 50
      расчёт: 9 пунктов, при 5 и более – 100
      comfort: есть 9 пунктов, 100 баллов
        Место оценки 1
          comfort: есть 4 пункта
            питьевая вода – есть
",
    );
    let pooled = said(&two_places(), &Policy { branches: BranchRule::Pooled, ..Policy::default() });
    assert_eq!(pooled[4], "  правило: ответы и итоги осмотра филиалов сложены");
    assert!(pooled.contains(&"      расчёт: 1/2 × (28/34 + 34/38) × 100 = 85,913313… → 86".to_owned()));
}

#[test]
fn nothing_found_out_is_said_and_no_panic() {
    let said = said(&worked::assessed(vec![]), &Policy::default());
    assert_eq!(said[0], "Итоговая оценка: не определена");
    assert!(said.contains(&"    Показатель 1.1 «показатель 1.1»: не определён".to_owned()));
}

#[test]
fn every_figure_of_the_tree_is_the_one_of_the_sheet() {
    let (rulebook, assessed) = (worked::rulebook(), case(&[]));
    let sheet = score(&rulebook, &assessed, &Policy::default());
    let tree = explain(&rulebook, &assessed, &sheet);
    let figure = |node: &Explanation| node.figure.as_ref().map(|figure| figure.points.clone());
    assert_eq!(figure(&tree), sheet.total);
    for (node, criterion) in tree.children.iter().zip(&sheet.criteria) {
        assert_eq!(figure(node), criterion.points);
        for node in &node.children {
            let About::Indicator(indicator) = node.about else {
                panic!("{:?}", node.about);
            };
            assert_eq!(figure(node), sheet.indicator(indicator).unwrap().points);
        }
    }
}
