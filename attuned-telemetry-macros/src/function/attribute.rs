//! The attributes of this crate, as they are found on a function.

use syn::Path;

/// Whether a path names an attribute: `observed` or `attuned_telemetry_rt::observed`.
pub(crate) fn is_named(path: &Path, attribute: &str) -> bool {
    path.segments.last().is_some_and(|last| last.ident == attribute)
}
