//! The handle of a metric that is not registered.

use std::sync::Arc;

use metrics::{CounterFn, GaugeFn, HistogramFn};

use super::engine::Engine;
use crate::engine::cells::local;

/// The handle of a metric that is not registered, because there are too many metrics. The handle only counts its
/// updates, and keeps the engine alive, so that the cell is not reused.
pub(super) struct Rejected {
    _engine: Engine,
    cell: Option<u32>,
}

impl Rejected {
    pub(super) fn new(engine: &Engine) -> Arc<Self> {
        Arc::new(Self { _engine: engine.clone(), cell: engine.rejected() })
    }

    fn count(&self, count: u64) {
        if let Some(cell) = self.cell {
            local().count(cell, count);
        }
    }
}

impl CounterFn for Rejected {
    fn increment(&self, _: u64) {
        self.count(1);
    }

    fn absolute(&self, _: u64) {
        self.count(1);
    }
}

impl GaugeFn for Rejected {
    fn increment(&self, _: f64) {
        self.count(1);
    }

    fn decrement(&self, _: f64) {
        self.count(1);
    }

    fn set(&self, _: f64) {
        self.count(1);
    }
}

impl HistogramFn for Rejected {
    fn record(&self, _: f64) {
        self.count(1);
    }

    fn record_many(&self, _: f64, count: usize) {
        self.count(count as u64);
    }
}
