//! The values of users in spans and events. A `Display` or `Debug` that fails must not fail the annotated function,
//! whichever subscriber formats the value.

use std::fmt::{Debug, Display};

use tracing::{Value, field};

use crate::core::text::shown::Shown;

/// A value that is recorded by its `Display`, like that of `tracing::field::display`.
pub fn display<T>(value: T) -> impl Value
where
    T: Display,
{
    field::display(Shown(value))
}

/// A value that is recorded by its `Debug`, like that of `tracing::field::debug`.
pub fn debug<T>(value: T) -> impl Value
where
    T: Debug,
{
    field::debug(Shown(value))
}
