//! placeholder, comes from the branch `derives`
use super::outcome::Outcome;

/// A type whose values are few: as a metric label it makes a bounded number of series.
pub trait LabelValue {
    /// How many different values there are.
    const COUNT: usize;
    /// Which of them this is: less than `COUNT`.
    fn index(&self) -> usize;
    /// The value as the label shows it.
    fn as_str(&self) -> &'static str;
}

impl LabelValue for bool {
    const COUNT: usize = 2;
    fn index(&self) -> usize {
        usize::from(*self)
    }
    fn as_str(&self) -> &'static str {
        if *self { "true" } else { "false" }
    }
}
impl LabelValue for Outcome {
    const COUNT: usize = 4;
    fn index(&self) -> usize {
        *self as usize
    }
    fn as_str(&self) -> &'static str {
        (*self).as_str()
    }
}
