//! The page for Prometheus, read by independent parsers.
#![allow(unsafe_code, reason = "a global allocator that counts is `unsafe` to write")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "values must round-trip exactly")]

mod builder;
mod http;
mod memory;
mod messages;
mod negotiation;
mod open_metrics;
mod parser;
mod protobuf;
mod rules;
mod streaming;
mod text;
mod written_and_read;

use attuned_telemetry_rt::export::prometheus::{Format, PrometheusExporter};

#[global_allocator]
static ALLOCATOR: memory::Counting = memory::Counting;

/// Returns the page after `count` has recorded metrics.
fn page(format: Format, count: impl FnOnce()) -> String {
    let exporter = PrometheusExporter::new();
    metrics::with_local_recorder(&exporter.recorder(), count);
    text_of(&exporter, format)
}

/// Returns the complete page.
fn text_of(exporter: &PrometheusExporter, format: Format) -> String {
    String::from_utf8(exporter.page(format).flatten().collect()).unwrap()
}
