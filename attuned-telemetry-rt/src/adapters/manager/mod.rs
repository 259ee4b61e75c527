//! The manager: adapters that are registered, exchanged and removed while the program runs.

mod aggregates;
mod clockwork;
mod entry;
mod error;
mod finish;
mod health;
mod install;
mod layers;
mod manager;
mod recent;
mod record;
mod register;
mod samples;
mod table;

pub use entry::AdapterId;
pub use error::ManagerError;
pub use health::{AdapterStatus, ManagerHealth};
pub use manager::ObservabilityManager;
