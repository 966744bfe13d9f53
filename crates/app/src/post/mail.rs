//! What the program was started with for letters: the password, one more certificate, the folder.

use super::{Folder, Memory, Post, PostFault, PostSettings, Smtp};
use std::path::PathBuf;
use std::sync::Arc;

/// What settings of the house do not hold («почта программы»). A password is never shown and never kept.
#[derive(Clone, Default)]
pub struct Mail {
    /// The password of the mail server.
    pub password: Option<String>,
    /// A certificate in PEM that the server's may be signed by, beside those everybody knows.
    pub authority: Option<Vec<u8>>,
    /// Where letters lie while no server is set.
    pub folder: PathBuf,
    /// Instead of all that, in tests.
    pub memory: Option<Arc<Memory>>,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("has_password", &self.password.is_some()).field("folder", &self.folder).finish()
    }
}

impl Mail {
    /// The way out by settings of the house.
    ///
    /// # Errors
    /// `Unreachable` when the settings cannot be used.
    pub fn post(&self, settings: &PostSettings) -> Result<Arc<dyn Post>, PostFault> {
        if let Some(memory) = &self.memory {
            return Ok(memory.clone());
        }
        if settings.host.is_empty() {
            return Ok(Arc::new(Folder::new(settings.clone(), &self.folder)));
        }
        Ok(Arc::new(Smtp::new(settings.clone(), self.password.as_deref(), self.authority.as_deref())?))
    }
}
