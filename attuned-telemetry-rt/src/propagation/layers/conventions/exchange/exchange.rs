//! A request and its response, while they are measured.

use std::sync::Arc;

use http::{StatusCode, Version};
use tracing::Span;

use super::ending::{Ending, Side};
use super::settings::Shared;
use crate::core::clock::Started;
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
    /// The duration until the head of the response.
    until_head: Option<u64>,
}

impl Exchange {
    /// Starts to measure a request. The clock was read before anything else was done for it.
    pub(crate) fn start(shared: Arc<Shared>, target: Arc<Target>, attributes: Attributes, started: Started) -> Self {
        let settings = &shared.settings;
        // A scheme that is not known is counted as HTTP, because the gauge needs one.
        let scheme = attributes.scheme.unwrap_or(Scheme::Http);
        let active = settings.has_metrics.then(|| shared.metrics.enter(attributes.method, scheme, &settings.methods));
        Self { target, attributes, active: active.flatten(), started, until_head: None, shared }
    }

    /// Adds what the head of the response tells.
    pub(crate) fn head(&mut self, status: StatusCode, version: Version) {
        self.attributes.status = Some(status.as_u16());
        if self.attributes.version.is_none() {
            self.attributes.version = HttpVersion::of(version);
        }
        self.until_head = self.started.elapsed();
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

    /// Records the request, whose span is `span`.
    pub(crate) fn finish(self, ending: Ending, span: &Span) {
        let elapsed = self.started.elapsed();
        self.record(ending, span, elapsed);
    }

    /// Records the request as one that was complete with the head of the response.
    pub(crate) fn finish_at_head(self, span: &Span) {
        let elapsed = self.until_head;
        self.record(Ending::Complete, span, elapsed);
    }

    fn record(self, ending: Ending, span: &Span, elapsed: Option<u64>) {
        let Shared { settings, metrics } = &*self.shared;
        drop(self.active);
        let attributes = ending.complete(settings.side, self.attributes);
        if let Some(elapsed) = elapsed.filter(|_| settings.has_metrics) {
            metrics.record(&self.target, attributes, elapsed, &settings.methods);
        }
        spans::ended::record(span, &attributes, ending, settings.side);
    }
}
