//! Letters as files, where no mail server is set: nothing is lost, and anybody can open them.

use super::{Outgoing, Post, PostFault, PostSettings, mime};
use async_trait::async_trait;
use std::path::{Path, PathBuf};

/// A folder of letters.
pub struct Folder {
    settings: PostSettings,
    place: PathBuf,
}

impl Folder {
    /// A folder, made when the first letter comes.
    pub fn new(settings: PostSettings, place: &Path) -> Self {
        Folder { settings, place: place.to_owned() }
    }
}

#[async_trait]
impl Post for Folder {
    async fn send(&self, letter: &Outgoing) -> Result<(), PostFault> {
        let bytes = mime::message(&self.settings, letter)?.formatted();
        let broken = |why: std::io::Error| {
            PostFault::Unreachable(format!("Папка писем {} не пишется ({why})", self.place.display()))
        };
        tokio::fs::create_dir_all(&self.place).await.map_err(broken)?;
        // Under another name first: a file that is seen is whole.
        let (half, whole) =
            (self.place.join(format!("{}.part", letter.id)), self.place.join(format!("{}.eml", letter.id)));
        tokio::fs::write(&half, bytes).await.map_err(broken)?;
        tokio::fs::rename(&half, &whole).await.map_err(broken)
    }
}
