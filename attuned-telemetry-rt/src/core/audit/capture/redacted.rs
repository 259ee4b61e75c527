//! Values that an annotation masks: no part of them is written or kept.

use std::ops::Deref;

use super::captured::AuditList;
use super::value::AuditValue;

/// Replaces a masked value.
const MASK: &str = "[redacted]";

/// An expression that is masked. Its value is not read, except to check whether a list is empty.
///
/// Method resolution selects the implementation, as for captured values: `Redacted` → `RedactedIterator` →
/// `RedactedReference` → `RefusedList`.
pub struct Redacted<'a, T: ?Sized>(RedactedIterator<'a, T>);

/// An expression that is an iterator.
pub struct RedactedIterator<'a, T: ?Sized>(RedactedReference<'a, T>);

/// An expression that is a reference to a collection.
pub struct RedactedReference<'a, T: ?Sized>(RefusedList<'a, T>);

/// An expression that is not a list.
pub struct RefusedList<'a, T: ?Sized>(&'a T);

impl<'a, T: ?Sized> Redacted<'a, T> {
    pub(crate) const fn new(value: &'a T) -> Self {
        Self(RedactedIterator(RedactedReference(RefusedList(value))))
    }

    /// Returns the mask for a free field.
    #[expect(clippy::unused_self, reason = "same signature as `Captured`")]
    pub fn value(&self) -> AuditValue {
        AuditValue::Text(MASK.to_owned())
    }

    /// Returns the mask for a text.
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "same signature as `Captured`")]
    pub fn text(&self) -> Option<String> {
        Some(MASK.to_owned())
    }
}

/// Returns one mask for all items, an empty list if there are none.
fn masked(mut items: impl Iterator) -> Vec<String> {
    items.next().map(|_| MASK.to_owned()).into_iter().collect()
}

impl<'a, T: ?Sized> Redacted<'a, T>
where
    &'a T: IntoIterator,
{
    /// Returns the mask for a collection.
    pub fn list(&self) -> Vec<String> {
        masked(self.0.0.0.0.into_iter())
    }
}

impl<T: Iterator + Clone> RedactedIterator<'_, T> {
    /// Returns the mask for the items of an iterator, which is cloned.
    pub fn list(&self) -> Vec<String> {
        masked(self.0.0.0.clone())
    }
}

impl<'b, U: ?Sized> RedactedReference<'_, &'b U>
where
    &'b U: IntoIterator,
{
    /// Returns the mask for a collection behind a reference.
    pub fn list(&self) -> Vec<String> {
        masked(self.0.0.into_iter())
    }
}

impl<T: ?Sized> RefusedList<'_, T> {
    /// Never compiles; the bound gives the compile error.
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
