//! Reads the last value of a series that is about to be removed.

use super::aggregation::{Aggregation, read_histogram};
use super::departed::{Departed, LastValue};
use super::family::Family;
use super::series::table::SeriesTable;
use crate::engine::cells::Reader;

impl Family {
    /// Reads the last value of a series. The caller holds the lock of the table, and nobody has a handle of the series.
    /// Returns `None` for a gauge, because nobody adds up its values.
    pub(super) fn departed(&self, table: &SeriesTable, place: u32, reader: &mut Reader) -> Option<Departed> {
        let series = table.get(place)?;
        let value = self.last_value(series.first, reader)?;
        let labels = table.labels(place)?.iter();
        let labels = labels.map(|(name, value)| (name.original().into(), value.into())).collect();
        Some(Departed { metric: self.identifier.as_str().into(), place, created: series.created(), labels, value })
    }

    fn last_value(&self, first: u32, reader: &mut Reader) -> Option<LastValue> {
        match &self.aggregation {
            Aggregation::Counter => Some(LastValue::Counter(reader.total(first))),
            Aggregation::Gauge => None,
            Aggregation::Histogram(bounds) => {
                let mut counts = Vec::new();
                let sum = read_histogram(reader, &mut counts, first, bounds.buckets());
                Some(LastValue::Histogram { counts: counts.into(), sum })
            }
            Aggregation::Exponential(_) => Some(LastValue::Exponential(self.exponential(first)?.read())),
        }
    }
}
