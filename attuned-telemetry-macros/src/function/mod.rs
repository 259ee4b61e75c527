//! A function, as the attributes see it.

mod allowed;
pub(crate) mod attribute;
mod captured;
pub(crate) mod function;
mod inline_body;
mod kind;
pub(crate) mod observation;
mod return_type;
#[cfg(feature = "observe")]
mod returns;
pub(crate) mod signature;
pub(crate) mod verdict;
mod wrap;
