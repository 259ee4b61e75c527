//! The table in the documentation.

use std::fmt::Write as _;

use attuned_telemetry_rt::export::otlp::OtlpConfig;
use attuned_telemetry_tests::documents::check_table;

use super::general_rows;
use super::option_rows::{self, Files};
use super::row::Row;

const BEGIN: &str =
    "| variable | sets | values | default | example | shown as | ignored |\n|---|---|---|---|---|---|---|\n";

/// With the variable `UPDATE_DOCS`, the table is written.
#[test]
fn the_table_in_the_documentation_is_current() {
    check_table("otel_environment.md", BEGIN, &table());
}

/// The table that the tests check: `otel_environment_table` has a row for each variable. Those of the signals are shown
/// with the general one.
fn table() -> String {
    let files = Files::new();
    let rows = [option_rows::rows(&files), general_rows::rows()].concat();
    let mut table = BEGIN.to_owned();
    for variable in OtlpConfig::variables().filter(|variable| variable.default() != "the general one") {
        let row = rows.iter().find(|row| row.variable == variable.name()).unwrap();
        let (meaning, allowed, default) = (variable.meaning(), variable.allowed(), variable.default());
        let (names, setting) = names_and_setting(row);
        let [good, shown] = [&row.good.0, &row.good.1].map(|text| files.without_folder(text));
        let ignored = row.bad.as_ref().map_or("text that is not UTF-8".to_owned(), |bad| format!("`{bad}`"));
        let ignored = if row.variable.starts_with("ATTUNED_") { format!("{ignored} is an error") } else { ignored };
        let cells =
            [&*names, meaning, allowed, default, &format!("`{good}`"), &format!("`{setting} = {shown}`"), &ignored];
        writeln!(table, "| {} |", cells.join(" | ")).unwrap();
    }
    table
}

/// The names of a variable, and the name of the setting.
fn names_and_setting(row: &Row) -> (String, String) {
    let Row { variable, setting, .. } = row;
    let option = variable.strip_prefix("OTEL_EXPORTER_OTLP_").filter(|option| !option.starts_with("METRICS_"));
    match option {
        Some(option) => {
            let names = format!("`{variable}`, `OTEL_EXPORTER_OTLP_<SIGNAL>_{option}`");
            (names, setting.replace("traces.", "<signal>."))
        }
        None => (format!("`{variable}`"), setting.clone()),
    }
}
