//! How a value is read and shown.

use std::marker::PhantomData;

use super::fault::{Fault, Reading};
use crate::export::otlp::settings::choices::{Named, names};

/// How a value is read from an environment variable, and how it is shown.
pub(in crate::export::otlp::settings) trait Rule {
    type Value: Clone;

    /// Reads the text of a variable, without white space around it. It is not empty.
    fn read(&self, text: &str) -> Reading<Self::Value>;

    /// Checks a value in code.
    fn check(&self, value: Self::Value) -> Result<Self::Value, Fault> {
        Ok(value)
    }

    /// Shows a value, with secrets masked.
    fn shown(&self, value: &Self::Value) -> String;
}

/// One of the values that have names.
pub(in crate::export::otlp::settings) struct Choice<T>(PhantomData<T>);

impl<T> Choice<T> {
    pub(in crate::export::otlp::settings) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T: Named> Rule for Choice<T> {
    type Value = T;

    fn read(&self, text: &str) -> Reading<T> {
        T::of_name(text).ok_or_else(|| Fault::new(text, format!("one of {}", names::<T>()))).into()
    }

    fn shown(&self, value: &T) -> String {
        value.name().to_owned()
    }
}

/// Any text that is not blank.
pub(in crate::export::otlp::settings) struct Text;

impl Rule for Text {
    type Value = String;

    fn read(&self, text: &str) -> Reading<String> {
        Ok(text.to_owned()).into()
    }

    fn check(&self, value: String) -> Result<String, Fault> {
        if value.trim().is_empty() { Err(Fault::new(value, "a name, such as `shop`")) } else { Ok(value) }
    }

    fn shown(&self, value: &String) -> String {
        value.clone()
    }
}
