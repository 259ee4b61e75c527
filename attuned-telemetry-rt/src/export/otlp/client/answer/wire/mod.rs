//! Reads the messages in answers, as protobuf and as JSON.

pub(in crate::export::otlp::client) mod partial_success;
mod protobuf;
pub(in crate::export::otlp::client) mod rpc_status;
