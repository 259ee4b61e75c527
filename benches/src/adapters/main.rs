//! Throughput on the way to the adapters, on one core.

use std::error::Error;
use std::path::PathBuf;
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

/// What is recorded, and the name of the row in the program.
const ROWS: [(&str, &str); 8] = [
    ("an atomic number (no metric)", "atomic"),
    ("a counter of the facade, kept handle", "handle"),
    ("`TypedCounter`, one series", "typed"),
    ("`TypedCounter`, 100,000 series in turn", "typed-spread"),
    ("`TypedCounter`, one series, two threads: each", "typed-threads"),
    ("a counter of the facade with two labels, looked up", "macro"),
    ("a call of a function with `#[observed]`: counter and histogram", "observed"),
    ("the same with a label", "observed-label"),
];

/// The number of aggregated counts each second that one core must reach.
const GOAL: f64 = 50e6;

fn main() -> ExitCode {
    program::run(HELP, measure)
}

fn measure(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let folder = arguments.folder.clone().map_or_else(|| folders::generated("adapters"), Ok)?;
    let package = package();
    let runtime = folders::runtime(&arguments.runtime)?;
    let workspace = Workspace::generate(&folder, &runtime, std::slice::from_ref(&package))?;
    let path = workspace.build(&package.name, Profile::Release)?;
    let titles = ["recorded by one thread", "ns", "per second", "at least 50,000,000"];
    program::show(&format!("{}\n\n{}", machine::description()?, table::head(&titles)))?;
    for (title, row) in ROWS {
        let output = Command::new(&path).args([row, &arguments.seconds.to_string()]).output()?;
        let text = String::from_utf8(output.stdout)?;
        let nanoseconds: f64 = text.trim().parse().map_err(|_| format!("the program printed `{text}` for `{row}`"))?;
        let rate = 1e9 / nanoseconds;
        let reached = if rate >= GOAL { "yes" } else { "no" };
        let cells =
            [title.to_owned(), format!("{nanoseconds:.1}"), format!("{:.0} million", rate / 1e6), reached.to_owned()];
        program::show(&table::line(&cells))?;
    }
    Ok(())
}

fn package() -> Package {
    let manifest = "[dependencies]\n\
        attuned-telemetry-rt = { path = \"{runtime}/attuned-telemetry-rt\", features = [\"prometheus\"] }\n\
        metrics = \"0.24.6\"\n";
    let files = vec![("src/main.rs", include_str!("templates/main.rs").to_owned())];
    Package { name: "adapted".to_owned(), manifest: manifest.to_owned(), files }
}
