//! A collector that misbehaves as told, for tests of OTLP exports.
//!
//! ```
//! use attuned_telemetry_tests::otlp::{Fault, FaultyCollector, Protocol};
//!
//! let collector = FaultyCollector::start(Protocol::Http, Fault::Unavailable);
//! let endpoint = collector.endpoint(); // … the exporter sends, and is refused
//! collector.set_fault(Fault::None);
//! assert!(collector.requests().is_empty());
//! # drop(endpoint);
//! ```

mod certificates;
mod collector;
mod fault;
mod received;
mod server;

pub use certificates::{Authority, Identity};
pub use collector::FaultyCollector;
pub use fault::{Fault, Protocol, RetryAfter};
pub use received::{Received, Signal};
