//! The runtimes of programs.

use std::future::Future;

use attuned_telemetry_tests::task;
use tokio::runtime::{Builder, Runtime};

/// The runtime of a program.
pub(super) enum ProgramRuntime {
    /// The program has none.
    None,
    Tokio(Runtime),
}

impl ProgramRuntime {
    /// Returns one of each kind.
    pub(super) fn all() -> [(&'static str, Self); 4] {
        let workers = |count| Builder::new_multi_thread().worker_threads(count).enable_all().build().unwrap();
        [
            ("no runtime", Self::None),
            ("current thread", Self::Tokio(crate::kit::runtime())),
            ("one worker", Self::Tokio(workers(1))),
            ("four workers", Self::Tokio(workers(4))),
        ]
    }

    pub(super) fn block_on<F: Future>(&self, future: F) -> F::Output {
        match self {
            Self::None => task::block_on(future),
            Self::Tokio(runtime) => runtime.block_on(future),
        }
    }
}
