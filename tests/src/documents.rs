//! Tables in the documentation that tests write.

use std::path::Path;
use std::{env, fs};

/// Checks that the table that begins with the lines `begin`, in a file of the folder `attuned-telemetry-rt/docs`, is
/// `table`. With the environment variable `UPDATE_DOCS`, it is written.
///
/// # Panics
///
/// Panics if the table in the file is another one.
pub fn check_table(file: &str, begin: &str, table: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../attuned-telemetry-rt/docs").join(file);
    let text = fs::read_to_string(&path).unwrap();
    let start = text.find(begin).unwrap();
    let end = text[start..].find("\n\n").map_or(text.len(), |end| start + end + 1);
    let current = format!("{}{table}{}", &text[..start], &text[end..]);
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &current).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), current, "run this test with UPDATE_DOCS=1");
}
