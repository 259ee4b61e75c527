//! How the calls of a function can end, as its signature says.

#[cfg(feature = "catalog")]
use crate::core::verdict::outcome::Outcome;

/// How the calls of a function can end. Every call can panic.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "catalog"), expect(dead_code, reason = "the catalog shows it"))]
pub struct PossibleOutcomes {
    returns: Returns,
    /// Whether the call runs in a future or a stream: it can also be cancelled.
    is_async: bool,
}

/// What a function returns, or what the future or the stream yields that it returns.
#[derive(Clone, Copy)]
enum Returns {
    /// `-> State`: a success.
    Value,
    /// `-> Result<State, StoreError>`: a success or an error.
    Result,
    /// `-> !`: neither.
    Never,
}

impl PossibleOutcomes {
    /// `fn` of a value.
    pub const VALUE: Self = Self { returns: Returns::Value, is_async: false };
    /// `fn` of a `Result`.
    pub const RESULT: Self = Self { returns: Returns::Result, is_async: false };
    /// `fn` that never returns.
    pub const NEVER: Self = Self { returns: Returns::Never, is_async: false };
    /// `async fn` of a value.
    pub const ASYNC_VALUE: Self = Self { is_async: true, ..Self::VALUE };
    /// `async fn` of a `Result`.
    pub const ASYNC_RESULT: Self = Self { is_async: true, ..Self::RESULT };
    /// `async fn` that never returns.
    pub const ASYNC_NEVER: Self = Self { is_async: true, ..Self::NEVER };
}

#[cfg(feature = "catalog")]
impl PossibleOutcomes {
    /// The outcomes, in the order of [`Outcome::ALL`].
    pub(crate) const fn outcomes(self) -> &'static [Outcome] {
        use Outcome::{Cancelled, Error, Panicked, Success};
        match (self.returns, self.is_async) {
            (Returns::Value, false) => &[Success, Panicked],
            (Returns::Result, false) => &[Success, Error, Panicked],
            (Returns::Never, false) => &[Panicked],
            (Returns::Value, true) => &[Success, Cancelled, Panicked],
            (Returns::Result, true) => &Outcome::ALL,
            (Returns::Never, true) => &[Cancelled, Panicked],
        }
    }
}
