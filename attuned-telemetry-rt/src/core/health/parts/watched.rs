//! A number and the limits that it is watched by.

use std::cmp::Ordering;
use std::fmt::Display;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{
    AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicU8, AtomicU16, AtomicU32, AtomicU64, AtomicUsize,
};

use super::parts::Parts;
use crate::core::health::component::state::HealthState;

/// A field whose value is a number.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no number that can be watched",
    label = "limits need a number",
    note = "limits go on integers, floats and atomic integers, also in an `Option`, `Arc`, `Box` or behind `&`",
    note = "for any other type name a probe function: `#[health(with = path)]`"
)]
pub trait Measured {
    /// What its limits are compared with.
    type Number: Copy + Display + PartialOrd;

    /// The value of this moment; `None` if there is none.
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

/// A number that was read, as the last of some parts, and about to be compared with its limits.
///
/// What cannot be compared is past the limit: NaN is as bad as the limits can tell.
pub struct Watched<'parts, 'check, M: Measured + ?Sized> {
    parts: &'parts mut Parts<'check>,
    number: Option<M::Number>,
}

impl<'parts, 'check, M: Measured + ?Sized> Watched<'parts, 'check, M> {
    pub(crate) const fn new(parts: &'parts mut Parts<'check>, number: Option<M::Number>) -> Self {
        Self { parts, number }
    }

    /// Degraded if the number is greater.
    pub fn degraded_above(self, limit: M::Number) -> Self {
        self.limit(HealthState::Degraded, Ordering::Greater, limit)
    }

    /// Unhealthy if the number is greater.
    pub fn unhealthy_above(self, limit: M::Number) -> Self {
        self.limit(HealthState::Unhealthy, Ordering::Greater, limit)
    }

    /// Degraded if the number is less.
    pub fn degraded_below(self, limit: M::Number) -> Self {
        self.limit(HealthState::Degraded, Ordering::Less, limit)
    }

    /// Unhealthy if the number is less.
    pub fn unhealthy_below(self, limit: M::Number) -> Self {
        self.limit(HealthState::Unhealthy, Ordering::Less, limit)
    }

    /// The worst limit that the number is past gives the state and the message.
    fn limit(self, state: HealthState, past: Ordering, limit: M::Number) -> Self {
        let known = self.parts.last_known().filter(|health| state > health.status);
        let (Some(health), Some(number)) = (known, self.number) else { return self };
        let message = match number.partial_cmp(&limit) {
            None => format!("{number} cannot be compared with the limit of {limit}"),
            Some(Ordering::Greater) if past.is_gt() => format!("{number} is above the limit of {limit}"),
            Some(Ordering::Less) if past.is_lt() => format!("{number} is below the limit of {limit}"),
            Some(_) => return self,
        };
        health.status = state;
        health.message = Some(message);
        self
    }
}

/// Other parts follow.
impl<'check, M: Measured + ?Sized> Deref for Watched<'_, 'check, M> {
    type Target = Parts<'check>;

    fn deref(&self) -> &Parts<'check> {
        self.parts
    }
}

impl<'check, M: Measured + ?Sized> DerefMut for Watched<'_, 'check, M> {
    fn deref_mut(&mut self) -> &mut Parts<'check> {
        self.parts
    }
}
