//! What a linker makes of it: a program and a library of its own, which it names and otherwise does not use.

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
    println!("{}", attuned_telemetry_rt::catalog().to_json());
}
"#;

/// Writes the workspace anew, and compiles in a folder that is still there the next time.
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

/// What the program prints.
fn run(name: &str, arguments: &[&str]) -> Value {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["run", "--quiet", "--offline", "--package", "program"])
        .args(arguments)
        .current_dir(workspace(name))
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("catalog/target"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn names(list: &Value, key: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|entry| entry[key].as_str().unwrap().to_owned()).collect()
}

#[track_caller]
fn assert_all_found(page: &Value) {
    assert_eq!(names(&page["operations"], "op"), ["never_called", "never_made", "main"]);
    assert_eq!(names(&page["operations"], "scope"), ["library", "library", "program"]);
    assert_eq!(names(&page["audit_events"], "operation"), ["library.never_called"]);
    assert_eq!(names(&page["components"], "name"), ["disk"]);
}

#[test]
fn what_a_library_never_calls_is_found_in_a_debug_build() {
    assert_all_found(&run("debug", &["--features", "all"]));
}

#[test]
fn what_a_library_never_calls_is_found_in_a_release_build() {
    assert_all_found(&run("release", &["--features", "all", "--release"]));
}

#[test]
fn what_a_library_never_calls_is_found_after_link_time_optimization() {
    assert_all_found(&run("fat", &["--features", "all", "--profile", "fat"]));
}

#[test]
fn lists_of_features_that_are_off_are_empty() {
    let page = run("off", &[]);
    assert_eq!(names(&page["operations"], "op"), ["never_called", "never_made", "main"]);
    assert_eq!((&page["audit_events"], &page["components"]), (&Value::Array(vec![]), &Value::Array(vec![])));
}
