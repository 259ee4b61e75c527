//! Compares one crate, plain and annotated, and formats its line in the table.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::package::{self, Coverage};
use crate::sample::Sample;
use crate::suite::{self, Suite};

/// Results of one crate.
pub struct Compared {
    sample: &'static Sample,
    coverage: Coverage,
    plain: Suite,
    annotated: Suite,
    seconds: u64,
}

/// Header of the table.
pub const HEADING: &str = "\
| crate | description | annotated | `const` | no body | in macros | excluded | passed, plain | passed, annotated | new warnings | seconds |
|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|";

/// Runs the tests of a crate as published and with every function annotated, in directories in `folder`.
///
/// # Errors
///
/// Returns an error if the crate cannot be downloaded or cargo cannot be run.
pub fn compare(sample: &'static Sample, folder: &Path) -> Result<Compared, Box<dyn Error>> {
    let started = Instant::now();
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../attuned-telemetry-rt").canonicalize()?;
    let published = package::published(sample, &folder.join("asking"))?;
    let copy = |name: &str| -> Result<PathBuf, Box<dyn Error>> {
        let to = folder.join(name).join(sample.folder());
        package::copy(&published, &to).map(|()| to)
    };
    let (plain, annotated) = (copy("plain")?, copy("annotated")?);
    let coverage = package::annotate_package(sample, &annotated, &runtime)?;
    suite::lock(&annotated)?;
    fs::copy(annotated.join("Cargo.lock"), plain.join("Cargo.lock"))?;
    let target = folder.join("target");
    let plain = suite::run(sample, &plain, &target)?;
    let annotated = suite::run(sample, &annotated, &target)?;
    Ok(Compared { sample, coverage, plain, annotated, seconds: started.elapsed().as_secs() })
}

impl Compared {
    /// Returns the differences that the annotations caused; empty if there are none.
    #[must_use]
    pub fn differences(&self) -> Vec<String> {
        let (plain, annotated) = (&self.plain, &self.annotated);
        let refused = |name: &str, suite: &Suite| suite.errors.iter().map(|error| format!("{name}: {error}")).collect();
        let mut differences: Vec<String> = refused("plain", plain);
        differences.extend(refused("annotated", annotated));
        differences.extend(self.coverage.unread.iter().map(|file| format!("cannot parse {}", file.display())));
        if plain.passed() == 0 {
            differences.push("no test passes without annotations".to_owned());
        }
        if !differences.is_empty() {
            return differences;
        }
        let added = annotated.warnings.difference(&plain.warnings).map(|warning| format!("new warning: {warning}"));
        let lost = plain.warnings.difference(&annotated.warnings).map(|warning| format!("lost warning: {warning}"));
        let ended = |suite: &Suite, test: &str| suite.tests.get(test).cloned().unwrap_or_else(|| "missing".to_owned());
        let tests = plain.tests.keys().chain(annotated.tests.keys().filter(|test| !plain.tests.contains_key(*test)));
        let tests = tests.map(|test| (test, ended(plain, test), ended(annotated, test)));
        let worse = tests.filter(|(_, plain, annotated)| plain != "FAILED" && plain != annotated);
        differences.extend(added.chain(lost));
        if plain.succeeded && !annotated.succeeded {
            differences.push("`cargo test` fails".to_owned());
        }
        differences
            .extend(worse.map(|(test, plain, annotated)| format!("test {test}: plain {plain}, annotated {annotated}")));
        differences
    }

    /// Returns the crate's line in the table.
    #[must_use]
    pub fn line(&self) -> String {
        let Self { sample, coverage, plain, annotated, seconds } = self;
        let left_out = coverage.left_out;
        format!(
            "| {} {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {seconds} |",
            sample.name,
            sample.version,
            sample.kind,
            coverage.functions,
            left_out.constant,
            left_out.bodyless,
            left_out.in_macros,
            left_out.apart,
            plain.passed(),
            annotated.passed(),
            annotated.warnings.difference(&plain.warnings).count(),
        )
    }

    /// Returns notes below the table: items excluded by name, and tests that fail as published.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let Sample { name, apart, skipped, .. } = self.sample;
        let mut notes: Vec<String> = apart
            .iter()
            .map(|apart| format!("- {name}, `{}` in `{}`: {}.", apart.item, apart.file, apart.reason))
            .collect();
        if self.coverage.snapshots > 0 {
            notes.push(format!("- {name}, {} files: {}.", self.coverage.snapshots, package::SNAPSHOT));
        }
        notes.extend(
            skipped.iter().map(|skipped| format!("- {name}, test `{}`: not run; {}.", skipped.test, skipped.reason)),
        );
        let failed = self.plain.tests.iter().filter(|(_, ended)| *ended == "FAILED");
        notes.extend(failed.map(|(test, _)| format!("- {name}, test `{test}`: also fails without annotations.")));
        notes
    }
}
