//! The effects of `#[observed]` besides recording the outcome: labels, events, calls in flight.

use tracing::Value;

use super::event_value::{ByDebug, ByDisplay};
use super::observed_call::ObservedCall;
use crate::core::call::call::Call;
use crate::core::labels::label_value::LabelValue;
use crate::core::operation::metrics::in_flight::InFlight;
use crate::core::operation::span::field_value::{debug, display};
use crate::core::verdict::classify::Failure;

impl Call<ObservedCall> {
    /// Adds a label whose value the annotation's closure takes from the returned value.
    pub fn label<'value, T, L: LabelValue>(
        &mut self,
        name: &'static str,
        value: &'value T,
        ask: impl FnOnce(&'value T) -> L,
    ) {
        let label = ask(value);
        let observed = self.observer();
        observed.node = observed.node.label(name, &label);
    }

    /// `err`: emits an event for an error, with its `Display`.
    pub fn err<E: ByDisplay + ?Sized>(&mut self, error: Option<&E>, failure: Failure) {
        self.error_event(error.map(display).as_ref().map(|error| error as &dyn Value), failure);
    }

    /// `err(debug)`: emits an event for an error, with its `Debug`.
    pub fn err_debug<E: ByDebug + ?Sized>(&mut self, error: Option<&E>, failure: Failure) {
        self.error_event(error.map(debug).as_ref().map(|error| error as &dyn Value), failure);
    }

    /// `ret`: emits an event for a value other than an error, with its `Debug`.
    pub fn ret<T: ByDebug + ?Sized>(&mut self, value: Option<&T>, failure: Failure) {
        self.returned_event(value.map(debug).as_ref().map(|value| value as &dyn Value), failure);
    }

    /// `ret(display)`: emits an event for a value other than an error, with its `Display`.
    pub fn ret_display<T: ByDisplay + ?Sized>(&mut self, value: Option<&T>, failure: Failure) {
        self.returned_event(value.map(display).as_ref().map(|value| value as &dyn Value), failure);
    }

    fn error_event(&mut self, error: Option<&dyn Value>, failure: Failure) {
        if let Some(error_type) = failure {
            self.observer().node.emitter.error_event(error, error_type);
        }
    }

    fn returned_event(&mut self, value: Option<&dyn Value>, failure: Failure) {
        if let (Some(value), None) = (value, failure) {
            self.observer().node.emitter.returned_event(value);
        }
    }

    /// `in_flight`: records the call as in flight until the returned value is dropped.
    pub fn in_flight(&mut self) -> InFlight {
        self.observer().node.enter()
    }
}
