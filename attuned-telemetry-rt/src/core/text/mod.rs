//! Untrusted text: how it is read from a value, which characters are escaped, and which name was meant.

#[cfg(any(
    feature = "adapters",
    feature = "audit-file",
    feature = "catalog",
    feature = "init",
    feature = "propagation",
    feature = "serve"
))]
pub(crate) mod dangerous;
#[cfg(any(feature = "audit-file", feature = "delivery", feature = "engine", feature = "propagation"))]
pub(crate) mod escaped;
#[cfg(any(feature = "adapters", feature = "init", feature = "prometheus", feature = "propagation"))]
pub(crate) mod excerpt;
#[cfg(any(feature = "adapters", feature = "audit-file", feature = "catalog", feature = "init", feature = "serve"))]
pub(crate) mod json;
#[cfg(feature = "engine")]
pub(crate) mod shortened;
#[cfg(any(feature = "audit", feature = "health", feature = "observe"))]
pub(crate) mod shown;
#[cfg(feature = "adapters")]
pub(crate) mod similar;
#[cfg(any(feature = "audit", feature = "health", feature = "observe"))]
pub(crate) mod written;
