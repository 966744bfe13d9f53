use jiff::Timestamp;
use otklik_domain::ids::PersonId;
use std::fmt;
use uuid::Uuid;

/// Who lets people in besides us («внешний вход»): a provider of OpenID Connect. Its secret is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct OuterDoor {
    /// Its name among others.
    pub id: String,
    /// What stands on the button: «Войти через …».
    pub title: String,
    /// The address of the provider, as its tokens name it.
    pub issuer: String,
    /// What the provider calls us.
    pub client_id: String,
    /// The secret between the provider and us; nothing where it comes with the program or is not wanted.
    pub client_secret: Option<String>,
    /// What is asked for besides `openid`, by blanks.
    pub scopes: String,
    /// Values of `acr` and `amr`, by blanks, after which our second step is not asked.
    pub trusted_steps: String,
    /// A confirmed e-mail finds a person who has no outer account yet.
    pub finds_by_email: bool,
    /// People may come in by it.
    pub is_open: bool,
}

impl fmt::Debug for OuterDoor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OuterDoor").field("id", &self.id).field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// Somebody's account with a provider («внешняя учётная запись»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OuterAccount {
    /// Its id here.
    pub id: Uuid,
    /// The provider.
    pub issuer: String,
    /// What the provider calls the person for ever.
    pub subject: String,
    /// Whose.
    pub person: PersonId,
    /// What its owner knows it by.
    pub name: String,
    /// Since when.
    pub at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}
