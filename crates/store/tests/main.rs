//! One contract, two engines: every case of `contract/` runs on SQLite and on PostgreSQL.

mod contract;
mod copies;
mod engines;
mod schema;
mod tampering;
mod upgrades;

/// Names each case once and runs it twice.
macro_rules! on_both_engines {
    ($($room:ident: $($case:ident),+;)+) => {
        mod sqlite {
            $(mod $room { $(
                #[tokio::test]
                async fn $case() {
                    let scratch = otklik_testkit::databases::sqlite().await;
                    crate::contract::$room::$case(&*scratch.store).await;
                }
            )+ })+
        }
        mod postgres {
            $(mod $room { $(
                #[tokio::test]
                async fn $case() {
                    if let Some(scratch) = otklik_testkit::databases::postgres(stringify!($case)).await {
                        crate::contract::$room::$case(&*scratch.store).await;
                    }
                }
            )+ })+
        }
    };
}

on_both_engines! {
    rights:
        places_cover_what_lies_below_them,
        a_change_of_the_registry_is_known_at_once,
        a_card_speaks_until_places_are_given,
        the_last_administrator_of_the_house_stays,
        two_administrators_cannot_shut_each_other_out_at_once,
        who_answered_for_a_merged_one_answers_for_the_other,
        a_personal_link_opens_by_its_code_until_it_is_taken_back,
        wrong_codes_let_a_link_rest_and_never_for_ever,
        measures_are_handed_as_a_whole;
    registry:
        an_organisation_comes_back_as_it_was_kept,
        a_stale_change_is_refused_and_leaves_nothing,
        a_slug_is_given_once_and_never_changes,
        an_inn_belongs_to_one_open_organisation,
        an_unknown_founder_is_refused,
        cyrillic_names_are_found_in_any_case,
        names_stand_in_one_order_and_page_by_page,
        kinds_are_found_in_any_case_and_page_by_page,
        a_merged_organisation_leads_to_the_other_and_its_plans_are_found,
        branches_founders_and_territories_come_back,
        a_remembered_name_follows_a_merging,
        an_import_is_kept_whole_or_not_at_all;
    papers:
        bytes_come_back_as_they_were,
        the_same_bytes_are_kept_once;
    drafts:
        what_was_read_never_changes,
        a_draft_becomes_a_plan_once;
    desks:
        plans_inspections_and_scores_wait_for_their_people,
        terms_stand_in_a_calendar_once_their_plan_is_in_force,
        a_report_waits_for_its_author_then_for_the_founder,
        turns_are_remembered_and_told_when_they_ask,
        a_turn_is_counted_from_what_is_known_of_its_measure,
        work_that_was_sent_back_waits_with_the_words_it_was_sent_back_with,
        what_is_not_placed_is_remembered_by_its_day,
        events_are_told_once_and_the_journal_is_read_on;
    plans:
        a_fault_in_the_middle_leaves_nothing,
        a_measure_remembers_its_changes,
        a_report_moves_its_measure,
        a_newer_edition_supersedes,
        a_plan_remembers_its_way,
        rows_change_together_or_not_at_all,
        an_item_is_marked_once_and_changed_by_version;
    proofs:
        work_is_kept_with_all_its_proof_or_not_at_all,
        a_proof_comes_and_goes_with_its_bytes,
        what_everybody_sees_stands_apart,
        last_turns_and_expectations_come_back;
    register:
        late_measures_stand_first_and_pages_join,
        filters_find_what_they_say,
        counts_agree_with_pages,
        examples_stay_apart_and_leave_together;
    publications:
        a_published_version_is_frozen,
        a_stale_plan_is_not_published,
        the_public_register_shows_only_the_newest_version;
    reports:
        a_report_is_frozen_under_its_number_and_a_correction_replaces_it,
        what_reports_are_made_of_comes_for_many_plans_at_once,
        reports_put_together_are_numbered_by_kind_and_seen_by_who_sees_all_of_them,
        one_template_of_a_form_is_the_house_s_own;
    tallies:
        a_round_comes_back_and_is_changed_by_version,
        a_batch_counts_once_and_can_be_taken_back,
        answers_one_at_a_time_grow_the_same_sums,
        running_sums_are_bit_for_bit_what_the_batches_add_up_to,
        a_name_waits_until_somebody_says_whose_it_is,
        findings_are_changed_by_version_and_replaced_by_a_batch,
        what_is_known_of_one_is_what_is_known_of_all,
        a_merged_organisation_takes_its_open_rounds_along,
        two_organisations_of_one_open_round_are_not_added_up,
        a_mapping_is_kept_under_its_name;
    reviews:
        what_is_left_out_leaves_the_sums_and_comes_back,
        a_decision_is_whole_or_not_at_all,
        two_hundred_at_once_use_a_code_once;
    scores:
        a_published_score_is_frozen_and_corrected_by_the_next,
        published_scores_are_counted_again,
        scores_are_found_by_what_they_are_of,
        earlier_results_stand_beside,
        example_rounds_leave_with_the_examples;
    surveys:
        a_survey_is_found_by_its_code_and_a_place_has_one,
        a_survey_changes_its_term_only_from_the_version_it_was_read_in,
        a_round_lists_whom_it_assesses,
        a_begun_questionnaire_is_kept_for_its_days_and_once,
        what_is_over_is_forgotten_and_nothing_else;
    closing:
        a_round_is_published_with_its_scores_or_not_at_all;
    outside:
        figures_of_others_are_kept_corrected_and_taken_out;
    samples:
        every_place_of_a_round_is_told_once,
        quotas_are_added_and_removed_while_the_round_is_open;
    inspections:
        an_inspection_is_filled_sheet_by_sheet,
        a_sheet_that_was_handed_in_does_not_change,
        decisions_and_answers_have_their_time,
        what_is_final_takes_the_place_of_what_was_said,
        a_closed_round_is_not_inspected,
        a_photo_is_kept_once_and_leaves_with_its_last_place,
        a_merged_organisation_takes_its_inspections_along,
        inspections_of_example_rounds_leave_with_them;
    answers:
        an_answer_is_kept_once_however_often_it_is_sent,
        what_is_over_or_not_yet_takes_nothing_new,
        sums_are_what_kept_answers_give,
        one_bad_answer_holds_up_no_other,
        many_at_once_are_kept_once_each,
        a_one_time_code_serves_one_answer,
        answers_are_read_page_by_page_and_counted,
        answers_of_a_joined_organisation_count_for_the_other;
    sheets:
        a_lot_of_sheets_comes_back_and_its_numbers_are_its_own,
        a_sheet_is_keyed_once_and_taken_back_only_while_it_is_not_counted,
        numbers_of_calls_are_erased_and_the_journal_never_says_them,
        those_who_were_asked_are_counted_by_day_and_channel;
    matrix:
        cells_stand_in_their_rows,
        a_step_for_many_is_whole_and_can_be_taken_back,
        a_reminder_is_taken_back_until_a_letter_left;
    shortcomings:
        a_register_is_made_whole_and_again_without_doubles,
        what_mends_what_is_kept_both_ways,
        a_house_has_typical_measures_of_its_own,
        a_network_measure_has_a_part_in_each_plan;
    journal:
        every_change_has_one_line_and_the_chain_holds,
        lines_are_found_by_organisation_verb_and_day,
        writers_wait_for_each_other;
    accounts:
        a_link_opens_once,
        a_closed_account_lets_nobody_in,
        a_job_is_claimed_once_and_comes_back,
        a_setting_is_remembered,
        a_first_setting_is_the_same_for_all_who_make_it_at_once;
    keyrings:
        a_password_ends_other_visits_and_links,
        a_visit_tells_when_its_person_came_before,
        a_code_of_a_step_is_used_once,
        a_recovery_code_is_used_once,
        a_passkey_is_kept_moved_and_forgotten,
        no_secret_reaches_the_journal;
    letters:
        a_letter_is_kept_once_and_claimed_once,
        a_tick_comes_once,
        letters_reach_whom_they_are_for,
        what_is_due_is_read_page_by_page,
        what_is_set_aside_comes_back;
    outer:
        an_outer_account_is_one_persons_and_opens_visits_while_it_is,
        a_door_is_set_by_version_and_its_secret_stays_out_of_the_journal;
}
