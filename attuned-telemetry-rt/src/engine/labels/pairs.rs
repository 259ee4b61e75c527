//! Sorts labels by their identifiers, so that the order of the labels does not matter.

use std::borrow::Cow;

use metrics::Label;

use super::limits::{LabelLimits, MOST_NAME_BYTES};
use crate::core::labels::capped_labels::OTHER;
use crate::core::text::shortened::{shortened, start};
use crate::engine::labels::identifier;

/// The name and the value of a label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pair<'a> {
    pub(crate) identifier: &'a str,
    /// The name as it was given.
    pub(crate) name: &'a str,
    /// The value as it was given.
    pub(crate) value: &'a str,
}

/// The maximum number of labels that are sorted without an allocation.
const FEW: usize = 8;

/// Calls `scope` with the labels, sorted by their identifiers, and with whether they were cut to the limits. If two
/// labels have the same identifier, the last one is used. A label with an empty value is left out, because Prometheus
/// treats it as missing.
pub(crate) fn with_pairs<'label, R>(
    labels: impl Iterator<Item = &'label Label> + Clone,
    limits: LabelLimits,
    scope: impl FnOnce(&[Pair<'_>], bool) -> R,
) -> R {
    let mut few = [Pair { identifier: "", name: "", value: "" }; FEW];
    match fill(&mut few, labels.clone(), limits) {
        Some(pairs) => scope(pairs, false),
        None => with_many(labels, limits, scope),
    }
}

/// Returns the labels of the overflow series: every value is [`OTHER`].
pub(crate) fn others<'a>(pairs: &[Pair<'a>]) -> Vec<Pair<'a>> {
    pairs.iter().map(|pair| Pair { value: OTHER, ..*pair }).collect()
}

/// Sorts the labels. Returns `None` if there are more than [`FEW`], a name is not an identifier, two names are the
/// same, a value is empty or a limit is exceeded.
fn fill<'place, 'label>(
    few: &'place mut [Pair<'label>; FEW],
    labels: impl Iterator<Item = &'label Label>,
    limits: LabelLimits,
) -> Option<&'place [Pair<'label>]> {
    let mut count = 0;
    for label in labels {
        let place = few.get_mut(count)?;
        let Cow::Borrowed(identifier) = identifier::of_label(label.key()) else { return None };
        *place = Pair { identifier, name: label.key(), value: label.value() };
        count += 1;
    }
    let pairs = &mut few[..count];
    pairs.sort_unstable_by_key(|pair| pair.identifier);
    let is_unclear = pairs.windows(2).any(|pair| pair[0].identifier == pair[1].identifier);
    let is_usual =
        |pair: &Pair<'_>| (1..=limits.value_bytes).contains(&pair.value.len()) && pair.name.len() <= MOST_NAME_BYTES;
    (!is_unclear && count <= limits.labels && pairs.iter().all(is_usual)).then_some(pairs)
}

fn with_many<'label, R>(
    labels: impl Iterator<Item = &'label Label>,
    limits: LabelLimits,
    scope: impl FnOnce(&[Pair<'_>], bool) -> R,
) -> R {
    let mut is_cut = false;
    let mut named: Vec<_> = labels
        .map(|label| {
            let (name, value) = (start(label.key(), MOST_NAME_BYTES), shortened(label.value(), limits.value_bytes));
            is_cut |= name.len() < label.key().len() || matches!(value, Cow::Owned(_));
            (identifier::of_label(name), name, value)
        })
        .collect();
    named.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    let is_last = |place: usize| named.get(place + 1).is_none_or(|(next, ..)| *next != named[place].0);
    let kept = named.iter().enumerate().filter(|(place, (.., value))| is_last(*place) && !value.is_empty());
    let mut pairs: Vec<_> = kept.map(|(_, (identifier, name, value))| Pair { identifier, name, value }).collect();
    is_cut |= pairs.len() > limits.labels;
    pairs.truncate(limits.labels);
    scope(&pairs, is_cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(pairs: &[Pair<'_>], is_cut: bool) -> String {
        assert!(!is_cut);
        let texts = pairs.iter().map(|pair| format!("{}({})={:?} ", pair.identifier, pair.name, pair.value));
        texts.collect::<Vec<_>>().concat()
    }

    #[test]
    fn labels_are_sorted_by_identifier() {
        for (given, expected) in [
            (vec![], ""),
            (vec![("b", "2"), ("a", "1")], r#"a(a)="1" b(b)="2" "#),
            (vec![("a", "1"), ("b", "2"), ("a", "3")], r#"a(a)="3" b(b)="2" "#),
            (vec![("a-b", "1"), ("a_a", "2")], r#"a_a(a_a)="2" a_b(a-b)="1" "#),
            (vec![("a.b", "1"), ("a-b", "2")], r#"a_b(a-b)="2" "#),
            (vec![("le", "\"\\\n")], r#"exported_le(le)="\"\\\n" "#),
            (vec![("b", ""), ("a", "1"), ("c", "")], r#"a(a)="1" "#),
            (vec![("a", "1"), ("a", ""), ("b", "2")], r#"b(b)="2" "#),
            (vec![("a", ""), ("a", "1")], r#"a(a)="1" "#),
        ] {
            let labels: Vec<_> = given.into_iter().map(|(name, value)| Label::new(name, value)).collect();
            assert_eq!(with_pairs(labels.iter(), LabelLimits::default(), text), expected);
        }
        let many: Vec<_> = (0..20).map(|number| Label::new(format!("l{:02}", 19 - number), "x")).collect();
        assert_eq!(with_pairs(many.iter(), LabelLimits::default(), |pairs, _| pairs.len()), 20);
        let text = with_pairs(many.iter(), LabelLimits::default(), text);
        assert!(text.starts_with(r#"l00(l00)="x" l01(l01)="x" "#));
    }

    #[test]
    fn an_overflow_series_keeps_the_names_of_its_labels() {
        let labels = [Label::new("b", "1"), Label::new("a", ""), Label::new("c", "2")];
        let others = with_pairs(labels.iter(), LabelLimits::default(), |pairs, is_cut| text(&others(pairs), is_cut));
        assert_eq!(others, r#"b(b)="__other__" c(c)="__other__" "#);
    }

    #[test]
    fn labels_are_cut_to_the_limits() {
        let limits = LabelLimits { labels: 2, value_bytes: 8 };
        let read = |labels: &[(String, &'static str)]| {
            let labels: Vec<_> = labels.iter().map(|(name, value)| Label::new(name.clone(), *value)).collect();
            let owned = |pair: &Pair<'_>| (pair.identifier.len(), pair.value.to_owned());
            with_pairs(labels.iter(), limits, |pairs, is_cut| (pairs.iter().map(owned).collect::<Vec<_>>(), is_cut))
        };
        let of = |length, value: &str| (length, value.to_owned());
        let named = |length| "n".repeat(length);
        assert_eq!(read(&[(named(255), "12345678")]), (vec![of(255, "12345678")], false));
        assert_eq!(read(&[(named(1), "123456789")]), (vec![of(1, "12345…")], true));
        assert_eq!(read(&[(named(256), "1")]), (vec![of(255, "1")], true));
        assert_eq!(read(&[(named(3), "3"), (named(2), "2"), (named(1), "1")]), (vec![of(1, "1"), of(2, "2")], true));
        // A label without a value does not count.
        assert_eq!(read(&[(named(3), "3"), (named(2), ""), (named(1), "1")]), (vec![of(1, "1"), of(3, "3")], false));
    }
}
