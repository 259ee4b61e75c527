//! Classifies a returned value by `ok_if` or `error_if`.

use super::classify::Failure;

/// OpenTelemetry's fallback for an unknown error type.
///
/// Source: <https://opentelemetry.io/docs/specs/semconv/registry/attributes/error/>
const OTHER: &str = "_OTHER";

/// Applies `ok_if = …`: if the predicate is false, the value is an error. Its error type is `by_type`, if there is one.
pub fn ok_if<T>(value: &T, is_ok: impl FnOnce(&T) -> bool, by_type: Failure) -> Failure {
    if is_ok(value) { None } else { Some(by_type.unwrap_or(OTHER)) }
}

/// Applies `error_if = …`: if the predicate is false, the value is a success.
pub fn error_if<T>(value: &T, is_error: impl FnOnce(&T) -> bool, by_type: Failure) -> Failure {
    if is_error(value) { Some(by_type.unwrap_or(OTHER)) } else { None }
}
