//! The contents of an annotation, as constant data.

pub(crate) mod definition;
pub(crate) mod fields;
pub(crate) mod possible_outcomes;
pub(crate) mod settings;
