//! What kind of error a call returned.

/// Names the kind of an error, for the label `error_type` and the span field `error.type`.
///
/// The names are a small closed set: each makes a series of its own. An error without this trait is named after its
/// type.
///
/// Source: <https://opentelemetry.io/docs/specs/semconv/registry/attributes/error/>
///
/// ```
/// use attuned_telemetry_rt::ErrorType;
///
/// enum StoreError {
///     NotFound { user: String },
///     Closed,
/// }
///
/// impl ErrorType for StoreError {
///     fn error_type(&self) -> &'static str {
///         match self {
///             Self::NotFound { .. } => "not_found",
///             Self::Closed => "closed",
///         }
///     }
/// }
/// ```
pub trait ErrorType {
    /// The kind of this error, in `snake_case`.
    fn error_type(&self) -> &'static str;
}

impl<E: ErrorType + ?Sized> ErrorType for &E {
    fn error_type(&self) -> &'static str {
        (**self).error_type()
    }
}

impl<E: ErrorType + ?Sized> ErrorType for Box<E> {
    fn error_type(&self) -> &'static str {
        (**self).error_type()
    }
}
