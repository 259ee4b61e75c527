//! Single recordings through the manager.

mod recent;
mod record;
