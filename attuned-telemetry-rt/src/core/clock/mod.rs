//! Clocks: the system's, and the processor's time-stamp counter for durations of calls.

#[cfg(feature = "engine")]
#[cfg_attr(
    not(any(feature = "adapters", feature = "prometheus")),
    allow(dead_code, reason = "the features that enable `engine` check the counter")
)]
mod counter;
#[cfg(any(feature = "adapters", feature = "init"))]
pub(crate) mod dated;
#[cfg(any(feature = "adapters", feature = "init", feature = "reqwest", feature = "tower"))]
pub(crate) mod shared;
#[cfg(feature = "observe")]
mod started;
mod system;
#[cfg(any(feature = "adapters", feature = "audit", feature = "serve"))]
pub(crate) mod utc;

#[cfg(any(feature = "adapters", feature = "prometheus"))]
pub(crate) use counter::checks::{check, start};
#[cfg(feature = "observe")]
pub(crate) use started::Started;
#[cfg(feature = "engine")]
pub(crate) use started::{Elapsed, now};
#[cfg(feature = "observe")]
pub(crate) use system::HAS_CLOCK;
#[cfg(feature = "prometheus")]
pub(crate) use system::HAS_DATE;
pub(crate) use system::Moment;
#[cfg(any(feature = "delivery", feature = "engine"))]
pub(crate) use system::date;
#[cfg(feature = "adapters")]
pub(crate) use system::date_or_epoch;
