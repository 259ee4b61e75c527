//! What feeds the adapters besides single recordings.

pub(super) mod aggregates;
pub(super) mod clockwork;
pub(super) mod collectors;
pub(super) mod level;
pub(super) mod samples;
