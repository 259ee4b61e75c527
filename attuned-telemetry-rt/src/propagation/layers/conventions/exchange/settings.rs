//! What a layer records, and under which names.

use std::sync::Arc;

use super::ending::Side;
use super::error_type::NameOfError;
use crate::propagation::layers::conventions::metrics::http_metrics::HttpMetrics;
use crate::propagation::layers::conventions::metrics::naming::Naming;
use crate::propagation::layers::conventions::request::known_methods::KnownMethods;
use crate::propagation::layers::conventions::request::query::SensitiveKeys;

/// When the duration of a request ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum MeasureUntil {
    /// At the end of the response's body.
    #[default]
    Body,
    /// When the head of the response has been received: status and headers.
    Head,
}

/// What a layer records, and under which names.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) side: Side,
    pub(crate) naming: Naming,
    pub(crate) has_spans: bool,
    pub(crate) has_metrics: bool,
    pub(crate) until: MeasureUntil,
    pub(crate) methods: Arc<KnownMethods>,
    pub(crate) sensitive: SensitiveKeys,
    pub(crate) error_type: Option<NameOfError>,
}

/// The settings of a layer and its metrics. All requests of the layer share them.
pub(crate) struct Shared {
    pub(crate) settings: Settings,
    pub(crate) metrics: HttpMetrics,
}

impl Settings {
    pub(crate) fn new(side: Side) -> Self {
        Self {
            side,
            naming: if side == Side::Server { Naming::Server } else { Naming::Client },
            has_spans: true,
            has_metrics: true,
            until: MeasureUntil::Body,
            methods: KnownMethods::of_environment(),
            sensitive: SensitiveKeys::default(),
            error_type: None,
        }
    }

    pub(crate) fn shared(self) -> Arc<Shared> {
        let metrics = HttpMetrics::new(self.naming, &self.methods);
        Arc::new(Shared { settings: self, metrics })
    }
}
