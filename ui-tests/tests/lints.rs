//! Annotations neither add nor hide warnings, except those that the documentation names. Each `lints/<file>.rs` is
//! checked with and without its annotations, with every lint of `rustc` and `clippy`, and both runs must give the same
//! warnings.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use attuned_telemetry_ui_tests_off::without_annotations;
use serde_json::Value;

/// Every lint group of `clippy` and `rustc`, and the lints that are allowed by default and in no group.
const LINTS: &[&str] = &[
    "clippy::all",
    "clippy::pedantic",
    "clippy::nursery",
    "clippy::restriction",
    "future_incompatible",
    "keyword_idents",
    "let_underscore",
    "nonstandard_style",
    "refining_impl_trait",
    "rust_2018_compatibility",
    "rust_2018_idioms",
    "rust_2021_compatibility",
    "rust_2024_compatibility",
    "unused",
    "absolute_paths_not_starting_with_crate",
    "ambiguous_negative_literals",
    "closure_returning_async_block",
    "deprecated_in_future",
    "deprecated_safe_2024",
    "elided_lifetimes_in_paths",
    "explicit_outlives_requirements",
    "ffi_unwind_calls",
    "impl_trait_redundant_captures",
    "macro_use_extern_crate",
    "meta_variable_misuse",
    "missing_abi",
    "missing_copy_implementations",
    "missing_debug_implementations",
    "missing_docs",
    "missing_unsafe_on_extern",
    "non_ascii_idents",
    "redundant_imports",
    "redundant_lifetimes",
    "single_use_lifetimes",
    "tail_expr_drop_order",
    "trivial_casts",
    "trivial_numeric_casts",
    "unit_bindings",
    "unnameable_types",
    "unreachable_pub",
    "unsafe_code",
    "unsafe_op_in_unsafe_fn",
    "unstable_features",
    "unused_crate_dependencies",
    "unused_extern_crates",
    "unused_import_braces",
    "unused_lifetimes",
    "unused_macro_rules",
    "unused_qualifications",
    "unused_results",
    "variant_size_differences",
];

/// Lints that the check must report. Otherwise the comparison is meaningless.
const EXPECTED: &[&str] = &[
    "clippy::let_and_return",
    "clippy::needless_return",
    "dead_code",
    "unreachable_code",
    "unused_braces",
    "unused_must_use",
    "unused_mut",
    "unused_parens",
    "unused_variables",
];

/// Lints that an annotation hides. The pitfalls in the documentation of `#[observed]` name them.
const HIDDEN: &[&str] = &[
    // They look at the outermost expressions of a body, which are those of the call.
    "clippy::derivable_impls",
    "clippy::empty_drop",
    "clippy::fallible_impl_from",
    "clippy::inline_always",
    "clippy::manual_async_fn",
    "clippy::misnamed_getters",
    "clippy::unnecessary_wraps",
    "unconditional_recursion",
    "clippy::unconditional_recursion",
    // The body of an `async fn` is a branch of an `if`.
    "clippy::needless_question_mark",
    // They do not look into closures, or not at what a closure captures.
    "clippy::borrow_deref_ref",
    "clippy::boxed_local",
    "clippy::cognitive_complexity",
    "clippy::needless_lifetimes",
    "clippy::needless_pass_by_ref_mut",
    "clippy::needless_pass_by_value",
    "clippy::redundant_clone",
    "clippy::redundant_locals",
    "clippy::suspicious_arithmetic_impl",
    "clippy::suspicious_op_assign_impl",
    "clippy::unused_async",
    // An observed function cannot run at compile time, and has effects besides its return value.
    "clippy::missing_const_for_fn",
    "clippy::must_use_candidate",
    // The expansion allows it in an `async fn` that returns a future, because the block around its body yields one.
    "clippy::async_yields_async",
    // The braces of a canonical `clone` and `partial_cmp` are the macro's, so that no lint calls them non-canonical.
    "clippy::missing_inline_in_public_items",
];

/// Lints that an annotation adds in rare cases, which the pitfalls name, too.
const ADDED: &[&str] = &[
    // It also looks at closures, and the methods of a trait's implementation, which it leaves alone, become closures.
    "clippy::result_large_err",
    // It does not know the return type of an `async fn`, but that of an `async` block.
    "clippy::needless_match",
];

/// Lints that are reported with and without an annotation, but at another place or with other numbers.
const MOVED: &[&str] = &[
    // For an `async` body this lint is reported once at the annotation, not at each end of the body.
    "clippy::implicit_return",
    // The future and the stack frame contain the call.
    "clippy::large_futures",
    "clippy::large_stack_frames",
];

#[test]
fn annotations_neither_add_nor_hide_lints() -> io::Result<()> {
    let found = compared("2024", &["arguments", "reported", "silent"])?.found;
    for expected in EXPECTED {
        assert!(found.iter().any(|lint| lint.name == *expected), "{expected} is never reported");
    }
    Ok(())
}

#[test]
fn annotations_hide_and_add_the_documented_lints_alone() -> io::Result<()> {
    let compared = compared(
        "2024",
        &["default_groups", "default_groups_audited", "default_groups_later", "default_groups_later_audited"],
    )?;
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let pitfalls = fs::read_to_string(workspace.join("attuned-telemetry-rt/docs/observed.md"))?;
    for (listed, changed) in [(HIDDEN, &compared.hidden), (ADDED, &compared.added)] {
        for lint in listed {
            assert!(changed.contains(*lint), "{lint} is neither hidden nor added, but listed");
            let name = lint.trim_start_matches("clippy::");
            assert!(pitfalls.contains(&format!("`{name}`")), "the pitfalls do not name `{name}`");
        }
    }
    Ok(())
}

#[test]
fn annotations_neither_add_nor_hide_lints_in_rust_2018() -> io::Result<()> {
    let found = compared("2018", &["arguments"])?.found;
    assert!(found.iter().any(|lint| lint.name == "unused_variables"), "no lint is reported");
    Ok(())
}

/// What a comparison has found.
struct Compared {
    found: Vec<Found>,
    /// The names of lints that the annotations hide or add, which are all in [`HIDDEN`] or [`ADDED`].
    hidden: HashSet<String>,
    added: HashSet<String>,
}

/// Compares the warnings about files in `lints/` with and without annotations, and checks that no others are different
/// than the listed ones.
fn compared(edition: &str, files: &[&str]) -> io::Result<Compared> {
    let found = clippy(&package(edition, files)?)?;
    let mut differences = Vec::new();
    let (mut all_hidden, mut all_added) = (HashSet::new(), HashSet::new());
    for file in files {
        let annotated: Vec<_> = found.iter().filter(|lint| lint.target == format!("{file}_annotated")).collect();
        let plain: Vec<_> = found.iter().filter(|lint| lint.target == format!("{file}_plain")).collect();
        let (added, hidden) = (more(&annotated, &plain), more(&plain, &annotated));
        all_added.extend(added.iter().map(|lint| lint.name.clone()));
        all_hidden.extend(hidden.iter().map(|lint| lint.name.clone()));
        let (added, hidden) = (unlisted(&added, ADDED), unlisted(&hidden, HIDDEN));
        if !added.is_empty() || !hidden.is_empty() {
            differences.push(format!("{file}.rs: the annotations add {added:#?}\nand hide {hidden:#?}"));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    Ok(Compared { found, hidden: all_hidden, added: all_added })
}

/// The warnings that are in `found` more often than in `other`.
fn more<'a>(found: &[&'a Found], other: &[&Found]) -> Vec<&'a Found> {
    found.iter().filter(|lint| lint.count_in(found) > lint.count_in(other)).copied().collect()
}

fn unlisted<'a>(found: &[&'a Found], listed: &[&str]) -> Vec<&'a Found> {
    let is_listed = |lint: &Found| [listed, MOVED].concat().contains(&lint.name.as_str());
    found.iter().filter(|lint| !is_listed(lint)).copied().collect()
}

/// A warning.
#[derive(Debug)]
struct Found {
    target: String,
    name: String,
    message: String,
    /// Line and column. `None` for `clippy::implicit_return`, which is reported at the annotation for `async` bodies.
    place: Option<(u64, u64)>,
}

impl Found {
    /// The number of equal warnings.
    fn count_in(&self, found: &[&Self]) -> usize {
        let what = |found: &Self| (found.name.clone(), found.message.clone(), found.place);
        found.iter().filter(|other| what(other) == what(self)).count()
    }
}

/// Creates a package with files in `lints/`, each with and without its annotations.
fn package(edition: &str, files: &[&str]) -> io::Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = here.parent().unwrap_or(here);
    let name = format!("lints-{edition}-{}", files[0]);
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lints").join(&name);
    fs::create_dir_all(package.join("src/bin"))?;
    let manifest = format!(
        "[package]\nname = \"{name}\"\nedition = \"{edition}\"\npublish = false\n\n[workspace]\n\n[dependencies]\n\
         async-trait = \"0.1\"\nattuned-telemetry-rt = {{ path = '{}', features = [\"catalog\"] }}\n",
        workspace.join("attuned-telemetry-rt").display(),
    );
    fs::write(package.join("Cargo.toml"), manifest)?;
    fs::copy(workspace.join("Cargo.lock"), package.join("Cargo.lock"))?;
    for file in files {
        let text = source(here, file)?;
        fs::write(package.join(format!("src/bin/{file}_annotated.rs")), &text)?;
        fs::write(package.join(format!("src/bin/{file}_plain.rs")), without_annotations(&text))?;
    }
    Ok(package)
}

/// The text of a file in `lints/`. `<file>_audited` is the file with `#[audited]` in place of `#[observed]`, and
/// `<file>_later` is the file with its public functions `async`.
fn source(here: &Path, name: &str) -> io::Result<String> {
    let file = name.trim_end_matches("_audited").trim_end_matches("_later");
    let mut text = fs::read_to_string(here.join("lints").join(file).with_extension("rs"))?;
    if name.contains("_audited") {
        text = text.replace("::observed]", "::audited(event = StateUpdated)]");
    }
    if name.contains("_later") {
        text = text.replace("pub fn ", "pub async fn ").replace("pub unsafe fn ", "pub async unsafe fn ");
    }
    Ok(text)
}

fn clippy(package: &Path) -> io::Result<Vec<Found>> {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["clippy", "--offline", "--quiet", "--keep-going", "--message-format=json", "--manifest-path"])
        .arg(package.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(package.with_file_name("target"))
        .args(["--", "--cap-lints=warn"])
        .args(LINTS.iter().map(|lint| format!("-W{lint}")))
        .output()?;
    let lines = String::from_utf8_lossy(&output.stdout);
    let messages: Vec<Value> = lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let errors = messages.iter().map(|line| &line["message"]).filter(|message| message["level"] == "error");
    let errors: String = errors.filter_map(|message| message["rendered"].as_str()).collect();
    assert!(output.status.success(), "{}{errors}", String::from_utf8_lossy(&output.stderr));
    Ok(messages.iter().filter_map(found).collect())
}

/// The warning in a line of the compiler's output, if it is about one of our files.
fn found(line: &Value) -> Option<Found> {
    let message = line.get("message")?;
    let place = message.get("spans")?.as_array()?.iter().find(|span| span["is_primary"] == true)?;
    let (line_start, column_start) = (place["line_start"].as_u64()?, place["column_start"].as_u64()?);
    let name = message.get("code")?.get("code")?.as_str()?.to_owned();
    let wants_return = name == "clippy::implicit_return";
    let text = place["text"][0]["text"].as_str()?.trim_start();
    // This is a user's closure in an annotation.
    if wants_return && text.starts_with("#[") && text.contains('|') && column_start > 5 {
        return None;
    }
    Some(Found {
        target: line.get("target")?.get("name")?.as_str()?.to_owned(),
        name,
        message: message
            .get("message")?
            .as_str()?
            .replace("_annotated`", "_plain`")
            .replace("closure returns", "function returns"),
        place: (!wants_return).then_some((line_start, column_start)),
    })
}
