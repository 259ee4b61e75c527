//! The nodes of the health tree.

pub(crate) mod component;
mod pointers;
pub(crate) mod state;
pub(crate) mod status;
