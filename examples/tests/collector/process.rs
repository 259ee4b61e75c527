//! Processes that a test starts.

use std::process::{Child, Command};

use crate::service::end;

/// A process that ends when this is dropped.
pub struct Process(pub Child);

impl Process {
    /// Starts a program that `ci/tools` installs.
    pub fn start(command: &mut Command) -> Self {
        let started = command.spawn();
        Self(started.unwrap_or_else(|error| {
            panic!(
                "{command:?} is needed for this test and cannot be started: run ./ci/test, which installs it ({error})"
            )
        }))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        end(&mut self.0);
    }
}
