//! `#[observed]`: a span, a counter and a histogram for every call.

pub(crate) mod attribute;
mod check;
mod expand;
mod options;
mod value;
