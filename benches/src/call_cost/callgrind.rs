//! Instructions of a call, counted by valgrind.

use std::error::Error;
use std::process::Command;

use crate::programs::{Kind, Programs};
use crate::row::Row;

/// The function of the generated programs in which instructions are counted. Other threads are not included.
const COUNTED: &str = "--toggle-collect=counted_calls";

/// Number of calls.
const CALLS: u32 = 1000;

/// Instructions of one call: the difference between two runs with different numbers of calls.
pub(crate) fn instructions(programs: &Programs, row: &Row, kind: Kind) -> Result<f64, Box<dyn Error>> {
    let [once, twice] = [CALLS, 2 * CALLS].map(|calls| collected(&programs.calls(row, kind, calls)));
    Ok((twice? - once?) / f64::from(CALLS))
}

fn collected(command: &[String]) -> Result<f64, Box<dyn Error>> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null", COUNTED])
        .args(command)
        .output()
        .map_err(|error| format!("cannot run `valgrind`: {error}; install it, or use `--measures time`"))?;
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    let mut counts = report.lines().filter_map(|line| line.split_once("Collected :"));
    let count = counts.next().filter(|_| output.status.success()).and_then(|(_, count)| count.trim().parse().ok());
    count.ok_or_else(|| format!("valgrind counted no instructions of `{}`:\n{report}", command.join(" ")).into())
}
