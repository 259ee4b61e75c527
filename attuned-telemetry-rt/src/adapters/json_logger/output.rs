//! Where lines are written to.

use std::io::{self, Write};
use std::time::SystemTime;

use super::rotating_file::RotatingFile;
use super::whole_lines::{self, LastLine};

/// Where lines are written to.
pub(super) enum Output {
    File(RotatingFile),
    Writer(Box<dyn Write + Send>, LastLine),
}

impl Output {
    pub(super) fn write(&mut self, lines: &str, now: SystemTime) -> io::Result<()> {
        match self {
            Self::File(file) => file.write(lines, now),
            Self::Writer(writer, last) => whole_lines::write(&mut **writer, last, lines).map_err(|failed| failed.error),
        }
    }

    pub(super) fn sync(&mut self) -> io::Result<()> {
        match self {
            Self::File(file) => file.sync(),
            Self::Writer(writer, _) => writer.flush(),
        }
    }

    /// Returns why an output works only with restrictions.
    pub(super) fn restriction(&self) -> Option<String> {
        match self {
            Self::File(file) => file.rotation_error().map(|error| format!("the file cannot be rotated: {error}")),
            Self::Writer(..) => None,
        }
    }
}
