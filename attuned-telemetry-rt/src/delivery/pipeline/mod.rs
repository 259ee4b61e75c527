//! The handle of a lane, for producers, flushes and shutdowns.

mod pipeline;
#[cfg(test)]
mod tests;

pub(crate) use pipeline::{Begun, Control, Pipeline};
