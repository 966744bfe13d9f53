//! Files that their owner alone may read: they hold sums of passwords and personal data.

use std::fs::{File, OpenOptions};
use std::path::Path;

/// Makes an empty file, and refuses where one is already.
pub(crate) fn make(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.write(true).create_new(true).open(path)
}
