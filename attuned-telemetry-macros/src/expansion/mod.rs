//! What every expansion is made of: names that collide with nobody's, paths into the runtime, statics of the catalog.

#[cfg(any(feature = "audit", feature = "observe"))]
pub(crate) mod variant;

pub(crate) mod doc;
pub(crate) mod hygiene;
pub(crate) mod linked;
