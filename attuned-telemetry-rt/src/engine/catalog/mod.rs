//! What is annotated in this program, as it is known when the program is linked.

mod entries;
pub(super) mod family;

pub use entries::{AuditEntry, Catalog, ComponentEntry, LabelEntry, MetricNames, ObjectiveEntry, OperationEntry};
