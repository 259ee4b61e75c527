//! The read side of the engine: what every exporter reads.

pub(crate) mod series;
