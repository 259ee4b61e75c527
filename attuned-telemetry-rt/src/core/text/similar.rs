//! Names that were probably misspelt.

/// Returns the known name that is most similar, if at most one letter in three differs.
pub(crate) fn similar<'known>(name: &str, known: impl IntoIterator<Item = &'known str>) -> Option<&'known str> {
    // The comparison takes time in proportion to the length. A name that is much longer than every field is none.
    let length = name.chars().take(MOST + 1).count();
    if length > MOST {
        return None;
    }
    let distances = known.into_iter().map(|known| (distance(name, known), known));
    distances.filter(|(distance, _)| *distance <= (length / 3).max(1)).min().map(|(_, known)| known)
}

/// The maximum length of a name that is compared.
const MOST: usize = 100;

/// The Levenshtein distance: how many letters must be inserted, removed or replaced. Computed row by row.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (position, letter) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], position + 1);
        for (column, other) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_similar_name_is_found() {
        let known = ["items", "bytes", "overflow"];
        for (name, found) in [("item", Some("items")), ("overlfow", Some("overflow")), ("size", None), ("", None)] {
            assert_eq!(similar(name, known), found, "{name}");
        }
        assert_eq!(similar(&"items".repeat(1_000), known), None);
    }
}
