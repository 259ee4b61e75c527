//! The formats of headers.

mod b3;
mod error;
mod list;
mod propagator;
mod propagators;
mod w3c;

pub use error::PropagatorsError;
pub use propagator::Propagator;
pub use propagators::Propagators;
