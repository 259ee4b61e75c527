//! The circuit breaker in front of a backend.

mod config;
mod window;

pub use config::CircuitBreakerConfig;
pub use window::BreakerWindow;
