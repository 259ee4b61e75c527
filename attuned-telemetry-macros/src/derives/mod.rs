//! The derive macros.

#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod error_type;
#[cfg(feature = "health")]
pub(crate) mod health_check;
#[cfg(feature = "observe")]
pub(crate) mod label_value;
