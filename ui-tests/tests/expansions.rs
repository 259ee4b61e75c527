//! Expansions of the macros: `expand/<macro>/<behaviour>.rs` expands to `<behaviour>.expanded.rs`. With the macros
//! disabled it expands to `<behaviour>.off.expanded.rs`, which the package in `off/` checks.
//!
//! `MACROTEST=overwrite` updates the files. After adding a file, run it twice, because the crates' names are numbered.
//! Read the expansions before you commit them.

use std::fs::read_to_string;
use std::io;
use std::path::Path;

use attuned_telemetry_ui_tests_off::{count_annotations, files};

#[test]
fn expansions_match_the_stored_files() {
    let sources = "expand/*/*.rs";
    if std::env::var_os("MACROTEST").is_some() {
        macrotest::expand(sources);
    } else {
        macrotest::expand_without_refresh(sources);
    }
}

#[test]
fn both_orders_of_the_attributes_expand_to_the_same_code() -> io::Result<()> {
    let above = read_to_string("expand/audited/observed_above.expanded.rs")?;
    let below = read_to_string("expand/audited/observed_below.expanded.rs")?;
    assert_eq!(without_crate_name(&above), without_crate_name(&below));
    Ok(())
}

/// The lines without the module's name: `macrotest` numbers the files and names each crate like `macrotest003`.
fn without_crate_name(expanded: &str) -> Vec<&str> {
    expanded.lines().filter(|line| !line.contains("\"macrotest")).collect()
}

#[test]
fn expansions_do_not_exceed_the_line_limit() -> io::Result<()> {
    let mut over_budget = Vec::new();
    for source in files(Path::new("expand"))? {
        let (added, budget) = (added_lines(&source)?, budget(&source)?);
        let found = format!("{}: {added} lines, {budget} allowed", source.display());
        println!("{found}");
        if added > budget {
            over_budget.push(found);
        }
    }
    assert!(over_budget.is_empty(), "{over_budget:#?}");
    Ok(())
}

/// The number of lines that the macros add to the pretty-printed file.
fn added_lines(source: &Path) -> io::Result<usize> {
    let on = read_to_string(source.with_extension("expanded.rs"))?;
    let off = read_to_string(source.with_extension("off.expanded.rs"))?;
    Ok(on.lines().count() - off.lines().count())
}

/// The number of lines of the static that lists an audited function in the catalog.
const LISTED_EVENT: usize = 6;

/// The number of lines that decide by its type whether a returned value is a future or a stream.
const DECIDED: usize = 2;

/// An annotation may add 20 lines, and each field or label 2 more. The first line of the file gives the number of
/// fields and labels, and the number of annotated methods if the annotation is on an `impl` block.
fn budget(source: &Path) -> io::Result<usize> {
    let text = read_to_string(source)?;
    let line = text.lines().next().unwrap_or_default();
    let number = |name: &str| line.split(['/', ';']).find_map(|part| part.trim().strip_prefix(name)?.parse().ok());
    let entries: usize = number("Fields and labels: ").ok_or_else(|| {
        io::Error::other(format!("{}: its first line must be `// Fields and labels: <number>`", source.display()))
    })?;
    let annotations = number("annotated methods: ").unwrap_or_else(|| count_annotations(&text));
    let expanded = read_to_string(source.with_extension("expanded.rs"))?;
    let events = expanded.matches("static __AUDITED:").count();
    let decided = expanded.matches("let __way = ").count();
    Ok(20 * annotations + 2 * entries + LISTED_EVENT * events + DECIDED * decided)
}
