//! Counters whose labels are types with a known number of values.

#[cfg(feature = "observe")]
pub(crate) mod counter_cells;
pub(crate) mod typed_counter;
pub(crate) mod typed_labels;
