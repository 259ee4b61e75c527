//! The scope of a span.

use tracing::Metadata;

use crate::catalog;

/// Returns the scope of the spans of a place in the code: of an annotated function, its scope, and otherwise the crate
/// of the target.
///
/// On platforms whose linker cannot collect the annotated functions, all spans have the crate of their target.
pub(super) fn of(metadata: &'static Metadata<'static>) -> &'static str {
    catalog::scope_of_spans(metadata).unwrap_or_else(|| crate_of(metadata.target()))
}

/// Returns the first part of a path.
fn crate_of(target: &str) -> &str {
    target.split_once("::").map_or(target, |(name, _)| name)
}
