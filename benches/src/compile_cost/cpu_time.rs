//! Processor time of child processes.

use std::error::Error;
use std::time::Duration;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::{TimeVal, TimeValLike as _};

/// Returns the user and system time of all children so far. Only one child runs at a time.
pub(crate) fn of_children() -> Result<Duration, Box<dyn Error>> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    Ok(duration(usage.user_time())? + duration(usage.system_time())?)
}

fn duration(time: TimeVal) -> Result<Duration, Box<dyn Error>> {
    Ok(Duration::from_micros(time.num_microseconds().try_into()?))
}
