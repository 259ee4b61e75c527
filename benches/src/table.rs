//! Tables in Markdown.

/// Returns the header: a title for each column. The first column is text, the others are numbers.
#[must_use]
pub fn head(titles: &[&str]) -> String {
    let numbers = "---:|".repeat(titles.len().saturating_sub(1));
    format!("{}|---|{numbers}\n", line(titles))
}

/// Returns a row.
#[must_use]
pub fn line(cells: &[impl AsRef<str>]) -> String {
    let cells: Vec<_> = cells.iter().map(AsRef::as_ref).collect();
    format!("| {} |\n", cells.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_as_many_columns_as_the_head() {
        let table = head(&["row", "ns", "instructions"]) + &line(&["plain", "1.0", "16"]);
        assert_eq!(table, "| row | ns | instructions |\n|---|---:|---:|\n| plain | 1.0 | 16 |\n");
    }
}
