//! Typed counters on any recorder of the `metrics` facade.

use std::sync::atomic::Ordering;

use metrics::{Key, Label};

use super::guarded::guarded;
use super::keys::METADATA;
use super::recorder::address;
use crate::core::labels::typed_counter::counter_cells::CounterDefinition;
use crate::core::labels::typed_counter::typed_labels::TypedValue;

/// Adds to the counter of the current recorder with these labels.
pub(crate) fn add(definition: &CounterDefinition, values: &[TypedValue], count: u64) {
    let label = |(name, (_, text)): (&&'static str, &TypedValue)| Label::from_static_parts(name, text);
    let key = Key::from_parts(definition.name, definition.labels.iter().zip(values).map(label).collect::<Vec<_>>());
    metrics::with_recorder(|recorder| {
        guarded(|| {
            let is_described = definition.described.swap(address(recorder), Ordering::Relaxed) == address(recorder);
            if let Some(description) = definition.description.filter(|_| !is_described) {
                recorder.describe_counter(definition.name.into(), None, description.into());
            }
            recorder.register_counter(&key, &METADATA).increment(count);
        });
    });
}
