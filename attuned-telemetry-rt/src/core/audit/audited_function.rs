//! One audited function, for the catalog.

use std::panic::Location;

/// A function with `#[audited]`: a static in its expansion.
#[cfg_attr(not(feature = "catalog"), expect(dead_code, reason = "read by the catalog"))]
pub struct AuditedFunction {
    /// Names of the operation, the event (as in the annotation) and the module.
    pub(crate) names: [&'static str; 3],
    /// First paragraph of the function's documentation.
    pub(crate) doc: &'static str,
    /// Location of the annotation.
    pub(crate) location: &'static Location<'static>,
}

impl AuditedFunction {
    /// Creates a function with the names `[operation, event, module]`.
    #[track_caller]
    pub const fn new(names: [&'static str; 3], doc: &'static str) -> Self {
        Self { names, doc, location: Location::caller() }
    }

    /// Returns the operation, as in audit records.
    pub const fn operation(&self) -> &'static str {
        self.names[0]
    }
}
