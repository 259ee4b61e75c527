//! The values of an audit record.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

/// A value in an audit record.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum AuditValue {
    /// No value, from `None` or `()`.
    Null,
    /// A Boolean.
    Bool(bool),
    /// A signed integer.
    Signed(i64),
    /// An unsigned integer.
    Unsigned(u64),
    /// A floating-point number. NaN and infinities are written as text, because JSON has no such numbers.
    Float(f64),
    /// Text.
    Text(String),
    /// A list of values.
    List(Vec<AuditValue>),
}

impl AuditValue {
    /// Converts the value to text, `None` for [`Null`](Self::Null).
    pub(crate) fn into_text(self) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Bool(value) => Some(value.to_string()),
            Self::Signed(value) => Some(value.to_string()),
            Self::Unsigned(value) => Some(value.to_string()),
            Self::Float(value) => Some(value.to_string()),
            Self::Text(value) => Some(value),
            Self::List(values) => {
                let texts: Vec<_> = values.into_iter().filter_map(Self::into_text).collect();
                Some(texts.join(","))
            }
        }
    }
}

impl Serialize for AuditValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Signed(value) => serializer.serialize_i64(*value),
            Self::Unsigned(value) => serializer.serialize_u64(*value),
            Self::Float(value) if value.is_finite() => serializer.serialize_f64(*value),
            Self::Float(value) => serializer.collect_str(value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(values) => serializer.collect_seq(values),
        }
    }
}

/// A type whose values can be written to an audit record.
///
/// Implemented for numbers, `bool`, text, and for `Option` and sequences of these. Other types are written by their
/// [`Display`](std::fmt::Display).
///
/// ```
/// use attuned_telemetry_rt::{AuditValue, ToAuditValue};
///
/// struct Celsius(i64);
///
/// impl ToAuditValue for Celsius {
///     fn to_audit_value(&self) -> AuditValue {
///         AuditValue::Signed(self.0)
///     }
/// }
///
/// assert_eq!(Some(Celsius(21)).to_audit_value(), AuditValue::Signed(21));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written to an audit record",
    label = "implements neither `ToAuditValue` nor `Display`",
    note = "implement `Display` or `attuned_telemetry_rt::ToAuditValue` for `{Self}`, or use a field of it that is text or a number"
)]
pub trait ToAuditValue {
    /// Returns the value to write.
    fn to_audit_value(&self) -> AuditValue;
}

macro_rules! to_audit_value {
    ($($type:ty => $value:ident => $written:expr;)*) => {
        $(impl ToAuditValue for $type {
            fn to_audit_value(&self) -> AuditValue {
                let $value = self;
                $written
            }
        })*
    };
}

to_audit_value! {
    bool => value => AuditValue::Bool(*value);
    i8 => value => AuditValue::Signed(i64::from(*value));
    i16 => value => AuditValue::Signed(i64::from(*value));
    i32 => value => AuditValue::Signed(i64::from(*value));
    i64 => value => AuditValue::Signed(*value);
    isize => value => i64::try_from(*value).map_or_else(|_| AuditValue::Text(value.to_string()), AuditValue::Signed);
    i128 => value => i64::try_from(*value).map_or_else(|_| AuditValue::Text(value.to_string()), AuditValue::Signed);
    u8 => value => AuditValue::Unsigned(u64::from(*value));
    u16 => value => AuditValue::Unsigned(u64::from(*value));
    u32 => value => AuditValue::Unsigned(u64::from(*value));
    u64 => value => AuditValue::Unsigned(*value);
    usize => value => u64::try_from(*value).map_or_else(|_| AuditValue::Text(value.to_string()), AuditValue::Unsigned);
    u128 => value => u64::try_from(*value).map_or_else(|_| AuditValue::Text(value.to_string()), AuditValue::Unsigned);
    f32 => value => AuditValue::Float(widen(*value));
    f64 => value => AuditValue::Float(*value);
    char => value => AuditValue::Text(value.to_string());
    str => value => AuditValue::Text(value.to_owned());
    String => value => AuditValue::Text(value.clone());
    Cow<'_, str> => value => AuditValue::Text(value.clone().into_owned());
    () => _value => AuditValue::Null;
}

/// Converts through the decimal text: `0.9_f32` becomes `0.9`, not `0.8999999761581421`.
fn widen(narrow: f32) -> f64 {
    narrow.to_string().parse().unwrap_or_else(|_| f64::from(narrow))
}

impl<T: ToAuditValue> ToAuditValue for Option<T> {
    fn to_audit_value(&self) -> AuditValue {
        self.as_ref().map_or(AuditValue::Null, ToAuditValue::to_audit_value)
    }
}

impl<T: ToAuditValue> ToAuditValue for [T] {
    fn to_audit_value(&self) -> AuditValue {
        AuditValue::List(self.iter().map(ToAuditValue::to_audit_value).collect())
    }
}

impl<T: ToAuditValue> ToAuditValue for Vec<T> {
    fn to_audit_value(&self) -> AuditValue {
        self.as_slice().to_audit_value()
    }
}

impl<T: ToAuditValue, const N: usize> ToAuditValue for [T; N] {
    fn to_audit_value(&self) -> AuditValue {
        self.as_slice().to_audit_value()
    }
}

impl<T: ToAuditValue + ?Sized> ToAuditValue for &T {
    fn to_audit_value(&self) -> AuditValue {
        (**self).to_audit_value()
    }
}

impl<T: ToAuditValue + ?Sized> ToAuditValue for Box<T> {
    fn to_audit_value(&self) -> AuditValue {
        (**self).to_audit_value()
    }
}

impl<T: ToAuditValue + ?Sized> ToAuditValue for std::sync::Arc<T> {
    fn to_audit_value(&self) -> AuditValue {
        (**self).to_audit_value()
    }
}
