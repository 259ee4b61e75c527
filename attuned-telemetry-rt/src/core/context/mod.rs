//! The trace that the running code belongs to. It does not depend on log levels, filters or subscribers.
//!
//! Each thread has a stack of the calls, spans and remote parents that are running on it ([`stack`]). Ids are generated
//! when they are first read ([`lazy_ids`]). A call without a span has no place for its ids until they are read, a call or
//! span starts in it, or it pauses: it then keeps its place in the trace. While nothing in the process reads ids, calls
//! are not on the stack at all.

mod current;
pub(crate) mod ids;
pub(crate) mod lazy_ids;
mod random_ids;
pub(crate) mod readers;
pub(crate) mod stack;
pub(crate) mod trace_context;

#[cfg(feature = "prometheus")]
pub(crate) use current::can_be_known;
