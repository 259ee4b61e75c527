//! Parts of Prometheus expressions.
//!
//! Source: <https://prometheus.io/docs/prometheus/latest/querying/basics/>

/// Matcher of calls for error ratios and objectives. It excludes cancelled calls, because the client cancelled them.
pub(crate) const ANSWERED: &str = r#"status=~"success|error|panicked""#;

/// Matcher of failed calls.
pub(crate) const FAILED: &str = r#"status=~"error|panicked""#;

/// `operation="upsert"`
pub(crate) fn equals(label: &str, value: &str) -> String {
    format!("{label}={}", quoted(value))
}

/// Returns a string literal.
fn quoted(value: &str) -> String {
    // Prometheus uses the escapes of Go. They include all escapes of JSON except `\/`, which `serde_json` does not
    // write.
    serde_json::Value::from(value).to_string()
}

/// Returns ` by (job, operation)`, or nothing without labels, to aggregate everything.
pub(crate) fn by(labels: &[&str]) -> String {
    if labels.is_empty() { String::new() } else { format!(" by ({})", labels.join(", ")) }
}
