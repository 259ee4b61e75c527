//! Sorts labels by their identifiers, so that the order of the labels does not matter.

use std::borrow::Cow;

use metrics::Label;

use crate::core::labels::capped_labels::OTHER;
use crate::engine::identifier;

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

/// Calls `scope` with the labels, sorted by their identifiers. If two labels have the same identifier, the last one is
/// used. A label with an empty value is left out, because Prometheus treats it as missing.
pub(crate) fn with_pairs<'label, R>(
    labels: impl Iterator<Item = &'label Label> + Clone,
    scope: impl FnOnce(&[Pair<'_>]) -> R,
) -> R {
    let mut few = [Pair { identifier: "", name: "", value: "" }; FEW];
    match fill(&mut few, labels.clone()) {
        Some(pairs) => scope(pairs),
        None => with_many(labels, scope),
    }
}

/// Returns the labels of the overflow series: every value is [`OTHER`].
pub(crate) fn others<'a>(pairs: &[Pair<'a>]) -> Vec<Pair<'a>> {
    pairs.iter().map(|pair| Pair { value: OTHER, ..*pair }).collect()
}

/// Sorts the labels. Returns `None` if there are more than [`FEW`], a name is not an identifier, two names are the same
/// or a value is empty.
fn fill<'place, 'label>(
    few: &'place mut [Pair<'label>; FEW],
    labels: impl Iterator<Item = &'label Label>,
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
    (!is_unclear && pairs.iter().all(|pair| !pair.value.is_empty())).then_some(pairs)
}

fn with_many<'label, R>(labels: impl Iterator<Item = &'label Label>, scope: impl FnOnce(&[Pair<'_>]) -> R) -> R {
    let mut named: Vec<_> = labels.map(|label| (identifier::of_label(label.key()), label)).collect();
    named.sort_by(|(one, _), (other, _)| one.cmp(other));
    let is_last = |place: usize| named.get(place + 1).is_none_or(|(next, _)| *next != named[place].0);
    let kept = named.iter().enumerate().filter(|(place, (_, label))| is_last(*place) && !label.value().is_empty());
    let pairs = kept.map(|(_, (identifier, label))| Pair { identifier, name: label.key(), value: label.value() });
    scope(&pairs.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(pairs: &[Pair<'_>]) -> String {
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
            assert_eq!(with_pairs(labels.iter(), text), expected);
        }
        let many: Vec<_> = (0..20).map(|number| Label::new(format!("l{:02}", 19 - number), "x")).collect();
        assert_eq!(with_pairs(many.iter(), |pairs| pairs.len()), 20);
        assert!(with_pairs(many.iter(), text).starts_with(r#"l00(l00)="x" l01(l01)="x" "#));
    }

    #[test]
    fn an_overflow_series_keeps_the_names_of_its_labels() {
        let labels = [Label::new("b", "1"), Label::new("a", ""), Label::new("c", "2")];
        let others = with_pairs(labels.iter(), |pairs| text(&others(pairs)));
        assert_eq!(others, r#"b(b)="__other__" c(c)="__other__" "#);
    }
}
