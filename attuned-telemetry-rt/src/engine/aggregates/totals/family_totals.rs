//! The series of one metric in a snapshot.

use std::sync::Arc;

use super::super::metric_info::MetricInfo;
use super::super::removed::Removed;
use super::identities::{Identities, series};
use super::typed_totals::TypedTotals;
use super::values::Values;
use crate::engine::cells::Reader;
use crate::engine::family::family::Family;
use crate::engine::family::series::created::Created;
use crate::engine::snapshot::{Value, series_of_a_step};

/// The series of one metric in a snapshot, in steps of adjacent places.
///
/// ```text
/// steps    identities of places 0..128, 128..256, …   shared by snapshots while they are the same
/// values   7 0 3 …                                    one for each series
/// ```
pub(in crate::engine::aggregates) struct FamilyTotals {
    pub(in crate::engine::aggregates) info: Arc<MetricInfo>,
    /// The number of places of a step.
    places: u32,
    pub(in crate::engine::aggregates) steps: Vec<Step>,
    values: Values,
    /// The series of a typed counter, which has no others.
    pub(in crate::engine::aggregates) typed: Option<TypedTotals>,
    /// The series that were removed, and whose last increase some adapter may not have delivered.
    pub(in crate::engine::aggregates) removed: Vec<Arc<Removed>>,
}

/// The series at some adjacent places.
#[derive(Debug)]
pub(in crate::engine::aggregates) struct Step {
    pub(in crate::engine::aggregates) identities: Arc<Identities>,
    /// The number of the first value.
    first: usize,
    /// A bit for each series that is not hidden as idle. A step has at most 128 series.
    shown: u128,
}

/// One series of a snapshot.
#[derive(Clone, Copy)]
pub(in crate::engine::aggregates) struct Seen<'totals> {
    pub(in crate::engine::aggregates) place: u32,
    pub(in crate::engine::aggregates) created: Created,
    pub(in crate::engine::aggregates) value: Value<'totals>,
    /// Whether the series is not hidden as idle.
    pub(in crate::engine::aggregates) is_shown: bool,
}

impl FamilyTotals {
    /// Reads the current values of all series. `known` are those of the snapshot before.
    ///
    /// Looks for idle series as the page of the Prometheus exporter does, so that they expire if nobody reads a page.
    pub(in crate::engine::aggregates) fn read(family: &Family, known: Option<&Known>, reader: &mut Reader) -> Self {
        let info = known.map(|known| &known.info).filter(|info| info.is_current(family));
        let info = info.map_or_else(|| Arc::new(MetricInfo::new(family)), Arc::clone);
        let places = series_of_a_step(&family.aggregation);
        let before = known.map_or(0, |known| known.steps.iter().map(|step| step.len()).sum());
        let mut totals = Self {
            info,
            places,
            steps: Vec::with_capacity(known.map_or(0, |known| known.steps.len())),
            values: Values::new(&family.aggregation, before),
            typed: family.typed.as_ref().map(|series| {
                let known = known.and_then(|known| known.typed.as_ref());
                TypedTotals::read(series, known, reader)
            }),
            removed: Vec::new(),
        };
        let is_due = family.take_turn();
        let mut next = Some(0);
        while let Some(from) = next {
            family.look_for_idle(from, places, is_due, reader);
            reader.look_again();
            next = totals.read_step(family, from, known, reader);
        }
        totals.values.shrink();
        totals
    }

    /// Reads the series of one step. Returns the place of the next step.
    fn read_step(&mut self, family: &Family, from: u32, known: Option<&Known>, reader: &mut Reader) -> Option<u32> {
        family.inspect(|table| {
            let to = table.end().min(from.saturating_add(self.places));
            let before = known.and_then(|known| known.steps.get(self.steps.len()));
            let before = before.filter(|identities| identities.are_in(table, from..to));
            let identities = before.map_or_else(|| Arc::new(Identities::new(table, from..to)), Arc::clone);
            let (first, mut shown) = (self.values.len(), 0);
            for (number, (place, series)) in series(table, from..to).enumerate() {
                self.values.read(family, series.first, reader);
                shown |= u128::from(table.shown(place).is_some()) << number;
            }
            self.steps.push(Step { identities, first, shown });
            (to < table.end()).then_some(to)
        })
    }

    /// Iterates over the series of a step.
    pub(in crate::engine::aggregates) fn series<'totals>(
        &'totals self,
        step: &'totals Step,
    ) -> impl Iterator<Item = Seen<'totals>> {
        (0..step.identities.len()).filter_map(|number| {
            let (place, created) = step.identities.get(number)?;
            let value = self.values.get(step.first + number)?;
            Some(Seen { place, created, value, is_shown: step.shown >> number & 1 == 1 })
        })
    }

    /// Returns the value of a series, if it was there.
    pub(in crate::engine::aggregates) fn find(&self, place: u32, created: Created) -> Option<Value<'_>> {
        let step = self.steps.get((place / self.places) as usize)?;
        let number = step.identities.find(place, created)?;
        self.values.get(step.first + number)
    }

    pub(in crate::engine::aggregates) fn is_empty(&self) -> bool {
        self.values.len() == 0 && self.removed.is_empty() && self.typed.as_ref().is_none_or(TypedTotals::is_empty)
    }

    /// Returns what the next snapshot can share.
    pub(in crate::engine::aggregates) fn known(&self) -> Known {
        let steps = self.steps.iter().map(|step| Arc::clone(&step.identities)).collect();
        Known { info: Arc::clone(&self.info), steps, typed: self.typed.clone() }
    }

    /// Returns the memory of the snapshot alone, and the memory that snapshots share, in bytes.
    pub(in crate::engine::aggregates) fn bytes(&self) -> (usize, usize) {
        let typed = self.typed.as_ref().map_or(0, TypedTotals::bytes);
        let own = typed + size_of::<Self>() + self.steps.capacity() * size_of::<Step>() + self.values.bytes();
        (own, self.steps.iter().map(|step| step.identities.bytes()).sum())
    }
}

/// What snapshots of a metric share.
pub(in crate::engine::aggregates) struct Known {
    info: Arc<MetricInfo>,
    steps: Vec<Arc<Identities>>,
    typed: Option<TypedTotals>,
}
