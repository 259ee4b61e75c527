//! The answer of a server, and what it means.

pub(super) mod answer;
pub(super) mod error;
pub(super) mod meaning;
pub(super) mod text;
pub(super) mod verdict;
pub(super) mod wire;
