//! The metrics of a layer.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use metrics::{Gauge, KeyName, Recorder, Unit};

use super::active::ActiveRequest;
use super::attributes::Attributes;
use super::naming::Naming;
use super::series::Series;
use super::target::Target;
use super::targets::Targets;
use crate::core::operation::metrics::no_recorder;
use crate::core::operation::metrics::recorder::address;
use crate::propagation::layers::conventions::request::known_methods::{KnownMethods, MethodIndex};
use crate::propagation::layers::conventions::request::protocol::Scheme;

/// The gauges of a method, by scheme. `None` if the metric does not exist under these names.
type Gauges = [OnceLock<Option<Series<Gauge>>>; Scheme::COUNT];

/// The metrics of a layer.
pub(crate) struct HttpMetrics {
    naming: Naming,
    pub(crate) targets: Targets,
    /// The gauges of active requests, by method and scheme.
    active: Box<[Gauges]>,
    /// The address of the recorder to which the metrics were last described.
    described: AtomicUsize,
}

impl HttpMetrics {
    pub(crate) fn new(naming: Naming, methods: &KnownMethods) -> Self {
        let active = (0..methods.count()).map(|_| [const { OnceLock::new() }; Scheme::COUNT]).collect();
        Self { naming, targets: Targets::new(methods), active, described: AtomicUsize::new(0) }
    }

    /// Counts a request in flight, until the result is dropped. Returns `None` if nothing records it.
    pub(crate) fn enter(&self, method: MethodIndex, scheme: Scheme, methods: &KnownMethods) -> Option<ActiveRequest> {
        let series = self.active.get(methods.place(method))?.get(scheme as usize)?;
        let new = || self.naming.active_key(methods.name(method), scheme).map(Series::new);
        let gauge = series.get_or_init(new).as_ref()?.increment(|recorder| self.describe(recorder))?;
        Some(ActiveRequest::new(gauge))
    }

    /// Records a request that has ended.
    pub(crate) fn record(&self, target: &Target, attributes: Attributes, nanoseconds: u64, methods: &KnownMethods) {
        if no_recorder::is_current() {
            return;
        }
        #[expect(clippy::cast_precision_loss, reason = "a request takes less than 100 days")]
        let seconds = nanoseconds as f64 / 1e9;
        target.series(attributes, self.naming, methods).record(|recorder| self.describe(recorder), seconds);
    }

    /// Describes the metrics to a recorder, unless they were last described to the same one.
    fn describe(&self, recorder: &dyn Recorder) {
        let address = address(recorder);
        if self.described.load(Ordering::Relaxed) == address {
            return;
        }
        self.described.store(address, Ordering::Relaxed);
        let (name, text) = self.naming.duration();
        recorder.describe_histogram(KeyName::from_const_str(name), Some(Unit::Seconds), text.into());
        if let Some((name, text)) = self.naming.active() {
            recorder.describe_gauge(KeyName::from_const_str(name), Some(Unit::Count), text.into());
        }
    }
}
