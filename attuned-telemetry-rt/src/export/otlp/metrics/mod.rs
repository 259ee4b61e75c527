//! The metrics of the engine, in requests.

pub(crate) mod chunk;
pub(crate) mod collection;
pub(crate) mod described;
pub(crate) mod exponential;
mod names;
pub(crate) mod points;
pub(crate) mod request;
pub(crate) mod temporality;
#[cfg(test)]
mod tests;
