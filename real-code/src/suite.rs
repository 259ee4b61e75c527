//! Runs a package's tests with cargo: compiler warnings, and the result of each test.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::sample::Sample;

/// A warning: lint, message and location.
pub type Warning = String;

/// Results of a package's tests.
#[derive(Default)]
pub struct Suite {
    /// Compiler warnings of the package.
    pub warnings: BTreeSet<Warning>,
    /// Compiler errors.
    pub errors: BTreeSet<String>,
    /// Result of each test: `ok`, `FAILED` or `ignored`.
    pub tests: BTreeMap<String, String>,
    /// Whether every test program succeeded, including those without a list of tests.
    pub succeeded: bool,
}

impl Suite {
    /// Returns the number of passed tests.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.tests.values().filter(|&ended| ended == "ok").count()
    }
}

/// Builds and runs the tests of a package. All packages share `target`.
///
/// # Errors
///
/// Returns an error if cargo cannot be run or a file operation fails.
pub fn run(sample: &Sample, package: &Path, target: &Path) -> Result<Suite, Box<dyn Error>> {
    let mut suite = Suite::default();
    build(sample, package, target, &mut suite)?;
    if !suite.errors.is_empty() {
        return Ok(suite);
    }
    let path = package.join("tests.log");
    let log = File::create(&path)?;
    // Standard output and error go to one file, because cargo prints the headings of the results to standard error.
    let mut command = cargo(sample, package, target);
    command.arg("--no-fail-fast");
    if !sample.skipped.is_empty() {
        command.arg("--").args(sample.skipped.iter().flat_map(|skipped| ["--skip", skipped.test]));
    }
    suite.succeeded = command.stderr(log.try_clone()?).stdout(log).status()?.success();
    suite.tests = tests(&String::from_utf8_lossy(&fs::read(path)?));
    Ok(suite)
}

/// Resolves the versions of a package's dependencies.
///
/// # Errors
///
/// Returns an error if cargo cannot resolve them.
pub fn lock(package: &Path) -> Result<(), Box<dyn Error>> {
    let output = Command::new("cargo").args(["update", "--quiet"]).current_dir(package).output()?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into()) }
}

/// Creates a `cargo test` command that is killed after ten minutes, so that a test that hangs is a failure.
fn cargo(sample: &Sample, package: &Path, target: &Path) -> Command {
    let mut command = Command::new("timeout");
    command
        .args(["10m", "cargo"])
        .current_dir(package)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_TERM_COLOR", "never")
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_PROFILE_TEST_DEBUG", "0")
        .stdin(Stdio::null())
        .arg("test")
        .args(sample.arguments);
    command
}

fn build(sample: &Sample, package: &Path, target: &Path, suite: &mut Suite) -> Result<(), Box<dyn Error>> {
    let log = File::create(package.join("build.log"))?;
    let mut command = cargo(sample, package, target);
    let output = command.args(["--no-run", "--message-format=json"]).stderr(log).output()?;
    fs::write(package.join("build.json"), &output.stdout)?;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        let is_own = message["manifest_path"] == package.join("Cargo.toml").display().to_string();
        if message["reason"] != "compiler-message" || !is_own {
            continue;
        }
        let message = &message["message"];
        match message["level"].as_str() {
            Some("warning") => suite.warnings.extend(warning(message)),
            Some("error") => suite.errors.extend(message["rendered"].as_str().map(str::to_owned)),
            _ => {}
        }
    }
    if !output.status.success() && suite.errors.is_empty() {
        suite.errors.insert(fs::read_to_string(package.join("build.log"))?);
    }
    Ok(())
}

/// Formats a warning without its columns, because annotations change them. Returns `None` for a summary of warnings.
fn warning(message: &Value) -> Option<Warning> {
    let place = message["spans"].as_array()?.iter().find(|span| span["is_primary"] == true)?;
    let lint = message["code"]["code"].as_str().unwrap_or("warning");
    Some(format!("{}:{}: {lint}: {}", place["file_name"].as_str()?, place["line_start"], message["message"].as_str()?))
}

/// Parses `test NAME ... ok`, below the heading of its program.
fn tests(log: &str) -> BTreeMap<String, String> {
    let mut tests = BTreeMap::new();
    let mut program = "";
    for line in log.lines() {
        if let Some(heading) = line.trim_start().strip_prefix("Running ") {
            program = heading.split(" (").next().unwrap_or(heading);
        } else if line.trim_start().starts_with("Doc-tests ") {
            program = "doc";
        } else if let Some((name, ended)) = line.strip_prefix("test ").and_then(|line| line.rsplit_once(" ... ")) {
            let ended = ended.split([' ', ',']).next().unwrap_or(ended);
            tests.insert(format!("{program}: {name}"), ended.to_owned());
        }
    }
    tests
}
