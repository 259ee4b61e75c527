//! The metrics of annotated calls. They are recorded in cells that are found once, so a call needs no look-up.

mod linked;
mod series_calls;
mod series_metrics;
