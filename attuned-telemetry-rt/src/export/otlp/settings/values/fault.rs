//! Values that are not allowed.

/// Why a value is not allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::export::otlp::settings) struct Fault {
    /// The value, with secrets masked.
    pub(in crate::export::otlp::settings) shown: String,
    pub(in crate::export::otlp::settings) expected: String,
}

impl Fault {
    pub(in crate::export::otlp::settings) fn new(shown: impl Into<String>, expected: impl Into<String>) -> Self {
        Self { shown: shown.into(), expected: expected.into() }
    }
}

/// What was read from a text. Of a list, the valid items are the value.
pub(in crate::export::otlp::settings) struct Reading<T> {
    pub(in crate::export::otlp::settings) value: Option<T>,
    pub(in crate::export::otlp::settings) faults: Vec<Fault>,
}

impl<T> From<Result<T, Fault>> for Reading<T> {
    fn from(result: Result<T, Fault>) -> Self {
        match result {
            Ok(value) => Self { value: Some(value), faults: Vec::new() },
            Err(fault) => Self { value: None, faults: vec![fault] },
        }
    }
}

/// A value in code, with the name of its setting.
pub(in crate::export::otlp::settings) struct Given<T> {
    pub(in crate::export::otlp::settings) field: String,
    pub(in crate::export::otlp::settings) value: Result<T, Fault>,
}
