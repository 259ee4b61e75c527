//! The check `ci/layers` reports forbidden imports.

use std::path::Path;
use std::process::Command;
use std::{fs, io};

use tempfile::TempDir;

/// Files that pass the check.
const SOUND: [(&str, &str); 6] = [
    ("attuned-telemetry-rt/src/lib.rs", "mod core;\nmod http;\n"),
    ("attuned-telemetry-rt/src/http/mod.rs", "mod page;\n"),
    ("attuned-telemetry-rt/src/http/page.rs", "use crate::core::call::Call;\n"),
    ("attuned-telemetry-rt/src/core/mod.rs", "pub(crate) mod call;\nmod clock;\n"),
    ("attuned-telemetry-rt/src/core/call.rs", "use super::clock::now;\npub(crate) struct Call;\n"),
    ("attuned-telemetry-rt/src/core/clock.rs", "pub(crate) fn now() {}\n"),
];

const MAP: &str = "```text\nattuned-telemetry-rt/src/\n  http/    pages\n  core/    calls\n```\n\n\
                   ```text\nattuned-telemetry-macros/src/\n```\n";

/// Writes the files of `SOUND` and then `files`. Returns whether the check passes, and its output.
fn check(files: &[(&str, &str)]) -> io::Result<(bool, String)> {
    let root = TempDir::new()?;
    let macros = ("attuned-telemetry-macros/src/lib.rs", "");
    for (path, text) in SOUND.into_iter().chain([macros, ("ARCHITECTURE.md", MAP)]).chain(files.iter().copied()) {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(root.path()))?;
        fs::write(path, text)?;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ci/layers");
    let output = Command::new(script).arg(root.path()).output()?;
    Ok((output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned()))
}

#[test]
fn imports_from_lower_layers_pass() -> io::Result<()> {
    let (passes, output) = check(&[])?;
    assert!(passes, "{output}");
    Ok(())
}

#[test]
fn an_import_cycle_is_found() -> io::Result<()> {
    let clock = "use super::call::Call;\npub(crate) fn now() {}\n";
    let (passes, output) = check(&[("attuned-telemetry-rt/src/core/clock.rs", clock)])?;
    assert!(!passes);
    assert_eq!(output, "attuned-telemetry-rt: import cycle: core/call.rs -> core/clock.rs -> core/call.rs\n");
    Ok(())
}

#[test]
fn an_import_cycle_through_a_reexport_is_found() -> io::Result<()> {
    let folder = "mod call;\nmod clock;\npub(crate) use call::Call;\n";
    let clock = "pub(crate) fn now() -> crate::core::Call {}\n";
    let (passes, output) =
        check(&[("attuned-telemetry-rt/src/core/mod.rs", folder), ("attuned-telemetry-rt/src/core/clock.rs", clock)])?;
    assert!(!passes);
    assert_eq!(output, "attuned-telemetry-rt: import cycle: core/call.rs -> core/clock.rs -> core/call.rs\n");
    Ok(())
}

#[test]
fn an_import_from_a_higher_layer_is_found() -> io::Result<()> {
    let page = "use crate::core::call::Call;\npub(crate) struct Page;\n";
    let zone = "fn now() -> crate::http::page::Page {}\n";
    let (passes, output) =
        check(&[("attuned-telemetry-rt/src/http/page.rs", page), ("attuned-telemetry-rt/src/core/zone.rs", zone)])?;
    assert!(!passes);
    assert_eq!(output, "attuned-telemetry-rt: core/zone.rs imports http/page.rs, which is not in a lower layer\n");
    Ok(())
}

#[test]
fn the_map_must_list_each_folder_exactly_once() -> io::Result<()> {
    let map = MAP.replace("  core/    calls\n", "  http/    again\n  spans/   spans\n");
    let (passes, output) = check(&[("ARCHITECTURE.md", &map)])?;
    assert!(!passes);
    assert_eq!(
        output,
        "ARCHITECTURE.md: the map of attuned-telemetry-rt does not name the folder core/\n\
         ARCHITECTURE.md: the map of attuned-telemetry-rt names spans/, which does not exist\n\
         ARCHITECTURE.md: the map of attuned-telemetry-rt names http/ more than once\n"
    );
    Ok(())
}
