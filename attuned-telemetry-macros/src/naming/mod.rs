//! The names that the macros give to what an annotation does not name.

#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod metric_text;
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod scope;
pub(crate) mod snake_case;
