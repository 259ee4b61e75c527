//! Compiles generated code and measures the time.

use std::error::Error;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use crate::cpu_time;
use crate::packages::{Dependencies, Packages, Purpose};
use crate::variant::Variant;

/// Name of every generated crate, so that symbols are equal in all variants.
pub(crate) const CRATE: &str = "annotated";

/// Options that `cargo check` passes to `rustc`.
pub(crate) const CHECK: [&str; 3] = ["--crate-type=lib", "--emit=dep-info,metadata", "-Cdebuginfo=2"];
/// Options that `cargo build --release` passes to `rustc`: 16 codegen units.
pub(crate) const RELEASE: [&str; 4] =
    ["--crate-type=lib", "--emit=dep-info,metadata,link", "-Copt-level=3", "-Cstrip=debuginfo"];

/// A variant that can be compiled.
pub(crate) struct Compiler<'a> {
    pub(crate) variant: &'a Variant,
    program: PathBuf,
    package: PathBuf,
    for_check: Dependencies,
    for_release: Dependencies,
}

/// Code to compile.
pub(crate) struct Job<'a> {
    /// Name of the file, and of the directory of its output.
    pub(crate) name: &'a str,
    pub(crate) source: &'a str,
    pub(crate) purpose: Purpose,
    pub(crate) arguments: &'a [&'a str],
}

impl<'a> Compiler<'a> {
    /// Creates a compiler for a variant, and compiles its dependencies.
    pub(crate) fn new(packages: &Packages, variant: &'a Variant) -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            variant,
            program: sysroot()?.join("bin/rustc"),
            package: packages.of(variant),
            for_check: packages.dependencies(variant, Purpose::Check)?,
            for_release: packages.dependencies(variant, Purpose::Release)?,
        })
    }

    /// Compiles, and returns the processor time.
    pub(crate) fn time(&self, job: &Job<'_>) -> Result<Duration, Box<dyn Error>> {
        let before = cpu_time::of_children()?;
        let output = self.run(job)?;
        let took = cpu_time::of_children()?.saturating_sub(before);
        if output.status.success() {
            Ok(took)
        } else {
            Err(format!("`{}` of `{}` does not compile:\n{}", job.name, self.variant.name, errors(&output)).into())
        }
    }

    /// Compiles, and returns the directory of the output.
    pub(crate) fn compile(&self, job: &Job<'_>) -> Result<PathBuf, Box<dyn Error>> {
        self.time(job)?;
        Ok(self.folder(job))
    }

    /// Compiles, and returns the compiler's messages.
    pub(crate) fn run(&self, job: &Job<'_>) -> Result<Output, Box<dyn Error>> {
        let (file, folder) = (self.package.join(job.name).with_extension("rs"), self.folder(job));
        fs::create_dir_all(&folder)?;
        fs::write(&file, job.source)?;
        let mut command = Command::new(&self.program);
        command.arg(&file).args(["--crate-name", CRATE, "--edition=2024"]).args(job.arguments);
        command.arg("-Cembed-bitcode=no").arg("--out-dir").arg(&folder);
        let dependencies = if job.purpose == Purpose::Check { &self.for_check } else { &self.for_release };
        for (name, file) in &dependencies.files {
            command.arg("--extern").arg(joined(name.as_ref(), "=", file.as_ref()));
            let folder = file.parent().unwrap_or(Path::new("."));
            command.arg("-L").arg(joined("dependency".as_ref(), "=", folder.as_ref()));
        }
        // Environment variables of cargo that the macros read.
        command.env("CARGO_MANIFEST_DIR", &self.package).env("CARGO_PKG_NAME", CRATE);
        command.env("CARGO_CRATE_NAME", CRATE).env("CARGO_PKG_VERSION", "0.1.0");
        // Enables unstable options in the stable compiler.
        let is_unstable = job.arguments.iter().any(|argument| argument.starts_with("-Z"));
        command.envs(is_unstable.then_some(("RUSTC_BOOTSTRAP", "1")));
        Ok(command.current_dir(&self.package).output()?)
    }

    fn folder(&self, job: &Job<'_>) -> PathBuf {
        self.package.join("out").join(job.name)
    }
}

fn joined(before: &OsStr, sign: &str, after: &OsStr) -> OsString {
    [before, sign.as_ref(), after].into_iter().collect()
}

pub(crate) fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Returns the path of the compiler itself: `rustc` on the PATH may be a rustup proxy.
fn sysroot() -> Result<PathBuf, Box<dyn Error>> {
    let output = Command::new("rustc").args(["--print", "sysroot"]).output()?;
    if output.status.success() {
        Ok(PathBuf::from(String::from_utf8(output.stdout)?.trim()))
    } else {
        Err(format!("`rustc --print sysroot` failed:\n{}", errors(&output)).into())
    }
}
