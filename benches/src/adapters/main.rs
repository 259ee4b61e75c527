//! Throughput on the way to the adapters, on one core.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use attuned_telemetry_benches::command_line::{Mistake, Options, Words};
use attuned_telemetry_benches::workspace::{Package, Profile, Workspace};
use attuned_telemetry_benches::{folders, machine, program, table};

const HELP: &str = "\
adapters: throughput on the way to the adapters, on one core

Generates a program that records in one thread. Prints a table.

  --seconds N         seconds for each row (default 2)
  --runtime DIR       repository whose runtime is measured (default this one)
  --folder DIR        directory of the generated package (default adapters in the target directory)
  --help              show this text
";

/// The settings of a run.
struct Arguments {
    seconds: u64,
    runtime: PathBuf,
    folder: Option<PathBuf>,
}

impl Default for Arguments {
    fn default() -> Self {
        Self { seconds: 2, runtime: folders::repository(), folder: None }
    }
}

impl Options for Arguments {
    fn follow(&mut self, option: &str, mut words: Words<'_>) -> Result<(), Mistake> {
        match option {
            "--seconds" => self.seconds = words.number()?,
            "--runtime" => self.runtime = words.value()?.into(),
            "--folder" => self.folder = Some(words.value()?.into()),
            _ => return Err(words.unknown()),
        }
        Ok(())
    }
}

/// A way to record.
struct Row {
    title: &'static str,
    /// The name in the generated program.
    name: &'static str,
    /// The number that one core must reach each second.
    goal: Option<f64>,
}

/// The goal of aggregated records.
const AGGREGATED: Option<f64> = Some(50e6);

const ROWS: [Row; 13] = [
    Row { title: "an atomic number (no metric)", name: "atomic", goal: None },
    Row { title: "a counter of the facade, kept handle", name: "handle", goal: AGGREGATED },
    Row { title: "`TypedCounter`, one series", name: "typed", goal: AGGREGATED },
    Row { title: "`TypedCounter`, 100,000 series in turn", name: "typed-spread", goal: AGGREGATED },
    Row { title: "`TypedCounter`, one series, two threads: each", name: "typed-threads", goal: None },
    Row { title: "a counter of the facade with two labels, looked up", name: "macro", goal: AGGREGATED },
    Row { title: "a call of a function with `#[observed]`: counter and histogram", name: "observed", goal: AGGREGATED },
    Row { title: "the same with a label", name: "observed-label", goal: AGGREGATED },
    Row { title: "`manager.record_counter` without an adapter", name: "no-adapter", goal: Some(200e6) },
    Row { title: "… with a `NoopAdapter`", name: "noop-adapter", goal: Some(200e6) },
    Row { title: "… as a sample, from the call to the adapter", name: "samples", goal: Some(5e6) },
    Row {
        title: "a call of a function with `#[observed]`, both values as samples, from the call to the adapter",
        name: "observed-samples",
        goal: None,
    },
    Row {
        title: "a call of a function with `#[observed]`, its span from the call to the adapter",
        name: "spans",
        goal: Some(2e6),
    },
];

fn main() -> ExitCode {
    program::run(HELP, measure)
}

fn measure(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let folder = arguments.folder.clone().map_or_else(|| folders::generated("adapters"), Ok)?;
    let package = package();
    let runtime = folders::runtime(&arguments.runtime)?;
    let workspace = Workspace::generate(&folder, &runtime, std::slice::from_ref(&package))?;
    let path = workspace.build(&package.name, Profile::Release)?;
    let titles = ["recorded on one core", "ns", "million per second", "goal", "reached"];
    program::show(&format!("{}\n\n{}", machine::description()?, table::head(&titles)))?;
    for row in ROWS {
        program::show(&table::line(&line(&row, &path, arguments.seconds)?))?;
    }
    Ok(())
}

/// Runs the program for a row, and returns its cells.
fn line(row: &Row, path: &Path, seconds: u64) -> Result<[String; 5], Box<dyn Error>> {
    let mut command = if row.name.ends_with("threads") { Command::new(path) } else { on_one_core(path) };
    let output = command.args([row.name, &seconds.to_string()]).output()?;
    let text = String::from_utf8(output.stdout)?;
    let error = String::from_utf8_lossy(&output.stderr);
    let nanoseconds: f64 =
        text.trim().parse().map_err(|_| format!("the program printed `{text}{error}` for `{}`", row.name))?;
    let rate = 1e9 / nanoseconds;
    let goal = row.goal.map_or(String::new(), |goal| format!("{:.0}", goal / 1e6));
    let reached = row.goal.map_or("", |goal| if rate >= goal { "yes" } else { "no" });
    let (nanoseconds, rate) = (format!("{nanoseconds:.1}"), format!("{:.1}", rate / 1e6));
    Ok([row.title.to_owned(), nanoseconds, rate, goal, reached.to_owned()])
}

/// Returns a command that runs a program with all its threads on one core.
fn on_one_core(path: &Path) -> Command {
    let mut command = Command::new("taskset");
    command.args(["-c", "0"]).arg(path);
    command
}

fn package() -> Package {
    let manifest = "[dependencies]\n\
        attuned-telemetry-rt = { path = \"{runtime}/attuned-telemetry-rt\", features = [\"adapters\", \"prometheus\"] }\n\
        metrics = \"0.24.6\"\n";
    let files = vec![("src/main.rs", include_str!("templates/main.rs").to_owned())];
    Package { name: "adapted".to_owned(), manifest: manifest.to_owned(), files }
}
