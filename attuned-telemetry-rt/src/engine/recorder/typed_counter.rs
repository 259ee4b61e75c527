//! The cells of typed counters in an engine.

use std::sync::Arc;

use crate::core::labels::typed_counter::counter_cells::{CounterCells, CounterDefinition};
use crate::core::labels::typed_counter::typed_labels::TypedValue;
use crate::engine::family::family::Family;
use crate::engine::family::metric_kind::MetricKind;
use crate::engine::family::series::typed::typed_series::TypedSeries;
use crate::engine::recorder::engine::Engine;

/// A typed counter in an engine.
struct EngineCounter {
    engine: Engine,
    family: Arc<Family>,
    series: Arc<TypedSeries>,
}

impl Engine {
    /// Returns the cells of a typed counter. They are leaked, because the counter lives as long as the process.
    pub(crate) fn typed(&self, definition: &'static CounterDefinition) -> Option<&'static dyn CounterCells> {
        let kind = MetricKind::TypedCounter(definition);
        let family = self.family(definition.name, kind, None);
        if let Some(description) = definition.description {
            self.describe(definition.name, kind, None, description);
        }
        let series = Arc::clone(family.typed.as_ref()?);
        Some(Box::leak(Box::new(EngineCounter { engine: self.clone(), family, series })))
    }
}

impl CounterCells for EngineCounter {
    #[inline]
    fn add(&self, number: u32, count: u64) -> bool {
        self.series.add(number, count)
    }

    fn add_first(&self, values: &[TypedValue], count: u64) {
        if count > 0 && self.series.add_first(values, count).is_none() {
            self.engine.refuse(&self.family, 1);
        }
    }
}
