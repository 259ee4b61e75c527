//! One derived component, as the catalog shows it.

use std::panic::Location;

/// One type with `#[derive(HealthCheck)]`: a static in its implementation.
#[cfg_attr(not(feature = "catalog"), expect(dead_code, reason = "the catalog shows it"))]
pub struct DerivedComponent {
    /// Of the component, of the type and of its module.
    pub(crate) names: [&'static str; 3],
    /// What the type is documented by.
    pub(crate) doc: &'static str,
    pub(crate) parts: &'static [&'static str],
    /// Where the derive stands.
    pub(crate) location: &'static Location<'static>,
}

impl DerivedComponent {
    /// A component whose names are `[name, type_name, module]`.
    #[track_caller]
    pub const fn new(names: [&'static str; 3], doc: &'static str, parts: &'static [&'static str]) -> Self {
        Self { names, doc, parts, location: Location::caller() }
    }

    /// The component's name.
    pub const fn name(&self) -> &'static str {
        self.names[0]
    }
}
