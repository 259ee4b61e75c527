//! The options of `#[observed]`.

use std::time::Duration;

use syn::{LitStr, Path};

use super::value::buckets::Buckets;
use super::value::events::{ErrorEvent, ReturnEvent};
use super::value::expression::{Expression, Predicate};
use super::value::fields::Fields;
use super::value::labels::Labels;
use super::value::level::LevelName;
use super::value::objective::Objective;
use super::value::text_or_false::TextOrFalse;
use crate::options::table::options;
use crate::options::value::Flag;

options! {
    pub(super) struct ObservedOptions {
        /// The operation's name; by default the function's name.
        "op" => op: LitStr,
        /// The dotted prefix; by default the package name with `.` for `-`.
        "scope" => scope: LitStr,
        /// Another name for the span, or no span.
        "span" => span: TextOrFalse,
        /// Another prefix for the metrics, or no metrics.
        "metrics" => metrics: TextOrFalse,
        /// The fields of the span.
        "fields" => fields: Fields,
        /// The labels of the metrics.
        "labels" => labels: Labels,
        /// The span's level; by default `info`.
        "level" => level: LevelName,
        /// The span's target; by default the module's path.
        "target" => target: LitStr,
        /// The span's parent; by default the current span.
        "parent" => parent: Expression,
        /// The spans that this span follows from.
        "follows_from" => follows_from: Expression,
        /// Which returned values are successes.
        "ok_if" => ok_if: Predicate,
        /// Which returned values are errors.
        "error_if" => error_if: Predicate,
        /// Adds an event for each error.
        "err" => err: ErrorEvent,
        /// Adds an event for each value that is not an error.
        "ret" => ret: ReturnEvent,
        /// The buckets of the histogram; by default those of the recorder.
        "buckets" => buckets: Buckets,
        /// Adds a gauge of the calls in flight.
        "in_flight" => in_flight: Flag,
        /// Adds a warning for each call that takes longer.
        "slow" => slow: Duration,
        /// The service-level objective.
        "slo" => slo: Objective,
        /// The path of the runtime, if it is re-exported.
        "crate" => runtime: Path,
    }
}
