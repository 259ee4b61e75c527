//! The metrics of the engine, in requests.

pub(crate) mod collection;
mod described;
mod exponential;
mod names;
mod points;
mod request;
pub(crate) mod temporality;
