//! `#[derive(ErrorType)]`: the types of an error, as metrics show them.

mod check;
pub(crate) mod derive;
mod expand;
mod kind;
mod options;
