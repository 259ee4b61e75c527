//! Calls of the adapter that does nothing compile to nothing.
//!
//! This package's library is compiled to assembly with and without the calls.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::process::Command;

#[test]
fn calls_of_the_noop_adapter_compile_to_no_machine_code() {
    let (plain, adapted) = (Assembly::of(None), Assembly::of(Some("adapted")));
    for function in ["add_recorded", "add_exported"] {
        let [plain, adapted] = [&plain, &adapted].map(|assembly| assembly.function(function));
        assert!(plain.len() > 2, "{function}: {plain:?}");
        assert_eq!(plain, adapted, "{function}");
    }
}

#[test]
fn comparison_detects_an_adapter_that_does_something() {
    let (plain, counted) = (Assembly::of(None), Assembly::of(Some("counted")));
    assert_ne!(plain.function("add_recorded"), counted.function("add_recorded"));
}

/// Assembly of this package's library.
struct Assembly(String);

impl Assembly {
    /// Compiles the library for release. The feature is passed to `rustc`, not to `cargo`: cargo would give each build
    /// a different hash, and so different symbols.
    fn of(feature: Option<&str>) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let file = folder.join(format!("noop-{}", feature.unwrap_or("plain"))).with_extension("s");
        let output = Command::new(env!("CARGO"))
            .args(["rustc", "--offline", "--release", "--lib", "-p", env!("CARGO_PKG_NAME"), "--"])
            .args(["-C", "codegen-units=1", "-C", "debuginfo=0"])
            .arg(format!("--emit=asm={}", file.display()))
            .args(feature.map(|feature| format!("--cfg=feature={feature:?}")))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("CARGO_TARGET_DIR", folder.join("noop"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Self(std::fs::read_to_string(&file).unwrap())
    }

    /// Returns the instructions of a function, from its label to the end of its section.
    fn function(&self, name: &str) -> Vec<&str> {
        let lines =
            self.0.lines().skip_while(|line| !(line.ends_with(':') && line.contains(name) && !line.starts_with('.')));
        let instructions = lines.skip(1).take_while(|line| !line.trim_start().starts_with(".section"));
        let directive = |line: &&str| line.trim_start().starts_with(['.', '#']) || line.ends_with(':');
        instructions.map(str::trim).filter(|line| !line.is_empty() && !directive(line)).collect()
    }
}
