//! The labels of a counter, as a tuple of types.

#[cfg(feature = "observe")]
use crate::core::labels::label_value::LabelValue;

/// The labels of a [`TypedCounter`](crate::TypedCounter): a tuple of one to six types that implement
/// [`LabelValue`](trait@crate::LabelValue).
///
/// The trait is implemented for tuples only, and cannot be implemented for other types. With the feature `observe` off,
/// the types may be any: `#[derive(LabelValue)]` expands to nothing then.
pub trait TypedLabels: sealed::Sealed {
    /// One name for each label.
    type Names: AsRef<[&'static str]> + Copy + Send + Sync + 'static;

    /// The number of values of each label.
    #[cfg(feature = "observe")]
    #[doc(hidden)]
    const COUNTS: &'static [usize];

    /// The number of different combinations, or `usize::MAX` if there are more.
    #[cfg(feature = "observe")]
    #[doc(hidden)]
    const SERIES: usize;

    /// Returns the number of this combination, less than [`SERIES`](Self::SERIES). The last label is the least
    /// significant digit. Returns `None` if an index is not less than the number of values.
    #[cfg(feature = "observe")]
    #[doc(hidden)]
    fn number(&self) -> Option<usize>;

    /// Calls `scope` with the index and the text of each label.
    #[cfg(feature = "observe")]
    #[doc(hidden)]
    fn with_values(&self, scope: &mut dyn FnMut(&[TypedValue]));
}

/// The index and the text of a value.
#[cfg(feature = "observe")]
pub(crate) type TypedValue = (usize, &'static str);

mod sealed {
    pub trait Sealed {}
}

#[cfg(feature = "observe")]
macro_rules! tuple {
    ($length:literal: $($label:ident $place:tt),+) => {
        impl<$($label: LabelValue),+> sealed::Sealed for ($($label,)+) {}

        impl<$($label: LabelValue),+> TypedLabels for ($($label,)+) {
            type Names = [&'static str; $length];

            const COUNTS: &'static [usize] = &[$($label::COUNT),+];

            const SERIES: usize = 1_usize$(.saturating_mul($label::COUNT))+;

            #[inline]
            fn number(&self) -> Option<usize> {
                let mut number = 0_usize;
                $(
                    let index = self.$place.index();
                    if index >= $label::COUNT {
                        return None;
                    }
                    number = number * $label::COUNT + index;
                )+
                Some(number)
            }

            fn with_values(&self, scope: &mut dyn FnMut(&[TypedValue])) {
                scope(&[$((self.$place.index(), self.$place.as_str())),+]);
            }
        }
    };
}

#[cfg(not(feature = "observe"))]
macro_rules! tuple {
    ($length:literal: $($label:ident $place:tt),+) => {
        impl<$($label),+> sealed::Sealed for ($($label,)+) {}

        impl<$($label),+> TypedLabels for ($($label,)+) {
            type Names = [&'static str; $length];
        }
    };
}

tuple!(1: A 0);
tuple!(2: A 0, B 1);
tuple!(3: A 0, B 1, C 2);
tuple!(4: A 0, B 1, C 2, D 3);
tuple!(5: A 0, B 1, C 2, D 3, E 4);
tuple!(6: A 0, B 1, C 2, D 3, E 4, F 5);
