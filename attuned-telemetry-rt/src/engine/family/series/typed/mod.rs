//! The series of counters whose labels are types with a known number of values.

mod chunk;
mod label_texts;
mod sync;
#[cfg(test)]
mod tests;
pub(crate) mod typed_series;
