//! The runtime under another name, and re-exported by another crate: `crate = …` says where it is.

/// A crate that gives its users the runtime under a path of its own.
pub mod prelude {
    pub use telemetry as observability;
}
