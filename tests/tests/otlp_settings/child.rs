//! A process that resolves a configuration.

use std::ffi::OsString;
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a process has resolved.
#[derive(Debug)]
pub(crate) struct Resolved {
    output: Value,
    /// What it has logged.
    pub(crate) log: String,
}

/// Resolves a configuration in a process with these variables, and no other ones of OpenTelemetry.
pub(crate) fn resolve<N: AsRef<str>, V: Into<OsString>>(
    code: &[(&str, &str)],
    variables: impl IntoIterator<Item = (N, V)>,
) -> Resolved {
    let mut command = Command::new(env!("CARGO_BIN_EXE_otlp-settings"));
    for (name, _) in std::env::vars_os() {
        let is_read = name.to_str().is_some_and(|name| name.starts_with("OTEL_") || name.starts_with("ATTUNED_"));
        if is_read {
            command.env_remove(name);
        }
    }
    command.env_remove("RUST_LOG");
    for (name, value) in variables {
        command.env(name.as_ref(), value.into());
    }
    let arguments = code.iter().flat_map(|(setting, value)| [setting, value]);
    let child = command.args(arguments).stdin(Stdio::null()).output().unwrap();
    let log = String::from_utf8_lossy(&child.stderr).into_owned();
    assert!(child.status.success(), "{log}");
    Resolved { output: serde_json::from_slice(&child.stdout).unwrap(), log }
}

impl Resolved {
    /// Returns the value of a setting and its source.
    pub(crate) fn setting(&self, name: &str) -> Option<(String, String)> {
        let settings = self.output["description"]["settings"].as_array().unwrap_or_else(|| panic!("{self:?}"));
        let setting = settings.iter().find(|setting| setting["name"] == name)?;
        let text = |field: &str| setting[field].as_str().unwrap().to_owned();
        Some((text("value"), text("source")))
    }

    /// Returns the variables of the warnings.
    pub(crate) fn warned(&self) -> Vec<String> {
        let warnings = self.output["description"]["warnings"].as_array().unwrap_or_else(|| panic!("{self:?}"));
        warnings.iter().map(|warning| warning["variable"].as_str().unwrap().to_owned()).collect()
    }

    /// Returns the value of the counter of mistakes in a variable.
    pub(crate) fn counted(&self, variable: &str) -> u64 {
        let page = self.output["page"].as_str().unwrap();
        let series = format!("attuned_telemetry_otel_environment_errors_total{{variable=\"{variable}\"}} ");
        let value = page.lines().find_map(|line| line.strip_prefix(&series));
        value.map_or(0, |value| value.parse().unwrap())
    }

    /// Returns the error.
    pub(crate) fn error(&self) -> &str {
        self.output["error"].as_str().unwrap_or_else(|| panic!("{self:?}"))
    }

    /// Returns all that the process has written.
    pub(crate) fn all(&self) -> String {
        format!("{}{}", self.output, self.log)
    }
}
