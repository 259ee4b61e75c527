//! Options as a table: `key`, `key = value` and `key(…)`.

#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod attribute;
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod closure;
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod conflicts;
#[cfg(any(feature = "health", feature = "observe"))]
pub(crate) mod duration;
pub(crate) mod parse;
pub(crate) mod table;
pub(crate) mod tokens;
pub(crate) mod value;
pub(crate) mod words;
