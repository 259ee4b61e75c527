// The least memory for 100,000 counts: one atomic number each, addressed by the labels. It cannot tell which series were
// counted, and knows no texts.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::typed::{Hundredth, Method, labels};

pub struct Library(Box<[AtomicU64]>);

pub struct Writer<'a>(&'a AtomicU64);

fn number(method: &str, path: &str) -> usize {
    let (Method(method), Hundredth(section), Hundredth(page)) = labels(method, path);
    (method * 100 + section) * 100 + page
}

impl Library {
    pub fn new() -> Self {
        Self(Box::default())
    }

    pub fn count(&mut self, method: &'static str, path: &str) {
        if self.0.is_empty() {
            self.0 = (0..100_000).map(|_| AtomicU64::new(0)).collect();
        }
        self.0[number(method, path)].fetch_add(1, Ordering::Relaxed);
    }

    pub fn record(&mut self, _method: &'static str, _path: &str, _seconds: f64) {
        unimplemented!("only counters are typed");
    }

    pub fn page(&self) -> usize {
        0
    }

    pub fn writer(&self) -> Writer<'_> {
        Writer(&self.0[number("get", "/v1/users/00500")])
    }
}

impl Writer<'_> {
    pub fn write(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}
