//! One audited function, as the catalog shows it.

use std::panic::Location;

/// One audited function: a static at its annotation.
#[cfg_attr(not(feature = "catalog"), expect(dead_code, reason = "the catalog shows it"))]
pub struct AuditedFunction {
    /// The operation, the event as it is written, and the module.
    pub(crate) names: [&'static str; 3],
    /// What the function is documented by.
    pub(crate) doc: &'static str,
    /// Where the annotation stands.
    pub(crate) location: &'static Location<'static>,
}

impl AuditedFunction {
    /// A function whose names are `[operation, event, module]`.
    #[track_caller]
    pub const fn new(names: [&'static str; 3], doc: &'static str) -> Self {
        Self { names, doc, location: Location::caller() }
    }

    /// The operation, as records name it.
    pub const fn operation(&self) -> &'static str {
        self.names[0]
    }
}
