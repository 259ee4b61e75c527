//! A subscriber that records metrics: no lock is held while it receives an event.

use std::fmt::Write as _;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use metrics::{counter, gauge, histogram};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::page::{PrometheusExporter, page, within};

/// A subscriber that updates the metric that an event is about, and renders the page.
#[derive(Clone)]
struct Counting {
    exporter: PrometheusExporter,
    told: Arc<Mutex<Vec<String>>>,
}

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, _: &Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0, "{value:?}");
    }
}

impl Subscriber for Counting {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = Text(String::new());
        event.record(&mut text);
        let told = {
            let mut told = self.told.lock().unwrap();
            told.push(text.0);
            told.len()
        };
        page(&self.exporter);
        // `tracing` drops events that a subscriber emits while it handles another event.
        within(&self.exporter, || PROVOCATIONS[..told].iter().for_each(|provoke| provoke()));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// All warnings of the engine.
const PROVOCATIONS: [fn(); 6] = [
    || (0..2_003).for_each(|user| counter!("hits", "user" => user.to_string()).increment(1)),
    || gauge!("hits_total").set(1.0),
    || histogram!("hits_total").record(1.0),
    || histogram!("hits_total").record(f64::NAN),
    || gauge!("hits_total_histogram_count").set(1.0),
    || (gauge!("wait_sum").set(1.0), histogram!("wait").record(1.0)).1,
];

#[test]
fn subscriber_that_records_and_renders_receives_each_warning_once() {
    let exporter = PrometheusExporter::new();
    let told = Arc::new(Mutex::new(Vec::new()));
    let subscriber = Counting { exporter: exporter.clone(), told: told.clone() };
    let (done, wait) = channel();
    std::thread::spawn(move || {
        tracing::subscriber::with_default(subscriber, || {
            within(&exporter, || PROVOCATIONS.iter().for_each(|provoke| provoke()));
        });
        done.send(()).unwrap();
    });
    wait.recv_timeout(Duration::from_secs(50)).unwrap_or_else(|_| panic!("deadlock"));
    let starts = |text: &String| text.chars().take(60).collect::<String>();
    let told: Vec<_> = told.lock().unwrap().iter().map(starts).collect();
    let expected = [
        "`hits_total` has reached its limit of 2000 series; new ones ",
        "`hits_total` already exists as another kind of metric; the g",
        "`hits_total` already exists as another kind of metric; the h",
        "`hits_total_histogram` ignored a value that is not finite, o",
        "`hits_total_histogram_count` is reserved by the histogram `h",
        "`wait` would expose samples of `wait_sum`, another metric; t",
    ];
    assert_eq!(told, expected);
}
