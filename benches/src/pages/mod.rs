//! Libraries with many series, each in a generated program that renders pages.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command_line::is_asked;
use crate::folders;
use crate::workspace::{Package, Profile, Workspace};

/// A metrics library that renders pages.
pub struct Library {
    /// Name of the library, which is a part of the package's name.
    pub name: &'static str,
    text: &'static str,
    /// Lines in `[dependencies]`.
    crates: &'static [&'static str],
}

/// This crate's runtime.
pub const OURS: &str = "ours";
/// This crate's runtime, with a page that is rendered in pieces. Only one piece is in memory at a time.
pub const IN_PIECES: &str = "ours-in-pieces";
/// The most common exporter.
pub const EXPORTER: &str = "metrics-exporter-prometheus";
/// Code written by hand.
pub const BY_HAND: &str = "by-hand";

macro_rules! library {
    ($name:expr, $file:literal $(, $crates:literal)*) => {
        Library {
            name: $name,
            text: include_str!(concat!("templates/libraries/", $file, ".rs")),
            crates: &[$($crates),*],
        }
    };
}

/// All libraries.
pub static LIBRARIES: [Library; 9] = [
    library!(
        OURS,
        "ours",
        "attuned-telemetry-rt = { path = \"{runtime}/attuned-telemetry-rt\", features = [\"prometheus\"] }",
        "metrics = \"0.24.6\""
    ),
    library!(
        IN_PIECES,
        "ours_in_pieces",
        "attuned-telemetry-rt = { path = \"{runtime}/attuned-telemetry-rt\", features = [\"prometheus\"] }",
        "metrics = \"0.24.6\""
    ),
    library!(
        EXPORTER,
        "metrics_exporter_prometheus",
        "metrics = \"0.24.6\"",
        "metrics-exporter-prometheus = { version = \"0.18.3\", default-features = false }"
    ),
    library!("prometheus-client", "prometheus_client", "prometheus-client = \"0.25.2\""),
    library!("prometheus", "prometheus", "prometheus = { version = \"0.14.0\", default-features = false }"),
    library!(
        "opentelemetry",
        "opentelemetry",
        "opentelemetry = { version = \"0.33.1\", features = [\"experimental_metrics_bound_instruments\"] }",
        "opentelemetry_sdk = { version = \"0.33.1\", features = [\"experimental_metrics_bound_instruments\"] }"
    ),
    library!(
        "measured",
        "measured",
        "measured = { version = \"0.0.25\", features = [\"lasso\"] }",
        "lasso = { version = \"0.7\", features = [\"multi-threaded\"] }"
    ),
    library!("fastmetrics", "fastmetrics", "fastmetrics = { version = \"0.7.1\", features = [\"derive\"] }"),
    library!(BY_HAND, "by_hand", "itoa = \"1.0.17\""),
];

/// Libraries whose labels have types that bound their values, and the least memory for such series. They have counters
/// only.
pub static TYPED: [Library; 3] = [
    library!(
        "ours-typed",
        "ours_typed",
        "attuned-telemetry-rt = { path = \"{runtime}/attuned-telemetry-rt\", features = [\"prometheus\"] }"
    ),
    library!("measured-typed", "measured_typed", "measured = \"0.0.25\""),
    library!("floor", "floor"),
];

/// Kinds of series.
#[derive(Clone, Copy, PartialEq)]
pub enum Series {
    /// Counters with two labels.
    Counters,
    /// Histograms with 14 buckets.
    Histograms,
}

impl Series {
    const fn name(self) -> &'static str {
        match self {
            Self::Counters => "counters",
            Self::Histograms => "histograms",
        }
    }
}

/// Returns the requested ones of these libraries.
pub fn asked(libraries: &'static [Library], only: Option<&[String]>) -> impl Iterator<Item = &'static Library> {
    libraries.iter().filter(move |library| is_asked(only, library.name))
}

/// Generated packages, in a directory that several benches share.
///
/// # Errors
///
/// Returns an error if the packages cannot be written, or if there is no runtime.
pub fn workspace(folder: Option<&Path>, runtime: &Path, more: Option<Package>) -> Result<Workspace, Box<dyn Error>> {
    let folder = folder.map_or_else(|| folders::generated("pages"), |folder| Ok(folder.to_owned()))?;
    let packages: Vec<_> = LIBRARIES.iter().chain(&TYPED).map(Library::package).chain(more).collect();
    Ok(Workspace::generate(&folder, &folders::runtime(runtime)?, &packages)?)
}

impl Library {
    fn package(&self) -> Package {
        let files = vec![
            ("src/main.rs", include_str!("templates/main.rs").to_owned()),
            ("src/typed.rs", include_str!("templates/typed.rs").to_owned()),
            ("src/writer.rs", include_str!("templates/writer.rs").to_owned()),
            ("src/allocations.rs", include_str!("../templates/allocations.rs").to_owned()),
            ("src/library.rs", self.text.to_owned()),
        ];
        let manifest = format!("[dependencies]\n{}\n", self.crates.join("\n"));
        Package { name: self.package_name(), manifest, files }
    }

    fn package_name(&self) -> String {
        format!("pages-{}", self.name)
    }

    /// Builds the program of a library.
    ///
    /// # Errors
    ///
    /// Returns an error if the program does not compile.
    pub fn build(&self, workspace: &Workspace) -> Result<Program, Box<dyn Error>> {
        Ok(Program(workspace.build(&self.package_name(), Profile::Release)?))
    }
}

/// A built program.
pub struct Program(pub PathBuf);

impl Program {
    /// Runs the program with a number of series, and returns the printed numbers.
    ///
    /// # Errors
    ///
    /// Returns an error if the program fails or prints something else.
    pub fn numbers<const N: usize>(
        &self,
        what: &str,
        (series, number): (Series, u64),
        seconds: f64,
    ) -> Result<[f64; N], Box<dyn Error>> {
        self.run(&[what, series.name(), &number.to_string(), &seconds.to_string()])
    }

    /// Runs the program with arguments, and returns the printed numbers.
    ///
    /// # Errors
    ///
    /// Returns an error if the program fails or prints something else.
    pub fn run<const N: usize>(&self, arguments: &[&str]) -> Result<[f64; N], Box<dyn Error>> {
        let output = Command::new(&self.0).args(arguments).output()?;
        let program = self.0.display();
        if !output.status.success() {
            return Err(format!("`{program}` failed:\n{}", String::from_utf8_lossy(&output.stderr)).into());
        }
        let words = String::from_utf8(output.stdout)?;
        let numbers: Vec<f64> = words.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        numbers.try_into().map_err(|_| format!("`{program}` printed `{words}`, expected {N} numbers").into())
    }
}
