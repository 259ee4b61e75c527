#![allow(missing_docs)]
use std::time::{Duration, Instant};
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CircuitBreakerConfig {
    pub enabled: bool,
    pub x: u8,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakerState {
    Closed,
    Open,
    HalfOpen,
    ForcedOpen,
    Disabled,
}
impl BreakerState {
    pub const ALL: [Self; 5] = [Self::Closed, Self::Open, Self::HalfOpen, Self::ForcedOpen, Self::Disabled];
    pub fn as_str(self) -> &'static str {
        "x"
    }
}
pub(crate) struct Machine;
pub(crate) struct Permit;
pub(crate) struct Transition {
    pub(crate) from: BreakerState,
    pub(crate) to: BreakerState,
}
pub(crate) enum Admission {
    Admitted(Permit),
    Refused { retry_at: Option<Instant> },
}
pub(crate) enum CallOutcome {
    Success,
    Failure,
    Ignored,
}
impl Machine {
    pub(crate) fn new(_: CircuitBreakerConfig, _: Instant) -> Self {
        Self
    }
    pub(crate) fn admit(&mut self, _: Instant) -> (Admission, Option<Transition>) {
        (Admission::Admitted(Permit), None)
    }
    pub(crate) fn report(&mut self, _: Permit, _: CallOutcome, _: Duration, _: Instant) -> Option<Transition> {
        None
    }
    pub(crate) fn refuses(&self, _: Instant) -> bool {
        false
    }
    pub(crate) fn reset(&mut self, _: Instant) -> Option<Transition> {
        None
    }
    pub(crate) fn state(&self) -> BreakerState {
        BreakerState::Closed
    }
}
