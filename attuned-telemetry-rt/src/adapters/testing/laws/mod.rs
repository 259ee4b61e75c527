//! The laws that the manager relies on.

mod concurrency;
mod contents;
mod identity;
mod interruptions;
mod lifecycle;
mod table;

pub(super) use table::{LAWS, Law};
