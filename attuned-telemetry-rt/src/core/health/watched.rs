//! A number and the limits that it is watched by.

use std::cmp::Ordering;
use std::fmt::Display;
use std::sync::Arc;
use std::sync::atomic::{
    AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicU8, AtomicU16, AtomicU32, AtomicU64, AtomicUsize,
};

use super::component::ComponentHealth;
use super::parts::Parts;
use super::state::HealthState;

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

/// A number that was read, and what its limits said of it so far.
///
/// What cannot be compared is past the limit: NaN is as bad as the limits can tell.
pub struct Watched<'check, N> {
    parts: Parts<'check>,
    name: &'static str,
    number: Option<N>,
    state: HealthState,
    message: Option<String>,
}

impl<'check, N: Copy + Display + PartialOrd> Watched<'check, N> {
    pub(super) const fn new(parts: Parts<'check>, name: &'static str, number: Option<N>) -> Self {
        Self { parts, name, number, state: HealthState::Healthy, message: None }
    }

    /// Degraded if the number is greater.
    #[must_use]
    pub fn degraded_above(self, limit: N) -> Self {
        self.limit(HealthState::Degraded, Ordering::Greater, limit)
    }

    /// Unhealthy if the number is greater.
    #[must_use]
    pub fn unhealthy_above(self, limit: N) -> Self {
        self.limit(HealthState::Unhealthy, Ordering::Greater, limit)
    }

    /// Degraded if the number is less.
    #[must_use]
    pub fn degraded_below(self, limit: N) -> Self {
        self.limit(HealthState::Degraded, Ordering::Less, limit)
    }

    /// Unhealthy if the number is less.
    #[must_use]
    pub fn unhealthy_below(self, limit: N) -> Self {
        self.limit(HealthState::Unhealthy, Ordering::Less, limit)
    }

    /// The worst limit that the number is past gives the state and the message.
    fn limit(mut self, state: HealthState, past: Ordering, limit: N) -> Self {
        let Some(number) = self.number.filter(|_| state > self.state) else { return self };
        let message = match number.partial_cmp(&limit) {
            None => format!("{number} cannot be compared with the limit of {limit}"),
            Some(Ordering::Greater) if past.is_gt() => format!("{number} is above the limit of {limit}"),
            Some(Ordering::Less) if past.is_lt() => format!("{number} is below the limit of {limit}"),
            Some(_) => return self,
        };
        self.state = state;
        self.message = Some(message);
        self
    }

    /// The number as a part; without a number there is none.
    #[must_use]
    pub fn watched(self) -> Parts<'check> {
        let Self { parts, name, number, state, message } = self;
        let health = number.map(|_| ComponentHealth { message, ..ComponentHealth::new(name, state) });
        parts.known(name, health)
    }
}
