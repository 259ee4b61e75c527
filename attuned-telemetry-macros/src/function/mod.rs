//! A function, as the attributes see it.

pub(crate) mod attribute;
mod body;
pub(crate) mod function;
mod kind;
pub(crate) mod observation;
mod return_type;
#[cfg(feature = "observe")]
mod returns;
pub(crate) mod signature;
pub(crate) mod verdict;
