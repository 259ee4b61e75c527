//! The buffers of finished spans: one for each thread and collector.

pub(super) mod buffer;
pub(super) mod receiver;
pub(super) mod threads;
