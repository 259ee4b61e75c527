//! Requests of spans.

mod callsites;
pub(crate) mod encoder;
mod outcomes;
mod scope;
mod span;
mod span_parts;
