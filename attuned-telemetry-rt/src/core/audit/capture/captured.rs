//! Values that an annotation lists, converted for the record.

use std::fmt::Display;
use std::ops::Deref;

use super::value::{AuditValue, ToAuditValue};
use crate::core::text::written::written;

/// An expression of the annotation. It is converted by [`ToAuditValue`] if its type implements it, otherwise by
/// `Display`.
///
/// Method resolution selects the conversion, as for returned values: `Captured` → `Displayed` → `Referenced` →
/// `Refused`.
pub struct Captured<'a, T: ?Sized>(Displayed<'a, T>);

/// An expression that is converted by `Display`.
pub struct Displayed<'a, T: ?Sized>(Referenced<'a, T>);

/// An expression that is a reference to a collection.
pub struct Referenced<'a, T: ?Sized>(Refused<'a, T>);

/// An expression that cannot be converted. Its bounds give the compile errors.
pub struct Refused<'a, T: ?Sized>(&'a T);

impl<'a, T: ?Sized> Captured<'a, T> {
    /// Borrows the value of an expression.
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
    /// Returns the value for a free field.
    pub fn value(&self) -> AuditValue {
        self.0.0.0.0.to_audit_value()
    }

    /// Returns the value as text.
    pub fn text(&self) -> Option<String> {
        self.value().into_text()
    }
}

impl<T: ?Sized> Captured<'_, T> {
    /// Returns the value as a number.
    pub fn number(&self) -> Option<f64>
    where
        T: AuditNumber,
    {
        self.0.0.0.0.number()
    }
}

impl<T: Display + ?Sized> Displayed<'_, T> {
    /// Returns the value for a free field.
    pub fn value(&self) -> AuditValue {
        AuditValue::Text(written(self.0.0.0))
    }

    /// Returns the value as text.
    #[expect(clippy::unnecessary_wraps, reason = "same signature as `Captured::text`")]
    pub fn text(&self) -> Option<String> {
        Some(written(self.0.0.0))
    }
}

impl<'a, T: ?Sized> Captured<'a, T>
where
    &'a T: IntoIterator,
    <&'a T as IntoIterator>::Item: Display,
{
    /// Returns the items of a collection as text.
    pub fn list(&self) -> Vec<String> {
        self.0.0.0.0.into_iter().map(written).collect()
    }
}

impl<T> Displayed<'_, T>
where
    T: Iterator + Clone,
    T::Item: Display,
{
    /// Returns the items of an iterator, which is cloned, as text.
    pub fn list(&self) -> Vec<String> {
        self.0.0.0.clone().map(written).collect()
    }
}

impl<'b, U: ?Sized> Referenced<'_, &'b U>
where
    &'b U: IntoIterator,
    <&'b U as IntoIterator>::Item: Display,
{
    /// Returns the items of a collection behind a reference as text.
    pub fn list(&self) -> Vec<String> {
        self.0.0.into_iter().map(written).collect()
    }
}

impl<T: ?Sized> Refused<'_, T> {
    /// Returns the value for a free field.
    pub fn value(&self) -> AuditValue
    where
        T: ToAuditValue,
    {
        self.0.to_audit_value()
    }

    /// Returns the value as text.
    pub fn text(&self) -> Option<String>
    where
        T: ToAuditValue,
    {
        self.value().into_text()
    }

    /// Returns the items as text.
    pub fn list(&self) -> Vec<String>
    where
        T: AuditList,
    {
        self.0.list()
    }
}

/// No type implements this trait: method resolution finds collections and iterators first.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written to an audit record as a list",
    label = "expected a collection, or an iterator that implements `Clone`, with items that implement `Display`",
    note = "use a collection of text or numbers, by value or by reference, or an iterator like `map.keys()`"
)]
pub trait AuditList {
    /// The items of the list as text.
    fn list(&self) -> Vec<String>;
}

/// A type that can be written as a number.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written to an audit record as a number",
    label = "expected a number",
    note = "use a number or an `Option` of a number, for example `confidence = f64::from(value)`"
)]
pub trait AuditNumber {
    /// Returns the number, `None` if it has no value.
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
