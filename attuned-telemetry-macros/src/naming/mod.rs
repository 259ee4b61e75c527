//! The names that an annotation leaves to the macros.

#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod scope;
pub(crate) mod snake_case;
