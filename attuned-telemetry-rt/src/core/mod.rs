//! What expansions call: the operation and its outcome, the audit event, the health tree.

pub(crate) mod capped_labels;
pub(crate) mod error_type;
mod io_error_kind;
pub(crate) mod label_value;
pub(crate) mod outcome;
pub(crate) mod short_type_name;

#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod call;
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod future;
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod in_place;
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod later;
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod returned;
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod stream;
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod trace_context;
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod verdict;
#[cfg(any(feature = "audit", feature = "observe"))]
mod written;

#[cfg(feature = "observe")]
pub(crate) mod calls;
#[cfg(feature = "observe")]
pub(crate) mod clock;
#[cfg(feature = "observe")]
pub(crate) mod definition;
#[cfg(feature = "observe")]
mod events;
#[cfg(feature = "observe")]
pub(crate) mod fields;
#[cfg(feature = "observe")]
mod in_flight;
#[cfg(feature = "observe")]
mod kept_span;
#[cfg(feature = "observe")]
pub(crate) mod keys;
#[cfg(feature = "observe")]
pub(crate) mod measure;
#[cfg(feature = "observe")]
mod meters;
#[cfg(feature = "observe")]
pub(crate) mod metric_names;
#[cfg(feature = "observe")]
mod new_span;
#[cfg(feature = "observe")]
mod open_span;
#[cfg(feature = "observe")]
pub(crate) mod operation;
#[cfg(feature = "observe")]
pub(crate) mod recorder;
#[cfg(feature = "observe")]
mod series;
#[cfg(feature = "observe")]
mod shown;
#[cfg(feature = "observe")]
mod site;

#[cfg(feature = "audit")]
pub(crate) mod audit;
pub(crate) mod health;
