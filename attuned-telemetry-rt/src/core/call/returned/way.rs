//! The way in which a call is observed, selected by the type of the returned value.

use std::future::Future;
use std::marker::PhantomData;
use std::ops::Deref;
use std::pin::Pin;

use futures_core::Stream;

use super::immediate::Immediate;
use super::later::{InBox, InPinnedBox, InUnpinBox, Later, Opaque};

/// The type of the value that a body returns. `Named` is what the return type looks like.
pub struct Returned<Named, T>(NotUnpin<Named, T>);

/// The type of a returned value, if it is not a box of something `Unpin`.
pub struct NotUnpin<Named, T>(AnyValue<Named, T>);

/// The type of a returned value that is not what its name says.
pub struct AnyValue<Named, T>(PhantomData<fn(Named) -> T>);

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident: $function:ident;)*) => {
        $(
            $(#[$doc])*
            pub struct $name;

            /// Returns the type of the value that a body returns.
            pub const fn $function<T, B: FnOnce() -> T>(_body: &B) -> Returned<$name, T> {
                Returned(NotUnpin(AnyValue(PhantomData)))
            }
        )*
    };
}

names! {
    /// `-> impl Future`
    OpaqueFuture: opaque_future;
    /// `-> impl Future + Unpin`
    UnpinFuture: unpin_future;
    /// `-> BoxFuture`, `-> Pin<Box<dyn Future>>`, `-> Box<dyn Future>`
    BoxedFuture: boxed_future;
    /// `-> impl Stream`
    OpaqueStream: opaque_stream;
    /// `-> impl Stream + Unpin`
    UnpinStream: unpin_stream;
    /// `-> BoxStream`, `-> Pin<Box<dyn Stream>>`, `-> Box<dyn Stream>`
    BoxedStream: boxed_stream;
}

impl<Named, T> Deref for Returned<Named, T> {
    type Target = NotUnpin<Named, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<Named, T> Deref for NotUnpin<Named, T> {
    type Target = AnyValue<Named, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

macro_rules! ways {
    ($([$($bounds:tt)*] $resolved:ident<$named:ty, $value:ty> => $place:ty;)*) => {
        $(impl<$($bounds)*> $resolved<$named, $value> {
            /// Returns the way in which the call is observed.
            pub const fn way(&self) -> Later<$place> {
                Later(PhantomData)
            }
        })*
    };
}

ways! {
    [F: Future] Returned<OpaqueFuture, F> => Opaque;
    [F: Future] Returned<UnpinFuture, F> => InPinnedBox;
    [F: Future + ?Sized] Returned<BoxedFuture, Pin<Box<F>>> => InPinnedBox;
    [F: Future + Unpin + ?Sized] Returned<BoxedFuture, Box<F>> => InUnpinBox;
    [F: Future + ?Sized] NotUnpin<BoxedFuture, Box<F>> => InBox;
    [S: Stream] Returned<OpaqueStream, S> => Opaque;
    [S: Stream] Returned<UnpinStream, S> => InPinnedBox;
    [S: Stream + ?Sized] Returned<BoxedStream, Pin<Box<S>>> => InPinnedBox;
    [S: Stream + Unpin + ?Sized] Returned<BoxedStream, Box<S>> => InUnpinBox;
    [S: Stream + ?Sized] NotUnpin<BoxedStream, Box<S>> => InBox;
}

impl<Named, T> AnyValue<Named, T> {
    /// Returns the way in which the call is observed.
    #[expect(clippy::unused_self, reason = "found by method resolution")]
    pub const fn way(&self) -> Immediate<T> {
        Immediate(PhantomData)
    }
}
