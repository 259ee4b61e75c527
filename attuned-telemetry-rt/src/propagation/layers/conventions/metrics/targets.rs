//! The targets of the requests so far.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use metrics::SharedString;

use super::place::Place;
use super::target::Target;
use crate::propagation::layers::conventions::request::address::Address;
use crate::propagation::layers::conventions::request::known_methods::KnownMethods;

/// The targets of a host, by port. A route has one target.
type Ports = Vec<(Option<u16>, Arc<Target>)>;

/// The targets of the requests so far.
pub(crate) struct Targets {
    unknown: Arc<Target>,
    /// By the pattern of the route or by the host, each with its ports.
    known: RwLock<HashMap<Box<str>, Ports>>,
}

/// The maximum number of cached targets. Further ones work, but are slower. The recorder limits their series.
const MOST_TARGETS: usize = 1_024;

/// The maximum number of cached ports of a host.
const MOST_PORTS: usize = 64;

impl Targets {
    pub(super) fn new(methods: &KnownMethods) -> Self {
        Self { unknown: Arc::new(Target::new(Place::Unknown, methods)), known: RwLock::default() }
    }

    /// Returns the target of requests without a route or a server.
    pub(crate) fn unknown(&self) -> Arc<Target> {
        Arc::clone(&self.unknown)
    }

    /// Returns the target of the requests with a route.
    pub(crate) fn route(&self, route: &str, methods: &KnownMethods) -> Arc<Target> {
        self.find(route, None, || Target::new(Place::Route(owned(route)), methods))
    }

    /// Returns the target of the requests to a server.
    pub(crate) fn server(&self, server: Address<'_>, methods: &KnownMethods) -> Arc<Target> {
        let Address { host, port } = server;
        self.find(host, port, || Target::new(Place::Server(owned(host), port), methods))
    }

    fn find(&self, text: &str, port: Option<u16>, make: impl FnOnce() -> Target) -> Arc<Target> {
        let known = {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            let targets = known.get(text).into_iter().flatten();
            targets.into_iter().find(|(other, _)| *other == port).map(|(_, target)| Arc::clone(target))
        };
        known.unwrap_or_else(|| self.add(text, port, Arc::new(make())))
    }

    /// Adds a target, unless there are too many. Another thread may have added it.
    #[cold]
    fn add(&self, text: &str, port: Option<u16>, target: Arc<Target>) -> Arc<Target> {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_TARGETS && !known.contains_key(text) {
            return target;
        }
        let ports = known.entry(text.into()).or_default();
        if let Some((_, other)) = ports.iter().find(|(other, _)| *other == port) {
            return Arc::clone(other);
        }
        if ports.len() < MOST_PORTS {
            ports.push((port, Arc::clone(&target)));
        }
        target
    }
}

/// Copies a text. Its copies share the memory.
fn owned(text: &str) -> SharedString {
    SharedString::from_shared(text.into())
}
