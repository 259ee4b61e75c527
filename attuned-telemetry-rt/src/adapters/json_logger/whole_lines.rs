//! Writes lines so that a part of a line, which a failed write leaves, never becomes the beginning of another line.

use std::io::{self, ErrorKind, Write};

/// Whether the last line of an output is complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LastLine {
    Complete,
    Torn,
}

/// A write that failed, and the number of bytes that were written before.
pub(super) struct Interrupted {
    pub(super) written: usize,
    pub(super) error: io::Error,
}

/// Writes lines, after a line feed if the last line is torn. A panic of the writer leaves the last line torn, too.
pub(super) fn write(writer: &mut dyn Write, last: &mut LastLine, lines: &str) -> Result<(), Interrupted> {
    let end_of_torn = if *last == LastLine::Torn { "\n" } else { "" };
    let bytes = [end_of_torn, lines].concat();
    *last = LastLine::Torn;
    let mut left = bytes.as_bytes();
    while !left.is_empty() {
        let error = match writer.write(left) {
            Ok(0) => ErrorKind::WriteZero.into(),
            Ok(count) => {
                left = left.get(count..).unwrap_or_default();
                continue;
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => error,
        };
        let written = bytes.len() - left.len();
        let is_whole = bytes.as_bytes()[..written].last().is_none_or(|last| *last == b'\n');
        if is_whole && (written > 0 || end_of_torn.is_empty()) {
            *last = LastLine::Complete;
        }
        return Err(Interrupted { written, error });
    }
    *last = LastLine::Complete;
    writer.flush().map_err(|error| Interrupted { written: bytes.len(), error })
}
