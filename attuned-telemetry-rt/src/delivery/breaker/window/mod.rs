//! The latest calls, from which rates are computed.

mod window;

pub use window::BreakerWindow;
