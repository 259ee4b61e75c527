//! Loom's replacements for the standard library's types.

pub(crate) use loom::sync::{Mutex, MutexGuard};
