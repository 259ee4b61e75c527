//! Which traces are collected: by their ratio, or by a rule when they end.

pub(super) mod keep_rules;
pub(super) mod local_trace;
pub(super) mod sampling;
