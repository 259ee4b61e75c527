//! Counters whose labels are types, with an exporter that is installed as the global recorder.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod memory;
mod names;
mod page;
mod recorders;
mod threads;

use std::sync::LazyLock;

use attuned_telemetry_rt::LabelValue;
use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_tests::bytes_in_use::Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The exporter, which is installed.
static EXPORTER: LazyLock<PrometheusExporter> = LazyLock::new(|| {
    let exporter = PrometheusExporter::new();
    exporter.install().unwrap();
    exporter
});

/// Returns the lines of the page that start with a name, sorted.
fn lines(name: &str) -> Vec<String> {
    let mut lines: Vec<_> =
        EXPORTER.render().lines().filter(|line| line.starts_with(name)).map(str::to_owned).collect();
    lines.sort();
    lines
}

/// A label with `N` values: `v000`, `v001` and so on.
#[derive(Clone, Copy)]
struct Numbered<const N: usize>(usize);

static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| (0..1_000).map(|number| format!("v{number:03}")).collect());

impl<const N: usize> LabelValue for Numbered<N> {
    const COUNT: usize = N;

    fn index(&self) -> usize {
        self.0
    }

    fn as_str(&self) -> &'static str {
        &TEXTS[self.0]
    }
}
