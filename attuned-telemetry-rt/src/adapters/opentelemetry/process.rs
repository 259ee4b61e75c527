//! Settings that concern the whole process.

use crate::core::context::sampling::follow_callers;
use crate::engine::recorder::config::Config;
use crate::export::otlp::settings::{OtlpAggregation, OtlpSettings};

/// Applies the settings that concern the whole process.
pub(crate) fn apply(settings: &OtlpSettings) {
    settings.limits().install();
    follow_callers(settings.follows_callers());
    settings.report_warnings();
}

/// Returns the configuration of an engine whose histograms are as the settings say.
pub(crate) fn engine_config(settings: &OtlpSettings) -> Config {
    match settings.metric_options.aggregation {
        OtlpAggregation::ExplicitBuckets => Config::default(),
        OtlpAggregation::ExponentialBuckets => Config::exponential(),
    }
}
