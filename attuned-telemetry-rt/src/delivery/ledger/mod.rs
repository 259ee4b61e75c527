//! Counts what happens to each item.

mod accounting;
mod ledger;
mod report;

pub use accounting::Accounting;
pub(crate) use ledger::Ledger;
pub use report::DeliveryReport;
