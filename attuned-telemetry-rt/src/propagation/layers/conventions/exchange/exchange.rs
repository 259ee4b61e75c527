//! A request and its response, while they are measured.

use std::sync::Arc;

use http::{StatusCode, Version};
use tracing::Span;

use super::ending::{Ending, Side};
use super::settings::Shared;
use crate::core::clock::{Started, shared};
use crate::propagation::layers::conventions::metrics::active::ActiveRequest;
use crate::propagation::layers::conventions::metrics::attributes::Attributes;
use crate::propagation::layers::conventions::metrics::target::Target;
use crate::propagation::layers::conventions::request::protocol::{HttpVersion, Scheme};
use crate::propagation::layers::conventions::spans;

/// A request and its response, while they are measured. If this is dropped, the request is recorded as cancelled or
/// panicked.
pub(crate) struct Exchange {
    pub(crate) shared: Arc<Shared>,
    target: Arc<Target>,
    attributes: Attributes,
    active: Option<ActiveRequest>,
    started: Started,
    /// When the head of the response was received.
    head: Option<Started>,
}

impl Exchange {
    /// Starts to measure a request. The clock was read before anything else was done for it.
    pub(crate) fn start(shared: Arc<Shared>, target: Arc<Target>, attributes: Attributes, started: Started) -> Self {
        let settings = &shared.settings;
        // A scheme that is not known is counted as HTTP, because the gauge needs one.
        let scheme = attributes.scheme.unwrap_or(Scheme::Http);
        let active = settings.has_metrics.then(|| shared.metrics.enter(attributes.method, scheme, &settings.methods));
        Self { target, attributes, active: active.flatten(), started, head: None, shared }
    }

    /// Adds what the head of the response tells.
    pub(crate) fn head(&mut self, status: StatusCode, version: Version) {
        self.attributes.status = Some(status.as_u16());
        if self.attributes.version.is_none() {
            self.attributes.version = HttpVersion::of(version);
        }
        self.head = Some(Started::now());
    }

    /// Removes the route: nothing handled it.
    #[cfg(feature = "tower")]
    pub(crate) fn forget_route(&mut self) {
        self.target = self.shared.metrics.targets.unknown();
    }

    pub(crate) fn side(&self) -> Side {
        self.shared.settings.side
    }

    /// Whether there is a response.
    pub(crate) const fn has_head(&self) -> bool {
        self.attributes.status.is_some()
    }

    /// Records the request, and closes its span.
    pub(crate) fn finish(self, ending: Ending, span: Span) {
        let now = Started::now();
        self.record(ending, span, now);
    }

    /// Records the request as one that was complete with the head of the response, and closes its span.
    pub(crate) fn finish_at_head(self, span: Span) {
        let head = self.head;
        self.record(Ending::Complete, span, head.unwrap_or_else(Started::now));
    }

    fn record(self, ending: Ending, span: Span, end: Started) {
        let Shared { settings, metrics } = &*self.shared;
        drop(self.active);
        let attributes = ending.complete(settings.side, self.attributes);
        // The counter of the processor may have been calibrated meanwhile: then the two times cannot be compared.
        let elapsed = end.since(self.started).or_else(|| self.started.elapsed());
        if let Some(elapsed) = elapsed.filter(|_| settings.has_metrics) {
            metrics.record(&self.target, attributes, elapsed, &settings.methods);
        }
        spans::ended::record(&span, &attributes, ending, settings.side);
        shared::with(end, || drop(span));
    }
}
