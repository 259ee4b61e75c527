//! A generated workspace with a package for each variant. Dependencies are compiled once.

use std::collections::BTreeMap;
use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};

use attuned_telemetry_benches::workspace::Workspace;
use serde_json::Value;

use crate::variant::{VARIANTS, Variant};

/// The generated workspace.
pub(crate) struct Packages(Workspace);

/// Compiled crates that a variant's code uses.
pub(crate) struct Dependencies {
    /// Files by crate name.
    pub(crate) files: BTreeMap<String, PathBuf>,
}

/// Profile for which a dependency is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Check,
    Release,
}

impl Packages {
    /// Writes the packages of all variants. Earlier build output is reused.
    pub(crate) fn generate(folder: &Path, runtime: &Path) -> io::Result<Self> {
        let packages: Vec<_> = VARIANTS.iter().map(Variant::generated).collect();
        Ok(Self(Workspace::generate(folder, runtime, &packages)?))
    }

    /// Returns the directory of a variant's package.
    pub(crate) fn of(&self, variant: &Variant) -> PathBuf {
        self.0.package(&variant.package())
    }

    /// Compiles the dependencies of a variant, with its own features only.
    pub(crate) fn dependencies(&self, variant: &Variant, purpose: Purpose) -> Result<Dependencies, Box<dyn Error>> {
        let (command, profile) = if purpose == Purpose::Check { ("check", "dev") } else { ("build", "release") };
        let arguments = ["--message-format=json", "--profile", profile];
        let messages = self.0.cargo(command, &variant.package(), &arguments)?;
        let extension = if purpose == Purpose::Check { "rmeta" } else { "rlib" };
        let mut files = BTreeMap::new();
        for line in messages.lines() {
            files.extend(artifact(&serde_json::from_str(line)?, extension));
        }
        files.retain(|name, _| variant.crates.contains(&name.as_str()));
        Ok(Dependencies { files })
    }
}

/// Returns name and file of a library in cargo's messages.
fn artifact(message: &Value, extension: &str) -> Option<(String, PathBuf)> {
    let name = message["target"]["name"].as_str()?.replace('-', "_");
    let mut files = message["filenames"].as_array()?.iter().filter_map(Value::as_str).map(PathBuf::from);
    Some((name, files.find(|file| file.extension().is_some_and(|found| found == extension))?))
}
