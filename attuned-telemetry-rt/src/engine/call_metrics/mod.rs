//! How annotated calls are counted: in cells that are known, without a look-up.

mod linked;
mod series_calls;
mod series_metrics;
