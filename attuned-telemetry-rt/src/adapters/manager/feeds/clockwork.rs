//! A thread that acts at an interval.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{io, thread};

use crate::core::verdict::caught::caught;
use crate::delivery::guard;

/// A thread that acts at an interval, while it is started. It ends when this value is dropped.
#[derive(Default)]
pub(in crate::adapters::manager) struct Clockwork {
    /// Changes the interval of the thread. The thread ends when this is dropped.
    intervals: Mutex<Option<Sender<Duration>>>,
}

impl Clockwork {
    /// Starts the thread, unless it runs.
    pub(in crate::adapters::manager) fn start(
        &self,
        mut interval: Duration,
        act: impl Fn() + Send + 'static,
    ) -> io::Result<()> {
        let mut running = self.lock();
        if running.is_some() {
            return Ok(());
        }
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
        *running = Some(intervals);
        Ok(())
    }

    pub(in crate::adapters::manager) fn stop(&self) {
        self.lock().take();
    }

    pub(in crate::adapters::manager) fn set_interval(&self, interval: Duration) {
        if let Some(intervals) = &*self.lock() {
            // If the thread has ended, nothing acts any more.
            let _ = intervals.send(interval);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Sender<Duration>>> {
        self.intervals.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
