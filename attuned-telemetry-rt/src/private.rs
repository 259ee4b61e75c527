//! The one door for expansions. Not public API: anything here may change in any release.

pub use core::module_path;

#[cfg(feature = "observe")]
pub use tracing::Level;
#[cfg(feature = "observe")]
pub use tracing::field::{debug, display};

#[cfg(any(feature = "audit", feature = "observe"))]
pub use crate::core::observe::{observe, observe_future, observe_rest};
#[cfg(any(feature = "audit", feature = "observe"))]
pub use crate::core::returned::{returned, returns};

#[cfg(feature = "observe")]
pub use crate::core::definition::Settings;
#[cfg(feature = "observe")]
pub use crate::core::fields::fields;
#[cfg(feature = "observe")]
pub use crate::core::operation::Operation;
#[cfg(any(feature = "audit", feature = "observe"))]
pub use crate::core::verdict::{error_if, ok_if};

#[cfg(feature = "audit")]
pub use crate::core::audit::record::Record;

#[cfg(feature = "health")]
pub use crate::core::health::parts::Parts;

/// What `-> !` returns.
pub use std::convert::Infallible as Never;

/// Stands for a value of a type, where no value is ever made.
pub const fn never<T>() -> T {
    #[expect(clippy::empty_loop, reason = "it never runs, and a panic would be one of ours")]
    loop {}
}
