//! The trait that names the type of an error.

use alloc::boxed::Box;
use alloc::rc::Rc;
#[cfg(target_has_atomic = "ptr")]
use alloc::sync::Arc;
use core::convert::Infallible;
#[cfg(not(target_os = "none"))]
use std::io;

#[cfg(not(target_os = "none"))]
use super::io_error_kind;

/// Names the type of an error, for the label `error_type` and the span field `error.type`.
///
/// Derive it with [`#[derive(ErrorType)]`](derive@crate::ErrorType), or implement it. Return only a small set of names:
/// each name creates a series. Errors without this trait are named after their Rust type.
///
/// A [`std::io::Error`] is named after its [`kind`](io::Error::kind): `not_found`, `permission_denied`, …, or `_OTHER`
/// for an unstable kind. A pointer to an error is named like the error.
///
/// Source: <https://opentelemetry.io/docs/specs/semconv/registry/attributes/error/>
///
/// ```
/// use attuned_telemetry_rt::ErrorType;
///
/// enum StoreError {
///     NotFound { user: String },
///     Disk(std::io::Error),
/// }
///
/// impl ErrorType for StoreError {
///     fn error_type(&self) -> &'static str {
///         match self {
///             Self::NotFound { .. } => "not_found",
///             Self::Disk(error) => error.error_type(),
///         }
///     }
/// }
///
/// let disk = StoreError::Disk(std::io::ErrorKind::StorageFull.into());
/// assert_eq!(disk.error_type(), "storage_full");
/// ```
#[diagnostic::on_unimplemented(
    message = "the trait `ErrorType` is not implemented for `{Self}`",
    label = "the type of this error is unknown",
    note = "add `#[derive(ErrorType)]` to it if it is your type, or remove `transparent` to use the variant's name"
)]
pub trait ErrorType {
    /// Returns the type of this error, in `snake_case`.
    fn error_type(&self) -> &'static str;
}

/// Implements the trait for pointers: they are named after their target.
macro_rules! behind_a_pointer {
    ($($pointer:ty),* $(,)?) => {
        $(impl<E: ErrorType + ?Sized> ErrorType for $pointer {
            fn error_type(&self) -> &'static str {
                (**self).error_type()
            }
        })*
    };
}

behind_a_pointer!(&E, Box<E>, Rc<E>);
#[cfg(target_has_atomic = "ptr")]
behind_a_pointer!(Arc<E>);

#[cfg(not(target_os = "none"))]
impl ErrorType for io::Error {
    fn error_type(&self) -> &'static str {
        io_error_kind::name(self.kind())
    }
}

impl ErrorType for Infallible {
    fn error_type(&self) -> &'static str {
        match *self {}
    }
}
