//! A series' labels as the exposition formats write them: `method="GET",path="/state"`.

use std::borrow::Cow;
use std::cell::Cell;

use metrics::Label;

/// What every label's value is in the series of those for which there is no room.
pub(crate) const OTHER: &str = "__other__";

/// Labels in the order of their names, so that the same labels are the same text. Of two labels with one name the last
/// is written, also if the names are one only after every letter that a name cannot have is `_`. One whose value is empty
/// is left out: to Prometheus the series is the same without it.
///
/// The text is the thread's own, so that a series which is known is found without an allocation.
pub(crate) fn with_text<'label, L, R>(labels: L, scope: impl FnOnce(&str) -> R) -> R
where
    L: Iterator<Item = &'label Label> + Clone,
{
    // It is taken, not borrowed: whoever comes here meanwhile has another one.
    let mut text = TEXT.try_with(Cell::take).unwrap_or_default();
    text.clear();
    if !write_few(&mut text, labels.clone()) {
        text = joined(labels, |value| value);
    }
    let result = scope(&text);
    if text.capacity() <= MOST_KEPT {
        // A thread that ends keeps none.
        let _ = TEXT.try_with(|kept| kept.set(text));
    }
    result
}

thread_local! {
    static TEXT: Cell<String> = const { Cell::new(String::new()) };
}

/// The most bytes that a thread keeps for the next text.
const MOST_KEPT: usize = 4_096;

/// The most labels that are put in order without an allocation.
const FEW: usize = 8;

/// Writes labels if they are few and have names as they are to be, each another one.
fn write_few<'label>(text: &mut String, labels: impl Iterator<Item = &'label Label>) -> bool {
    let mut pairs = [("", ""); FEW];
    let mut count = 0;
    for label in labels {
        let Some(pair) = pairs.get_mut(count) else { return false };
        let Cow::Borrowed(name) = label_name(label.key()) else { return false };
        *pair = (name, label.value());
        count += 1;
    }
    let pairs = &mut pairs[..count];
    pairs.sort_unstable_by_key(|(name, _)| *name);
    if pairs.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return false;
    }
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        write_pair(text, name, value);
    }
    true
}

/// The same with every value as [`OTHER`].
pub(crate) fn text_of_others<'label>(labels: impl Iterator<Item = &'label Label>) -> String {
    joined(labels, |_| OTHER)
}

/// Labels as text, with what is shown of each value.
fn joined<'label>(labels: impl Iterator<Item = &'label Label>, shown: impl Fn(&'label str) -> &'label str) -> String {
    let mut pairs: Vec<_> = labels.map(|label| (label_name(label.key()), label.value())).collect();
    pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut text = String::with_capacity(pairs.iter().map(|(name, value)| name.len() + shown(value).len() + 4).sum());
    for (index, (name, value)) in pairs.iter().enumerate() {
        if !value.is_empty() && pairs.get(index + 1).is_none_or(|(next, _)| next != name) {
            write_pair(&mut text, name, shown(value));
        }
    }
    text
}

fn write_pair(text: &mut String, name: &str, value: &str) {
    if !text.is_empty() {
        text.push(',');
    }
    text.push_str(name);
    text.push_str("=\"");
    write_value(text, value);
    text.push('"');
}

/// A label's name as Prometheus can have it. `le` is what a histogram's buckets are told apart by, `__name__` what the
/// metrics are.
fn label_name(name: &str) -> Cow<'_, str> {
    match name {
        "le" => Cow::Borrowed("exported_le"),
        "__name__" => Cow::Borrowed("exported_name"),
        _ if is_name(name, false) => Cow::Borrowed(name),
        _ => Cow::Owned(as_name(name, false)),
    }
}

/// Writes a label's value or a description, in which some letters have to be escaped.
pub(crate) fn write_value(text: &mut String, value: &str) {
    if value.bytes().all(|byte| !matches!(byte, b'\\' | b'"' | b'\n')) {
        return text.push_str(value);
    }
    for letter in value.chars() {
        match letter {
            '\\' => text.push_str("\\\\"),
            '"' => text.push_str("\\\""),
            '\n' => text.push_str("\\n"),
            _ => text.push(letter),
        }
    }
}

/// A metric's name as Prometheus can have it.
///
/// Source: <https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels>
pub(crate) fn metric_name(name: &str) -> Cow<'_, str> {
    if is_name(name, true) { Cow::Borrowed(name) } else { Cow::Owned(as_name(name, true)) }
}

/// One label as text.
pub(crate) fn pair(name: &str, value: &str) -> String {
    let mut text = String::new();
    write_pair(&mut text, name, value);
    text
}

fn is_name(name: &str, is_metric: bool) -> bool {
    starts_well(name) && name.chars().all(|letter| is_allowed(letter, is_metric))
}

/// The name with `_` for every letter that it cannot have.
fn as_name(name: &str, is_metric: bool) -> String {
    let first = if starts_well(name) { "" } else { "_" };
    let letters = name.chars().map(|letter| if is_allowed(letter, is_metric) { letter } else { '_' });
    first.chars().chain(letters).collect()
}

fn starts_well(name: &str) -> bool {
    name.starts_with(|first: char| !first.is_ascii_digit())
}

/// A metric's name can have a `:`.
const fn is_allowed(letter: char, is_metric: bool) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || (is_metric && letter == ':')
}

/// Labels as text of its own.
#[cfg(test)]
pub(crate) fn text<'label>(labels: impl Iterator<Item = &'label Label> + Clone) -> String {
    with_text(labels, str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_in_the_order_of_the_names_however_many_there_are() {
        for (given, expected) in [
            (vec![], ""),
            (vec![("b", "2"), ("a", "1")], r#"a="1",b="2""#),
            (vec![("a", "1"), ("b", "2"), ("a", "3")], r#"a="3",b="2""#),
            (vec![("a-b", "1"), ("a_a", "2")], r#"a_a="2",a_b="1""#),
            (vec![("le", "\"\\\n")], r#"exported_le="\"\\\n""#),
            (vec![("b", ""), ("a", "1"), ("c", "")], r#"a="1""#),
            (vec![("a", "1"), ("a", ""), ("b", "2")], r#"b="2""#),
            (vec![("a", ""), ("a", "1")], r#"a="1""#),
        ] {
            let labels: Vec<_> = given.into_iter().map(|(name, value)| Label::new(name, value)).collect();
            assert_eq!(text(labels.iter()), expected);
        }
    }

    #[test]
    fn series_without_room_is_told_apart_by_the_labels_that_it_has() {
        let labels = [Label::new("b", "1"), Label::new("a", ""), Label::new("c", "2")];
        assert_eq!(text_of_others(labels.iter()), r#"b="__other__",c="__other__""#);
    }

    #[test]
    fn text_within_a_text_is_another_one() {
        let labels = |value: &str| [Label::new("a", value.to_owned())];
        let (outer, inner) = (labels("outer"), labels("inner"));
        with_text(outer.iter(), |outer| {
            with_text(inner.iter(), |inner| assert_eq!((outer, inner), (r#"a="outer""#, r#"a="inner""#)));
        });
        assert_eq!(text(outer.iter()), r#"a="outer""#);
    }
}
