//! A package's own tests, run by cargo: what the compiler warns of, and how each test ends.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::sample::Sample;

/// A warning: the lint, what it says, and where.
pub type Warning = String;

/// What came of a package's tests.
#[derive(Default)]
pub struct Suite {
    /// What the compiler warned of in the package.
    pub warnings: BTreeSet<Warning>,
    /// What the compiler refused.
    pub errors: BTreeSet<String>,
    /// How each test ended: `ok`, `FAILED` or `ignored`.
    pub tests: BTreeMap<String, String>,
    /// Whether every test program ended well, also those that list no tests.
    pub succeeded: bool,
}

impl Suite {
    /// How many tests passed.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.tests.values().filter(|&ended| ended == "ok").count()
    }
}

/// Builds and runs the tests of a package; `target` is shared by all packages.
///
/// # Errors
///
/// If cargo cannot be run, or the disk refuses.
pub fn run(sample: &Sample, package: &Path, target: &Path) -> Result<Suite, Box<dyn Error>> {
    let mut suite = Suite::default();
    build(sample, package, target, &mut suite)?;
    if !suite.errors.is_empty() {
        return Ok(suite);
    }
    let path = package.join("tests.log");
    let log = File::create(&path)?;
    // Both into one file, so that the headings, which go to the one, stay above the results, which go to the other.
    let mut command = cargo(sample, package, target);
    suite.succeeded = command.arg("--no-fail-fast").stderr(log.try_clone()?).stdout(log).status()?.success();
    suite.tests = tests(&String::from_utf8_lossy(&fs::read(path)?));
    Ok(suite)
}

/// Chooses the versions of what a package depends on.
///
/// # Errors
///
/// If cargo finds none.
pub fn lock(package: &Path) -> Result<(), Box<dyn Error>> {
    let output = Command::new("cargo").args(["update", "--quiet"]).current_dir(package).output()?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into()) }
}

/// Cargo, which is ended with all that it started if it takes ten minutes: a test that hangs is a failure.
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

/// A warning without its columns, which the annotation moves. That there are warnings is none.
fn warning(message: &Value) -> Option<Warning> {
    let place = message["spans"].as_array()?.iter().find(|span| span["is_primary"] == true)?;
    let lint = message["code"]["code"].as_str().unwrap_or("warning");
    Some(format!("{}:{}: {lint}: {}", place["file_name"].as_str()?, place["line_start"], message["message"].as_str()?))
}

/// `test NAME ... ok`, below the heading of the program that it is in.
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
