//! Where headers are read from and written to.

mod carrier;
mod headers;
mod texts;

pub use carrier::{Extractor, Injector};
