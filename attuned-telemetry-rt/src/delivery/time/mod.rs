//! Deadlines and timers.

pub(crate) mod deadline;
pub(crate) mod timers;
