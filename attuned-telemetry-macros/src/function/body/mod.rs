//! The code around the body of a function.

mod allowed;
mod captured;
mod inline_body;
mod wrap;
