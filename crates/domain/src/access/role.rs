/// What a person is in the house («роль»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// учредитель
    Founder,
    /// руководитель
    Head,
    /// методист
    Methodologist,
    /// работник клуба
    ClubWorker,
    /// оператор
    Operator,
    /// член общественного совета
    Council,
    /// администратор
    Administrator,
    /// проверяющий
    Auditor,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 8] = [
        Role::Founder,
        Role::Head,
        Role::Methodologist,
        Role::ClubWorker,
        Role::Operator,
        Role::Council,
        Role::Administrator,
        Role::Auditor,
    ];

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Role::Founder => "founder",
            Role::Head => "head",
            Role::Methodologist => "methodologist",
            Role::ClubWorker => "club-worker",
            Role::Operator => "operator",
            Role::Council => "council",
            Role::Administrator => "administrator",
            Role::Auditor => "auditor",
        }
    }

    /// The role as people call it.
    pub fn in_words(self) -> &'static str {
        match self {
            Role::Founder => "учредитель",
            Role::Head => "руководитель",
            Role::Methodologist => "методист",
            Role::ClubWorker => "работник клуба",
            Role::Operator => "оператор",
            Role::Council => "член общественного совета",
            Role::Administrator => "администратор",
            Role::Auditor => "проверяющий",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.name() == name)
    }
}
