//! Modules at the paths that the files of the circuit breaker use.
#![allow(unreachable_pub, unused_imports, reason = "the runtime exports these types")]

#[path = "../../../attuned-telemetry-rt/src/delivery/settings"]
pub(crate) mod settings {
    pub(crate) mod setting_error;
}

#[path = "../../../attuned-telemetry-rt/src/delivery/breaker"]
pub(crate) mod breaker {
    mod circuit_breaker;
    mod config;
    mod outcome;
    mod pause;
    mod refusal;
    mod state;
    mod state_machine;
    #[path = "../../../../loom/src/delivery/sync.rs"]
    mod sync;
    mod window;

    pub use circuit_breaker::{CircuitBreaker, Permit};
    pub use config::CircuitBreakerConfig;
    pub use outcome::CallOutcome;
    pub use state::BreakerState;
    pub use window::BreakerWindow;
}
