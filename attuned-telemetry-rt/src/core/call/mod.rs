//! One call of an annotated function: it starts, is entered and left, and ends exactly once.

pub(crate) mod call;
#[cfg(feature = "observe")]
pub(crate) mod conditions;
pub(crate) mod deferred;
pub(crate) mod future;
pub(crate) mod in_place;
pub(crate) mod returned;
pub(crate) mod stream;
