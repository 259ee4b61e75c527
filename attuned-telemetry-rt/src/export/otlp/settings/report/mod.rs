//! What was configured, and what was wrong.

mod describe;
mod description;
mod log;
mod setting;
mod source;
mod warning;

pub use description::OtlpDescription;
pub use setting::OtlpSetting;
pub use source::OtlpSource;
pub use warning::{OtlpWarning, OtlpWarningKind};
