//! A kit for the authors of adapters: it checks that an adapter keeps the laws that the manager relies on.
//!
//! ```
//! use attuned_telemetry_rt::adapters::{NoopAdapter, testing};
//!
//! let report = testing::check_metrics(|| NoopAdapter);
//! assert!(report.passed(), "{report}");
//! ```
//!
//! The kit creates an adapter for each law, and calls it as the manager does: on a thread with a current-thread runtime
//! of tokio. The adapter needs a backend that works: several laws require that a batch is accepted. Every call has a
//! deadline, so a check always ends. Threads of calls that block are left behind.
//!
//! The kit cannot see what arrives in the backend: test that with tests of your own.

mod check;
mod content;
mod guarded;
mod laws;
mod report;
mod subject;
mod subjects;
mod trial;

pub use check::{check_health, check_logging, check_metrics, check_tracing};
pub use report::{LawResult, Report};
