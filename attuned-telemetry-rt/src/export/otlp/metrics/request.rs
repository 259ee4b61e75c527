//! A request with metrics, as it is written.

use super::described::{Data, Described};
use super::temporality::Temporality;
use crate::export::otlp::encode::fields::common::instrumentation_scope;
use crate::export::otlp::encode::fields::metrics::{data, metric, request, resource_metrics, scope_metrics};
use crate::export::otlp::encode::writer::writer::Writer;

/// A request with metrics, as it is written: the parts that are open.
///
/// ```text
/// resource_metrics ─ scope_metrics ─ metric ─ its data ─ data_points
/// ```
pub(crate) struct Request<W: Writer> {
    pub(crate) writer: W,
    temporality: Temporality,
    resources: W::Start,
    resource: W::Start,
    scopes: W::Start,
    scope: Option<OpenScope<W>>,
    metric: Option<OpenMetric<W>>,
}

struct OpenScope<W: Writer> {
    name: &'static str,
    item: W::Start,
    metrics: W::Start,
}

struct OpenMetric<W: Writer> {
    name: String,
    type_of_data: Data,
    item: W::Start,
    data: W::Start,
    points: W::Start,
}

/// The maximum number of bytes that the end of a request adds.
pub(crate) const END: usize = 256;

impl<W: Writer> Request<W> {
    /// Starts a request. The fields of the `resource` are encoded already.
    pub(crate) fn new(resource: &[u8], temporality: Temporality) -> Self {
        let mut writer = W::default();
        writer.begin_root();
        let resources = writer.begin_list(request::RESOURCE_METRICS);
        let item = writer.begin_item(request::RESOURCE_METRICS);
        writer.message(resource_metrics::RESOURCE, |writer| writer.raw(resource));
        let scopes = writer.begin_list(resource_metrics::SCOPE_METRICS);
        Self { writer, temporality, resources, resource: item, scopes, scope: None, metric: None }
    }

    /// Starts a metric, unless it is the one whose points are being written.
    pub(crate) fn begin_unless_in(&mut self, described: &Described<'_>) {
        if !self.is_in(described) {
            self.begin_metric(described);
        }
    }

    /// Whether the points of this metric are being written.
    pub(super) fn is_in(&self, Described { name, data, .. }: &Described<'_>) -> bool {
        self.metric.as_ref().is_some_and(|metric| metric.type_of_data == *data && metric.name == name.name)
    }

    /// Starts a metric, and ends the one before it.
    pub(super) fn begin_metric(&mut self, described: &Described<'_>) {
        self.end_metric();
        if self.scope.as_ref().is_none_or(|scope| scope.name != described.scope) {
            self.end_scope();
            self.begin_scope(described.scope);
        }
        let writer = &mut self.writer;
        let item = writer.begin_item(scope_metrics::METRICS);
        writer.string(metric::NAME, &described.name.name);
        writer.string(metric::DESCRIPTION, &described.description);
        writer.string(metric::UNIT, &described.name.unit);
        let data = writer.begin_message(match described.data {
            Data::Counter => metric::SUM,
            Data::Gauge => metric::GAUGE,
            Data::Histogram => metric::HISTOGRAM,
            Data::Exponential => metric::EXPONENTIAL_HISTOGRAM,
        });
        let points = writer.begin_list(data::DATA_POINTS);
        self.metric =
            Some(OpenMetric { name: described.name.name.clone(), type_of_data: described.data, item, data, points });
    }

    fn end_metric(&mut self) {
        let Some(OpenMetric { type_of_data, item, data, points, .. }) = self.metric.take() else { return };
        let writer = &mut self.writer;
        writer.end_list(points);
        if type_of_data != Data::Gauge {
            writer.enumeration(data::AGGREGATION_TEMPORALITY, self.temporality.number());
        }
        if type_of_data == Data::Counter {
            writer.bool(data::IS_MONOTONIC, true);
        }
        writer.end(data);
        writer.end(item);
    }

    fn begin_scope(&mut self, name: &'static str) {
        let writer = &mut self.writer;
        let item = writer.begin_item(resource_metrics::SCOPE_METRICS);
        writer.message(scope_metrics::SCOPE, |writer| writer.string(instrumentation_scope::NAME, name));
        let metrics = writer.begin_list(scope_metrics::METRICS);
        self.scope = Some(OpenScope { name, item, metrics });
    }

    fn end_scope(&mut self) {
        let Some(OpenScope { item, metrics, .. }) = self.scope.take() else { return };
        self.writer.end_list(metrics);
        self.writer.end(item);
    }

    /// Returns the request.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.end_metric();
        self.end_scope();
        let Self { mut writer, resources, resource, scopes, .. } = self;
        writer.end_list(scopes);
        writer.end(resource);
        writer.end_list(resources);
        writer.end_root();
        writer.into_bytes()
    }
}
