//! Reads the few protobuf messages of which answers consist.

pub(in crate::export::otlp::client) mod partial_success;
mod protobuf;
pub(in crate::export::otlp::client) mod rpc_status;
