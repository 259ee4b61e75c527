//! Which baggage comes in and goes out.

mod callers;
mod error;
mod hosts;
mod keys;
mod policy;

pub use callers::Callers;
pub use error::PolicyError;
pub use policy::BaggagePolicy;
