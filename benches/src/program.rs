//! Start and exit of a bench.

use std::error::Error;
use std::io::{self, Write as _};
use std::process::ExitCode;

use crate::command_line::{Asked, Options};

/// Exit code for an invalid command line.
const USAGE: u8 = 2;

/// Runs a bench with the command line.
pub fn run<T: Options>(help: &str, measure: impl FnOnce(&T) -> Result<(), Box<dyn Error>>) -> ExitCode {
    let ended = match Asked::from_words(std::env::args_os().skip(1)) {
        Ok(Asked::Measure(options)) => measure(&options),
        Ok(Asked::Help) => show(help).map_err(Into::into),
        Err(mistake) => {
            eprintln!("error: {mistake}");
            return ExitCode::from(USAGE);
        }
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints a part of the results immediately.
///
/// # Errors
///
/// Returns an error if standard output is closed.
pub fn show(text: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()
}
