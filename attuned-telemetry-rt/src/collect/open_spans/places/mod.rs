//! Open spans that have nothing but ids, times and a status, in places that need no lock.

mod callsites;
pub(super) mod numbers;
#[expect(clippy::module_inception, reason = "the folder is named after the places")]
mod places;
pub(super) mod plain_spans;
mod sync;
