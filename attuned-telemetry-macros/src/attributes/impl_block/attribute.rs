//! What a block needs to know about an attribute.

use proc_macro2::TokenStream;

use crate::diagnostics::Diagnostics;
use crate::options::conflicts;
use crate::options::conflicts::Conflict;

/// An attribute, as far as it concerns a block. Everything else is left to the attribute on each method.
pub(super) struct Attribute {
    pub(super) name: &'static str,
    /// Options that only make sense on a single function.
    pub(super) of_one_function: &'static [&'static str],
    /// The option that each method must have, from the block or from its own attribute.
    pub(super) needed: Option<&'static str>,
    /// Options of a method replace options of the block that they conflict with.
    pub(super) conflicts: &'static [Conflict],
    /// Reports the errors in a block's options.
    pub(super) check: fn(TokenStream, &mut Diagnostics),
}

pub(super) const OBSERVED: Attribute = Attribute {
    name: "observed",
    of_one_function: &["op", "span", "fields", "parent", "follows_from"],
    needed: None,
    conflicts: conflicts::OF_OBSERVED,
    #[cfg(feature = "observe")]
    check: crate::attributes::observed::attribute::check_options,
    #[cfg(not(feature = "observe"))]
    check: |_, _| (),
};

#[cfg(feature = "audit")]
pub(super) const AUDITED: Attribute = Attribute {
    name: "audited",
    of_one_function: &["op"],
    needed: Some("event"),
    conflicts: &[],
    check: crate::attributes::audited::attribute::check_options,
};
