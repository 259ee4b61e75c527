//! The catalog of annotations in this program. The linker collects it.

mod duplicates;
pub(crate) mod entries;
mod json;
pub(crate) mod linked;
mod lists;
#[cfg(feature = "observe")]
mod operations;

pub use duplicates::{Duplicate, Place};
pub use entries::{AuditEntry, Catalog, ComponentEntry, LabelEntry, MetricNames, ObjectiveEntry, OperationEntry};
pub use lists::catalog;
