//! What an annotation says of a function.

pub(crate) mod definition;
pub(crate) mod fields;
pub(crate) mod possible_outcomes;
pub(crate) mod settings;
