//! Judges a returned value by its type.
//!
//! An expansion cannot name the type of what its function returns, so it asks by method call:
//! `returned(&value).error()`. Method resolution takes the first `error` on the way
//! `Returned` → `ByTypeName` → `AnyValue` (each derefs to the next) whose bounds hold.

use std::ops::Deref;

use super::error_type::ErrorType;
use super::short_type_name::short_type_name;

/// The kind of error in a returned value, `None` for a success.
pub(crate) type Failure = Option<&'static str>;

/// A returned value, judged by the [`ErrorType`] of its error.
pub struct Returned<'a, T>(ByTypeName<'a, T>);

/// A returned value, judged by the name of its error's type.
pub struct ByTypeName<'a, T>(AnyValue<'a, T>);

/// A returned value that is no `Result`.
pub struct AnyValue<'a, T>(&'a T);

/// Asks for the judgement of a returned value.
pub const fn returned<T>(value: &T) -> Returned<'_, T> {
    Returned(ByTypeName(AnyValue(value)))
}

impl<T, E: ErrorType> Returned<'_, Result<T, E>> {
    /// The kind of error, if it is one.
    pub fn error(&self) -> Failure {
        self.0.0.0.as_ref().err().map(ErrorType::error_type)
    }
}

impl<T, E> ByTypeName<'_, Result<T, E>> {
    /// The kind of error, if it is one.
    pub fn error(&self) -> Failure {
        self.0.0.as_ref().err().map(|_| short_type_name::<E>())
    }
}

impl<'a, T, E> ByTypeName<'a, Result<T, E>> {
    /// The value of a success.
    pub fn success(&self) -> Option<&'a T> {
        self.0.0.as_ref().ok()
    }
}

impl<'a, T> AnyValue<'a, T> {
    /// The value of a success.
    #[expect(clippy::unnecessary_wraps, reason = "called as the one before it is")]
    pub const fn success(&self) -> Option<&'a T> {
        Some(self.0)
    }

    /// A success, whatever it is.
    #[expect(clippy::unused_self, reason = "called as the two before it are")]
    pub const fn error(&self) -> Failure {
        None
    }
}

impl<'a, T> Deref for Returned<'a, T> {
    type Target = ByTypeName<'a, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'a, T> Deref for ByTypeName<'a, T> {
    type Target = AnyValue<'a, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}
