//! The latest calls, from which rates are computed.

mod by_count;
mod by_time;
mod totals;
mod window;

pub(super) use totals::{Call, Totals};
pub use window::BreakerWindow;
pub(super) use window::Window;
