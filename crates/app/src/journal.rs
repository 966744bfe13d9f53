//! The journal of actions: who did what and when, in words.
//!
//! In comes what is asked for; out go entries, newest first, each with what was and what became, in words. Who looks after
//! some organisations only reads what is about them; what identifies or opens doors is never shown.

mod changes;
pub mod export;
mod subject;

pub use changes::Change;

use crate::ctx::Ctx;
use crate::refusal::Refusal;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use otklik_domain::Date;
use otklik_domain::access::Verb;
use otklik_domain::ids::OrganisationId;
use otklik_store::Store;
use otklik_store::record::{AuditLine, AuditQuery};
use std::collections::HashMap;

/// One action («запись журнала»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// Name of the person, or the program itself.
    pub who: String,
    /// What was done, in words.
    pub what: String,
    /// Kind of what it was done to: the store's name, `plan`.
    pub kind: String,
    /// Its id.
    pub subject: String,
    /// What that is, in words: «ДК «Горизонт»: Установить пандус»; empty where nothing is known of it.
    pub about: String,
    /// Why, in the person's words.
    pub note: Option<String>,
    /// The verb's own name.
    pub verb: String,
    /// What was and what became, column by column.
    pub changes: Vec<Change>,
    /// The hash that chains the line to the one before.
    pub hash: String,
}

/// A page of the journal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalPage {
    /// Entries, newest first.
    pub entries: Vec<Entry>,
    /// The number to go on before.
    pub next: Option<i64>,
}

/// Which entries are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalAsked {
    /// The number to go on before.
    pub before: Option<i64>,
    /// Only about this kind and id: `plan`, and the id.
    pub subject: Option<(String, String)>,
    /// Only by this person.
    pub actor: Option<String>,
    /// Only by this verb.
    pub verb: Option<String>,
    /// Only from this day on.
    pub since: Option<Date>,
    /// Only up to this day, inclusive.
    pub until: Option<Date>,
}

/// The journal, newest first. Who looks after some organisations only reads what is about them.
///
/// # Errors
/// `NotAllowed` for who may not see it.
pub async fn journal(ctx: &Ctx, asked: &JournalAsked, limit: usize) -> Result<JournalPage, Refusal> {
    ctx.demand_somewhere(Verb::SeeAudit)?;
    let (lines, next) = lines(ctx, asked, limit).await?;
    let names = names(ctx.store()).await?;
    let abouts = subject::words(ctx, &lines).await?;
    let entries = lines.into_iter().zip(abouts).map(|(line, about)| entry(line, about, &names));
    Ok(JournalPage { entries: entries.collect(), next })
}

/// A page of lines within reach, and the number to go on before.
pub(crate) async fn lines(
    ctx: &Ctx,
    asked: &JournalAsked,
    limit: usize,
) -> Result<(Vec<AuditLine>, Option<i64>), Refusal> {
    let own = ctx.own_organisations(Vec::new())?;
    let query = query(asked, &ctx.house.zone, (!own.is_empty()).then_some(own), limit + 1);
    let mut lines = ctx.store().list_audit(&query).await?;
    let goes_on = lines.len() > limit;
    lines.truncate(limit);
    let next = lines.last().map(|line| line.number).filter(|_| goes_on);
    Ok((lines, next))
}

fn query(asked: &JournalAsked, zone: &TimeZone, own: Option<Vec<OrganisationId>>, limit: usize) -> AuditQuery {
    let begins = |day: Date| day.to_zoned(zone.clone()).ok().map(|at| at.timestamp());
    AuditQuery {
        subject: asked.subject.clone(),
        actor: asked.actor.clone(),
        verb: asked.verb.clone(),
        organisations: own,
        since: asked.since.and_then(begins),
        until: asked.until.and_then(|day| day.tomorrow().ok()).and_then(begins),
        before: asked.before,
        limit,
    }
}

/// Names of everybody with an account, by how the journal calls them.
pub(crate) async fn names(store: &dyn Store) -> Result<HashMap<String, String>, Refusal> {
    let people = store.list_people().await?;
    Ok(people.into_iter().map(|k| (k.value.id.to_string(), k.value.name)).collect())
}

fn entry(line: AuditLine, about: String, names: &HashMap<String, String>) -> Entry {
    Entry {
        who: names.get(&line.actor).cloned().unwrap_or_else(|| "Отклик".to_owned()),
        what: in_words(&line.verb),
        about,
        changes: changes::of(&line, names),
        verb: line.verb,
        number: line.number,
        at: line.at,
        kind: line.subject_kind,
        subject: line.subject,
        note: line.note,
        hash: line.hash,
    }
}

/// Verbs with their words, in the order of the words: for a filter.
pub fn verbs() -> Vec<(&'static str, &'static str)> {
    let mut all = WORDS.to_vec();
    all.sort_by_key(|(_, words)| *words);
    all
}

/// A verb in words; one that is not on the list is shown as it is, so that nothing is hidden.
pub fn in_words(verb: &str) -> String {
    WORDS.iter().find(|(name, _)| *name == verb).map_or(verb, |(_, words)| words).to_owned()
}

const WORDS: &[(&str, &str)] = &[
    ("queue_letters", "Написаны письма"),
    ("send_letter_again", "Письмо поставлено в очередь снова"),
    ("choose_letters", "Выбрано, как часто приходят письма"),
    ("renew_calendar", "Сделана новая ссылка на календарь"),
    ("change_letter_rules", "Изменены правила напоминаний"),
    ("change_post", "Изменены настройки почты"),
    ("invite", "Приглашён сотрудник"),
    ("edit_person", "Изменена учётная запись"),
    ("block_person", "Вход закрыт"),
    ("unblock_person", "Вход открыт снова"),
    ("lift_second_step", "Снят второй шаг входа"),
    ("choose_password", "Выбран пароль"),
    ("enter_by_password", "Вход по паролю"),
    ("enter_by_passkey", "Вход по ключу доступа"),
    ("prove", "Вход подтверждён"),
    ("end_visit", "Завершён свой вход на другом устройстве"),
    ("end_other_visits", "Завершены другие свои входы"),
    ("turn_on_codes", "Включены одноразовые коды"),
    ("turn_off_codes", "Отключены одноразовые коды"),
    ("use_code", "Назван одноразовый код"),
    ("use_recovery_code", "Назван запасной код"),
    ("make_recovery_codes", "Сделаны новые запасные коды"),
    ("add_passkey", "Добавлен ключ доступа"),
    ("remove_passkey", "Убран ключ доступа"),
    ("enter_by_outer", "Вход через внешнюю учётную запись"),
    ("tie_outer_account", "Привязана внешняя учётная запись"),
    ("untie_outer_account", "Отвязана внешняя учётная запись"),
    ("set_outer_door", "Изменён внешний вход"),
    ("remove_outer_door", "Убран внешний вход"),
    ("begin_sheet", "Начат лист осмотра"),
    ("mark_items", "Отмечены пункты осмотра"),
    ("submit_sheet", "Лист осмотра сдан"),
    ("reopen_sheet", "Лист осмотра взят обратно"),
    ("settle_item", "Решено расхождение осмотра"),
    ("set_answer_days", "Изменён срок ответа на осмотр"),
    ("show_inspection", "Итог осмотра показан организации"),
    ("answer_item", "Организация ответила по пункту осмотра"),
    ("unanswer_item", "Ответ по пункту осмотра взят обратно"),
    ("finish_answers", "Организация ответила на осмотр"),
    ("review_answer", "Рассмотрен ответ организации"),
    ("finish_inspection", "Итог осмотра утверждён"),
    ("add_photo", "Добавлен снимок"),
    ("add_proof", "Приложено подтверждение"),
    ("expect_proof", "Названо ожидаемое подтверждение"),
    ("hide_proof", "Подтверждение скрыто от всех"),
    ("remove_proof", "Убрано подтверждение"),
    ("set_proof_months", "Изменено, как часто подтверждать постоянное"),
    ("show_proof", "Подтверждение показано всем"),
    ("snap_again", "Снимок страницы сделан заново"),
    ("remove_photo", "Убран снимок"),
    ("exclude_answers", "Анкеты исключены из подсчёта"),
    ("count_answers_again", "Анкеты возвращены в подсчёт"),
    ("change_thresholds", "Изменены пороги проверки анкет"),
    ("remember_thresholds", "Записаны пороги, по которым проверены анкеты"),
    ("ask_tickets", "Опрос спрашивает одноразовые коды"),
    ("ask_no_tickets", "Опрос больше не спрашивает кодов"),
    ("print_tickets", "Напечатаны одноразовые коды"),
    ("make_shortcoming_register", "Составлен реестр недостатков"),
    ("write_shortcoming", "Записан недостаток"),
    ("set_shortcoming_aside", "Недостаток отложен"),
    ("return_shortcoming", "Недостаток возвращён в реестр"),
    ("tie_measure", "Указано, какие недостатки исправляет мера"),
    ("draft_plan", "Составлен проект плана по реестру недостатков"),
    ("step_many", "Один шаг для многих мер"),
    ("remind_many", "Напомнили ответственным о мерах"),
    ("undo_remind_many", "Напоминание отменено, письма не ушли"),
    ("undo_step_many", "Шаг для многих мер отменён"),
    ("write_typical_measure", "Записано своё типовое мероприятие"),
    ("retire_typical_measure", "Изменено, предлагать ли типовое мероприятие"),
    ("write_network_measure", "Поручено сетевое мероприятие"),
    ("add_network_parts", "Сетевое мероприятие поручено ещё организациям"),
    ("change_network_measure", "Изменено сетевое мероприятие"),
    ("add_person", "Заведена учётная запись"),
    ("adopt_plan", "План принят"),
    ("approve_scores", "Оценки утверждены"),
    ("change_role", "Изменена роль"),
    ("close_organisation", "Организация закрыта"),
    ("close_plan", "План закрыт"),
    ("send_plan", "План отправлен на утверждение"),
    ("take_back_plan", "План взят обратно"),
    ("return_plan", "План возвращён на доработку"),
    ("approve_plan", "План утверждён"),
    ("amend_plan", "Утверждённый план изменён"),
    ("edit_plan", "Исправлены название и годы плана"),
    ("add_row", "Добавлена строка плана"),
    ("move_row", "Переставлены строки плана"),
    ("remove_row", "Убрана строка плана"),
    ("comment_plan", "Замечание к плану"),
    ("answer_comment", "Ответ на замечание к плану"),
    ("settle_comment", "Замечание к плану снято или возвращено"),
    ("mark_item", "Отмечено размещение"),
    ("change_terms", "Изменены сроки размещения"),
    ("change_service_address", "Изменён адрес службы для сверки"),
    ("set_own_approval", "Решено, может ли отправивший утверждать план"),
    ("close_round", "Тур оценки закрыт"),
    ("correct_draft", "Исправлен черновик"),
    ("count_scores", "Оценки посчитаны"),
    ("create_organisation", "Организация внесена в реестр"),
    ("drop_draft", "Документ отложен"),
    ("edit_findings", "Исправлены итоги осмотра"),
    ("edit_measure", "Исправлена мера"),
    ("edit_organisation", "Исправлена карточка организации"),
    ("edit_round", "Исправлен тур оценки"),
    ("enter", "Вход"),
    ("enter_by_personal_link", "Вход по личной ссылке"),
    ("grant_place", "Дано место в области прав"),
    ("hand_measures", "Поручены мероприятия"),
    ("import_answers", "Загружены анкеты"),
    ("import_findings", "Загружены итоги осмотра"),
    ("import_organisations", "Список организаций загружен"),
    ("keep_answers", "Приняты ответы"),
    ("keep_branch", "Записан филиал"),
    ("keep_earlier_scores", "Записаны результаты прежних лет"),
    ("keep_founder", "Записан учредитель"),
    ("keep_mapping", "Сохранено сопоставление столбцов"),
    ("keep_paper", "Сохранён документ"),
    ("keep_rulebook", "Сохранён свод правил тура"),
    ("keep_territory", "Записана территория"),
    ("leave", "Выход"),
    ("load_example", "Загружен пример"),
    ("make_key", "Сделан ключ для программ"),
    ("make_login_link", "Сделана ссылка для входа"),
    ("make_personal_link", "Сделана личная ссылка"),
    ("match_answers", "Название из анкет отнесено к организации"),
    ("match_organisation", "Документ отнесён к организации"),
    ("merge_organisations", "Организации объединены"),
    ("carry_over_round", "Перечень организаций перенесён в следующий тур"),
    ("list_round", "Изменён перечень организаций тура"),
    ("reopen_survey", "Опрос открыт снова"),
    ("make_form_key", "Сделан ключ форм анкеты"),
    ("record_figure", "Записано показание второго источника"),
    ("remove_figure", "Убрано показание второго источника"),
    ("plan_sample", "Задана выборка места"),
    ("add_quota", "Добавлена квота опроса"),
    ("remove_quota", "Убрана квота опроса"),
    ("open_surveys", "Открыты опросы"),
    ("change_survey", "Изменён срок опроса"),
    ("close_survey", "Опрос закрыт"),
    ("open_round", "Открыт тур оценки"),
    ("publish_plan", "План опубликован"),
    ("publish_round", "Итоги тура опубликованы с методом и файлами ответов"),
    ("publish_scores", "Оценки опубликованы"),
    ("read_paper", "Документ прочитан"),
    ("record_execution", "Отмечено исполнение"),
    ("remove_examples", "Убраны примеры"),
    ("reopen_organisation", "Организация открыта снова"),
    ("reopen_round", "Тур оценки открыт снова"),
    ("rest_personal_link", "Личная ссылка отдыхает: пять неверных кодов подряд"),
    ("restore_measure", "Мера возвращена, как прочитана"),
    ("revoke_key", "Ключ отозван"),
    ("revoke_personal_link", "Личная ссылка отозвана"),
    ("revoke_place", "Забрано место из области прав"),
    ("print_sheets", "Напечатаны бланки анкет"),
    ("return_sheets", "Записано, сколько бланков вернулось"),
    ("check_sheets", "Записаны контрольные суммы бланков"),
    ("key_sheet", "Введён бланк"),
    ("check_sheet", "Бланк введён второй раз"),
    ("choose_second_person", "Решено, кто вводит бланк второй раз"),
    ("settle_sheet", "Разобрано расхождение двух вводов"),
    ("drop_sheet", "Ввод бланка отменён"),
    ("count_sheet", "Бланк учтён"),
    ("import_calls", "Загружен список номеров для опроса"),
    ("record_call", "Записан звонок"),
    ("erase_calls", "Стёрты номера для опроса"),
    ("count_asked", "Записан опрос или отказ"),
    ("prepare_report", "Подготовлен отчёт"),
    ("drop_report", "Неотправленный отчёт убран"),
    ("sign_report", "Отчёт подписан"),
    ("send_report", "Отчёт отправлен"),
    ("accept_report", "Отчёт принят"),
    ("return_report", "Отчёт возвращён"),
    ("fill_report", "Дополнены сведения к отчёту"),
    ("set_report_rule", "Изменён срок отчётов"),
    ("consolidate_reports", "Отчёты сведены под номером"),
    ("sign_region_report", "Публичный отчёт региона подписан под номером"),
    ("keep_template", "Записан шаблон документа"),
    ("remove_template", "Убран шаблон документа"),
    ("withdraw_batch", "Партия анкет отозвана"),
];
