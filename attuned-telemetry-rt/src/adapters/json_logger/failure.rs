//! Errors of writing, as errors of a delivery.

use std::io::{Error, ErrorKind};

use crate::core::text::excerpt::Excerpt;
use crate::delivery::DeliveryError;

/// Returns the error of an output. If waiting does not help, because the path or its permissions are wrong, it is an
/// error of the configuration. A full disk or a closed pipe may recover.
pub(super) fn delivery_error(what: &str, output: &str, error: &Error) -> DeliveryError {
    let found = format!("{what} {}: {error}", Excerpt(output));
    match error.kind() {
        kind if is_of_path(kind) => DeliveryError::configuration(format!(
            "{found}; use the path of a file that this process may write, in a directory that exists"
        )),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            DeliveryError::transient(format!("{found}; free disk space, or keep fewer old files"))
        }
        _ => DeliveryError::transient(found),
    }
}

/// Whether the path or its permissions are wrong.
fn is_of_path(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::PermissionDenied
            | ErrorKind::NotFound
            | ErrorKind::IsADirectory
            | ErrorKind::NotADirectory
            | ErrorKind::ReadOnlyFilesystem
            | ErrorKind::InvalidInput
    ) || format!("{kind:?}") == "InvalidFilename" // The oldest supported Rust does not have this kind.
}
