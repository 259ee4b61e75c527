//! A queue that is bounded in items and in bytes.

mod bounded;
pub(crate) mod weigh;

pub(crate) use bounded::{Offered, Queue, Taken};
