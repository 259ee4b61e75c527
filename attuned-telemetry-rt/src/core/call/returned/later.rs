//! Observes futures and streams after they have been returned.

use std::marker::PhantomData;
use std::pin::Pin;

use futures_core::Stream;

use crate::core::call::call::{Call, Observer};
use crate::core::call::deferred::{Start, make};
use crate::core::call::stream::ObservedStream;
use crate::core::verdict::classify::Failure;

/// A future or a stream, whose call starts when it is first polled.
#[derive(Clone, Copy)]
pub struct Later<P>(pub(super) PhantomData<P>);

/// Where a function returns its future or stream.
pub trait Place {
    /// What the function returns.
    type With<T>;

    /// Puts a future or a stream in its place.
    fn with<T>(later: T) -> Self::With<T>;
}

/// What is polled of a returned `T`.
pub trait Polled<T> {
    /// The future or stream.
    type Body;

    /// Returns what is polled.
    fn polled(returned: T) -> Self::Body;
}

impl<P: Place> Later<P> {
    /// Runs the body, which creates the future or stream.
    #[expect(clippy::unused_self, reason = "same signature as `Immediate::make`")]
    pub fn make<B: Start, T>(self, start: B, body: impl FnOnce() -> T) -> (B, P::Body)
    where
        P: Polled<T>,
    {
        let (start, returned) = make(start, body);
        (start, P::polled(returned))
    }

    /// Returns the observed future.
    #[expect(clippy::unused_self, reason = "same signature as `Immediate::finish`")]
    pub fn finish<F>(self, observed: F) -> P::With<F> {
        P::with(observed)
    }

    /// Returns the output of the future, which the return type names.
    #[expect(clippy::unused_self, reason = "same signature as `Immediate::output`")]
    pub fn output<T>(self, output: T) -> T {
        output
    }

    /// Names the items of the stream.
    #[expect(clippy::unused_self, reason = "same signature as `Immediate::gives_items`")]
    pub const fn gives_items<T, S: Stream<Item = T>>(self, _stream: &S) {}

    /// Observes the stream. `judge` returns whether an item is a failure. `start` starts the call when the stream is
    /// first polled, and returns values that live as long as the call.
    #[expect(clippy::unused_self, reason = "same signature as `Immediate::stream`")]
    pub fn stream<O, W, S, N, J>(self, start: N, body: S, judge: J) -> P::With<ObservedStream<O, W, S, N, J>>
    where
        O: Observer,
        S: Stream,
        N: FnOnce() -> (Call<O>, W),
        J: FnMut(&S::Item, &mut Call<O>) -> Failure,
    {
        P::with(ObservedStream::new(start, body, judge))
    }
}

/// `impl Future`
#[derive(Clone, Copy)]
pub struct Opaque;

/// `Pin<Box<dyn Future>>`, and `impl Future + Unpin`: only a box makes every future `Unpin`.
#[derive(Clone, Copy)]
pub struct InPinnedBox;

/// `Box<dyn Future + Unpin>`
#[derive(Clone, Copy)]
pub struct InUnpinBox;

/// `Box<dyn Future>`
#[derive(Clone, Copy)]
pub struct InBox;

macro_rules! places {
    ($($place:ty: |$later:ident| $with:expr => $type:ty;)*) => {
        $(impl Place for $place {
            type With<T> = $type;

            fn with<T>($later: T) -> $type {
                $with
            }
        })*
    };
}

places! {
    Opaque: |later| later => T;
    InPinnedBox: |later| Box::pin(later) => Pin<Box<T>>;
    InUnpinBox: |later| Box::new(Box::pin(later)) => Box<Pin<Box<T>>>;
    InBox: |later| Box::new(later) => Box<T>;
}

macro_rules! polled_as_returned {
    ($($place:ty),*) => {
        $(impl<T> Polled<T> for $place {
            type Body = T;

            fn polled(returned: T) -> T {
                returned
            }
        })*
    };
}

polled_as_returned!(Opaque, InPinnedBox, InUnpinBox);

impl<T: ?Sized> Polled<Box<T>> for InBox {
    type Body = Pin<Box<T>>;

    fn polled(returned: Box<T>) -> Pin<Box<T>> {
        Box::into_pin(returned)
    }
}
