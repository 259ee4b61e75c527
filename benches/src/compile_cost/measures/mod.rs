//! The measures, one file for each.

use std::error::Error;

use crate::rustc::Compiler;
use crate::table::Row;

mod future_sizes;
mod generated_lines;
mod nesting;
mod text;
mod time;

/// Amount of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    pub(crate) functions: u32,
    pub(crate) rounds: u32,
}

type Measured = Result<Vec<Row>, Box<dyn Error>>;

/// A measure.
pub(crate) struct Measure {
    pub(crate) name: &'static str,
    pub(crate) run: fn(&[Compiler<'_>], Amount) -> Measured,
}

/// All measures, in the order of the table.
pub(crate) const MEASURES: [Measure; 8] = [
    Measure { name: "check", run: time::check },
    Measure { name: "edit", run: time::check_after_an_edit },
    Measure { name: "release", run: time::release },
    Measure { name: "text", run: text::measure },
    Measure { name: "ir", run: generated_lines::llvm_ir },
    Measure { name: "lines", run: generated_lines::expanded },
    Measure { name: "futures", run: future_sizes::measure },
    Measure { name: "nesting", run: nesting::measure },
];
