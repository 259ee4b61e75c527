//! A file of lines that is rotated by size and time.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::rotation::LogRotation;
use super::whole_lines::{self, Interrupted, LastLine};
use crate::export::line_file::{is_at, is_torn};

/// A file of lines that is rotated by size and time.
pub(super) struct RotatingFile {
    path: PathBuf,
    rotation: LogRotation,
    open: OpenFile,
    /// Why the file could not be rotated. It grows until it can be.
    rotation_error: Option<io::Error>,
}

struct OpenFile {
    file: File,
    last: LastLine,
    /// When the first line of the file was written, in multiples of the rotation's time.
    period: u128,
}

impl RotatingFile {
    pub(super) fn open(path: &Path, rotation: LogRotation) -> io::Result<Self> {
        let open = OpenFile::new(path, &rotation)?;
        Ok(Self { path: path.to_owned(), rotation, open, rotation_error: None })
    }

    /// Writes lines. Either all of them are in the file afterwards, or none, except if the disk does not even allow to
    /// take a part back.
    pub(super) fn write(&mut self, lines: &str, now: SystemTime) -> io::Result<()> {
        if !is_at(&self.open.file, &self.path) {
            self.open = OpenFile::new(&self.path, &self.rotation)?;
        }
        let mut length = self.open.file.metadata()?.len();
        if self.is_due(length, lines.len(), now) {
            self.rotation_error = self.rotate().err();
            if self.rotation_error.is_none() {
                self.open = OpenFile::new(&self.path, &self.rotation)?;
            }
            length = self.open.file.metadata()?.len();
        }
        if length == 0 {
            self.open.period = period(&self.rotation, now);
        }
        let before = self.open.last;
        let OpenFile { file, last, .. } = &mut self.open;
        whole_lines::write(file, last, lines).map_err(|Interrupted { written, error }| {
            if take_back(file, length, written).is_ok() {
                *last = before;
            }
            error
        })
    }

    pub(super) fn sync(&self) -> io::Result<()> {
        match self.open.file.sync_data() {
            // A pipe or a terminal cannot be synced.
            Err(error) if error.kind() == ErrorKind::InvalidInput => Ok(()),
            result => result,
        }
    }

    pub(super) fn rotation_error(&self) -> Option<&io::Error> {
        self.rotation_error.as_ref()
    }

    fn is_due(&self, length: u64, more: usize, now: SystemTime) -> bool {
        let more = u64::try_from(more).unwrap_or(u64::MAX);
        let is_full = self.rotation.maximum_bytes.is_some_and(|maximum| length.saturating_add(more) > maximum);
        // The clock may be set back. The file stays in its period then.
        length > 0 && (is_full || period(&self.rotation, now) > self.open.period)
    }

    /// Renames the file and the old files, the oldest first, so that nothing is overwritten if a step fails.
    fn rotate(&self) -> io::Result<()> {
        let keep = self.rotation.keep;
        // If fewer files are kept than by an earlier process, several are too old.
        for number in keep.max(1).. {
            if !done(fs::remove_file(self.old(number)))? {
                break;
            }
        }
        if keep == 0 {
            return fs::remove_file(&self.path);
        }
        for number in (1..keep).rev() {
            done(fs::rename(self.old(number), self.old(number + 1)))?;
        }
        fs::rename(&self.path, self.old(1))
    }

    /// Returns the path of an old file. The newest has number 1.
    fn old(&self, number: u32) -> PathBuf {
        let mut path = self.path.clone().into_os_string();
        path.push(format!(".{number}"));
        path.into()
    }
}

impl OpenFile {
    fn new(path: &Path, rotation: &LogRotation) -> io::Result<Self> {
        let file = OpenOptions::new().append(true).create(true).open(path)?;
        // If the file cannot be read, its last line is assumed to be complete.
        let last = if is_torn(path).unwrap_or(false) { LastLine::Torn } else { LastLine::Complete };
        let written = file.metadata()?.modified().unwrap_or(UNIX_EPOCH);
        Ok(Self { file, last, period: period(rotation, written) })
    }
}

/// Removes what a failed write left at the end of the file, unless another process has written there.
fn take_back(file: &File, length: u64, written: usize) -> io::Result<()> {
    let metadata = file.metadata()?;
    let is_ours = u64::try_from(written).is_ok_and(|written| metadata.len() == length + written);
    if written == 0 || (metadata.is_file() && is_ours) {
        return if written == 0 { Ok(()) } else { file.set_len(length) };
    }
    Err(ErrorKind::Unsupported.into())
}

/// Whether the file was there.
fn done(result: io::Result<()>) -> io::Result<bool> {
    match result {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn period(rotation: &LogRotation, time: SystemTime) -> u128 {
    let since_1970 = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    rotation.every.map_or(0, |every| since_1970.as_nanos() / every.as_nanos().max(1))
}
