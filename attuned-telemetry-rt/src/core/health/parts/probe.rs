//! Return types of probe functions: a result, or a future of a result.

use std::error::Error;
use std::future::{Ready, ready};

use crate::core::health::component::component::ComponentHealth;
use crate::core::health::component::state::HealthState;
use crate::core::text::written::written;

/// A return type of a probe function: a result or a future of a result.
///
/// The compiler infers `Kind`, which distinguishes the two implementations.
#[diagnostic::on_unimplemented(
    message = "a probe function cannot return `{Self}`",
    label = "not a health result",
    note = "a probe function takes a reference to the field and may be `async`",
    note = "it returns `bool`, `HealthState`, `ComponentHealth` or `Result<(), E>`, where `E` implements `std::error::Error` or is text"
)]
pub trait Probe<Kind> {
    /// A future of the result.
    type Later: Future<Output: Probed>;

    /// Returns the future. It is ready at once if the probe function is not `async`.
    fn later(self) -> Self::Later;
}

/// Marks a result.
pub struct Now;

/// Marks a future of a result.
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

/// A result of a probe function.
pub trait Probed {
    /// Returns the health of the part `name`.
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
            Err(error) => ComponentHealth::unhealthy(name, written(error.into())),
        }
    }
}
