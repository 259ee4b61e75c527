//! Encodes the requests of OTLP, as protobuf and as JSON, from one description of each message.
//!
//! Source: <https://opentelemetry.io/docs/specs/otlp/>

pub(crate) mod common;
pub(crate) mod fields;
pub(crate) mod logs;
pub(crate) mod request;
#[cfg(test)]
mod tests;
pub(crate) mod traces;
pub(crate) mod writer;
