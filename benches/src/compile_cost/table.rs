//! The table: a row for each measure, a column for each variant, and how ours compares.

use crate::variant::{BOTH, OBSERVED, TRACING};

/// What ours is compared to.
const COMPARED: [&str; 2] = [TRACING, BOTH];

/// One measure of all variants, of which the first is the plain one.
pub(crate) struct Row {
    title: String,
    cells: Vec<String>,
    /// How much more than the plain variant each has; empty where this is not what is compared.
    extras: Vec<f64>,
}

impl Row {
    /// The plain variant's figure, and how much more the others have.
    pub(crate) fn extra(title: &str, decimals: usize, figures: &[f64]) -> Self {
        let plain = figures.first().copied().unwrap_or_default();
        let extras: Vec<_> = figures.iter().map(|figure| figure - plain).collect();
        let others = extras.iter().skip(1).map(|extra| format!("{extra:+.decimals$}"));
        let cells = std::iter::once(format!("{plain:.decimals$}")).chain(others).collect();
        Self { title: title.to_owned(), cells, extras }
    }

    /// Numbers of bytes, and how many times the plain variant's they are.
    pub(crate) fn times(title: &str, bytes: &[f64]) -> Self {
        let plain = bytes.first().copied().unwrap_or_default();
        Self::of_cells(title, bytes.iter().map(|bytes| format!("{bytes} (×{:.2})", bytes / plain)))
    }

    /// A number for each variant.
    pub(crate) fn counts(title: &str, counts: &[u32]) -> Self {
        Self::of_cells(title, counts.iter().map(u32::to_string))
    }

    /// An answer for each variant.
    pub(crate) fn answers(title: &str, answers: &[bool]) -> Self {
        Self::of_cells(title, answers.iter().map(|yes| if *yes { "yes" } else { "no" }.to_owned()))
    }

    fn of_cells(title: &str, cells: impl Iterator<Item = String>) -> Self {
        Self { title: title.to_owned(), cells: cells.collect(), extras: Vec::new() }
    }
}

/// The variants, in their order.
pub(crate) struct Columns(pub(crate) Vec<&'static str>);

impl Columns {
    /// What stands above the rows.
    pub(crate) fn head(&self) -> String {
        let ratios = COMPARED.map(|other| format!("{OBSERVED} / {other}"));
        let line = format!("| | {} | {} |", self.0.join(" | "), ratios.join(" | "));
        format!("{line}\n|---|{}", "---:|".repeat(self.0.len() + COMPARED.len()))
    }

    /// A row, and what part ours has of the others' extras.
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
