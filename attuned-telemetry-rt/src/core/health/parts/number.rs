//! Parts that are a number with limits.

use std::cmp::Ordering;
use std::fmt::Display;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{
    AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicU8, AtomicU16, AtomicU32, AtomicU64, AtomicUsize,
};

use super::parts::{Parts, Source};
use crate::core::health::component::component::ComponentHealth;
use crate::core::health::component::state::HealthState;

/// A field whose value is a number.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number, so it cannot have limits",
    label = "expected a number",
    note = "limits are allowed on integers, floats and atomic integers, also inside `Option`, `Arc`, `Box` or `&`",
    note = "for any other type, set a probe function: `#[health(with = path)]`"
)]
pub trait Measured {
    /// The type of the limits.
    type Number: Copy + Display + PartialOrd;

    /// Returns the current value, `None` if the number does not exist.
    fn read(&self) -> Option<Self::Number>;
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(impl Measured for $number {
            type Number = Self;

            fn read(&self) -> Option<Self> {
                Some(*self)
            }
        })*
    };
}

numbers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64);

macro_rules! atomics {
    ($($atomic:ty => $number:ty,)*) => {
        $(impl Measured for $atomic {
            type Number = $number;

            fn read(&self) -> Option<$number> {
                Some(self.load(std::sync::atomic::Ordering::Relaxed))
            }
        })*
    };
}

atomics! {
    AtomicU8 => u8,
    AtomicU16 => u16,
    AtomicU32 => u32,
    AtomicU64 => u64,
    AtomicUsize => usize,
    AtomicI8 => i8,
    AtomicI16 => i16,
    AtomicI32 => i32,
    AtomicI64 => i64,
    AtomicIsize => isize,
}

macro_rules! behind_a_pointer {
    ($($pointer:ty),*) => {
        $(impl<M: Measured + ?Sized> Measured for $pointer {
            type Number = M::Number;

            fn read(&self) -> Option<M::Number> {
                (**self).read()
            }
        })*
    };
}

behind_a_pointer!(Arc<M>, Box<M>, &M);

impl<M: Measured> Measured for Option<M> {
    type Number = M::Number;

    fn read(&self) -> Option<M::Number> {
        self.as_ref().and_then(M::read)
    }
}

/// Sets the limits of the last part, which is a number.
///
/// NaN exceeds every limit.
pub struct Limits<'parts, 'check, M: Measured + ?Sized> {
    parts: &'parts mut Parts<'check>,
    number: Option<M::Number>,
}

impl<'check> Parts<'check> {
    /// Adds a field that is a number. Set its limits on the returned value.
    pub fn number<M: Measured + ?Sized>(&mut self, name: &'static str, number: &M) -> Limits<'_, 'check, M> {
        let number = number.read();
        let source = if number.is_some() { Source::Known(ComponentHealth::healthy(name)) } else { Source::Missing };
        Limits { parts: self.push(name, source), number }
    }
}

impl<M: Measured + ?Sized> Limits<'_, '_, M> {
    /// Sets the limit above which the part is degraded.
    pub fn degraded_above(self, limit: M::Number) -> Self {
        self.limit(HealthState::Degraded, Ordering::Greater, limit)
    }

    /// Sets the limit above which the part is unhealthy.
    pub fn unhealthy_above(self, limit: M::Number) -> Self {
        self.limit(HealthState::Unhealthy, Ordering::Greater, limit)
    }

    /// Sets the limit below which the part is degraded.
    pub fn degraded_below(self, limit: M::Number) -> Self {
        self.limit(HealthState::Degraded, Ordering::Less, limit)
    }

    /// Sets the limit below which the part is unhealthy.
    pub fn unhealthy_below(self, limit: M::Number) -> Self {
        self.limit(HealthState::Unhealthy, Ordering::Less, limit)
    }

    /// Compares the number with a limit. The state and the message are those of the worst limit that is exceeded.
    fn limit(self, state: HealthState, exceeded: Ordering, limit: M::Number) -> Self {
        let known = self.parts.last_known().filter(|health| state > health.status);
        let (Some(health), Some(number)) = (known, self.number) else { return self };
        let message = match number.partial_cmp(&limit) {
            None => format!("{number} cannot be compared with the limit of {limit}"),
            Some(Ordering::Greater) if exceeded.is_gt() => format!("{number} is above the limit of {limit}"),
            Some(Ordering::Less) if exceeded.is_lt() => format!("{number} is below the limit of {limit}"),
            Some(_) => return self,
        };
        health.status = state;
        health.message = Some(message);
        self
    }
}

/// Derefs to `Parts`, to add the next part.
impl<'check, M: Measured + ?Sized> Deref for Limits<'_, 'check, M> {
    type Target = Parts<'check>;

    fn deref(&self) -> &Parts<'check> {
        self.parts
    }
}

impl<'check, M: Measured + ?Sized> DerefMut for Limits<'_, 'check, M> {
    fn deref_mut(&mut self) -> &mut Parts<'check> {
        self.parts
    }
}
