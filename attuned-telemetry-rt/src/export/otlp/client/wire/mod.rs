//! Reads the few protobuf messages of which answers consist.

pub(super) mod partial_success;
mod protobuf;
pub(super) mod rpc_status;
