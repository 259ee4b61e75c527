//! With every feature off, an annotated function compiles to the same machine code as the plain one.
//!
//! This package's library is compiled to assembly twice, with and without its annotations.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::process::Command;

/// One function of each kind, by a part of its symbol.
const FUNCTIONS: [&str; 9] = [
    "sum_plain",
    "divide_fallible",
    "place_derived",
    "remove_consuming",
    "stop_diverging",
    "count_method",
    "upsert_boxed",
    "drive_async",
    "drive_boxed",
];

#[test]
fn annotated_code_compiles_to_the_plain_machine_code() {
    let (plain, annotated) = (Assembly::of(None), Assembly::of(Some("annotated")));
    for function in FUNCTIONS {
        assert!(plain.has(function), "{function} is not in the assembly");
    }
    let differing = plain.sections().zip(annotated.sections()).find(|(plain, annotated)| plain != annotated);
    assert_eq!(differing, None);
    assert_eq!(plain.sections().count(), annotated.sections().count());
}

#[test]
fn comparison_detects_different_machine_code() {
    assert_ne!(Assembly::of(None).0, Assembly::of(Some("changed")).0);
}

/// Assembly of this package's library.
struct Assembly(String);

impl Assembly {
    /// Compiles the library for release. The feature is passed to `rustc`, not to `cargo`: cargo would give each build
    /// a different hash, and so different symbols.
    fn of(feature: Option<&str>) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let file = folder.join(feature.unwrap_or("plain")).with_extension("s");
        let output = Command::new(env!("CARGO"))
            .args(["rustc", "--offline", "--release", "--lib", "-p", env!("CARGO_PKG_NAME"), "--"])
            .args(["-C", "codegen-units=1", "-C", "debuginfo=0"])
            .arg(format!("--emit=asm={}", file.display()))
            .args(feature.map(|feature| format!("--cfg=feature={feature:?}")))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("CARGO_TARGET_DIR", folder.join("machine-code"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Self(std::fs::read_to_string(&file).unwrap())
    }

    /// Whether a function exists whose symbol contains this name.
    fn has(&self, function: &str) -> bool {
        self.0.lines().any(|line| line.ends_with(':') && line.contains(function))
    }

    /// Each function and each constant has its own section.
    fn sections(&self) -> impl Iterator<Item = &str> {
        self.0.split("\t.section")
    }
}
