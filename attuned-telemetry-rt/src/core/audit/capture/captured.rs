//! The values that an annotation lists, as the record takes them.

use std::fmt::Display;
use std::ops::Deref;

use super::value::{AuditValue, ToAuditValue};
use crate::core::text::written::written;

/// An expression of the annotation's, written by its type: what has [`ToAuditValue`] by that, the rest by `Display`.
///
/// Method resolution chooses, as for returned values: `Captured` → `Displayed` → `Referenced` → `Refused`.
pub struct Captured<'a, T: ?Sized>(Displayed<'a, T>);

/// An expression that is written by its `Display`.
pub struct Displayed<'a, T: ?Sized>(Referenced<'a, T>);

/// An expression that is a reference to what is written.
pub struct Referenced<'a, T: ?Sized>(Refused<'a, T>);

/// An expression that cannot be written. It is here for its errors, which say what to do.
pub struct Refused<'a, T: ?Sized>(&'a T);

impl<'a, T: ?Sized> Captured<'a, T> {
    /// An expression, which stays where it is.
    pub(super) const fn new(value: &'a T) -> Self {
        Self(Displayed(Referenced(Refused(value))))
    }
}

impl<'a, T: ?Sized> Deref for Captured<'a, T> {
    type Target = Displayed<'a, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'a, T: ?Sized> Deref for Displayed<'a, T> {
    type Target = Referenced<'a, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'a, T: ?Sized> Deref for Referenced<'a, T> {
    type Target = Refused<'a, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T: ToAuditValue + ?Sized> Captured<'_, T> {
    /// As the value of a free field.
    pub fn value(&self) -> AuditValue {
        self.0.0.0.0.to_audit_value()
    }

    /// As a text.
    pub fn text(&self) -> Option<String> {
        self.value().into_text()
    }
}

impl<T: ?Sized> Captured<'_, T> {
    /// As a number.
    pub fn number(&self) -> Option<f64>
    where
        T: AuditNumber,
    {
        self.0.0.0.0.number()
    }
}

impl<T: Display + ?Sized> Displayed<'_, T> {
    /// As the value of a free field.
    pub fn value(&self) -> AuditValue {
        AuditValue::Text(written(self.0.0.0))
    }

    /// As a text.
    #[expect(clippy::unnecessary_wraps, reason = "called as the one before it is")]
    pub fn text(&self) -> Option<String> {
        Some(written(self.0.0.0))
    }
}

impl<'a, T: ?Sized> Captured<'a, T>
where
    &'a T: IntoIterator,
    <&'a T as IntoIterator>::Item: Display,
{
    /// As a list of texts, from a collection.
    pub fn list(&self) -> Vec<String> {
        self.0.0.0.0.into_iter().map(written).collect()
    }
}

impl<T> Displayed<'_, T>
where
    T: Iterator + Clone,
    T::Item: Display,
{
    /// As a list of texts, from an iterator, which is cloned.
    pub fn list(&self) -> Vec<String> {
        self.0.0.0.clone().map(written).collect()
    }
}

impl<'b, U: ?Sized> Referenced<'_, &'b U>
where
    &'b U: IntoIterator,
    <&'b U as IntoIterator>::Item: Display,
{
    /// As a list of texts, from a reference to a collection.
    pub fn list(&self) -> Vec<String> {
        self.0.0.into_iter().map(written).collect()
    }
}

impl<T: ?Sized> Refused<'_, T> {
    /// As the value of a free field.
    pub fn value(&self) -> AuditValue
    where
        T: ToAuditValue,
    {
        self.0.to_audit_value()
    }

    /// As a text.
    pub fn text(&self) -> Option<String>
    where
        T: ToAuditValue,
    {
        self.value().into_text()
    }

    /// As a list of texts.
    pub fn list(&self) -> Vec<String>
    where
        T: AuditList,
    {
        self.0.list()
    }
}

/// What nothing has: collections and iterators are found before it.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` is no list that can be written to an audit record",
    label = "neither a collection nor an iterator that can be cloned, of things with `Display`",
    note = "give a collection of texts or numbers, by its name or a reference, or an iterator like `map.keys()`"
)]
pub trait AuditList {
    /// The texts of the list.
    fn list(&self) -> Vec<String>;
}

/// What can be written as a number.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` is no number that can be written to an audit record",
    label = "not a number",
    note = "give a number or an `Option` of one, for example `confidence = f64::from(value)`"
)]
pub trait AuditNumber {
    /// The number, if there is one.
    fn number(&self) -> Option<f64>;
}

macro_rules! audit_number {
    ($($number:ty)*) => {
        $(impl AuditNumber for $number {
            fn number(&self) -> Option<f64> {
                match self.to_audit_value() {
                    #[expect(clippy::cast_precision_loss, reason = "a confidence is small")]
                    AuditValue::Signed(value) => Some(value as f64),
                    #[expect(clippy::cast_precision_loss, reason = "a confidence is small")]
                    AuditValue::Unsigned(value) => Some(value as f64),
                    AuditValue::Float(value) => Some(value),
                    _ => None,
                }
            }
        })*
    };
}

audit_number!(f32 f64 i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

impl<N: AuditNumber> AuditNumber for Option<N> {
    fn number(&self) -> Option<f64> {
        self.as_ref().and_then(AuditNumber::number)
    }
}

impl<N: AuditNumber + ?Sized> AuditNumber for &N {
    fn number(&self) -> Option<f64> {
        (**self).number()
    }
}
