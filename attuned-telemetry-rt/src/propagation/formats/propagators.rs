//! The formats that a program uses.

use std::str::FromStr;
use std::sync::{Arc, PoisonError, RwLock};

use super::error::PropagatorsError;
use super::list::List;
use super::propagator::Propagator;
use super::{b3, w3c};
use crate::core::context::readers;
use crate::propagation::carrier::{Extractor, Injector};
use crate::propagation::context::{CarriedContext, CarriedTrace};
use crate::propagation::policy::{BaggagePolicy, Callers};

/// Reads the context of a request from its headers, and writes it to the headers of others.
///
/// [`Propagators::default`] has the formats W3C Trace Context and W3C Baggage, unless others were
/// [installed](Self::install). A clone is cheap.
///
/// Calls that start after a `Propagators` is created have ids: see
/// [`TraceContext::current`](crate::TraceContext::current).
///
/// ```
/// use attuned_telemetry_rt::propagation::Propagators;
/// use http::HeaderMap;
///
/// let propagators = Propagators::default();
/// let mut request = HeaderMap::new();
/// request.insert("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".parse().unwrap());
///
/// propagators.extract(&request).in_scope(|| {
///     let mut next_request = HeaderMap::new();
///     propagators.inject(&mut next_request, "stock.internal");
///     assert_eq!(next_request["traceparent"], request["traceparent"]);
/// });
/// ```
#[derive(Clone, Debug)]
pub struct Propagators(Arc<Settings>);

static INSTALLED: RwLock<Option<Propagators>> = RwLock::new(None);

#[derive(Clone, Debug, Default)]
struct Settings {
    list: List,
    baggage: BaggagePolicy,
    callers: Callers,
}

impl Propagators {
    /// Creates propagators of these formats, in this order. Duplicates are removed. An empty list propagates nothing.
    ///
    /// If several formats find a trace, the last one in the list is used.
    pub fn new(propagators: impl IntoIterator<Item = Propagator>) -> Self {
        Self::of(List::new(propagators))
    }

    /// Makes these the default of the process: [`Propagators::default`] returns them from now on. Layers that were
    /// created before keep theirs.
    pub fn install(&self) {
        *INSTALLED.write().unwrap_or_else(PoisonError::into_inner) = Some(self.clone());
    }

    fn of(list: List) -> Self {
        readers::want();
        Self(Arc::new(Settings { list, ..Settings::default() }))
    }

    /// Sets which baggage is accepted and sent. By default, none is sent: see [`BaggagePolicy`].
    #[must_use]
    pub fn with_baggage(self, policy: BaggagePolicy) -> Self {
        self.changed(|settings| settings.baggage = policy)
    }

    /// Sets how far callers are trusted.
    #[must_use]
    pub fn with_callers(self, callers: Callers) -> Self {
        self.changed(|settings| settings.callers = callers)
    }

    fn changed(self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Arc::unwrap_or_clone(self.0);
        change(&mut settings);
        Self(Arc::new(settings))
    }

    /// Returns the formats.
    #[must_use]
    pub fn formats(&self) -> &[Propagator] {
        &self.0.list.0
    }

    /// Returns the names of all headers that [`extract`](Self::extract) reads.
    pub fn headers(&self) -> impl Iterator<Item = &'static str> {
        self.formats().iter().flat_map(|format| format.headers()).copied()
    }

    /// Reads the context of a request. Headers that are not valid are ignored and counted.
    #[must_use]
    pub fn extract<E: Extractor + ?Sized>(&self, carrier: &E) -> CarriedContext {
        let Settings { list, baggage, callers } = &*self.0;
        let mut context = CarriedContext::default();
        for format in &list.0 {
            match format {
                Propagator::TraceContext => replace(&mut context.trace, w3c::trace(carrier)),
                Propagator::B3 | Propagator::B3Multi => replace(&mut context.trace, b3::trace(carrier)),
                Propagator::Baggage if *callers == Callers::Trusted => context.baggage = w3c::baggage(baggage, carrier),
                Propagator::Baggage => {}
            }
        }
        if *callers == Callers::UntrustedWithNewTraces {
            context.caller = context.trace.take().map(|trace| trace.context);
        }
        context
    }

    /// Writes the [current context](CarriedContext::current) to a request that is sent to `host`. The host may have a
    /// port, which is ignored.
    ///
    /// Without a current trace context, no header of a trace is written. Without baggage that is sent to this host, no
    /// header `baggage` is written. Headers that are written replace those that are there.
    pub fn inject<I: Injector + ?Sized>(&self, carrier: &mut I, host: &str) {
        self.inject_context(&CarriedContext::current(), carrier, host);
    }

    /// Writes a context to a request that is sent to `host`, as [`inject`](Self::inject).
    pub fn inject_context<I: Injector + ?Sized>(&self, context: &CarriedContext, carrier: &mut I, host: &str) {
        for format in self.formats() {
            match (format, &context.trace) {
                (Propagator::Baggage, _) => w3c::set_baggage(&self.0.baggage, &context.baggage, carrier, host),
                (_, None) => {}
                (Propagator::TraceContext, Some(trace)) => w3c::set_trace(trace, carrier),
                (Propagator::B3, Some(trace)) => b3::set_single(trace, carrier),
                (Propagator::B3Multi, Some(trace)) => b3::set_several(trace, carrier),
            }
        }
    }
}

/// A format that finds nothing keeps what another format has found.
fn replace(trace: &mut Option<CarriedTrace>, found: Option<CarriedTrace>) {
    if found.is_some() {
        *trace = found;
    }
}

/// The propagators that were [installed](Propagators::install), or Trace Context and Baggage.
impl Default for Propagators {
    fn default() -> Self {
        let installed = INSTALLED.read().unwrap_or_else(PoisonError::into_inner).clone();
        installed.unwrap_or_else(|| Self::of(List::default()))
    }
}

/// Parses a list as in the variable `OTEL_PROPAGATORS`: names that are separated by commas, or `none`. An empty text is
/// the default.
impl FromStr for Propagators {
    type Err = PropagatorsError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        List::parse(text).map(Self::of)
    }
}
