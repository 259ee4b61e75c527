//! The types of the errors of services and bodies.

use std::any::Any;
use std::error::Error;
use std::io;
use std::sync::Arc;

use crate::core::verdict::classify::classify;
use crate::core::verdict::error_type::ErrorType;

/// Returns the type of an error, if it knows the error.
pub(crate) type NameOfError = Arc<dyn Fn(&dyn Any) -> Option<&'static str> + Send + Sync>;

type BoxError = Box<dyn Error + Send + Sync>;

/// Returns the type of an error: the one that the program chose, the kind of an I/O error, or the short name of the
/// Rust type.
pub(crate) fn error_type<E: 'static>(chosen: Option<&NameOfError>, error: &E) -> &'static str {
    let any: &dyn Any = error;
    chosen
        .and_then(|name| name(any))
        .or_else(|| any.downcast_ref::<io::Error>().map(ErrorType::error_type))
        .or_else(|| of_boxed(&**any.downcast_ref::<BoxError>()?))
        .unwrap_or_else(|| short_name::<E>(error))
}

/// Returns the kind of an I/O error, or of the one that caused another error.
fn of_boxed(error: &(dyn Error + Send + Sync + 'static)) -> Option<&'static str> {
    let mut error: &(dyn Error + 'static) = error;
    // A chain of errors may be a circle.
    for _ in 0..8 {
        if let Some(io) = error.downcast_ref::<io::Error>() {
            return Some(io.error_type());
        }
        error = error.source()?;
    }
    None
}

fn short_name<E>(error: &E) -> &'static str {
    classify(&Err::<(), &E>(error)).error().unwrap_or_default()
}
