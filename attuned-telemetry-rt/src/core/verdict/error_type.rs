//! What kind of error a call returned.

use std::convert::Infallible;
use std::io;
use std::rc::Rc;
use std::sync::Arc;

use super::io_error_kind;

/// Names the kind of an error, for the label `error_type` and the span field `error.type`. Derived by
/// [`#[derive(ErrorType)]`](derive@crate::ErrorType), or written by hand.
///
/// The names are a small closed set: each makes a series of its own. An error without this trait is named after its
/// type.
///
/// A [`std::io::Error`] is named by its [`kind`](io::Error::kind): `not_found`, `permission_denied`, …, and `_OTHER` if
/// that kind has no name of its own. A pointer to an error is named as the error is.
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
    message = "`{Self}` has no `ErrorType`",
    label = "it cannot be asked which kind of error it is",
    note = "put `#[derive(ErrorType)]` on it if it is yours, or leave `transparent` away: the variant's name is then used"
)]
pub trait ErrorType {
    /// The kind of this error, in `snake_case`.
    fn error_type(&self) -> &'static str;
}

/// Declares the pointers that are named as what they point to.
macro_rules! behind_a_pointer {
    ($($pointer:ty),* $(,)?) => {
        $(impl<E: ErrorType + ?Sized> ErrorType for $pointer {
            fn error_type(&self) -> &'static str {
                (**self).error_type()
            }
        })*
    };
}

behind_a_pointer!(&E, Arc<E>, Box<E>, Rc<E>);

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
