//! What is annotated in this program, as it is known when the program is linked.

mod duplicates;
mod entries;
mod json;
pub(crate) mod linked;
mod lists;
#[cfg(feature = "observe")]
mod operations;

pub use duplicates::{Duplicate, Place};
pub use entries::{AuditEntry, Catalog, ComponentEntry, LabelEntry, MetricNames, ObjectiveEntry, OperationEntry};
pub use lists::catalog;
