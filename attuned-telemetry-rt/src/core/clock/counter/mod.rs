//! The processor's time-stamp counter.
//!
//! Reading it is faster than reading the system's clock, but its rate has to be measured against that clock. The rate
//! is checked again at every scrape, because the system may have been moved to another machine.

pub(super) mod checks;
pub(super) mod counter;
mod pair;
mod rate;
mod reliable;
