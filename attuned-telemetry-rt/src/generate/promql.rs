//! The words of Prometheus' query language.
//!
//! Source: <https://prometheus.io/docs/prometheus/latest/querying/basics/>

/// The calls that an operation answers for, as a matcher: a client that went away has not waited for the answer.
pub(crate) const ANSWERED: &str = r#"status=~"success|error|panicked""#;

/// The calls that failed, as a matcher.
pub(crate) const FAILED: &str = r#"status=~"error|panicked""#;

/// `operation="upsert"`
pub(crate) fn equals(label: &str, value: &str) -> String {
    format!("{label}={}", quoted(value))
}

/// A string, whatever letters it has.
fn quoted(value: &str) -> String {
    // It has the escapes of Go, which has those of JSON, apart from the one for `/` that nobody writes.
    serde_json::Value::from(value).to_string()
}

/// `by (job, operation)`, or nothing to sum up everything.
pub(crate) fn by(labels: &[&str]) -> String {
    if labels.is_empty() { String::new() } else { format!(" by ({})", labels.join(", ")) }
}
