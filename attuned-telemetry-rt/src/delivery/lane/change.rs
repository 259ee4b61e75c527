//! Changes of a lane while it works.

use std::sync::Arc;
use std::time::Instant;

use super::lane::{Lane, Phase};
use crate::delivery::breaker::CircuitBreakerConfig;
use crate::delivery::outcome::deliver::Deliver;
use crate::delivery::queue::weigh::Weigh;
use crate::delivery::settings::config::DeliveryConfig;

impl<T: Weigh> Lane<T> {
    /// Sends everything that follows the current batch to another destination. Its circuit breaker starts anew. Returns
    /// whether the lane is still open.
    pub(crate) fn exchange(&self, destination: Arc<dyn Deliver<T>>) -> bool {
        let mut state = self.lock();
        if state.phase != Phase::Open {
            return false;
        }
        let retired = std::mem::replace(&mut state.destination, destination);
        state.retired.push(retired);
        let transition = state.breaker.reset();
        state.transitions.extend(transition);
        (state.paused_until, state.last_error) = (None, None);
        // What the last check found is not true of another destination.
        (state.check_due, state.check_error) = (Instant::now(), None);
        drop(state);
        self.wake.notify_one();
        true
    }

    /// Changes the configuration. What is queued beyond smaller bounds stays.
    pub(crate) fn reconfigure(&self, config: DeliveryConfig, breaker: &CircuitBreakerConfig) {
        let mut state = self.lock();
        state.config = config;
        state.queue.limit(config.queue);
        if breaker != state.breaker.config() {
            let transition = state.breaker.reconfigure(breaker.clone(), Instant::now());
            state.transitions.extend(transition);
        }
        drop(state);
        self.report_changes();
        self.wake.notify_one();
    }
}
