//! Variables that are set, but have no effect.

use super::defaults::{ATTUNED_ENDPOINT, ATTUNED_PREFIX, ATTUNED_STRICT, OTLP_PREFIX};
use super::table::table;
use super::variables::Variables;
use crate::core::text::similar::similar;

/// Variables of the specification that are not supported, and what is expected instead.
pub(in crate::export::otlp::settings) const UNSUPPORTED: [(&str, &str); 3] = [
    ("OTEL_CONFIG_FILE", CONFIG_FILE),
    ("OTEL_EXPERIMENTAL_CONFIG_FILE", CONFIG_FILE),
    ("OTEL_ENTITIES", "no value, because entities are not supported: use `OTEL_RESOURCE_ATTRIBUTES`"),
];

const CONFIG_FILE: &str = "no value, because configuration files are not supported: the file is not read, and the other \
    variables apply";

/// Returns variables of the exporter that are probably misspelt, with the variable that was probably meant.
pub(in crate::export::otlp::settings) fn misspelt(variables: &Variables) -> Vec<(String, &'static str)> {
    let known: Vec<_> = table().filter_map(|variable| variable.name().strip_prefix(OTLP_PREFIX)).collect();
    let unknown = variables.names().filter_map(|name| name.strip_prefix(OTLP_PREFIX));
    // Those of profiles belong to the specification.
    let unknown = unknown.filter(|rest| !known.contains(rest) && !rest.starts_with("PROFILES_"));
    let meant = unknown.filter_map(|rest| Some((rest, similar(rest, known.iter().copied())?)));
    meant.map(|(rest, meant)| (format!("{OTLP_PREFIX}{rest}"), full_name(meant))).collect()
}

/// Returns variables of this crate that do not exist.
pub(in crate::export::otlp::settings) fn misspelt_attuned(variables: &Variables) -> Vec<String> {
    let ours = variables.names().filter(|name| name.starts_with(ATTUNED_PREFIX));
    ours.filter(|name| ![ATTUNED_ENDPOINT, ATTUNED_STRICT].contains(name)).map(str::to_owned).collect()
}

fn full_name(rest: &str) -> &'static str {
    table()
        .map(|variable| variable.name())
        .find(|name| name.strip_prefix(OTLP_PREFIX) == Some(rest))
        .unwrap_or_default()
}
