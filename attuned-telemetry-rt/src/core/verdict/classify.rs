//! Classifies a returned value by its type.
//!
//! An expansion does not know what its function's return type implements, so it calls a method:
//! `classify(&value).error()`. Method resolution selects the first `error` whose bounds hold, in the order `Classified`
//! → `ByTypeName` → `AnyValue`; each derefs to the next.

use std::convert::Infallible;
use std::marker::PhantomData;
use std::ops::Deref;
use std::task::Poll;

use super::error_type::ErrorType;
use super::known_names::short_name_of_error;

/// The type of error in a returned value, `None` for a success.
pub(crate) type Failure = Option<&'static str>;

/// A returned value, classified by the [`ErrorType`] of its error.
pub struct Classified<'a, T>(ByTypeName<'a, T>);

/// A returned value, classified by the name of its error's Rust type.
pub struct ByTypeName<'a, T>(AnyValue<'a, T>);

/// A returned value that cannot be an error.
pub struct AnyValue<'a, T>(&'a T);

/// Wraps a returned value for classification.
#[inline(always)]
pub const fn classify<T>(value: &T) -> Classified<'_, T> {
    Classified(ByTypeName(AnyValue(value)))
}

/// A type that can contain an `Err`, even through a type alias.
pub trait Fallible {
    /// Type of the error.
    type Error;

    /// Returns the error, if there is one.
    fn error(&self) -> Option<&Self::Error>;
}

impl<T, E> Fallible for Result<T, E> {
    type Error = E;

    #[inline(always)]
    #[expect(clippy::manual_ok_err, reason = "this calls no functions in a debug build")]
    fn error(&self) -> Option<&E> {
        match self {
            Ok(_) => None,
            Err(error) => Some(error),
        }
    }
}

/// The items of an iterator.
impl<T, E> Fallible for Option<Result<T, E>> {
    type Error = E;

    fn error(&self) -> Option<&E> {
        self.as_ref().and_then(Fallible::error)
    }
}

/// The return type of `poll` and `poll_next`.
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
    /// Returns the type of error, `None` for a success.
    #[inline(always)]
    pub fn error(&self) -> Failure {
        self.0.0.0.error().map(ErrorType::error_type)
    }
}

impl<'a, T: Fallible> ByTypeName<'a, T> {
    /// Returns the type of error, `None` for a success.
    #[inline(always)]
    pub fn error(&self) -> Failure {
        self.0.0.error().map(|_| short_name_of_error::<T::Error>())
    }

    /// Returns the error, if there is one.
    pub fn err(&self) -> Option<&'a T::Error> {
        self.0.0.error()
    }
}

impl<'a, T, E> ByTypeName<'a, Result<T, E>> {
    /// Returns the value of a success.
    pub fn success(&self) -> Option<&'a T> {
        self.0.0.as_ref().ok()
    }
}

impl<'a, T> AnyValue<'a, T> {
    /// Returns the value.
    #[expect(clippy::unnecessary_wraps, reason = "same signature as `ByTypeName::success`")]
    pub const fn success(&self) -> Option<&'a T> {
        Some(self.0)
    }

    /// Returns `None`.
    #[expect(clippy::unused_self, reason = "same signature as `ByTypeName::err`")]
    pub const fn err(&self) -> Option<&'a Infallible> {
        None
    }

    /// Returns `None`: the value is a success.
    #[expect(clippy::unused_self, reason = "same signature as `ByTypeName::error`")]
    #[inline(always)]
    pub const fn error(&self) -> Failure {
        None
    }
}

impl<'a, T> Deref for Classified<'a, T> {
    type Target = ByTypeName<'a, T>;

    #[inline(always)]
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'a, T> Deref for ByTypeName<'a, T> {
    type Target = AnyValue<'a, T>;

    #[inline(always)]
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// The return type of a function, resolved like [`classify`].
pub struct ReturnType<T>(AnyType<T>);

/// A type that is not a `Result`.
pub struct AnyType<T>(PhantomData<fn() -> T>);

/// Wraps a return type.
pub const fn return_type<T>() -> ReturnType<T> {
    ReturnType(AnyType(PhantomData))
}

impl<T, E> ReturnType<Result<T, E>> {
    /// Returns the type of error of a body that returns early with `?`.
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "same signature as `AnyType::left_early`")]
    pub fn left_early(&self) -> Failure {
        Some(short_name_of_error::<E>())
    }
}

/// A body that returns `Poll` can return early with `?`, too.
impl<T, E> ReturnType<Poll<Result<T, E>>> {
    /// Returns the type of error of a body that returns early with `?`.
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "same signature as `AnyType::left_early`")]
    pub fn left_early(&self) -> Failure {
        Some(short_name_of_error::<E>())
    }
}

impl<T, E> ReturnType<Poll<Option<Result<T, E>>>> {
    /// Returns the type of error of a body that returns early with `?`.
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "same signature as `AnyType::left_early`")]
    pub fn left_early(&self) -> Failure {
        Some(short_name_of_error::<E>())
    }
}

impl<T> AnyType<T> {
    /// Returns the type of error of a body that returns early with `?`.
    #[expect(clippy::unused_self, reason = "same signature as `ReturnType::left_early`")]
    pub const fn left_early(&self) -> Failure {
        None
    }
}

impl<T> Deref for ReturnType<T> {
    type Target = AnyType<T>;

    #[inline(always)]
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}
