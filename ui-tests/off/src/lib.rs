//! Annotated source files without their annotations.
//!
//! The package depends on a runtime without features. Its test checks that the disabled macros have the same result.

use std::io;
use std::path::{Path, PathBuf};

/// The first characters of our attributes, and of the helper attributes of our derives.
const ANNOTATIONS: [&str; 13] = [
    "#[observed",
    "#[audited",
    "#[derive(ErrorType)",
    "#[derive(HealthCheck)",
    "#[derive(LabelValue)",
    "#[error_type",
    "#[health",
    "#[label",
    "#[attuned_telemetry_rt::observed",
    "#[attuned_telemetry_rt::audited",
    "#[derive(attuned_telemetry_rt::ErrorType)",
    "#[derive(attuned_telemetry_rt::HealthCheck)",
    "#[derive(attuned_telemetry_rt::LabelValue)",
];

/// The Rust files in the folders below `folder`, except expansions.
///
/// # Errors
///
/// If a folder cannot be read.
pub fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in std::fs::read_dir(folder)? {
        for file in std::fs::read_dir(folder?.path())? {
            let file = file?.path();
            let is_source = file.extension().is_some_and(|extension| extension == "rs");
            if is_source && !file.to_string_lossy().contains(".expanded.") {
                files.push(file);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The helper attributes of our derives.
const READ: [&str; 3] = ["#[error_type", "#[health", "#[label"];

/// The number of our attributes in a file, without the helper attributes of the derives.
#[must_use]
pub fn count_annotations(text: &str) -> usize {
    ANNOTATIONS.iter().filter(|start| !READ.contains(start)).map(|start| text.matches(start).count()).sum()
}

/// The text with our attributes replaced by spaces, so that lines and columns stay the same.
///
/// ```
/// use attuned_telemetry_ui_tests_off::without_annotations;
///
/// assert_eq!(without_annotations("#[observed]\nfn f() {}"), "           \nfn f() {}");
/// ```
#[must_use]
pub fn without_annotations(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = ANNOTATIONS.iter().filter_map(|start| rest.find(start)).min() {
        let (before, annotation) = rest.split_at(start);
        let (annotation, after) = annotation.split_at(length(annotation));
        plain.push_str(before);
        plain.extend(annotation.chars().map(|letter| if letter == '\n' { '\n' } else { ' ' }));
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// The length of the attribute at the start of a text.
fn length(text: &str) -> usize {
    let mut depth = 0_usize;
    for (position, letter) in text.char_indices() {
        match letter {
            '[' => depth += 1,
            ']' if depth == 1 => return position + 1,
            ']' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}
