//! The table in the documentation.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use attuned_telemetry_rt::export::otlp::OtlpConfig;

use super::general_rows;
use super::option_rows::{self, Files};
use super::row::Row;

const BEGIN: &str = "| variable | sets | values | default | shown as |\n|---|---|---|---|---|\n";

/// With the variable `UPDATE_DOCS`, the table is written.
#[test]
fn the_table_in_the_documentation_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../attuned-telemetry-rt/docs/otel_environment.md");
    let text = fs::read_to_string(&path).unwrap();
    let begin = text.find(BEGIN).unwrap();
    let end = text[begin..].find("\n\n").map_or(text.len(), |end| begin + end + 1);
    let current = format!("{}{}{}", &text[..begin], table(), &text[end..]);
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &current).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), current, "run this test with UPDATE_DOCS=1");
}

/// The table that the tests check: `otel_environment_table` has a row for each variable.
fn table() -> String {
    let rows = [option_rows::rows(&Files::new()), general_rows::rows()].concat();
    let mut table = BEGIN.to_owned();
    for variable in OtlpConfig::variables() {
        let row = rows.iter().find(|row| row.variable == variable.name()).unwrap();
        let (name, meaning, allowed, default) =
            (variable.name(), variable.meaning(), variable.allowed(), variable.default());
        writeln!(table, "| `{name}` | {meaning} | {allowed} | {default} | `{}` |", setting(row)).unwrap();
    }
    table
}

/// General variables are shown as the setting of each signal.
fn setting(row: &Row) -> String {
    let is_general = ["TRACES", "METRICS", "LOGS"].iter().all(|signal| !row.variable.contains(signal));
    let is_option = row.setting.starts_with("traces.") && row.variable.contains("OTLP") && is_general;
    if is_option { row.setting.replace("traces.", "<signal>.") } else { row.setting.clone() }
}
