//! `#[derive(HealthCheck)]`: a struct or an enum as a component of the health tree.

mod bounds;
mod check;
pub(crate) mod derive;
mod expand;
mod limits;
mod options;
mod value;
