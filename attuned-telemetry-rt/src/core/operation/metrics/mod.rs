//! The metrics of an operation, on any recorder of the `metrics` facade.

pub(crate) mod call_metrics;
pub(crate) mod facade;
pub(crate) mod guarded;
pub(crate) mod in_flight;
pub(crate) mod keys;
pub(crate) mod names;
pub(crate) mod no_recorder;
pub(crate) mod recorder;
pub(crate) mod typed_facade;
