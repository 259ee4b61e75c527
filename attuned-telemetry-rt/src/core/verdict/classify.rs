//! Judges a returned value by its type.
//!
//! An expansion cannot name the type of what its function returns, so it asks by method call:
//! `classify(&value).error()`. Method resolution takes the first `error` on the way
//! `Classified` → `ByTypeName` → `AnyValue` (each derefs to the next) whose bounds hold.

use std::convert::Infallible;
use std::marker::PhantomData;
use std::ops::Deref;
use std::task::Poll;

use super::error_type::ErrorType;
use super::type_name::short_type_name;

/// The kind of error in a returned value, `None` for a success.
pub(crate) type Failure = Option<&'static str>;

/// A returned value, judged by the [`ErrorType`] of its error.
pub struct Classified<'a, T>(ByTypeName<'a, T>);

/// A returned value, judged by the name of its error's type.
pub struct ByTypeName<'a, T>(AnyValue<'a, T>);

/// A returned value that is no `Result`.
pub struct AnyValue<'a, T>(&'a T);

/// Asks for the judgement of a returned value.
pub const fn classify<T>(value: &T) -> Classified<'_, T> {
    Classified(ByTypeName(AnyValue(value)))
}

/// What can hold an `Err`: found by type, whatever name it goes by.
pub trait Fallible {
    /// What the `Err` holds.
    type Error;

    /// The `Err`, if it is one.
    fn error(&self) -> Option<&Self::Error>;
}

impl<T, E> Fallible for Result<T, E> {
    type Error = E;

    fn error(&self) -> Option<&E> {
        self.as_ref().err()
    }
}

/// What an iterator gives.
impl<T, E> Fallible for Option<Result<T, E>> {
    type Error = E;

    fn error(&self) -> Option<&E> {
        self.as_ref().and_then(Fallible::error)
    }
}

/// What a future or a stream gives.
impl<F: Fallible> Fallible for Poll<F> {
    type Error = F::Error;

    fn error(&self) -> Option<&F::Error> {
        match self {
            Self::Ready(ready) => ready.error(),
            Self::Pending => None,
        }
    }
}

impl<T: Fallible<Error: ErrorType>> Classified<'_, T> {
    /// The kind of error, if it is one.
    pub fn error(&self) -> Failure {
        self.0.0.0.error().map(ErrorType::error_type)
    }
}

impl<'a, T: Fallible> ByTypeName<'a, T> {
    /// The kind of error, if it is one.
    pub fn error(&self) -> Failure {
        self.0.0.error().map(|_| short_type_name::<T::Error>())
    }

    /// The error, if it is one.
    pub fn err(&self) -> Option<&'a T::Error> {
        self.0.0.error()
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

    /// No error, whatever it is.
    #[expect(clippy::unused_self, reason = "called as the one before it is")]
    pub const fn err(&self) -> Option<&'a Infallible> {
        None
    }

    /// A success, whatever it is.
    #[expect(clippy::unused_self, reason = "called as the two before it are")]
    pub const fn error(&self) -> Failure {
        None
    }
}

impl<'a, T> Deref for Classified<'a, T> {
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

/// A function's returned type. Asked as [`classify`] is.
pub struct ReturnType<T>(AnyType<T>);

/// A type that is no `Result`.
pub struct AnyType<T>(PhantomData<fn() -> T>);

/// Asks about a returned type.
pub const fn return_type<T>() -> ReturnType<T> {
    ReturnType(AnyType(PhantomData))
}

impl<T, E> ReturnType<Result<T, E>> {
    /// What it means if a body is left by `?`.
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "called as the one after it is")]
    pub fn left_early(&self) -> Failure {
        Some(short_type_name::<E>())
    }
}

/// A `?` leaves a body that polls with an `Err` too.
impl<T, E> ReturnType<Poll<Result<T, E>>> {
    /// What it means if a body is left by `?`.
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "called as the one after it is")]
    pub fn left_early(&self) -> Failure {
        Some(short_type_name::<E>())
    }
}

impl<T, E> ReturnType<Poll<Option<Result<T, E>>>> {
    /// What it means if a body is left by `?`.
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "called as the one after it is")]
    pub fn left_early(&self) -> Failure {
        Some(short_type_name::<E>())
    }
}

impl<T> AnyType<T> {
    /// What it means if a body is left by `?`.
    #[expect(clippy::unused_self, reason = "called as the one before it is")]
    pub const fn left_early(&self) -> Failure {
        None
    }
}

impl<T> Deref for ReturnType<T> {
    type Target = AnyType<T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}
