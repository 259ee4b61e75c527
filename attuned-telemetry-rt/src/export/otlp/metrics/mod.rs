//! The metrics of the engine, in requests.

mod names;
