//! Spans and log records, and the messages that are expected for them.

pub(super) mod attributes;
pub(super) mod decoded;
pub(super) mod places;
pub(super) mod python;
pub(super) mod records;
pub(super) mod spans;
