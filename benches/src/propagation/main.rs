//! The cost of reading and writing the headers of a request, compared with OpenTelemetry's SDK.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use attuned_telemetry_benches::command_line::{Mistake, Options, Words};
use attuned_telemetry_benches::workspace::{Package, Profile, Workspace};
use attuned_telemetry_benches::{folders, machine, program, table};

const HELP: &str = "\
propagation: the cost of reading and writing the headers of a request, compared with OpenTelemetry's SDK

Generates a program that counts its allocations. Prints a table.

  --seconds N         seconds for each row (default 2)
  --runtime DIR       repository whose runtime is measured (default this one)
  --folder DIR        directory of the generated package (default propagation in the target directory)
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

/// What is measured.
struct Row {
    title: &'static str,
    /// The name in the generated program.
    name: &'static str,
    /// The time that it may take at most, without allocations.
    goal: Option<f64>,
}

const ROWS: [Row; 10] = [
    Row { title: "parse `traceparent`", name: "parse", goal: Some(150.0) },
    Row { title: "extract `traceparent` from a `HeaderMap`", name: "extract", goal: Some(150.0) },
    Row { title: "… SDK's `TraceContextPropagator`", name: "sdk-extract", goal: None },
    Row { title: "extract `traceparent` and `tracestate`", name: "extract-state", goal: None },
    Row { title: "… SDK", name: "sdk-extract-state", goal: None },
    Row { title: "inject `traceparent` into a `HeaderMap`", name: "inject", goal: None },
    Row { title: "… SDK", name: "sdk-inject", goal: None },
    Row { title: "extract baggage of three entries", name: "baggage", goal: None },
    Row { title: "… SDK's `BaggagePropagator`", name: "sdk-baggage", goal: None },
    Row { title: "enter a context, and leave it", name: "enter", goal: None },
];

fn main() -> ExitCode {
    program::run(HELP, measure)
}

fn measure(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let folder = arguments.folder.clone().map_or_else(|| folders::generated("propagation"), Ok)?;
    let package = package();
    let runtime = folders::runtime(&arguments.runtime)?;
    let workspace = Workspace::generate(&folder, &runtime, std::slice::from_ref(&package))?;
    let path = workspace.build(&package.name, Profile::Release)?;
    let titles = ["headers of a request", "ns", "allocations", "goal, ns", "reached"];
    program::show(&format!("{}\n\n{}", machine::description()?, table::head(&titles)))?;
    for row in ROWS {
        program::show(&table::line(&line(&row, &path, arguments.seconds)?))?;
    }
    Ok(())
}

/// Runs the program for a row, and returns its cells.
fn line(row: &Row, path: &Path, seconds: u64) -> Result<[String; 5], Box<dyn Error>> {
    let output = Command::new(path).args([row.name, &seconds.to_string()]).output()?;
    let text = String::from_utf8(output.stdout)?;
    let mut numbers = text.split_whitespace().map(str::parse::<f64>);
    let (Some(Ok(nanoseconds)), Some(Ok(allocations))) = (numbers.next(), numbers.next()) else {
        let error = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the program printed `{text}{error}` for `{}`", row.name).into());
    };
    let is_reached = |goal: f64| nanoseconds <= goal && allocations < 0.5;
    let reached = row.goal.map_or("", |goal| if is_reached(goal) { "yes" } else { "no" });
    let goal = row.goal.map_or(String::new(), |goal| format!("{goal:.0}"));
    Ok([row.title.to_owned(), format!("{nanoseconds:.1}"), format!("{allocations:.0}"), goal, reached.to_owned()])
}

fn package() -> Package {
    let manifest = "[dependencies]\n\
        attuned-telemetry-rt = { path = \"{runtime}/attuned-telemetry-rt\", features = [\"propagation\"] }\n\
        http = \"1.5.0\"\n\
        opentelemetry = \"0.33.1\"\n\
        opentelemetry-http = { version = \"0.33.0\", default-features = false }\n\
        opentelemetry_sdk = \"0.33.1\"\n";
    let files = vec![("src/main.rs", include_str!("templates/main.rs").to_owned())];
    Package { name: "propagated".to_owned(), manifest: manifest.to_owned(), files }
}
