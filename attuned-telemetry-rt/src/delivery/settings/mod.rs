//! The configuration of deliveries, and the errors of settings.

pub(crate) mod config;
pub(crate) mod setting_error;
