//! Known words: the list in a message, and the one that a misspelt word was probably meant to be.

/// `` `a`, `b`, `c` ``
pub(crate) fn list(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

/// `` (did you mean `op`?)``, if one of the known words is similar; otherwise an empty text.
pub(crate) fn did_you_mean(word: &str, known: &[&str]) -> String {
    nearest(word, known).map(|nearest| format!(" (did you mean `{nearest}`?)")).unwrap_or_default()
}

/// The nearest of the known words, if at most one letter in three differs.
fn nearest<'known>(word: &str, known: &[&'known str]) -> Option<&'known str> {
    let maximum = (word.chars().count() / 3).max(1);
    let distances = known.iter().map(|candidate| (distance(word, candidate), *candidate));
    distances.filter(|(distance, _)| *distance <= maximum).min().map(|(_, nearest)| nearest)
}

/// The Levenshtein distance: how many letters must be inserted, removed or replaced. Computed row by row.
fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (position, letter) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], position + 1);
        for (column, other) in to.chars().enumerate() {
            let replaced = diagonal + usize::from(letter != other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[to.chars().count()]
}
