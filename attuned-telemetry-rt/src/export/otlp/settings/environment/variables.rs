//! The environment.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};

/// The environment variables whose names begin with `OTEL_` or `ATTUNED_OTLP_`, and which are not blank.
pub(in crate::export::otlp::settings) struct Variables(BTreeMap<String, OsString>);

impl Variables {
    pub(in crate::export::otlp::settings) fn new(variables: impl Iterator<Item = (OsString, OsString)>) -> Self {
        let named = variables.filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
        let is_ours = |name: &str| name.starts_with("OTEL_") || name.starts_with("ATTUNED_OTLP_");
        let is_blank = |value: &OsStr| value.to_str().is_some_and(|text| text.trim().is_empty());
        Self(named.filter(|(name, value)| is_ours(name) && !is_blank(value)).collect())
    }

    /// Returns the value of a variable. `Err(())`: it is not UTF-8.
    pub(in crate::export::otlp::settings) fn get(&self, name: &str) -> Option<Result<&str, ()>> {
        self.0.get(name).map(|value| value.to_str().map(str::trim).ok_or(()))
    }

    /// Returns the names, in alphabetical order.
    pub(in crate::export::otlp::settings) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
