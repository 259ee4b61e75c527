//! Measurements of a row, and their cells in the table.

use std::error::Error;

use crate::programs::{Kind, Times};

/// Measurements of a row.
#[derive(Clone, Default)]
pub(crate) struct Measured {
    pub(crate) sync: Figures,
    pub(crate) r#async: Figures,
}

/// Measurements of one kind of function.
#[derive(Clone, Default)]
pub(crate) struct Figures {
    pub(crate) times: Option<Times>,
    pub(crate) instructions: Option<f64>,
}

impl Measured {
    /// Returns the titles of the columns of [`cells`](Self::cells).
    pub(crate) const TITLES: [&str; 11] = [
        "",
        "sync, ns",
        "2 threads, ns per call",
        "instructions",
        "instructions minus plain",
        "allocations",
        "async, ns",
        "2 threads, ns per call",
        "instructions",
        "instructions minus plain",
        "allocations",
    ];

    /// Measures the times again, and keeps the minimum.
    pub(crate) fn time(&mut self, time: impl Fn(Kind) -> Result<Times, Box<dyn Error>>) -> Result<(), Box<dyn Error>> {
        self.sync.add(time(Kind::Sync)?);
        self.r#async.add(time(Kind::Async)?);
        Ok(())
    }

    /// Counts the instructions.
    pub(crate) fn count(&mut self, count: impl Fn(Kind) -> Result<f64, Box<dyn Error>>) -> Result<(), Box<dyn Error>> {
        self.sync.instructions = Some(count(Kind::Sync)?);
        self.r#async.instructions = Some(count(Kind::Async)?);
        Ok(())
    }

    /// Returns the line of the row.
    pub(crate) fn cells(&self, name: &str, plain: &Self) -> Vec<String> {
        let mut cells = vec![name.to_owned()];
        cells.extend(self.sync.cells(&plain.sync));
        cells.extend(self.r#async.cells(&plain.r#async));
        cells
    }
}

impl Figures {
    fn add(&mut self, times: Times) {
        self.times = Some(self.times.map_or(times, |least| Times {
            one_thread: least.one_thread.min(times.one_thread),
            two_threads: least.two_threads.min(times.two_threads),
            allocations: least.allocations.max(times.allocations),
        }));
    }

    /// Returns the instructions in addition to those of the plain function.
    pub(crate) fn extra_instructions(&self, plain: &Self) -> Option<f64> {
        Some(self.instructions? - plain.instructions?)
    }

    fn cells(&self, plain: &Self) -> [String; 5] {
        let cell = |figure: Option<f64>, decimals: usize| {
            figure.map_or(String::new(), |figure| format!("{figure:.decimals$}"))
        };
        let over = self.extra_instructions(plain);
        [
            cell(self.times.map(|times| times.one_thread), 1),
            cell(self.times.map(|times| times.two_threads), 1),
            cell(self.instructions, 0),
            over.map_or(String::new(), |over| format!("{over:+.0}")),
            self.times.map_or(String::new(), |times| times.allocations.to_string()),
        ]
    }
}
