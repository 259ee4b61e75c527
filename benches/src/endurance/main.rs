//! Checks that memory stays constant and counts stay exact over many records from short-lived threads.

use std::error::Error;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use attuned_telemetry_benches::command_line::{Mistake, Options, Words};
use attuned_telemetry_benches::workspace::{Package, Profile, Workspace};
use attuned_telemetry_benches::{folders, machine, program};

const HELP: &str = "\
endurance: checks that memory stays constant and counts stay exact over many records

Generates a program with short-lived threads that call an observed function and record through handles. The program
prints its memory at intervals, and the expected and the actual counts at the end. It fails if a count is wrong or if
memory grows.

  --records N         number of records (default 1000000000)
  --threads N         number of concurrent threads (default 4)
  --thread-records N  number of records that a thread makes before it exits (default 1000000)
  --samples N         number of times the memory is printed (default 20)
  --runtime DIR       repository whose runtime is tested (default this one)
  --folder DIR        directory of the generated package (default endurance in the target directory)
  --help              show this text
";

/// The settings of a run.
struct Arguments {
    records: u64,
    threads: u64,
    thread_records: u64,
    samples: u64,
    runtime: PathBuf,
    folder: Option<PathBuf>,
}

impl Default for Arguments {
    fn default() -> Self {
        let (runtime, folder) = (folders::repository(), None);
        Self { records: 1_000_000_000, threads: 4, thread_records: 1_000_000, samples: 20, runtime, folder }
    }
}

impl Options for Arguments {
    fn follow(&mut self, option: &str, mut words: Words<'_>) -> Result<(), Mistake> {
        match option {
            "--records" => self.records = words.number()?,
            "--threads" => self.threads = words.number()?,
            "--thread-records" => self.thread_records = words.number()?,
            "--samples" => self.samples = words.number()?,
            "--runtime" => self.runtime = words.value()?.into(),
            "--folder" => self.folder = Some(words.value()?.into()),
            _ => return Err(words.unknown()),
        }
        Ok(())
    }
}

fn main() -> ExitCode {
    program::run(HELP, endure)
}

fn endure(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let Arguments { records, threads, thread_records, samples, .. } = arguments;
    let folder = arguments.folder.clone().map_or_else(|| folders::generated("endurance"), Ok)?;
    let package = package();
    let workspace =
        Workspace::generate(&folder, &folders::runtime(&arguments.runtime)?, std::slice::from_ref(&package))?;
    let path = workspace.build(&package.name, Profile::Release)?;
    let machine = machine::description()?;
    program::show(&format!("{machine}; {threads} concurrent threads, {thread_records} records per thread\n\n"))?;
    let numbers = [records, threads, thread_records, samples].map(u64::to_string);
    if Command::new(path).args(numbers).status()?.success() { Ok(()) } else { Err("the program failed".into()) }
}

fn package() -> Package {
    let manifest = "[dependencies]\n\
        attuned-telemetry-rt = { path = \"{runtime}/attuned-telemetry-rt\", features = [\"init\", \"prometheus\"] }\n\
        metrics = \"0.24.6\"\n";
    let files = vec![
        ("src/main.rs", include_str!("templates/main.rs").to_owned()),
        ("src/allocations.rs", include_str!("../templates/allocations.rs").to_owned()),
    ];
    Package { name: "endured".to_owned(), manifest: manifest.to_owned(), files }
}
