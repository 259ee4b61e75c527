//! A generated workspace with a package for each variant, and their dependencies, which are compiled once.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::variant::{VARIANTS, Variant};

/// The generated workspace.
pub(crate) struct Packages {
    folder: PathBuf,
}

/// The compiled crates that a variant's code names.
pub(crate) struct Dependencies {
    /// The files by the crates' names.
    pub(crate) files: BTreeMap<String, PathBuf>,
}

/// What a dependency is compiled for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Check,
    Release,
}

impl Packages {
    /// Writes the packages of all variants; what was compiled for them before is used again.
    pub(crate) fn generate(folder: &Path, runtime: &Path) -> Result<Self, Box<dyn Error>> {
        fs::create_dir_all(folder)?;
        let packages = Self { folder: folder.canonicalize()? };
        for variant in &VARIANTS {
            let package = packages.of(variant);
            fs::create_dir_all(package.join("src"))?;
            fs::write(package.join("Cargo.toml"), variant.manifest(runtime))?;
            fs::write(package.join("src/lib.rs"), "")?;
        }
        let members: Vec<_> = VARIANTS.iter().map(|variant| format!("{:?}", variant.package())).collect();
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
        fs::write(packages.folder.join("Cargo.toml"), manifest)?;
        // The versions are the repository's.
        let lock = packages.folder.join("Cargo.lock");
        if !lock.exists() {
            fs::copy(runtime.join("Cargo.lock"), lock)?;
        }
        Ok(packages)
    }

    /// The folder of a variant's package.
    pub(crate) fn of(&self, variant: &Variant) -> PathBuf {
        self.folder.join(variant.package())
    }

    /// Compiles what a variant depends on, with its own features only.
    pub(crate) fn dependencies(&self, variant: &Variant, purpose: Purpose) -> Result<Dependencies, Box<dyn Error>> {
        let command = if purpose == Purpose::Check { "check" } else { "build" };
        let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args([command, "--quiet", "--message-format=json", "-p", &variant.package()])
            .args((purpose == Purpose::Release).then_some("--release"))
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .stderr(Stdio::inherit())
            .output()?;
        if !output.status.success() {
            return Err(format!("the dependencies of `{}` do not compile", variant.name).into());
        }
        let extension = if purpose == Purpose::Check { "rmeta" } else { "rlib" };
        let mut files = BTreeMap::new();
        for line in String::from_utf8(output.stdout)?.lines() {
            files.extend(artifact(&serde_json::from_str(line)?, extension));
        }
        files.retain(|name, _| variant.crates.contains(&name.as_str()));
        Ok(Dependencies { files })
    }
}

/// The name and the file of a library that cargo tells of.
fn artifact(message: &Value, extension: &str) -> Option<(String, PathBuf)> {
    let name = message["target"]["name"].as_str()?.replace('-', "_");
    let mut files = message["filenames"].as_array()?.iter().filter_map(Value::as_str).map(PathBuf::from);
    Some((name, files.find(|file| file.extension().is_some_and(|found| found == extension))?))
}
