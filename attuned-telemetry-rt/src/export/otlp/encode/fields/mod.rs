//! The fields of the messages, a file for each package of the `.proto` files.

pub(crate) mod common;
pub(crate) mod logs;
pub(crate) mod metrics;
pub(crate) mod resource;
pub(crate) mod trace;
