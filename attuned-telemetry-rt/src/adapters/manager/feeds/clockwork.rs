//! The thread that delivers aggregated metrics at an interval.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;
use std::{io, thread};

use crate::core::verdict::caught::caught;
use crate::delivery::guard;

/// A thread that acts at an interval. It ends when this handle is dropped.
pub(in crate::adapters::manager) struct Clockwork {
    intervals: Sender<Duration>,
}

impl Clockwork {
    /// Starts the thread.
    pub(in crate::adapters::manager) fn start(
        mut interval: Duration,
        act: impl Fn() + Send + 'static,
    ) -> io::Result<Self> {
        let (intervals, changes) = channel();
        thread::Builder::new().name("telemetry-clock".to_owned()).spawn(move || {
            let _delivering = guard::enter();
            loop {
                match changes.recv_timeout(interval) {
                    Ok(new) => interval = new,
                    Err(RecvTimeoutError::Timeout) => drop(caught(&act)),
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        })?;
        Ok(Self { intervals })
    }

    pub(in crate::adapters::manager) fn set_interval(&self, interval: Duration) {
        // If the thread has ended, nothing acts any more.
        let _ = self.intervals.send(interval);
    }
}
