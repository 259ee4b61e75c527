//! A request that is measured inside its scope.

use std::mem;

use http::{Method, StatusCode, Version};
use tracing::Span;

use super::ending::{Ending, Side};
use super::exchange::Exchange;
use super::scope::Scope;
use super::settings::MeasureUntil;

/// A request that is measured inside its scope. If this is dropped before the request has ended, the request has
/// panicked if its code was running, otherwise it was cancelled.
pub(crate) struct Tracked {
    pub(crate) scope: Scope,
    /// `None` after the request has ended, or if nothing is measured.
    exchange: Option<Exchange>,
    is_running: bool,
    /// Whether the caller has read from the body of the response.
    is_body_read: bool,
}

impl Tracked {
    pub(crate) const fn new(scope: Scope, exchange: Option<Exchange>) -> Self {
        Self { scope, exchange, is_running: false, is_body_read: false }
    }

    /// Whether the request is still measured.
    pub(crate) const fn is_open(&self) -> bool {
        self.exchange.is_some()
    }

    /// Runs the code of the request.
    pub(crate) fn run<R>(&mut self, code: impl FnOnce() -> R) -> R {
        self.is_running = true;
        let returned = self.scope.enter(code);
        self.is_running = false;
        returned
    }

    /// Runs the code of the response's body.
    pub(crate) fn run_body<R>(&mut self, code: impl FnOnce() -> R) -> R {
        self.is_body_read = true;
        self.run(code)
    }

    /// Adds what the head of the response to a request with this method tells.
    pub(crate) fn head(&mut self, method: &Method, status: StatusCode, version: Version) {
        let Some(exchange) = &mut self.exchange else { return };
        exchange.head(status, version);
        if exchange.shared.settings.until == MeasureUntil::Head || has_no_body(method, status) {
            self.finish_at_head();
        }
    }

    #[cfg(feature = "tower")]
    pub(crate) fn forget_route(&mut self) {
        if let Some(exchange) = &mut self.exchange {
            exchange.forget_route();
        }
    }

    /// Records how the request ended, and closes its span. Later calls do nothing.
    pub(crate) fn finish(&mut self, ending: Ending) {
        if let Some(exchange) = self.exchange.take() {
            exchange.finish(ending, mem::replace(&mut self.scope.span, Span::none()));
        }
    }

    /// Records that the request ended with the head of the response.
    pub(crate) fn finish_at_head(&mut self) {
        if let Some(exchange) = self.exchange.take() {
            exchange.finish_at_head(mem::replace(&mut self.scope.span, Span::none()));
        }
    }

    /// Records an error of the service or of the body.
    pub(crate) fn fail<E: 'static>(&mut self, error: &E) {
        let Some(exchange) = &self.exchange else { return };
        let chosen = exchange.shared.settings.error_type.as_ref();
        let error_type = super::error_type::error_type(chosen, error);
        self.finish(Ending::Failed(error_type));
    }
}

impl Drop for Tracked {
    fn drop(&mut self) {
        let Some(exchange) = &self.exchange else { return };
        let has_head = exchange.has_head();
        match () {
            () if self.is_running => self.finish(Ending::Panicked),
            // A client that needs only the head of the response need not read the body.
            () if has_head && exchange.side() == Side::Client && !self.is_body_read => self.finish_at_head(),
            () => self.finish(Ending::Cancelled),
        }
    }
}

/// Whether a response has no body, or another protocol follows it.
fn has_no_body(method: &Method, status: StatusCode) -> bool {
    method == Method::HEAD
        || status.is_informational()
        || [StatusCode::NO_CONTENT, StatusCode::NOT_MODIFIED].contains(&status)
        || method == Method::CONNECT && status.is_success()
}
