//! The generated programs, which are built once and run many times.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

use attuned_telemetry_benches::workspace::{Profile, Workspace};

use crate::row::{ROWS, Row};

/// A kind of function.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Sync,
    Async,
}

/// Results of a program for one kind of function.
#[derive(Clone, Copy)]
pub(crate) struct Times {
    /// Nanoseconds per call.
    pub(crate) one_thread: f64,
    /// Nanoseconds per call on each of two concurrent threads.
    pub(crate) two_threads: f64,
    pub(crate) allocations: f64,
}

/// Built programs of some rows.
pub(crate) struct Programs {
    /// The programs, by the name of the way and whether they are compiled without optimisation.
    paths: BTreeMap<(&'static str, bool), PathBuf>,
}

impl Programs {
    /// Generates the packages of all rows, and builds those of some.
    pub(crate) fn build(folder: &Path, runtime: &Path, rows: &[&Row], lto: bool) -> Result<Self, Box<dyn Error>> {
        let packages: BTreeMap<_, _> = ROWS.iter().map(|row| (row.way.name, row.way.package())).collect();
        let names: BTreeMap<_, _> = packages.iter().map(|(way, package)| (*way, package.name.clone())).collect();
        let packages: Vec<_> = packages.into_values().collect();
        let workspace = Workspace::generate(folder, runtime, &packages)?;
        let mut paths = BTreeMap::new();
        for row in rows {
            let profile = match () {
                () if row.is_debug => Profile::Debug,
                () if lto => Profile::Lto,
                () => Profile::Release,
            };
            if let Entry::Vacant(path) = paths.entry((row.way.name, row.is_debug)) {
                path.insert(workspace.build(&names[row.way.name], profile)?);
            }
        }
        Ok(Self { paths })
    }

    /// Returns the command line that calls a row's function `calls` times.
    pub(crate) fn calls(&self, row: &Row, kind: Kind, number: u32) -> Vec<String> {
        self.command(row, kind, "calls", &number.to_string())
    }

    /// Measures the duration of a row's calls.
    pub(crate) fn measure(&self, row: &Row, kind: Kind, seconds: f64) -> Result<Times, Box<dyn Error>> {
        let command = self.command(row, kind, "measure", &seconds.to_string());
        let output = Command::new(&command[0]).args(&command[1..]).output()?;
        if !output.status.success() {
            return Err(format!("`{}` failed:\n{}", row.name, String::from_utf8_lossy(&output.stderr)).into());
        }
        let numbers: Vec<f64> =
            String::from_utf8(output.stdout)?.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        let [one_thread, two_threads, allocations] = numbers[..] else {
            return Err(format!("`{}` printed {numbers:?}, expected three numbers", row.name).into());
        };
        Ok(Times { one_thread, two_threads, allocations })
    }

    fn command(&self, row: &Row, kind: Kind, what: &str, amount: &str) -> Vec<String> {
        let path = self.paths[&(row.way.name, row.is_debug)].display().to_string();
        let kind = match kind {
            Kind::Sync => "sync",
            Kind::Async => "async",
        };
        [&path, row.subscriber, &row.input.to_string(), kind, what, amount].map(str::to_owned).to_vec()
    }
}
