//! The server of a collector.

mod answer;
mod body;
mod connection;
mod grpc;
mod http_answer;
mod listener;
mod shared;

pub(super) use listener::{Command, bound, run};
pub(super) use shared::Shared;
