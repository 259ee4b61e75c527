//! A counter whose labels are types with a known number of values.

use core::fmt;
use core::marker::PhantomData;
#[cfg(feature = "observe")]
use std::sync::OnceLock;
#[cfg(feature = "observe")]
use std::sync::atomic::AtomicUsize;

#[cfg(feature = "observe")]
use super::counter_cells::{CounterCells, CounterDefinition};
use super::typed_labels::TypedLabels;
#[cfg(feature = "observe")]
use crate::core::operation::metrics::{no_recorder, recorder, typed_facade};

/// A counter whose labels are types with a known number of values, such as enums with
/// [`#[derive(LabelValue)]`](derive@crate::LabelValue) and `bool`.
///
/// The values of the labels select the cell of the count, so a series stores no text and is found without a hash. In the
/// recorder of this crate, 100,000 series take less than 1 MB. Memory is allocated for the series that are counted, 64
/// at a time. A counter can have up to 1,048,576 series.
///
/// Declare the counter as a `static`. It counts in the current recorder of the `metrics` facade:
///
/// ```
/// use attuned_telemetry_rt::{LabelValue, TypedCounter};
///
/// #[derive(LabelValue)]
/// enum Route {
///     Home,
///     Search,
/// }
///
/// static REQUESTS: TypedCounter<(Route, bool)> =
///     TypedCounter::new("requests_total", ["route", "cached"]).with_description("Requests by route.");
///
/// REQUESTS.increment((Route::Home, true));
/// REQUESTS.add((Route::Search, false), 3);
/// ```
///
/// - A series appears in the metrics when it is first counted. It never expires, and the `series_limit` of the
///   `PrometheusExporter` does not apply, because the types bound the number of series.
/// - The name belongs to this counter. If another metric has it, the counter is exposed under another name, and a
///   warning is logged.
/// - If two values of a label have the same text, they are one series.
/// - With a recorder of another crate, or in [`metrics::with_local_recorder`], each update registers an ordinary counter,
///   which is slower and takes more memory.
/// - With the feature `observe` off, nothing is counted.
///
/// One label needs a tuple, too: `TypedCounter<(Route,)>`. A wrong number of names does not compile:
///
/// ```compile_fail,E0308
/// use attuned_telemetry_rt::TypedCounter;
///
/// static REQUESTS: TypedCounter<(bool, bool)> = TypedCounter::new("requests_total", ["cached"]);
/// ```
///
/// Nor do too many series:
///
/// ```compile_fail,E0080
/// use attuned_telemetry_rt::{CappedLabel, TypedCounter};
///
/// static VISITS: TypedCounter<(CappedLabel<2_000>, CappedLabel<2_000>)> = TypedCounter::new("visits", ["user", "page"]);
/// ```
pub struct TypedCounter<L: TypedLabels> {
    name: &'static str,
    #[cfg_attr(not(feature = "observe"), expect(dead_code, reason = "nothing is counted"))]
    labels: L::Names,
    description: Option<&'static str>,
    #[cfg(feature = "observe")]
    definition: OnceLock<CounterDefinition>,
    /// The cells in the installed recorder. `None` if that recorder has no cells for typed counters.
    #[cfg(feature = "observe")]
    installed: OnceLock<Option<&'static dyn CounterCells>>,
    marker: PhantomData<fn(L)>,
}

/// The maximum number of series of a counter.
#[cfg(feature = "observe")]
const MOST_SERIES: usize = 1 << 20;

impl<L: TypedLabels + 'static> TypedCounter<L> {
    /// Creates a counter with a name and a name for each label.
    #[must_use]
    pub const fn new(name: &'static str, labels: L::Names) -> Self {
        #[cfg(feature = "observe")]
        const {
            assert!(L::SERIES <= MOST_SERIES, "a counter can have at most 1,048,576 series: use fewer labels");
        };
        Self {
            name,
            labels,
            description: None,
            #[cfg(feature = "observe")]
            definition: OnceLock::new(),
            #[cfg(feature = "observe")]
            installed: OnceLock::new(),
            marker: PhantomData,
        }
    }

    /// Sets the description, which backends show beside the name.
    #[must_use]
    pub const fn with_description(mut self, description: &'static str) -> Self {
        self.description = Some(description);
        self
    }

    /// Adds 1 to the series with these labels.
    #[inline]
    pub fn increment(&'static self, labels: L) {
        self.add(labels, 1);
    }

    /// Adds a number to the series with these labels. Adding 0 does nothing.
    #[inline]
    #[cfg_attr(
        feature = "observe",
        expect(clippy::needless_pass_by_value, reason = "most labels are smaller than a reference")
    )]
    pub fn add(&'static self, labels: L, count: u64) {
        #[cfg(feature = "observe")]
        if recorder::is_installed_now() {
            let cells = self.installed.get().copied().flatten();
            let is_added = cells.is_some_and(|cells| number(&labels).is_some_and(|number| cells.add(number, count)));
            if !is_added {
                self.add_slowly(&labels, count);
            }
        } else if !no_recorder::is_current() {
            self.add_anew(&labels, count);
        }
        #[cfg(not(feature = "observe"))]
        let _ = (labels, count);
    }
}

/// Returns the number of the series with these labels. There are fewer than 2<sup>32</sup>.
#[cfg(feature = "observe")]
#[inline]
fn number<L: TypedLabels>(labels: &L) -> Option<u32> {
    labels.number().and_then(|number| u32::try_from(number).ok())
}

#[cfg(feature = "observe")]
impl<L: TypedLabels + 'static> TypedCounter<L> {
    /// Adds to a series of the installed recorder that was not counted before.
    #[cold]
    fn add_slowly(&'static self, labels: &L, count: u64) {
        match self.installed() {
            Some(cells) => labels.with_values(&mut |values| cells.add_first(values, count)),
            None => self.add_anew(labels, count),
        }
    }

    /// Adds to an ordinary counter of the current recorder.
    #[cold]
    fn add_anew(&'static self, labels: &L, count: u64) {
        labels.with_values(&mut |values| typed_facade::add(self.definition(), values, count));
    }

    /// Returns the cells of the installed recorder. They are created outside the initialisation of the `OnceLock`,
    /// because a subscriber that receives a warning may use this counter.
    fn installed(&'static self) -> Option<&'static dyn CounterCells> {
        if let Some(known) = self.installed.get() {
            return *known;
        }
        let made = recorder::call_recorder().and_then(|recorder| recorder.typed_counter(self.definition()));
        *self.installed.get_or_init(|| made)
    }

    fn definition(&'static self) -> &'static CounterDefinition {
        self.definition.get_or_init(|| CounterDefinition {
            name: self.name,
            description: self.description,
            labels: self.labels.as_ref(),
            counts: L::COUNTS,
            described: AtomicUsize::new(0),
        })
    }
}

impl<L: TypedLabels> fmt::Debug for TypedCounter<L> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TypedCounter").field("name", &self.name).finish_non_exhaustive()
    }
}
