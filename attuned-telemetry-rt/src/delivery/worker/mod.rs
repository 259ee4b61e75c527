//! The threads that deliver: what they do, and how they are replaced when a destination blocks them.

mod call;
mod caught_future;
pub(super) mod failure;
pub(crate) mod guard;
mod next;
mod pause;
mod retry;
mod run;
mod send;
pub(super) mod supervisor;
pub(super) mod thread;
