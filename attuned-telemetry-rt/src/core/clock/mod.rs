//! Clocks: the system's, and the processor's time-stamp counter for durations of calls.

#[cfg(feature = "prometheus")]
mod counter;
#[cfg(feature = "observe")]
mod started;
mod system;
#[cfg(any(feature = "audit", feature = "serve"))]
pub(crate) mod utc;

#[cfg(feature = "prometheus")]
pub(crate) use counter::checks::{check, start};
#[cfg(feature = "observe")]
pub(crate) use started::Started;
#[cfg(feature = "prometheus")]
pub(crate) use started::{Elapsed, now};
#[cfg(feature = "observe")]
pub(crate) use system::HAS_CLOCK;
#[cfg(feature = "prometheus")]
pub(crate) use system::HAS_DATE;
pub(crate) use system::Moment;
#[cfg(feature = "prometheus")]
pub(crate) use system::date;
