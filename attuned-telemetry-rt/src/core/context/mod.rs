//! The trace that the running code belongs to. It belongs to the call, whatever is logged, filtered or installed.
//!
//! Each thread has a stack of the calls, spans and remote parents that it is in ([`stack`]). Ids are made when they are
//! first read ([`lazy`]), so a call whose ids nobody reads costs no more than its place on the stack, and not even that
//! while the process has no reader of ids.

mod current;
pub(crate) mod ids;
pub(crate) mod lazy;
mod random;
pub(crate) mod readers;
pub(crate) mod stack;
pub(crate) mod trace_context;

#[cfg(feature = "prometheus")]
pub(crate) use current::can_be_known;
