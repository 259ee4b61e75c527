//! `#[derive(LabelValue)]`: an enum as a metric label.

mod check;
pub(crate) mod derive;
mod expand;
mod options;
