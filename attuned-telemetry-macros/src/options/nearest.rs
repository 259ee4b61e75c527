//! The known word that a misspelt one was meant to be.

/// The nearest of `known`, if it is near: a letter for every three may be wrong.
pub(super) fn nearest<'known>(word: &str, known: &[&'known str]) -> Option<&'known str> {
    let most = (word.chars().count() / 3).max(1);
    let distances = known.iter().map(|candidate| (distance(word, candidate), *candidate));
    distances.filter(|(distance, _)| *distance <= most).min().map(|(_, nearest)| nearest)
}

/// How many letters must be put in, taken out or exchanged (Levenshtein), row by row.
fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (position, letter) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], position + 1);
        for (column, other) in to.chars().enumerate() {
            let exchanged = diagonal + usize::from(letter != other);
            diagonal = row[column + 1];
            row[column + 1] = exchanged.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[to.chars().count()]
}
