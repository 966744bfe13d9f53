//! Passwords are hashed and compared apart from other work, a few at a time: each costs much time and memory on purpose.

use crate::refusal::Refusal;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use std::sync::{Arc, LazyLock};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// So many at once; each takes 19 MiB.
const AT_ONCE: usize = 2;

/// What a password is compared with where there is none, so that the answer takes as long: the hash of noise.
static NOBODYS: LazyLock<Option<String>> = LazyLock::new(|| hashed(&crate::fresh::secret().ok()?).ok());

#[derive(Debug)]
pub(super) struct Hashing(Arc<Semaphore>);

impl Default for Hashing {
    fn default() -> Self {
        Hashing(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Hashing {
    pub(super) async fn hash(&self, password: &str) -> Result<String, Refusal> {
        let (seat, password) = (self.seat().await?, password.to_owned());
        apart(seat, move || hashed(&password).map_err(Refusal::unavailable)).await?
    }

    pub(super) async fn is_right(&self, password: &str, hash: Option<String>) -> Result<bool, Refusal> {
        let (seat, password) = (self.seat().await?, password.to_owned());
        apart(seat, move || {
            let Some(known) = hash.as_ref().or(NOBODYS.as_ref()) else { return false };
            let is_right = Argon2::default().verify_password(password.as_bytes(), known.as_str()).is_ok();
            is_right && hash.is_some()
        })
        .await
    }

    async fn seat(&self) -> Result<OwnedSemaphorePermit, Refusal> {
        self.0.clone().acquire_owned().await.map_err(Refusal::unavailable)
    }
}

/// The seat is kept until the work is done, even when whoever asked has gone.
async fn apart<T: Send + 'static>(
    seat: OwnedSemaphorePermit,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Refusal> {
    let done = tokio::task::spawn_blocking(move || {
        let answer = work();
        drop(seat);
        answer
    });
    done.await.map_err(Refusal::unavailable)
}

/// argon2id with 19 MiB, two passes, one lane, and 16 bytes of noise as salt.
fn hashed(password: &str) -> Result<String, String> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|cause| cause.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_by_its_hash_only() {
        let hashing = Hashing::default();
        let hash = hashing.hash("сирень у крыльца").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && !hash.contains("сирень"), "{hash}");
        assert_ne!(hashing.hash("сирень у крыльца").await.unwrap(), hash, "each has its own salt");
        for (password, known, is_right) in [
            ("сирень у крыльца", Some(hash.clone()), true),
            ("сирень у крыльц", Some(hash.clone()), false),
            ("", Some(hash), false),
            ("сирень у крыльца", None, false),
            ("сирень у крыльца", Some("broken".to_owned()), false),
        ] {
            assert_eq!(hashing.is_right(password, known.clone()).await.unwrap(), is_right, "{password} {known:?}");
        }
    }
}
