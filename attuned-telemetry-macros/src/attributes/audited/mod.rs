//! `#[audited]`: an audit record for every call.

pub(crate) mod attribute;
mod check;
mod expand;
mod options;
mod value;
