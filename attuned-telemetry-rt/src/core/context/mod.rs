//! The trace that the running code belongs to. It does not depend on log levels, filters or subscribers.
//!
//! Each thread has a stack of the calls, spans and remote parents that are running on it ([`stack`]). Ids are generated
//! when they are first read ([`lazy_ids`]). A call without a span costs only its entry on the stack until its ids are
//! needed or it pauses. When it pauses, it stores its place in the trace, so it stays in its trace on any thread. While
//! nothing in the process reads ids, calls are not on the stack at all.

mod current;
pub(crate) mod ids;
pub(crate) mod lazy_ids;
pub(crate) mod packed;
#[cfg(any(feature = "adapters", feature = "init"))]
pub(crate) mod quick_ids;
pub(crate) mod random_ids;
pub(crate) mod readers;
pub(crate) mod sampling;
pub(crate) mod stack;
pub(crate) mod trace_context;

#[cfg(any(feature = "reqwest", feature = "tower"))]
pub(crate) use current::NewTrace;
#[cfg(all(feature = "propagation", any(feature = "adapters", feature = "init")))]
pub(crate) use current::caller;
#[cfg(feature = "engine")]
pub(crate) use current::can_be_known;
#[cfg(feature = "propagation")]
pub(crate) use current::{Caller, enter_caller};
#[cfg(all(feature = "opentelemetry", feature = "propagation"))]
pub(crate) use current::{has_opentelemetry, with_opentelemetry};
