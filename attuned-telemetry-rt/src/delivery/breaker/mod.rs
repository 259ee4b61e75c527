//! Circuit breakers: calls to a backend that fails are refused for a while, instead of made in vain.

mod circuit_breaker;
mod config;
mod outcome;
mod pause;
mod refusal;
mod state;
pub(super) mod state_machine;
mod sync;
mod window;

pub use circuit_breaker::{CircuitBreaker, Permit};
pub use config::CircuitBreakerConfig;
pub use outcome::CallOutcome;
pub use refusal::Refusal;
pub use state::{BreakerState, Transition, TransitionCause};
pub use window::BreakerWindow;
