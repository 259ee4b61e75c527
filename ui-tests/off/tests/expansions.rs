//! The disabled macros leave the item unchanged.
//!
//! `MACROTEST=overwrite` updates the `.off.expanded.rs` files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use attuned_telemetry_ui_tests_off::{files, without_annotations};

#[test]
fn disabled_macros_leave_the_item_unchanged() -> io::Result<()> {
    let expanded = Path::new(env!("CARGO_TARGET_TMPDIR")).join("expansions-off");
    if expanded.exists() {
        fs::remove_dir_all(&expanded)?;
    }
    let sources = files(Path::new("../expand"))?;
    for source in &sources {
        let text = fs::read_to_string(source)?;
        write(&place(&expanded, source, "plain"), &without_annotations(&text))?;
        write(&place(&expanded, source, "annotated"), &text)?;
    }
    macrotest::expand(expanded.join("*/*.rs"));
    for source in &sources {
        let off = fs::read_to_string(place(&expanded, source, "annotated").with_extension("expanded.rs"))?;
        let plain = fs::read_to_string(place(&expanded, source, "plain").with_extension("expanded.rs"))?;
        // The helper attributes of the derives stay in the expansion, and have no effect.
        assert_eq!(words(&without_annotations(&off)), words(&plain), "{}", source.display());
        let kept = source.with_extension("off.expanded.rs");
        if std::env::var_os("MACROTEST").is_some() {
            fs::write(&kept, &off)?;
        }
        assert_eq!(fs::read_to_string(&kept)?, off, "{}", source.display());
    }
    Ok(())
}

/// `../expand/observed/sync.rs` → `<folder>/plain/observed-sync.rs`
fn place(folder: &Path, source: &Path, kind: &str) -> PathBuf {
    let parts: Vec<_> = source.iter().skip(2).map(|part| part.to_string_lossy()).collect();
    folder.join(kind).join(parts.join("-"))
}

fn write(file: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(file.parent().unwrap_or(file))?;
    fs::write(file, text)
}

/// The text without line breaks and indentation, for comparison.
fn words(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != ',').collect()
}
