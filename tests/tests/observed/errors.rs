//! Error types: from `ErrorType`, or from the name of the type.

use attuned_telemetry_rt::{ErrorType, observed};
use attuned_telemetry_tests::task::run;
use attuned_telemetry_tests::{Watched, watch};

use super::{calls, errors};

#[derive(Debug)]
enum StoreError {
    NotFound,
    Closed,
}

impl ErrorType for StoreError {
    fn error_type(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::Closed => "closed",
        }
    }
}

impl From<std::num::ParseIntError> for StoreError {
    fn from(_: std::num::ParseIntError) -> Self {
        Self::NotFound
    }
}

/// Does not implement `Debug`.
struct Opaque<T>(T);

/// Checks that span and metrics have the same error type.
#[track_caller]
fn assert_error<R>(watched: &Watched<R>, op: &str, error_type: &str) {
    assert_eq!(calls(&watched.metrics, op, "error"), Some(1));
    assert_eq!(errors(&watched.metrics, op, error_type), Some(1));
    let span = watched.trace.span();
    assert_eq!(span.text("status"), Some("error"));
    assert_eq!(span.text("error.type"), Some(error_type));
    assert_eq!(span.text("otel.status_code"), Some("ERROR"));
}

#[test]
fn error_type_names_the_variant() {
    #[observed]
    fn find() -> Result<(), StoreError> {
        Err(StoreError::NotFound)
    }
    #[observed]
    async fn find_async() -> Result<(), StoreError> {
        Err(StoreError::Closed)
    }

    assert_error(&watch(find), "find", "not_found");
    assert_error(&watch(|| run(find_async())), "find_async", "closed");
}

#[test]
fn error_type_is_found_behind_a_box_and_a_reference() {
    #[observed]
    fn boxed() -> Result<(), Box<StoreError>> {
        Err(Box::new(StoreError::Closed))
    }
    #[observed]
    fn borrowed(error: &StoreError) -> Result<(), &StoreError> {
        Err(error)
    }

    assert_error(&watch(boxed), "boxed", "closed");
    assert_error(&watch(|| borrowed(&StoreError::NotFound).is_err()), "borrowed", "not_found");
}

#[test]
fn io_error_is_named_by_its_kind() {
    #[observed]
    fn io() -> Result<(), std::io::Error> {
        Err(std::io::ErrorKind::NotFound.into())
    }

    assert_error(&watch(io), "io", "not_found");
}

#[test]
fn other_errors_are_named_after_their_type() {
    #[observed]
    fn format() -> Result<(), std::fmt::Error> {
        Err(std::fmt::Error)
    }
    #[observed]
    fn boxed() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        Err("no".into())
    }
    #[observed]
    fn text() -> Result<(), &'static str> {
        Err("no")
    }
    #[observed]
    fn opaque() -> Result<(), Opaque<Vec<std::net::IpAddr>>> {
        Err(Opaque(Vec::new()))
    }

    assert_error(&watch(format), "format", "Error");
    assert_error(&watch(boxed), "boxed", "Error");
    assert_error(&watch(text), "text", "str");
    assert_error(&watch(|| opaque().map_err(|error| error.0.len())), "opaque", "Opaque");
}

#[test]
fn error_behind_an_alias_is_an_error() {
    type StoreResult<T = ()> = Result<T, StoreError>;
    #[observed]
    fn aliased() -> StoreResult {
        Err(StoreError::Closed)
    }
    #[observed]
    fn standard() -> std::io::Result<u8> {
        Err(std::io::ErrorKind::Other.into())
    }

    assert_error(&watch(aliased), "aliased", "closed");
    assert_error(&watch(standard), "standard", "other");
}

#[test]
fn each_error_type_has_a_series() {
    #[observed]
    fn several(error: StoreError) -> Result<(), StoreError> {
        Err(error)
    }

    let watched = watch(|| {
        let _ = (several(StoreError::Closed), several(StoreError::NotFound), several(StoreError::Closed));
    });
    assert_eq!(calls(&watched.metrics, "several", "error"), Some(3));
    assert_eq!(errors(&watched.metrics, "several", "closed"), Some(2));
    assert_eq!(errors(&watched.metrics, "several", "not_found"), Some(1));
}

#[test]
fn error_of_a_generic_type_is_named_by_its_concrete_type() {
    #[observed]
    fn generic<E>(error: E) -> Result<(), E> {
        Err(error)
    }

    assert_error(&watch(|| generic(5_u8)), "generic", "u8");
}

#[test]
fn error_converted_by_the_question_mark_has_the_converted_type() {
    #[observed]
    fn parse(text: &str) -> Result<u8, StoreError> {
        let number = text.parse()?;
        Ok(number)
    }
    #[observed]
    async fn parse_async(text: &str) -> Result<u8, StoreError> {
        Ok(text.parse::<u8>()?)
    }

    assert_error(&watch(|| parse("x")), "parse", "not_found");
    assert_error(&watch(|| run(parse_async("x"))), "parse_async", "not_found");
}
