//! Generated packages in a separate workspace, so that the repository does not depend on their dependencies.

use std::error::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The profile for link-time optimisation of all crates.
const LTO: &str = "[profile.lto]\ninherits = \"release\"\nlto = \"fat\"\n";

/// How a package is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Profile {
    /// Without optimisation.
    Debug,
    /// With the default optimisation.
    Release,
    /// With link-time optimisation of all crates.
    Lto,
}

/// A generated package.
pub struct Package {
    /// Name of the package and of its directory.
    pub name: String,
    /// The manifest after `[package]`. `{runtime}` is the directory of the repository.
    pub manifest: String,
    /// Files by path.
    pub files: Vec<(&'static str, String)>,
}

/// A workspace of generated packages.
pub struct Workspace {
    folder: PathBuf,
}

impl Workspace {
    /// Writes packages that can use the runtime of the repository `runtime`. Unchanged files are not written again, so
    /// that their build output is reused.
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be written.
    pub fn generate(folder: &Path, runtime: &Path, packages: &[Package]) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let workspace = Self { folder: folder.canonicalize()? };
        let members: Vec<_> = packages.iter().map(|package| format!("{:?}", package.name)).collect();
        let members = members.join(", ");
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n\n{LTO}");
        write(&workspace.folder.join("Cargo.toml"), &manifest)?;
        for package in packages {
            workspace.write(package, runtime)?;
        }
        // The packages use the dependency versions of the repository.
        let lock = workspace.folder.join("Cargo.lock");
        if !lock.exists() {
            fs::copy(runtime.join("Cargo.lock"), lock)?;
        }
        Ok(workspace)
    }

    fn write(&self, package: &Package, runtime: &Path) -> io::Result<()> {
        let Package { name, manifest, files } = package;
        let manifest = manifest.replace("{runtime}", &runtime.display().to_string());
        let section =
            format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n");
        write(&self.package(name).join("Cargo.toml"), &format!("{section}\n{manifest}"))?;
        files.iter().try_for_each(|(path, text)| write(&self.package(name).join(path), text))
    }

    /// Returns the directory of a package.
    #[must_use]
    pub fn package(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Runs cargo for one package, with its own features only. Returns the standard output; standard error is
    /// inherited.
    ///
    /// # Errors
    ///
    /// Returns an error if cargo fails.
    pub fn cargo(&self, command: &str, package: &str, arguments: &[&str]) -> Result<String, Box<dyn Error>> {
        let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args([command, "--quiet", "-p", package])
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .stderr(Stdio::inherit())
            .output()?;
        if output.status.success() {
            Ok(String::from_utf8(output.stdout)?)
        } else {
            Err(format!("cargo {command} of the generated package `{package}` failed").into())
        }
    }

    /// Builds a package's program, and returns its path.
    ///
    /// # Errors
    ///
    /// Returns an error if the package does not compile.
    pub fn build(&self, package: &str, profile: Profile) -> Result<PathBuf, Box<dyn Error>> {
        let (profile, folder) = match profile {
            Profile::Debug => ("dev", "debug"),
            Profile::Release => ("release", "release"),
            Profile::Lto => ("lto", "lto"),
        };
        self.cargo("build", package, &["--profile", profile])?;
        Ok(self.folder.join("target").join(folder).join(package))
    }
}

fn write(file: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(file).is_ok_and(|there| there == text) {
        return Ok(());
    }
    file.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(file, text)
}
