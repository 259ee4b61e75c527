//! The parameters that the closure around a body captures by value.

mod assigned;
pub(super) mod captured;
mod inert;
mod mentions;
