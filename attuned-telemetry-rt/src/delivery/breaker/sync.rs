//! The lock of a circuit breaker. The package `loom` replaces this file with its own types.

pub(crate) use std::sync::{Mutex, MutexGuard};
