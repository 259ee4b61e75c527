//! The table: a row for each measure, a column for each variant, and how ours compares.

use std::fmt;

use crate::rustc::Compiler;
use crate::variant::{BOTH, OBSERVED, TRACING};

/// What ours is compared to.
const COMPARED: [&str; 2] = [TRACING, BOTH];

/// One measure of all variants.
pub(crate) struct Row {
    title: String,
    cells: Vec<String>,
    ratios: Vec<String>,
}

impl Row {
    /// The first variant's figure, and how much more the others have.
    pub(crate) fn extra(title: &str, decimals: usize, compilers: &[Compiler<'_>], figures: &[f64]) -> Self {
        let plain = figures.first().copied().unwrap_or_default();
        let cells = figures.iter().enumerate().map(|(column, figure)| match column {
            0 => format!("{figure:.decimals$}"),
            _ => format!("{:+.decimals$}", figure - plain),
        });
        let extra = |name| figure_of(name, compilers, figures).map(|figure| figure - plain);
        let ratios = COMPARED.iter().map(|other| match (extra(OBSERVED), extra(other)) {
            (Some(ours), Some(theirs)) => format!("{:.2}", ours / theirs),
            _ => String::new(),
        });
        Self { title: title.to_owned(), cells: cells.collect(), ratios: ratios.collect() }
    }

    /// Bytes of futures, and how many times the first variant's they are.
    pub(crate) fn times(title: &str, bytes: &[f64]) -> Self {
        let plain = bytes.first().copied().unwrap_or_default();
        let cells = bytes.iter().map(|bytes| format!("{bytes} (×{:.2})", bytes / plain));
        Self::without_ratios(title, cells)
    }

    /// A number for each variant.
    pub(crate) fn counts(title: &str, counts: &[u32]) -> Self {
        Self::without_ratios(title, counts.iter().map(u32::to_string))
    }

    /// An answer for each variant.
    pub(crate) fn answers(title: &str, answers: &[bool]) -> Self {
        Self::without_ratios(title, answers.iter().map(|yes| if *yes { "yes" } else { "no" }.to_owned()))
    }

    fn without_ratios(title: &str, cells: impl Iterator<Item = String>) -> Self {
        let ratios = COMPARED.iter().map(|_| String::new()).collect();
        Self { title: title.to_owned(), cells: cells.collect(), ratios }
    }
}

fn figure_of(name: &str, compilers: &[Compiler<'_>], figures: &[f64]) -> Option<f64> {
    let mut columns = compilers.iter().zip(figures);
    columns.find(|(compiler, _)| compiler.variant.name == name).map(|(_, figure)| *figure)
}

/// The head of the table, which comes before its rows.
pub(crate) struct Head<'a>(pub(crate) &'a [Compiler<'a>]);

impl fmt::Display for Head<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.iter().map(|compiler| compiler.variant.name.to_owned());
        let ratios = COMPARED.iter().map(|other| format!("{OBSERVED} / {other}"));
        let columns: Vec<_> = names.chain(ratios).collect();
        writeln!(formatter, "| | {} |", columns.join(" | "))?;
        write!(formatter, "|---|{}", "---:|".repeat(columns.len()))
    }
}

impl fmt::Display for Row {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cells = [&self.cells[..], &self.ratios].concat();
        write!(formatter, "| {} | {} |", self.title, cells.join(" | "))
    }
}
