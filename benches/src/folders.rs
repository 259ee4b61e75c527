//! Where things are.

use std::error::Error;
use std::path::{Path, PathBuf};

/// The repository that this program is a part of.
#[must_use]
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The whole path of a repository with a runtime, which generated packages in another folder can use.
///
/// # Errors
///
/// If there is no runtime.
pub fn runtime(repository: &Path) -> Result<PathBuf, Box<dyn Error>> {
    if repository.join("attuned-telemetry-rt/Cargo.toml").exists() {
        Ok(repository.canonicalize()?)
    } else {
        Err(format!("no folder `attuned-telemetry-rt` with a runtime in `{}`, see `--runtime`", repository.display())
            .into())
    }
}

/// A bench's own folder beside what cargo keeps in the target folder.
///
/// # Errors
///
/// If this program is not there.
pub fn generated(bench: &str) -> Result<PathBuf, Box<dyn Error>> {
    let program = std::env::current_exe()?;
    let target = program.parent().and_then(Path::parent).ok_or("the program is in no folder")?;
    Ok(target.join(bench))
}
