//! Requests of spans.

mod callsites;
pub(crate) mod encoder;
mod scope;
mod span;
mod span_parts;
