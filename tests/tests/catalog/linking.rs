//! The catalog of a linked program, with a library that the program links but does not otherwise use.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::Value;

const WORKSPACE: &str = r#"
[workspace]
members = ["library", "program"]
resolver = "3"

[profile.fat]
inherits = "release"
codegen-units = 1
lto = "fat"
panic = "abort"
strip = true
"#;

const LIBRARY_MANIFEST: &str = r#"
[package]
name = "library"
edition = "2021"

[dependencies]
attuned-telemetry-rt = { path = '{runtime}', default-features = false }
"#;

const LIBRARY: &str = r"
#![forbid(unsafe_code)]

mod never_named {
    use attuned_telemetry_rt::{audited, observed, HealthCheck};

    #[derive(HealthCheck)]
    struct Disk<T>(T);

    #[observed]
    #[audited(event = StateCreated)]
    fn never_called() {}

    #[observed]
    async fn never_made<T>(value: T) -> T {
        value
    }

    #[observed]
    fn never_refused() -> Result<(), std::fmt::Error> {
        Ok(())
    }

    #[observed]
    fn never_returns() -> ! {
        std::process::exit(1)
    }
}
";

const PROGRAM_MANIFEST: &str = r#"
[package]
name = "program"
edition = "2024"

[features]
all = ["attuned-telemetry-rt/default"]

[dependencies]
attuned-telemetry-rt = { path = '{runtime}', default-features = false, features = ["prometheus"] }
library = { path = "../library" }
"#;

const PROGRAM: &str = r#"
#![forbid(unsafe_code)]

use library as _;

#[attuned_telemetry_rt::observed(slow = "1s")]
fn main() {
    if std::env::args().nth(1).as_deref() == Some("metrics") {
        let exporter = attuned_telemetry_rt::export::prometheus::PrometheusExporter::new();
        exporter.install().unwrap();
        print!("{}", exporter.render());
    } else {
        println!("{}", attuned_telemetry_rt::catalog().to_json());
    }
}
"#;

/// The annotated functions, in the order of the catalog.
const OPERATIONS: [&str; 5] = ["never_called", "never_made", "never_refused", "never_returns", "main"];

/// Writes the workspace, and compiles it in a target folder that later runs reuse.
fn workspace(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("catalog").join(name);
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let runtime = repository.join("attuned-telemetry-rt").display().to_string();
    let files = [
        ("Cargo.toml", WORKSPACE),
        ("library/Cargo.toml", LIBRARY_MANIFEST),
        ("library/src/lib.rs", LIBRARY),
        ("program/Cargo.toml", PROGRAM_MANIFEST),
        ("program/src/main.rs", PROGRAM),
    ];
    for (file, text) in files {
        let file = folder.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text.replace("{runtime}", &runtime)).unwrap();
    }
    fs::copy(repository.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

/// The catalog that the program prints, as JSON.
fn run(name: &str, arguments: &[&str]) -> Value {
    serde_json::from_str(&printed(name, arguments)).unwrap()
}

/// Output of the program.
fn printed(name: &str, arguments: &[&str]) -> String {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["run", "--quiet", "--offline", "--package", "program"])
        .args(arguments)
        .current_dir(workspace(name))
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("catalog/target"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn names(list: &Value, key: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|entry| entry[key].as_str().unwrap().to_owned()).collect()
}

#[track_caller]
fn assert_all_found(page: &Value) {
    assert_eq!(names(&page["operations"], "op"), OPERATIONS);
    let scopes = names(&page["operations"], "scope");
    assert_eq!(scopes, ["library", "library", "library", "library", "program"]);
    assert_eq!(names(&page["audit_events"], "operation"), ["library.never_called"]);
    assert_eq!(names(&page["components"], "name"), ["disk"]);
}

#[test]
fn uncalled_library_functions_are_listed_in_a_debug_build() {
    assert_all_found(&run("debug", &["--features", "all"]));
}

#[test]
fn uncalled_library_functions_are_listed_in_a_release_build() {
    assert_all_found(&run("release", &["--features", "all", "--release"]));
}

#[test]
fn uncalled_library_functions_have_series_at_zero_in_a_release_build() {
    let page = printed("zero", &["--features", "all", "--release", "--", "metrics"]);
    let mut counters: Vec<_> = page.lines().filter(|line| line.starts_with("library_operations_total{")).collect();
    counters.sort_unstable();
    let expected = [
        ("never_called", "panicked"),
        ("never_called", "success"),
        ("never_made", "cancelled"),
        ("never_made", "panicked"),
        ("never_made", "success"),
        ("never_refused", "error"),
        ("never_refused", "panicked"),
        ("never_refused", "success"),
        ("never_returns", "panicked"),
    ];
    let counter =
        |(operation, status)| format!("library_operations_total{{operation=\"{operation}\",status=\"{status}\"}} 0");
    assert_eq!(counters, expected.map(counter), "{page}");
}

#[test]
fn uncalled_library_functions_are_listed_after_link_time_optimization() {
    assert_all_found(&run("fat", &["--features", "all", "--profile", "fat"]));
}

#[test]
fn lists_of_disabled_features_are_empty() {
    let page = run("off", &[]);
    assert_eq!(names(&page["operations"], "op"), OPERATIONS);
    assert_eq!((&page["audit_events"], &page["components"]), (&Value::Array(vec![]), &Value::Array(vec![])));
}
