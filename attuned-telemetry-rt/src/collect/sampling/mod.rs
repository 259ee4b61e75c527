//! Which traces are collected.

pub(super) mod keep_rules;
