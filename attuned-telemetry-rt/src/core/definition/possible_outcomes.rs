//! How the calls of a function can end, as its signature says.

#[cfg(feature = "catalog")]
use crate::core::verdict::outcome::Outcome;

/// What a function returns, or what the future or the stream gives that it returns. A call can panic whatever it is.
#[derive(Clone, Copy)]
pub enum Ends {
    /// `-> State`: a success.
    Value,
    /// `-> Result<State, StoreError>`: a success or an error.
    Result,
    /// `-> !`: neither.
    Never,
    /// `async fn` of a value: it can also be cancelled.
    LaterValue,
    /// `async fn` of a `Result`: it can also be cancelled.
    LaterResult,
    /// `async fn` that never returns: it can be cancelled.
    LaterNever,
}

#[cfg(feature = "catalog")]
impl Ends {
    /// How a call can end, in the order of [`Outcome::ALL`].
    pub(crate) const fn outcomes(self) -> &'static [Outcome] {
        use Outcome::{Cancelled, Error, Panicked, Success};
        match self {
            Self::Value => &[Success, Panicked],
            Self::Result => &[Success, Error, Panicked],
            Self::Never => &[Panicked],
            Self::LaterValue => &[Success, Cancelled, Panicked],
            Self::LaterResult => &Outcome::ALL,
            Self::LaterNever => &[Cancelled, Panicked],
        }
    }
}
