//! The table: a row for each measure, a column for each variant, and a comparison with this crate.

use crate::variant::{BOTH, OBSERVED, TRACING};

/// Baseline of the comparison.
const COMPARED: [&str; 2] = [TRACING, BOTH];

/// A measure of all variants. The first is the plain one.
pub(crate) struct Row {
    title: String,
    cells: Vec<String>,
    /// Additional cost over the plain variant; empty if it is not compared.
    extras: Vec<f64>,
}

impl Row {
    /// Creates a measure from the plain variant's value and the additional cost of the others.
    pub(crate) fn extra(title: &str, decimals: usize, figures: &[f64]) -> Self {
        let plain = figures.first().copied().unwrap_or_default();
        let extras: Vec<_> = figures.iter().map(|figure| figure - plain).collect();
        let others = extras.iter().skip(1).map(|extra| format!("{extra:+.decimals$}"));
        let cells = std::iter::once(format!("{plain:.decimals$}")).chain(others).collect();
        Self { title: title.to_owned(), cells, extras }
    }

    /// Creates a measure in bytes, with the ratio to the plain variant.
    pub(crate) fn times(title: &str, bytes: &[f64]) -> Self {
        let plain = bytes.first().copied().unwrap_or_default();
        Self::of_cells(title, bytes.iter().map(|bytes| format!("{bytes} (×{:.2})", bytes / plain)))
    }

    /// Creates a measure with a number for each variant.
    pub(crate) fn counts(title: &str, counts: &[u32]) -> Self {
        Self::of_cells(title, counts.iter().map(u32::to_string))
    }

    /// Creates a measure with a text for each variant.
    pub(crate) fn answers(title: &str, answers: &[bool]) -> Self {
        Self::of_cells(title, answers.iter().map(|yes| if *yes { "yes" } else { "no" }.to_owned()))
    }

    fn of_cells(title: &str, cells: impl Iterator<Item = String>) -> Self {
        Self { title: title.to_owned(), cells: cells.collect(), extras: Vec::new() }
    }
}

/// The variants, in order.
pub(crate) struct Columns(pub(crate) Vec<&'static str>);

impl Columns {
    /// Returns the header of the table.
    pub(crate) fn head(&self) -> String {
        let ratios = COMPARED.map(|other| format!("{OBSERVED} / {other}"));
        let line = format!("| | {} | {} |", self.0.join(" | "), ratios.join(" | "));
        format!("{line}\n|---|{}", "---:|".repeat(self.0.len() + COMPARED.len()))
    }

    /// Returns a row, with this crate's share of the others' additional cost.
    pub(crate) fn line(&self, row: &Row) -> String {
        let ratios = COMPARED.map(|other| match (self.extra(row, OBSERVED), self.extra(row, other)) {
            (Some(ours), Some(theirs)) => format!("{:.2}", ours / theirs),
            _ => String::new(),
        });
        format!("| {} | {} | {} |", row.title, row.cells.join(" | "), ratios.join(" | "))
    }

    fn extra(&self, row: &Row, name: &str) -> Option<f64> {
        let column = self.0.iter().position(|column| *column == name)?;
        row.extras.get(column).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extras_are_over_the_plain_variant_and_compared() {
        let columns = Columns(vec!["plain", OBSERVED, TRACING, BOTH]);
        let line = columns.line(&Row::extra("text", 0, &[100.0, 200.0, 300.0, 500.0]));
        assert_eq!(line, "| text | 100 | +100 | +200 | +400 | 0.50 | 0.25 |");
    }

    #[test]
    fn a_variant_that_is_left_out_is_not_compared() {
        let columns = Columns(vec!["plain", OBSERVED, BOTH]);
        let line = columns.line(&Row::extra("check", 1, &[1.0, 2.0, 5.0]));
        assert_eq!(line, "| check | 1.0 | +1.0 | +4.0 |  | 0.25 |");
    }

    #[test]
    fn every_line_has_as_many_columns_as_the_head() {
        let columns = Columns(vec!["plain", OBSERVED]);
        let lines = [
            columns.head(),
            columns.line(&Row::times("future", &[100.0, 135.0])),
            columns.line(&Row::counts("nesting", &[42, 20])),
            columns.line(&Row::answers("equal", &[true, false])),
        ];
        for line in lines.iter().flat_map(|line| line.lines()) {
            assert_eq!(line.matches('|').count(), 6, "{line}");
        }
    }
}
