//! The options of `#[observed]`.

use syn::{LitStr, Path};

use super::value::{Fields, Labels, LevelName, Predicate, TextOrFalse};
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
        /// Constant labels of the metrics.
        "labels" => labels: Labels,
        /// The span's level; by default `info`.
        "level" => level: LevelName,
        /// The span's target; by default the module's path.
        "target" => target: LitStr,
        /// Which returned values are a success.
        "ok_if" => ok_if: Predicate,
        /// Which returned values are an error.
        "error_if" => error_if: Predicate,
        /// Also a gauge of the calls that run.
        "in_flight" => in_flight: Flag,
        /// Where the runtime is, if it is re-exported.
        "crate" => runtime: Path,
    }
}
