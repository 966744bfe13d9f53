//! The examples that ship with the program: all of them leave by one decision.

use crate::Answer;
use crate::cell::args;
use crate::engine::Tx;
use crate::record::Act;

/// In the order in which nothing points at what is removed.
const REMOVALS: &[&str] = &[
    "delete from inspection_mark where sheet_id in (select s.id from inspection_sheet s \
     join inspection i on i.organisation_id = s.organisation_id and i.id = s.inspection_id \
     join round r on r.id = i.round_id where r.is_example = 1)",
    "delete from photo_use where subject_kind = 'inspection_sheet' and subject in (select s.id from inspection_sheet s \
     join inspection i on i.organisation_id = s.organisation_id and i.id = s.inspection_id \
     join round r on r.id = i.round_id where r.is_example = 1)",
    "delete from photo_use where subject_kind = 'inspection' and subject in (select i.id from inspection i \
     join round r on r.id = i.round_id where r.is_example = 1)",
    "delete from photo_piece where not exists (select 1 from photo_use u where u.photo_sha256 = photo_piece.photo_sha256)",
    "delete from photo where not exists (select 1 from photo_use u where u.photo_sha256 = photo.sha256)",
    "delete from inspection_sheet where inspection_id in (select i.id from inspection i join round r on r.id = i.round_id \
     where r.is_example = 1)",
    "delete from inspection_decision where inspection_id in (select i.id from inspection i \
     join round r on r.id = i.round_id where r.is_example = 1)",
    "delete from inspection_reply where inspection_id in (select i.id from inspection i \
     join round r on r.id = i.round_id where r.is_example = 1)",
    "delete from inspection where round_id in (select id from round where is_example = 1)",
    "delete from score where round_id in (select id from round where is_example = 1)",
    "delete from unfinished where exists (select 1 from survey s where s.organisation_id = unfinished.organisation_id \
     and s.id = unfinished.survey_id and s.is_example = 1)",
    "delete from answer_review where exists (select 1 from survey s \
     where s.organisation_id = answer_review.organisation_id and s.id = answer_review.survey_id and s.is_example = 1)",
    "delete from ticket where exists (select 1 from survey s where s.organisation_id = ticket.organisation_id \
     and s.id = ticket.survey_id and s.is_example = 1)",
    "delete from answer where exists (select 1 from survey s where s.organisation_id = answer.organisation_id \
     and s.id = answer.survey_id and s.is_example = 1)",
    "delete from survey_code where exists (select 1 from survey s where s.organisation_id = survey_code.organisation_id \
     and s.id = survey_code.survey_id and s.is_example = 1)",
    "delete from keyed_sheet where exists (select 1 from survey s where s.organisation_id = keyed_sheet.organisation_id \
     and s.id = keyed_sheet.survey_id and s.is_example = 1)",
    "delete from sheet_lot where exists (select 1 from survey s where s.organisation_id = sheet_lot.organisation_id \
     and s.id = sheet_lot.survey_id and s.is_example = 1)",
    "delete from phone_call where exists (select 1 from survey s where s.organisation_id = phone_call.organisation_id \
     and s.id = phone_call.survey_id and s.is_example = 1)",
    "delete from asked_day where exists (select 1 from survey s where s.organisation_id = asked_day.organisation_id \
     and s.id = asked_day.survey_id and s.is_example = 1)",
    "delete from survey where is_example = 1",
    "delete from finding where round_id in (select id from round where is_example = 1)",
    "delete from tally where round_id in (select id from round where is_example = 1)",
    "delete from batch_tally where batch_id in (select b.id from batch b join round r on r.id = b.round_id \
     where r.is_example = 1)",
    "delete from batch_waiting where batch_id in (select b.id from batch b join round r on r.id = b.round_id \
     where r.is_example = 1)",
    "delete from paper_piece where exists (select 1 from batch b join round r on r.id = b.round_id \
     where b.paper_sha256 = paper_piece.paper_sha256 and r.is_example = 1) \
     and not exists (select 1 from batch b join round r on r.id = b.round_id \
     where b.paper_sha256 = paper_piece.paper_sha256 and r.is_example = 0) \
     and not exists (select 1 from draft d where d.paper_sha256 = paper_piece.paper_sha256) \
     and not exists (select 1 from plan p where p.paper_sha256 = paper_piece.paper_sha256) \
     and not exists (select 1 from execution e where e.paper_sha256 = paper_piece.paper_sha256) \
     and not exists (select 1 from proof r where r.paper_sha256 = paper_piece.paper_sha256)",
    "delete from batch where round_id in (select id from round where is_example = 1)",
    "delete from round_file_piece where round_id in (select id from round where is_example = 1)",
    "delete from round_file where round_id in (select id from round where is_example = 1)",
    "delete from round_publication where round_id in (select id from round where is_example = 1)",
    "delete from round_quota where round_id in (select id from round where is_example = 1)",
    "delete from round_place where round_id in (select id from round where is_example = 1)",
    "delete from second_source where organisation_id in (select id from organisation where is_example = 1)",
    "delete from round_organisation where round_id in (select id from round where is_example = 1)",
    "delete from measure_shortcoming where exists (select 1 from shortcoming s \
     where s.organisation_id = measure_shortcoming.organisation_id and s.id = measure_shortcoming.shortcoming_id \
     and (s.is_example = 1 or s.round_id in (select id from round where is_example = 1)))",
    "delete from shortcoming where is_example = 1 or round_id in (select id from round where is_example = 1)",
    "delete from shortcoming_register where round_id in (select id from round where is_example = 1)",
    "delete from round where is_example = 1",
    "delete from prior_score where organisation_id in (select id from organisation where is_example = 1)",
    "delete from consolidated_organisation where exists (select 1 from consolidated_report c \
     where c.id = consolidated_organisation.consolidated_id and c.is_example = 1)",
    "delete from consolidated_report where is_example = 1",
    "delete from report where is_example = 1",
    "delete from report_figure where exists (select 1 from measure m where m.organisation_id = report_figure.organisation_id \
     and m.id = report_figure.measure_id and m.is_example = 1)",
    "delete from published_measure where is_example = 1",
    "delete from published_proof where exists (select 1 from plan p where p.organisation_id = published_proof.organisation_id \
     and p.id = published_proof.plan_id and p.is_example = 1)",
    "delete from proof where exists (select 1 from measure m where m.organisation_id = proof.organisation_id \
     and m.id = proof.measure_id and m.is_example = 1)",
    "delete from photo_use where subject_kind = 'proof' and not exists (select 1 from proof p \
     where p.organisation_id = photo_use.organisation_id and p.id = photo_use.subject)",
    "delete from photo_piece where not exists (select 1 from photo_use u where u.photo_sha256 = photo_piece.photo_sha256)",
    "delete from photo where not exists (select 1 from photo_use u where u.photo_sha256 = photo.sha256)",
    "delete from term_move where exists (select 1 from measure m where m.organisation_id = term_move.organisation_id \
     and m.id = term_move.measure_id and m.is_example = 1)",
    "delete from expected_proof where exists (select 1 from measure m \
     where m.organisation_id = expected_proof.organisation_id and m.id = expected_proof.measure_id and m.is_example = 1)",
    "delete from measure_turn where exists (select 1 from measure m \
     where m.organisation_id = measure_turn.organisation_id and m.id = measure_turn.measure_id and m.is_example = 1)",
    "delete from publication where is_example = 1",
    "delete from execution where exists (select 1 from measure m where m.organisation_id = execution.organisation_id \
     and m.id = execution.measure_id and m.is_example = 1)",
    "delete from measure_event where exists (select 1 from measure m \
     where m.organisation_id = measure_event.organisation_id and m.id = measure_event.measure_id and m.is_example = 1)",
    "delete from measure_person where exists (select 1 from measure m \
     where m.organisation_id = measure_person.organisation_id and m.id = measure_person.measure_id and m.is_example = 1)",
    "delete from bulk_change where exists (select 1 from measure m \
     where m.organisation_id = bulk_change.organisation_id and m.id = bulk_change.measure_id and m.is_example = 1)",
    "delete from network_part where exists (select 1 from measure m \
     where m.organisation_id = network_part.organisation_id and m.id = network_part.measure_id and m.is_example = 1)",
    "delete from network_measure where is_example = 1 and not exists (select 1 from network_part p \
     where p.network_id = network_measure.id)",
    "delete from measure_shortcoming where exists (select 1 from measure m \
     where m.organisation_id = measure_shortcoming.organisation_id and m.id = measure_shortcoming.measure_id \
     and m.is_example = 1)",
    "delete from measure where is_example = 1",
    "delete from placing_turn where plan_id in (select id from plan where is_example = 1)",
    "delete from publication_item where plan_id in (select id from plan where is_example = 1)",
    "delete from plan_step where plan_id in (select id from plan where is_example = 1)",
    "delete from plan_comment where plan_id in (select id from plan where is_example = 1)",
    "delete from plan_approval where plan_id in (select id from plan where is_example = 1)",
    "delete from plan_amendment where plan_id in (select id from plan where is_example = 1)",
    "delete from plan where is_example = 1",
    "delete from paper_piece where exists (select 1 from draft d where d.paper_sha256 = paper_piece.paper_sha256 \
     and d.is_example = 1) and not exists (select 1 from draft d where d.paper_sha256 = paper_piece.paper_sha256 \
     and d.is_example = 0) and not exists (select 1 from plan p where p.paper_sha256 = paper_piece.paper_sha256) \
     and not exists (select 1 from execution e where e.paper_sha256 = paper_piece.paper_sha256) \
     and not exists (select 1 from proof r where r.paper_sha256 = paper_piece.paper_sha256) \
     and not exists (select 1 from batch b where b.paper_sha256 = paper_piece.paper_sha256)",
    "delete from draft where is_example = 1",
    "delete from paper where not exists (select 1 from paper_piece p where p.paper_sha256 = paper.sha256) \
     and size_bytes > 0",
    "delete from alias where organisation_id in (select id from organisation where is_example = 1)",
    "delete from branch where organisation_id in (select id from organisation where is_example = 1) \
     and not exists (select 1 from person_scope s where s.organisation_id = branch.organisation_id \
     and s.branch_id = branch.id)",
    "delete from organisation where is_example = 1 and not exists (select 1 from plan p \
     where p.organisation_id = organisation.id) and not exists (select 1 from draft d \
     where d.organisation_id = organisation.id) and not exists (select 1 from batch_tally b \
     where b.organisation_id = organisation.id) and not exists (select 1 from finding f \
     where f.organisation_id = organisation.id) and not exists (select 1 from inspection i \
     where i.organisation_id = organisation.id) and not exists (select 1 from photo_use u \
     where u.organisation_id = organisation.id) and not exists (select 1 from score s \
     where s.organisation_id = organisation.id) and not exists (select 1 from shortcoming h \
     where h.organisation_id = organisation.id) and not exists (select 1 from shortcoming_register k \
     where k.organisation_id = organisation.id) and not exists (select 1 from survey v \
     where v.organisation_id = organisation.id) and not exists (select 1 from round_organisation r \
     where r.organisation_id = organisation.id) and not exists (select 1 from round_place w \
     where w.organisation_id = organisation.id) and not exists (select 1 from person p \
     where p.organisation_id = organisation.id) and not exists (select 1 from person_scope s \
     where s.organisation_id = organisation.id) and not exists (select 1 from organisation g \
     where g.merged_into_id = organisation.id and g.is_example = 0)",
    "update organisation set is_example = 0, version = version + 1 where is_example = 1",
    "delete from founder where exists (select 1 from audit a where a.subject_kind = 'founder' \
     and a.subject = founder.id and a.verb = 'load_example') \
     and not exists (select 1 from person_scope s where s.founder_id = founder.id) \
     and not exists (select 1 from organisation o where o.founder_id = founder.id)",
    "delete from territory where exists (select 1 from audit a where a.subject_kind = 'territory' \
     and a.subject = territory.id and a.verb = 'load_example') \
     and not exists (select 1 from organisation o where o.territory_id = territory.id) \
     and not exists (select 1 from founder f where f.territory_id = territory.id) \
     and not exists (select 1 from person_scope s where s.territory_id = territory.id) \
     and not exists (select 1 from territory t where t.parent_id = territory.id)",
];

pub(super) async fn remove(tx: &mut Tx, act: &Act) -> Answer<()> {
    for &sql in REMOVALS {
        tx.run(sql, args![]).await?;
    }
    tx.note(act, "setting", "examples", None, None).await
}
