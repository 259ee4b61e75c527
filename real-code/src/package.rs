//! Published packages: downloaded from the registry, copied and annotated.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::annotate::{LeftOut, annotate};
use crate::sample::Sample;

/// Downloads a package with cargo, and returns the directory of its sources.
///
/// # Errors
///
/// Returns an error if cargo cannot download them or a file operation fails.
pub fn published(sample: &Sample, folder: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let asking = folder.join(sample.folder());
    fs::create_dir_all(asking.join("src"))?;
    fs::write(asking.join("src/lib.rs"), "")?;
    let manifest = format!(
        "[package]\nname = \"asking\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n{} = \"={}\"\n",
        sample.name, sample.version
    );
    fs::write(asking.join("Cargo.toml"), manifest)?;
    let output =
        Command::new("cargo").args(["metadata", "--quiet", "--format-version=1"]).current_dir(&asking).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let answer: Value = serde_json::from_slice(&output.stdout)?;
    let is_it = |package: &&Value| package["name"] == sample.name && package["version"] == sample.version;
    let found = answer["packages"].as_array().and_then(|packages| packages.iter().find(is_it));
    let manifest = found
        .and_then(|package| package["manifest_path"].as_str())
        .ok_or("`cargo metadata` does not list the package")?;
    Ok(Path::new(manifest).parent().ok_or("the path of the manifest has no directory")?.to_owned())
}

/// Copies a package to a directory outside of its workspace.
///
/// # Errors
///
/// Returns an error if a file operation fails.
pub fn copy(published: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    copy_folder(published, to)?;
    add_to_manifest(to, "[workspace]")
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let copy = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &copy)?;
        } else {
            // Not `fs::copy`: on some machines the registry's files are read-only, and older than earlier builds.
            fs::write(copy, fs::read(entry.path())?)?;
        }
    }
    Ok(())
}

fn add_to_manifest(package: &Path, lines: &str) -> Result<(), Box<dyn Error>> {
    let path = package.join("Cargo.toml");
    let manifest = fs::read_to_string(&path)?;
    Ok(fs::write(path, format!("{manifest}\n{lines}\n"))?)
}

/// The annotations of a package.
#[derive(Default)]
pub struct Coverage {
    /// Number of annotated functions.
    pub functions: usize,
    /// Number of functions without an annotation in the same files.
    pub left_out: LeftOut,
    /// Number of files skipped because of [`SNAPSHOT`].
    pub snapshots: usize,
    /// Files that the parser does not accept.
    pub unread: Vec<PathBuf>,
}

/// Reason for which some test files are not annotated.
pub const SNAPSHOT: &str = "not annotated, because the tests compare columns of compile errors";

/// Annotates a copied package and adds the dependency on the runtime.
///
/// # Errors
///
/// Returns an error if a file operation fails.
pub fn annotate_package(sample: &Sample, package: &Path, runtime: &Path) -> Result<Coverage, Box<dyn Error>> {
    let dependency = "[dependencies.attuned-telemetry-rt]\ndefault-features = false\nfeatures = [\"observe\"]";
    add_to_manifest(package, &format!("{dependency}\npath = {:?}", runtime.display().to_string()))?;
    let mut coverage = Coverage::default();
    for folder in ["src", "tests"] {
        annotate_folder(sample, package, Path::new(folder), &mut coverage)?;
    }
    Ok(coverage)
}

fn annotate_folder(
    sample: &Sample,
    package: &Path,
    folder: &Path,
    coverage: &mut Coverage,
) -> Result<(), Box<dyn Error>> {
    if !package.join(folder).is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(package.join(folder))? {
        let entry = entry?;
        let file = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            annotate_folder(sample, package, &file, coverage)?;
        } else if file.extension().is_some_and(|extension| extension == "rs") {
            annotate_file(sample, package, file, coverage)?;
        }
    }
    Ok(())
}

fn annotate_file(
    sample: &Sample,
    package: &Path,
    file: PathBuf,
    coverage: &mut Coverage,
) -> Result<(), Box<dyn Error>> {
    let path = package.join(&file);
    if path.with_extension("stderr").exists() {
        coverage.snapshots += 1;
        return Ok(());
    }
    let apart = sample.apart.iter().filter(|apart| Path::new(apart.file) == file).map(|apart| apart.item);
    let Ok(annotated) = annotate(&fs::read_to_string(&path)?, &apart.collect::<Vec<_>>()) else {
        coverage.unread.push(file);
        return Ok(());
    };
    coverage.functions += annotated.functions;
    coverage.left_out += annotated.left_out;
    Ok(fs::write(path, annotated.text)?)
}
