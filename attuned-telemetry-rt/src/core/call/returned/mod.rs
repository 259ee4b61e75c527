//! Decides whether a returned value is a future or a stream, by the type of the value.
//!
//! The macros see only the names in a return type, and any type or trait can be named `BoxFuture` or `Stream`. So an
//! expansion calls `boxed_future(&body).way()`, and method resolution selects the first `way` whose bounds hold, in the
//! order `Returned` → `NotUnpin` → `AnyValue`; each derefs to the next.

pub(crate) mod immediate;
pub(crate) mod later;
pub(crate) mod way;
