//! Reads the fields of events, some of which are not attributes.

use crate::collect::attributes::list::TextRange;

/// The texts of a log record that are not attributes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LogTexts {
    pub(super) message: Option<TextRange>,
    pub(super) target: Option<TextRange>,
    pub(super) file: Option<TextRange>,
    pub(super) line: Option<u32>,
}
