//! Directories.

use std::error::Error;
use std::path::{Path, PathBuf};

/// Returns the repository of this program.
#[must_use]
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns the absolute path of a repository with a runtime, for generated packages in other directories.
///
/// # Errors
///
/// Returns an error if there is no runtime.
pub fn runtime(repository: &Path) -> Result<PathBuf, Box<dyn Error>> {
    if repository.join("attuned-telemetry-rt/Cargo.toml").exists() {
        Ok(repository.canonicalize()?)
    } else {
        Err(format!(
            "no runtime found in `{}`: expected a repository with `attuned-telemetry-rt/Cargo.toml`; set `--runtime`",
            repository.display()
        )
        .into())
    }
}

/// Returns a directory for a bench in cargo's target directory.
///
/// # Errors
///
/// Returns an error if the path of this program is unknown.
pub fn generated(bench: &str) -> Result<PathBuf, Box<dyn Error>> {
    let program = std::env::current_exe()?;
    let target = program.parent().and_then(Path::parent).ok_or("the path of the program has no target directory")?;
    Ok(target.join(bench))
}
