//! Judges a returned value by the annotation's own word.

use super::classify::Failure;

/// What OpenTelemetry calls an error that nothing more is known of.
///
/// Source: <https://opentelemetry.io/docs/specs/semconv/registry/attributes/error/>
const OTHER: &str = "_OTHER";

/// `ok_if = …`: everything else is an error, of the kind that the type gives.
pub fn ok_if<T>(value: &T, is_ok: impl FnOnce(&T) -> bool, by_type: Failure) -> Failure {
    if is_ok(value) { None } else { Some(by_type.unwrap_or(OTHER)) }
}

/// `error_if = …`: everything else is a success.
pub fn error_if<T>(value: &T, is_error: impl FnOnce(&T) -> bool, by_type: Failure) -> Failure {
    if is_error(value) { Some(by_type.unwrap_or(OTHER)) } else { None }
}
