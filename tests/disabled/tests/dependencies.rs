//! With every feature off, the runtime and the macros have no dependency except each other.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::process::Command;

/// Packages that `cargo tree` shows for the runtime, without versions.
fn tree(arguments: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "-p", "attuned-telemetry-rt", "--prefix", "none", "-e", "normal"])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn runtime_without_features_has_no_external_dependencies() {
    assert_eq!(tree(&["--no-default-features"]), ["attuned-telemetry-rt", "attuned-telemetry-macros"]);
}

#[test]
fn runtime_with_features_has_external_dependencies() {
    let packages = tree(&[]);
    assert!(packages.contains(&"tracing".to_owned()) && packages.contains(&"syn".to_owned()), "{packages:?}");
}
