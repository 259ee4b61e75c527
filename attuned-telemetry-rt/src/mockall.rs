//! The attributes under names that the crate `mockall` leaves out of mocks.
//!
//! `#[mockall::automock]` copies most attributes of a method to expressions in the mock, where an attribute like
//! `#[observed]` does not compile. It leaves out attributes that are named `instrument`:
//!
//! ```
//! use attuned_telemetry_rt::mockall::{audited, observed};
//!
//! // #[mockall::automock]
//! pub trait Rates {
//!     #[observed::instrument(scope = "attuned.rates")]
//!     #[audited::instrument(event = StateUpdated)]
//!     fn doubled(&self, rate: u8) -> u8 {
//!         rate * 2
//!     }
//! }
//! ```
//!
//! The same names work on an `impl` block, and on its methods.

/// [`#[observed]`](macro@crate::observed)
pub mod observed {
    pub use attuned_telemetry_macros::observed as instrument;
}

/// [`#[audited]`](macro@crate::audited)
pub mod audited {
    pub use attuned_telemetry_macros::audited as instrument;
}
