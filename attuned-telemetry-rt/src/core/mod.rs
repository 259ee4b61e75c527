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
pub(crate) mod observe;
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod returned;
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod trace_context;

#[cfg(feature = "observe")]
pub(crate) mod clock;
#[cfg(feature = "observe")]
pub(crate) mod definition;
#[cfg(feature = "observe")]
pub(crate) mod fields;
#[cfg(feature = "observe")]
pub(crate) mod measure;
#[cfg(feature = "observe")]
pub(crate) mod meters;
#[cfg(feature = "observe")]
pub(crate) mod operation;
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod verdict;

#[cfg(feature = "audit")]
pub(crate) mod audit;
pub(crate) mod health;
