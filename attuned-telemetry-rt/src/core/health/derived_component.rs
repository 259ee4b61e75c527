//! One derived component, for the catalog.

use std::panic::Location;

/// A type with `#[derive(HealthCheck)]`: a static in its expansion.
#[cfg_attr(not(feature = "catalog"), expect(dead_code, reason = "read by the catalog"))]
pub struct DerivedComponent {
    /// Names of the component, the type and its module.
    pub(crate) names: [&'static str; 3],
    /// First paragraph of the type's documentation.
    pub(crate) doc: &'static str,
    /// Names of the parts.
    pub(crate) parts: &'static [&'static str],
    /// Location of the derive.
    pub(crate) location: &'static Location<'static>,
}

impl DerivedComponent {
    /// Creates a component with the names `[name, type_name, module]`.
    #[track_caller]
    pub const fn new(names: [&'static str; 3], doc: &'static str, parts: &'static [&'static str]) -> Self {
        Self { names, doc, parts, location: Location::caller() }
    }

    /// Returns the component's name.
    pub const fn name(&self) -> &'static str {
        self.names[0]
    }
}
