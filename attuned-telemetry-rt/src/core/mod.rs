//! The runtime of the macros: the code that expansions call. Exporters and other readers are in other modules.

#[cfg(not(target_os = "none"))]
pub(crate) mod clock;
pub(crate) mod health;
pub(crate) mod labels;
pub(crate) mod verdict;

#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod call;
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod context;
#[cfg(any(feature = "audit", feature = "catalog", feature = "health", feature = "observe"))]
pub(crate) mod text;

#[cfg(feature = "audit")]
pub(crate) mod audit;

#[cfg(feature = "observe")]
pub(crate) mod observed;
#[cfg(feature = "observe")]
pub(crate) mod operation;
