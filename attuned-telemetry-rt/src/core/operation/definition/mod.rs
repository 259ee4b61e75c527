//! What an annotation says about a function, as constant data.

pub(crate) mod definition;
pub(crate) mod fields;
pub(crate) mod possible_outcomes;
pub(crate) mod settings;
