//! Judges a returned value by its type.
//!
//! An expansion cannot name the type of what its function returns, so it asks by method call:
//! `returned(&value).error()`. Method resolution takes the first `error` on the way
//! `Returned` → `ByTypeName` → `AnyValue` (each derefs to the next) whose bounds hold.

use std::marker::PhantomData;
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

/// A function's returned type, asked whether its values can be failures. Resolved as [`returned`] is.
pub struct Returns<T>(AnyType<T>);

/// A type that is no `Result`.
pub struct AnyType<T>(PhantomData<fn() -> T>);

/// The proof that the values of a type are no failures.
pub struct CannotFail(());

/// Asks about a returned type.
pub const fn returns<T>() -> Returns<T> {
    Returns(AnyType(PhantomData))
}

impl<T, E> Returns<Result<T, E>> {
    /// Never compiles: nothing is judged here.
    #[expect(clippy::unused_self, reason = "found by method resolution")]
    pub const fn cannot_fail(&self) -> CannotFail
    where
        Self: Judged,
    {
        CannotFail(())
    }
}

impl<T> AnyType<T> {
    /// No failure, whatever it is.
    #[expect(clippy::unused_self, reason = "found by method resolution")]
    pub const fn cannot_fail(&self) -> CannotFail {
        CannotFail(())
    }
}

/// What nothing has.
#[diagnostic::on_unimplemented(
    message = "a function with `#[track_caller]` cannot be observed if it returns a `Result`",
    label = "whether this is an error is not seen",
    note = "the body would have to be in a closure, which hides the caller: remove `#[track_caller]` or the annotation"
)]
pub trait Judged {}

impl<T> Deref for Returns<T> {
    type Target = AnyType<T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}
