//! Writes messages in one of the two formats.

pub(in crate::export::otlp) mod base64;
pub(crate) mod field;
pub(crate) mod json;
mod json_text;
pub(crate) mod protobuf;
#[cfg(test)]
mod tests;
pub(crate) mod writer;
