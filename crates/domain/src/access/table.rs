//! The table of rights: which role has which verb.

use super::Role;

/// Something that can be done («действие»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// смотреть неопубликованное
    SeePrivate,
    /// загружать документы и править черновики
    ReadPapers,
    /// принимать черновик как план
    AdoptPlan,
    /// возвращать и утверждать планы
    ApprovePlan,
    /// публиковать план
    PublishPlan,
    /// отмечать исполнение
    RecordExecution,
    /// вести реестр организаций
    EditRegistry,
    /// вести туры оценки
    RunRounds,
    /// загружать анкеты и итоги осмотра
    ImportScores,
    /// утверждать оценки
    ApproveScores,
    /// публиковать оценки
    PublishScores,
    /// заводить людей и ключи
    ManagePeople,
    /// смотреть журнал
    SeeAudit,
    /// открывать и закрывать опросы
    RunSurveys,
    /// смотреть ответы без имён и проверку их честности
    SeeAnswers,
    /// исключать ответы с указанием причины
    ReviewAnswers,
    /// вносить бумажные анкеты и телефонные опросы
    KeyAnswers,
    /// заполнять листы осмотра
    Inspect,
    /// отвечать на пункты осмотра от имени организации
    AnswerFindings,
    /// давать работникам клубов личные ссылки и поручать мероприятия
    InviteWorkers,
    /// подписывать и отправлять отчёты
    SignReports,
    /// принимать и возвращать отчёты
    AcceptReports,
}

impl Verb {
    /// Every verb.
    pub const ALL: [Verb; 22] = [
        Verb::SeePrivate,
        Verb::ReadPapers,
        Verb::AdoptPlan,
        Verb::ApprovePlan,
        Verb::PublishPlan,
        Verb::RecordExecution,
        Verb::EditRegistry,
        Verb::RunRounds,
        Verb::ImportScores,
        Verb::ApproveScores,
        Verb::PublishScores,
        Verb::ManagePeople,
        Verb::SeeAudit,
        Verb::RunSurveys,
        Verb::SeeAnswers,
        Verb::ReviewAnswers,
        Verb::KeyAnswers,
        Verb::Inspect,
        Verb::AnswerFindings,
        Verb::InviteWorkers,
        Verb::SignReports,
        Verb::AcceptReports,
    ];

    /// The verb as people call it.
    pub fn in_words(self) -> &'static str {
        match self {
            Verb::SeePrivate => "смотреть неопубликованное",
            Verb::ReadPapers => "загружать документы и править черновики",
            Verb::AdoptPlan => "принимать черновик как план",
            Verb::ApprovePlan => "возвращать и утверждать планы",
            Verb::PublishPlan => "публиковать план",
            Verb::RecordExecution => "отмечать исполнение",
            Verb::EditRegistry => "вести реестр организаций",
            Verb::RunRounds => "вести туры оценки",
            Verb::ImportScores => "загружать анкеты и итоги осмотра",
            Verb::ApproveScores => "утверждать оценки",
            Verb::PublishScores => "публиковать оценки",
            Verb::ManagePeople => "заводить людей и ключи",
            Verb::SeeAudit => "смотреть журнал",
            Verb::RunSurveys => "открывать и закрывать опросы",
            Verb::SeeAnswers => "смотреть ответы без имён и проверку их честности",
            Verb::ReviewAnswers => "исключать ответы с указанием причины",
            Verb::KeyAnswers => "вносить бумажные анкеты и телефонные опросы",
            Verb::Inspect => "заполнять листы осмотра",
            Verb::AnswerFindings => "отвечать на пункты осмотра от имени организации",
            Verb::InviteWorkers => "давать работникам клубов личные ссылки и поручать мероприятия",
            Verb::SignReports => "подписывать и отправлять отчёты",
            Verb::AcceptReports => "принимать и возвращать отчёты",
        }
    }
}

/// The table: one row a role, the verbs it has. What is not here is not allowed.
const TABLE: [(Role, &[Verb]); 8] = [
    (
        Role::Founder,
        &[
            Verb::SeePrivate,
            Verb::ReadPapers,
            Verb::AdoptPlan,
            Verb::ApprovePlan,
            Verb::PublishPlan,
            Verb::RecordExecution,
            Verb::EditRegistry,
            Verb::RunRounds,
            Verb::ImportScores,
            Verb::ApproveScores,
            Verb::PublishScores,
            Verb::SeeAudit,
            Verb::RunSurveys,
            Verb::SeeAnswers,
            Verb::InviteWorkers,
            Verb::SignReports,
            Verb::AcceptReports,
        ],
    ),
    (
        Role::Head,
        &[
            Verb::SeePrivate,
            Verb::ReadPapers,
            Verb::AdoptPlan,
            Verb::PublishPlan,
            Verb::RecordExecution,
            Verb::AnswerFindings,
            Verb::InviteWorkers,
            Verb::SignReports,
        ],
    ),
    (
        Role::Methodologist,
        &[
            Verb::SeePrivate,
            Verb::ReadPapers,
            Verb::AdoptPlan,
            Verb::PublishPlan,
            Verb::RecordExecution,
            Verb::EditRegistry,
            Verb::ImportScores,
            Verb::KeyAnswers,
            Verb::AnswerFindings,
            Verb::InviteWorkers,
        ],
    ),
    (Role::ClubWorker, &[Verb::SeePrivate, Verb::RecordExecution]),
    (
        Role::Operator,
        &[
            Verb::SeePrivate,
            Verb::ReadPapers,
            Verb::RunRounds,
            Verb::ImportScores,
            Verb::RunSurveys,
            Verb::SeeAnswers,
            Verb::ReviewAnswers,
            Verb::KeyAnswers,
            Verb::Inspect,
        ],
    ),
    (Role::Council, &[Verb::SeePrivate, Verb::ApproveScores]),
    (Role::Administrator, &Verb::ALL),
    (Role::Auditor, &[Verb::SeePrivate, Verb::SeeAudit, Verb::SeeAnswers]),
];

/// Whether the table gives a role a verb («есть ли право»); where, is the scope's to say.
pub fn allows(role: Role, verb: Verb) -> bool {
    TABLE.iter().any(|(r, verbs)| *r == role && verbs.contains(&verb))
}

/// The table in words, a line a role, for a lawyer to read.
pub fn printed() -> String {
    TABLE
        .iter()
        .map(|(role, verbs)| {
            let verbs: Vec<_> = verbs.iter().map(|v| v.in_words()).collect();
            format!("{}: {}\n", role.in_words(), verbs.join("; "))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lawyer_can_read_who_may_what() {
        let printed = printed();
        assert_eq!(printed.lines().count(), Role::ALL.len());
        for line in [
            "работник клуба: смотреть неопубликованное; отмечать исполнение",
            "член общественного совета: смотреть неопубликованное; утверждать оценки",
            "проверяющий: смотреть неопубликованное; смотреть журнал; смотреть ответы без имён и проверку их честности",
        ] {
            assert!(printed.lines().any(|told| told == line), "{printed}");
        }
        // Whoever is assessed neither reads raw answers nor leaves any out, inspects, approves nor publishes scores.
        for role in [Role::Head, Role::Methodologist, Role::ClubWorker] {
            let never =
                [Verb::SeeAnswers, Verb::ReviewAnswers, Verb::Inspect, Verb::ApproveScores, Verb::PublishScores];
            assert!(never.iter().all(|verb| !allows(role, *verb)), "{role:?}");
        }
        assert!(!allows(Role::ClubWorker, Verb::KeyAnswers), "a conflict of interest");
    }
}
