//! What a request is for: a route of this server, or another server.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use metrics::Histogram;

use super::attributes::Attributes;
use super::naming::Naming;
use super::place::Place;
use super::series::Series;
use crate::propagation::layers::conventions::request::known_methods::{KnownMethods, MethodIndex};

/// What requests are for, with the series of these requests.
pub(crate) struct Target {
    place: Place,
    /// The names of spans, by method.
    span_names: Box<[OnceLock<Box<str>>]>,
    series: RwLock<HashMap<Attributes, Arc<Series<Histogram>>>>,
}

/// The maximum number of cached series of a target. Further ones work, but are slower.
const MOST_SERIES: usize = 512;

impl Target {
    pub(super) fn new(place: Place, methods: &KnownMethods) -> Self {
        let span_names = (0..methods.count()).map(|_| OnceLock::new()).collect();
        Self { place, span_names, series: RwLock::default() }
    }

    /// Returns the pattern of the route, if there is one.
    pub(crate) fn route(&self) -> Option<&str> {
        match &self.place {
            Place::Route(route) => Some(route),
            _ => None,
        }
    }

    /// Returns the name of a span, which is created by `name` for the first request with this method.
    pub(crate) fn span_name(
        &self,
        method: MethodIndex,
        methods: &KnownMethods,
        name: impl FnOnce() -> String,
    ) -> Option<&str> {
        let place = self.span_names.get(methods.place(method))?;
        Some(place.get_or_init(|| name().into_boxed_str()))
    }

    /// Returns the series with these attributes.
    pub(super) fn series(
        &self,
        attributes: Attributes,
        naming: Naming,
        methods: &KnownMethods,
    ) -> Arc<Series<Histogram>> {
        let attributes = naming.relevant(attributes);
        let known = self.series.read().unwrap_or_else(PoisonError::into_inner).get(&attributes).cloned();
        known.unwrap_or_else(|| {
            let new = Arc::new(Series::new(naming.duration_key(&attributes, &self.place, methods)));
            let mut series = self.series.write().unwrap_or_else(PoisonError::into_inner);
            if series.len() < MOST_SERIES { series.entry(attributes).or_insert(new).clone() } else { new }
        })
    }
}
