//! What a probe function gives: an answer, or a future of one.

use std::error::Error;
use std::future::{Ready, ready};

use crate::core::health::component::component::ComponentHealth;
use crate::core::health::component::state::HealthState;

/// What a probe function can give, at once or later.
///
/// Which of the two is found by the type: `Kind` is the mark of the only implementation that fits.
#[diagnostic::on_unimplemented(
    message = "a probe cannot give `{Self}`",
    label = "it does not say how the field is",
    note = "a probe is a function on a reference to the field, `async` or not",
    note = "it gives a `bool`, a `HealthState`, a `ComponentHealth` or a `Result<(), E>` whose error is one of `std::error::Error` or text"
)]
pub trait Probe<Kind> {
    /// The answer as what comes later.
    type Later: Future<Output: Probed>;

    /// Waits for nothing if the answer is there.
    fn later(self) -> Self::Later;
}

/// The mark of an answer that is there.
pub struct Now;

/// The mark of an answer that comes later.
pub struct Later;

impl<P: Probed> Probe<Now> for P {
    type Later = Ready<P>;

    fn later(self) -> Ready<P> {
        ready(self)
    }
}

impl<F: Future<Output: Probed>> Probe<Later> for F {
    type Later = F;

    fn later(self) -> F {
        self
    }
}

/// What says how a field is.
pub trait Probed {
    /// What it means for the component.
    fn into_health(self, name: &'static str) -> ComponentHealth;
}

impl Probed for ComponentHealth {
    fn into_health(self, _name: &'static str) -> Self {
        self
    }
}

impl Probed for HealthState {
    fn into_health(self, name: &'static str) -> ComponentHealth {
        ComponentHealth::new(name, self)
    }
}

impl Probed for bool {
    fn into_health(self, name: &'static str) -> ComponentHealth {
        ComponentHealth::new(name, if self { HealthState::Healthy } else { HealthState::Unhealthy })
    }
}

impl<E: Into<Box<dyn Error + Send + Sync>>> Probed for Result<(), E> {
    fn into_health(self, name: &'static str) -> ComponentHealth {
        match self {
            Ok(()) => ComponentHealth::healthy(name),
            Err(error) => ComponentHealth::unhealthy(name, error.into().to_string()),
        }
    }
}
