//! Annotated functions.

use std::fmt;

use attuned_telemetry_rt::{ErrorType, observed};

#[derive(Debug, ErrorType)]
pub(crate) enum OrderError {
    SoldOut,
}

impl fmt::Display for OrderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("there is \"none\" left")
    }
}

/// Succeeds, and calls one that fails.
#[observed(scope = "shop", op = "order", fields(item = "tea", count = 2_u64))]
pub(crate) fn order() {
    reserve().unwrap_err();
}

#[observed(scope = "stock", op = "reserve")]
fn reserve() -> Result<(), OrderError> {
    Err(OrderError::SoldOut)
}

#[observed(scope = "shop", op = "panics")]
pub(crate) fn panics() {
    panic!("this is a test");
}
