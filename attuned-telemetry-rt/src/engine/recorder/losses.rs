//! The counters and warnings of what exceeds a limit of the engine.

use super::engine::Engine;
use super::own_metrics::{CUT, OVERFLOW, REFUSED, REJECTED};
use crate::core::labels::capped_labels::OTHER;
use crate::core::text::escaped::Escaped;
use crate::core::text::shortened::shortened;
use crate::engine::cells;
use crate::engine::cells::Range;
use crate::engine::family::family::Family;
use crate::engine::family::metric_kind::MetricKind;
use crate::engine::labels::Pair;
use crate::engine::labels::limits::MOST_NAME_BYTES;

/// The maximum length of a name in a warning, in bytes.
const MOST_BYTES_OF_WARNING: usize = 80;

impl Engine {
    pub(super) fn warn_of_no_capacity(&self, of: &Family) {
        if self.losses().full_warning.is_first() {
            tracing::warn!("no memory is left for a new series of `{}`; its values are ignored", of.identifier);
        }
    }

    /// Returns the cell of the counter of a metric's overflows. Logs a warning the first time.
    pub(crate) fn overflow(&self, of: &Family) -> Option<u32> {
        let cell = self.count_of(of, OVERFLOW);
        if of.overflow_warning.is_first() {
            tracing::warn!(
                "`{}` has reached its limit of {} series; new ones are recorded as `{}`. Use fewer label values, or raise \
                 `series_limit`",
                of.identifier,
                self.config().series_limit,
                OTHER
            );
        }
        cell
    }

    /// Counts values that a histogram or a typed counter ignores. Logs a warning the first time.
    #[cold]
    pub(crate) fn refuse(&self, of: &Family, count: u64) {
        let (cell, is_first) = match of.refused.get() {
            Some(cell) => (*cell, false),
            None => {
                let cell = self.count_of(of, REFUSED);
                (cell, of.refused.set(cell).is_ok())
            }
        };
        if let Some(cell) = cell {
            cells::local().count(cell, count);
        }
        if is_first {
            let reason = match of.typed {
                Some(_) => "labels with an index that is not less than their `COUNT`",
                None => "a value that is not finite, or for which no memory is left",
            };
            tracing::warn!("`{}` ignored {reason}", of.identifier);
        }
    }

    /// Returns the cell of the series `{metric="…"}` of one of the engine's own counters.
    fn count_of(&self, of: &Family, name: &str) -> Option<u32> {
        let family = self.family(name, MetricKind::Counter, None);
        let found =
            family.series(&[Pair { identifier: "metric", name: "metric", value: &of.identifier }], || Range::new(1))?;
        family.keep(found.place);
        (!found.is_overflow).then_some(found.first)
    }

    /// Returns the cell of the counter of updates of metrics that were not registered.
    pub(super) fn rejected(&self) -> Option<u32> {
        *self.losses().rejected.get_or_init(|| {
            let found = self.family(REJECTED, MetricKind::Counter, None).series(&[], || Range::new(1))?;
            (!found.is_overflow).then_some(found.first)
        })
    }

    /// Logs the first metric that was not registered.
    pub(super) fn warn_of_rejected(&self, name: &str) {
        if self.losses().rejected_warning.is_first() {
            tracing::warn!(
                "`{}` is not recorded, because there are {} metrics or its name has more than {MOST_NAME_BYTES} bytes. \
                 Use labels instead of names with values in them, or raise `metric_limit`",
                Escaped(&shortened(name, MOST_BYTES_OF_WARNING)),
                self.config().metric_limit
            );
        }
    }

    /// Counts labels that were cut to the limits. Logs a warning the first time.
    #[cold]
    pub(super) fn cut(&self, of: &Family) {
        if let Some(cell) = self.count_of(of, CUT) {
            cells::local().count(cell, 1);
        }
        if self.losses().cut_warning.is_first() {
            let limits = self.config().labels;
            tracing::warn!(
                "labels of `{}` are cut: a series can have {} labels, a value {} bytes and a name {MOST_NAME_BYTES} \
                 bytes. Use shorter values, or raise `label_limit` or `label_value_limit`",
                of.identifier,
                limits.labels,
                limits.value_bytes
            );
        }
    }
}
