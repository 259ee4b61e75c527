//! The expansion of `#[observed]`.

pub(super) mod expand;
mod settings;
