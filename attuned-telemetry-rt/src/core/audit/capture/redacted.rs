//! The values that an annotation masks: nothing of them is written or kept.

use std::ops::Deref;

use super::captured::AuditList;
use super::value::AuditValue;

/// What stands in the place of a masked value.
const MASK: &str = "[redacted]";

/// An expression that is masked. A list is asked whether it is empty, and nothing else is asked at all.
///
/// Method resolution chooses how, as for captured values: `Redacted` → `RedactedIterator` → `RedactedReference` →
/// `RefusedList`.
pub struct Redacted<'a, T: ?Sized>(RedactedIterator<'a, T>);

/// An expression that is an iterator.
pub struct RedactedIterator<'a, T: ?Sized>(RedactedReference<'a, T>);

/// An expression that is a reference to a list.
pub struct RedactedReference<'a, T: ?Sized>(RefusedList<'a, T>);

/// An expression that is no list.
pub struct RefusedList<'a, T: ?Sized>(&'a T);

impl<'a, T: ?Sized> Redacted<'a, T> {
    pub(crate) const fn new(value: &'a T) -> Self {
        Self(RedactedIterator(RedactedReference(RefusedList(value))))
    }

    /// In the place of a free field's value.
    #[expect(clippy::unused_self, reason = "called as for captured values")]
    pub fn value(&self) -> AuditValue {
        AuditValue::Text(MASK.to_owned())
    }

    /// In the place of a text.
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "called as for captured values")]
    pub fn text(&self) -> Option<String> {
        Some(MASK.to_owned())
    }
}

/// One item for all that the list has.
fn masked(mut items: impl Iterator) -> Vec<String> {
    items.next().map(|_| MASK.to_owned()).into_iter().collect()
}

impl<'a, T: ?Sized> Redacted<'a, T>
where
    &'a T: IntoIterator,
{
    /// In the place of a collection.
    pub fn list(&self) -> Vec<String> {
        masked(self.0.0.0.0.into_iter())
    }
}

impl<T: Iterator + Clone> RedactedIterator<'_, T> {
    /// In the place of an iterator's items; the iterator is cloned.
    pub fn list(&self) -> Vec<String> {
        masked(self.0.0.0.clone())
    }
}

impl<'b, U: ?Sized> RedactedReference<'_, &'b U>
where
    &'b U: IntoIterator,
{
    /// In the place of a collection behind a reference.
    pub fn list(&self) -> Vec<String> {
        masked(self.0.0.into_iter())
    }
}

impl<T: ?Sized> RefusedList<'_, T> {
    /// In the place of a list.
    pub fn list(&self) -> Vec<String>
    where
        T: AuditList,
    {
        self.0.list()
    }
}

impl<'a, T: ?Sized> Deref for Redacted<'a, T> {
    type Target = RedactedIterator<'a, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'a, T: ?Sized> Deref for RedactedIterator<'a, T> {
    type Target = RedactedReference<'a, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'a, T: ?Sized> Deref for RedactedReference<'a, T> {
    type Target = RefusedList<'a, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}
