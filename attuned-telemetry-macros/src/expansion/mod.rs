//! What every expansion needs: hygienic names, paths into the runtime, statics of the catalog.

pub(crate) mod doc;
pub(crate) mod hygiene;
pub(crate) mod linked;
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod tokens;
#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod variant;
