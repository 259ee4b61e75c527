//! The manager: adapters that are registered, exchanged and removed while the program runs.

mod error;
mod feeds;
mod finish;
mod health;
mod install;
mod layers;
mod manager;
mod recording;
mod register;
mod registered;

pub use error::ManagerError;
pub use health::{AdapterStatus, ManagerHealth};
pub use manager::ObservabilityManager;
pub use registered::entry::AdapterId;
