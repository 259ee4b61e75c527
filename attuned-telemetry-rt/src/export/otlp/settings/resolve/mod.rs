//! Finds the effective settings: code first, then the environment, then defaults.

mod batch;
mod endpoint;
mod exporters;
mod identity;
mod limits;
mod metrics;
mod reader;
mod resolve;
mod sampler;
mod transport;

pub(super) use reader::{Found, Reader, given};
