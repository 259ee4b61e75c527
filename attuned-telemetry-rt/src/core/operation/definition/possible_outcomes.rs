//! The possible outcomes of a function's calls, according to its signature.

#[cfg(feature = "catalog")]
use crate::core::verdict::outcome::Outcome;

/// The kind of value that a function returns, and whether it returns the value in a future or a stream.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "catalog"), expect(dead_code, reason = "the catalog shows it"))]
pub struct Returns {
    value: ReturnedValue,
    is_async: bool,
}

#[derive(Clone, Copy)]
enum ReturnedValue {
    /// `-> State`
    Plain,
    /// `-> Result<State, StoreError>`
    Result,
    /// `-> !`
    Never,
}

impl Returns {
    /// `fn` that returns a value.
    pub const VALUE: Self = Self { value: ReturnedValue::Plain, is_async: false };
    /// `fn` that returns a `Result`.
    pub const RESULT: Self = Self { value: ReturnedValue::Result, is_async: false };
    /// `fn` that never returns.
    pub const NEVER: Self = Self { value: ReturnedValue::Never, is_async: false };
    /// `async fn` that returns a value.
    pub const ASYNC_VALUE: Self = Self { is_async: true, ..Self::VALUE };
    /// `async fn` that returns a `Result`.
    pub const ASYNC_RESULT: Self = Self { is_async: true, ..Self::RESULT };
    /// `async fn` that never returns.
    pub const ASYNC_NEVER: Self = Self { is_async: true, ..Self::NEVER };
}

#[cfg(feature = "catalog")]
impl Returns {
    /// The possible outcomes, in the order of [`Outcome::ALL`]. Every call can panic, and an async one can be
    /// cancelled.
    pub(crate) const fn possible_outcomes(self) -> &'static [Outcome] {
        use Outcome::{Cancelled, Error, Panicked, Success};
        match (self.value, self.is_async) {
            (ReturnedValue::Plain, false) => &[Success, Panicked],
            (ReturnedValue::Result, false) => &[Success, Error, Panicked],
            (ReturnedValue::Never, false) => &[Panicked],
            (ReturnedValue::Plain, true) => &[Success, Cancelled, Panicked],
            (ReturnedValue::Result, true) => &Outcome::ALL,
            (ReturnedValue::Never, true) => &[Cancelled, Panicked],
        }
    }
}
