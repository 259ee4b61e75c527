//! The attributes of this crate, as they are found on a function.

use syn::Path;

/// Whether a path names an attribute: `observed`, `attuned_telemetry_rt::observed` or `mockall::observed::instrument`.
pub(crate) fn is_named(path: &Path, attribute: &str) -> bool {
    let mut segments = path.segments.iter().rev().map(|segment| &segment.ident);
    let last = segments.next();
    let name = if last.is_some_and(|last| last == "instrument") { segments.next() } else { last };
    name.is_some_and(|name| name == attribute)
}
