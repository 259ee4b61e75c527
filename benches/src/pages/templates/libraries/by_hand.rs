// The fastest possible code if series need not be looked up: the text before each number is created with the series,
// and a page consists of these texts and the numbers.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

const BUCKETS: usize = 14;

#[derive(Default)]
pub struct Library {
    // Text of each counter, and labels of each histogram.
    counters: Texts,
    histograms: Texts,
    numbers: Vec<AtomicU64>,
    // Buckets, and the sum in nanoseconds.
    buckets: Vec<[AtomicU64; BUCKETS + 1]>,
}

// Concatenated texts, and the end of each.
#[derive(Default)]
struct Texts {
    all: String,
    ends: Vec<u32>,
}

pub struct Writer<'a>(&'a AtomicU64);

impl Texts {
    fn end(&mut self) {
        self.ends.push(self.all.len() as u32);
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.all[start as usize..*end as usize])
    }
}

impl Library {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn count(&mut self, method: &'static str, path: &str) {
        write!(self.counters.all, "requests_total{{method=\"{method}\",path=\"{path}\"}} ").unwrap();
        self.counters.end();
        self.numbers.push(AtomicU64::new(1));
    }

    pub fn record(&mut self, method: &'static str, path: &str, seconds: f64) {
        write!(self.histograms.all, "method=\"{method}\",path=\"{path}\"").unwrap();
        self.histograms.end();
        let buckets: [AtomicU64; BUCKETS + 1] = Default::default();
        let bucket = crate::BOUNDS.iter().take_while(|bound| seconds > **bound).count();
        buckets[bucket].store(1, Ordering::Relaxed);
        buckets[BUCKETS].store((seconds * 1e9) as u64, Ordering::Relaxed);
        self.buckets.push(buckets);
    }

    pub fn page(&self) -> usize {
        let (counters, histograms) = (&self.counters, &self.histograms);
        let line = 60;
        let histogram_lines = (histograms.all.len() + histograms.ends.len() * line) * (BUCKETS + 2);
        let mut page = String::with_capacity(counters.all.len() + counters.ends.len() * 12 + histogram_lines);
        let mut digits = itoa::Buffer::new();
        for (text, number) in counters.iter().zip(&self.numbers) {
            push(&mut page, &[text, digits.format(number.load(Ordering::Relaxed)), "\n"]);
        }
        let bounds: Vec<_> = crate::BOUNDS.iter().map(|bound| format!(",le=\"{bound}\"}} ")).collect();
        let bounds: Vec<_> = bounds.iter().map(String::as_str).chain([",le=\"+Inf\"} "]).collect();
        for (labels, buckets) in histograms.iter().zip(&self.buckets) {
            let mut count = 0;
            for (bound, bucket) in bounds.iter().zip(buckets) {
                count += bucket.load(Ordering::Relaxed);
                let name = "request_duration_seconds_bucket{";
                push(&mut page, &[name, labels, bound, digits.format(count), "\n"]);
            }
            let seconds = buckets[BUCKETS].load(Ordering::Relaxed) as f64 / 1e9;
            writeln!(page, "request_duration_seconds_sum{{{labels}}} {seconds}").unwrap();
            push(&mut page, &["request_duration_seconds_count{", labels, "} ", digits.format(count), "\n"]);
        }
        std::hint::black_box(page).len()
    }

    pub fn writer(&self) -> Writer<'_> {
        Writer(&self.numbers[500])
    }
}

fn push(page: &mut String, texts: &[&str]) {
    texts.iter().for_each(|text| page.push_str(text));
}

impl Writer<'_> {
    pub fn write(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}
