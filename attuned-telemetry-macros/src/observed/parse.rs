//! The options of `#[observed]`.

use std::time::Duration;

use syn::{LitStr, Path};

use super::value::buckets::Buckets;
use super::value::events::{ErrorEvent, ReturnEvent};
use super::value::fields::Fields;
use super::value::labels::Labels;
use super::value::level::LevelName;
use super::value::objective::Objective;
use super::value::{Expression, Predicate, TextOrFalse};
use crate::options::{Flag, options};

options! {
    pub(super) struct ObservedOptions {
        /// The operation's name; by default the function's.
        "op" => op: LitStr,
        /// The dotted prefix; by default the package's name with `-` as `.`.
        "scope" => scope: LitStr,
        /// Another name for the span, or no span.
        "span" => span: TextOrFalse,
        /// Another prefix for the metrics, or no metrics.
        "metrics" => metrics: TextOrFalse,
        /// What the span shows of the arguments.
        "fields" => fields: Fields,
        /// Labels of the metrics.
        "labels" => labels: Labels,
        /// The span's level; by default `info`.
        "level" => level: LevelName,
        /// The span's target; by default the module's path.
        "target" => target: LitStr,
        /// The span's parent; by default the current span.
        "parent" => parent: Expression,
        /// The spans that this one follows from.
        "follows_from" => follows_from: Expression,
        /// Which returned values are a success.
        "ok_if" => ok_if: Predicate,
        /// Which returned values are an error.
        "error_if" => error_if: Predicate,
        /// Also an event for an error.
        "err" => err: ErrorEvent,
        /// Also an event for a value that is no error.
        "ret" => ret: ReturnEvent,
        /// The buckets of the histogram; by default the recorder's.
        "buckets" => buckets: Buckets,
        /// Also a gauge of the calls that run.
        "in_flight" => in_flight: Flag,
        /// Calls that take longer leave a warning.
        "slow" => slow: Duration,
        /// What share of the calls is to succeed, and within what time.
        "slo" => slo: Objective,
        /// Where the runtime is, if it is re-exported.
        "crate" => runtime: Path,
    }
}
