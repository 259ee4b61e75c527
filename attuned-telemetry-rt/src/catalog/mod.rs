//! The catalog of annotations in this program. The linker collects it.

mod duplicates;
pub(crate) mod entries;
mod json;
// The platforms that `linkme` supports. Miri interprets the program and does not link it.
#[cfg_attr(
    not(all(
        not(miri),
        any(
            target_os = "android",
            target_os = "freebsd",
            target_os = "fuchsia",
            target_os = "illumos",
            target_os = "ios",
            target_os = "linux",
            target_os = "macos",
            target_os = "openbsd",
            target_os = "tvos",
            target_os = "windows",
        )
    )),
    path = "unlinked.rs"
)]
pub(crate) mod linked;
mod lists;
#[cfg(feature = "observe")]
mod operations;

pub use duplicates::{Duplicate, Place};
pub use entries::{AuditEntry, Catalog, ComponentEntry, LabelEntry, MetricNames, ObjectiveEntry, OperationEntry};
pub use lists::catalog;
#[cfg(feature = "otlp")]
pub(crate) use operations::scope_of_spans;
