//! What the server and the test share.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use rustls::ServerConfig;

use crate::otlp::fault::{Fault, Protocol};
use crate::otlp::received::Received;

/// What the server and the test share.
pub(in crate::otlp) struct Shared {
    pub(super) protocol: Protocol,
    pub(super) tls: Option<Arc<ServerConfig>>,
    fault: Mutex<Fault>,
    requests: Mutex<Vec<Received>>,
    /// Notified of each request.
    pub(in crate::otlp) arrived: Condvar,
}

impl Shared {
    pub(in crate::otlp) fn new(protocol: Protocol, tls: Option<Arc<ServerConfig>>) -> Self {
        let (fault, requests) = (Mutex::new(Fault::None), Mutex::default());
        Self { protocol, tls, fault, requests, arrived: Condvar::new() }
    }

    pub(in crate::otlp) fn fault(&self) -> MutexGuard<'_, Fault> {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(in crate::otlp) fn set_fault(&self, fault: Fault) {
        *self.fault() = fault;
    }

    pub(in crate::otlp) fn requests(&self) -> MutexGuard<'_, Vec<Received>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn push(&self, request: Received) {
        self.requests().push(request);
        self.arrived.notify_all();
    }
}
