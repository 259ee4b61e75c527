//! Memory of series, compared with other libraries.

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use attuned_telemetry_benches::command_line::{Mistake, Options, Words};
use attuned_telemetry_benches::pages::{self, BY_HAND, EXPORTER, IN_PIECES, LIBRARIES, OURS, Series, TYPED};
use attuned_telemetry_benches::workspace::Workspace;
use attuned_telemetry_benches::{folders, machine, program, table};

const HELP: &str = "\
memory: heap bytes per series, compared with other libraries

Generates a program for each library. Each program counts the bytes that it allocates. Prints a table.

  --counters N        number of counters with two labels (default 100000)
  --histograms N      number of histograms with 14 buckets and two labels (default 10000)
  --libraries A,B     only these libraries: ours, ours-in-pieces, metrics-exporter-prometheus, prometheus-client,
                      prometheus, opentelemetry, measured, fastmetrics, by-hand, ours-typed, measured-typed, floor
  --runtime DIR       repository whose runtime is measured (default this one)
  --folder DIR        directory of the generated packages (default pages in the target directory)
  --help              show this text
";

/// The settings of a run.
struct Arguments {
    counters: u64,
    histograms: u64,
    libraries: Option<Vec<String>>,
    runtime: PathBuf,
    folder: Option<PathBuf>,
}

impl Default for Arguments {
    fn default() -> Self {
        let runtime = folders::repository();
        Self { counters: 100_000, histograms: 10_000, libraries: None, runtime, folder: None }
    }
}

impl Options for Arguments {
    fn follow(&mut self, option: &str, mut words: Words<'_>) -> Result<(), Mistake> {
        match option {
            "--counters" => self.counters = words.number()?,
            "--histograms" => self.histograms = words.number()?,
            "--libraries" => {
                self.libraries = Some(words.names(LIBRARIES.iter().chain(&TYPED).map(|library| library.name))?);
            }
            "--runtime" => self.runtime = words.value()?.into(),
            "--folder" => self.folder = Some(words.value()?.into()),
            _ => return Err(words.unknown()),
        }
        Ok(())
    }
}

fn main() -> ExitCode {
    program::run(HELP, measure)
}

/// Bytes per series, before and after rendering a page.
struct Measured {
    name: &'static str,
    counters: [f64; 2],
    histograms: [f64; 2],
}

fn measure(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let workspace = pages::workspace(arguments.folder.as_deref(), &arguments.runtime, None)?;
    let (machine, counters, histograms) = (machine::description()?, arguments.counters, arguments.histograms);
    let titles = ["bytes per series", "counter", "counter, after a page", "histogram", "histogram, after a page"];
    program::show(&format!("{machine}; {counters} counters, {histograms} histograms\n\n{}", table::head(&titles)))?;
    let mut measured = Vec::new();
    for library in pages::asked(&LIBRARIES, arguments.libraries.as_deref()) {
        let program = library.build(&workspace)?;
        let bytes = |series| program.numbers("memory", series, 0.0);
        let (counters, histograms) = (bytes((Series::Counters, counters))?, bytes((Series::Histograms, histograms))?);
        let cells = counters.iter().chain(&histograms).map(|bytes| format!("{bytes:.0}"));
        let cells: Vec<_> = std::iter::once(library.name.to_owned()).chain(cells).collect();
        program::show(&table::line(&cells))?;
        measured.push(Measured { name: library.name, counters, histograms });
    }
    let typed = measure_typed(&workspace, arguments.libraries.as_deref())?;
    let titles = ["goal, bytes per series", "allowed", "measured", "reached"];
    program::show(&format!("\n{}", table::head(&titles)))?;
    show_goals(&measured)?;
    show_typed_goal(&typed)
}

/// The number of typed series: ten methods, a hundred sections and a hundred pages.
const TYPED_SERIES: u64 = 100_000;

/// The maximum memory of all typed series, in bytes.
const TYPED_GOAL: f64 = 1_000_000.0;

/// Measures counters whose labels have types that bound their values. Returns the bytes of all series, by library.
fn measure_typed(
    workspace: &Workspace,
    libraries: Option<&[String]>,
) -> Result<Vec<(&'static str, f64)>, Box<dyn Error>> {
    let titles = ["bytes of 100,000 typed counters", "total", "per series", "per series, after a page"];
    program::show(&format!("\n{}", table::head(&titles)))?;
    let mut typed = Vec::new();
    for library in pages::asked(&TYPED, libraries) {
        let program = library.build(workspace)?;
        let [before, after] = program.numbers("memory", (Series::Counters, TYPED_SERIES), 0.0)?;
        let total = before.max(after) * 100_000.0;
        let cells = [format!("{total:.0}"), format!("{before:.2}"), format!("{after:.2}")];
        let cells: Vec<_> = std::iter::once(library.name.to_owned()).chain(cells).collect();
        program::show(&table::line(&cells))?;
        typed.push((library.name, total));
    }
    Ok(typed)
}

/// Compares the memory of our typed series with the goal.
fn show_typed_goal(typed: &[(&str, f64)]) -> Result<(), Box<dyn Error>> {
    let Some((_, ours)) = typed.iter().find(|(name, _)| *name == TYPED[0].name) else { return Ok(()) };
    let reached = if *ours <= TYPED_GOAL { "yes" } else { "no" };
    let cells = [
        "100,000 typed counters: all bytes".to_owned(),
        format!("{TYPED_GOAL:.0}"),
        format!("{ours:.0}"),
        reached.to_owned(),
    ];
    program::show(&table::line(&cells))?;
    Ok(())
}

type Pick = fn(&Measured) -> [f64; 2];

fn counters(measured: &Measured) -> [f64; 2] {
    measured.counters
}

fn histograms(measured: &Measured) -> [f64; 2] {
    measured.histograms
}

/// Compares the results with the goals: rendering a page must not change the memory.
fn show_goals(measured: &[Measured]) -> Result<(), Box<dyn Error>> {
    let find = |name: &str| measured.iter().find(|one| one.name == name);
    let Some(ours) = find(OURS) else { return Ok(()) };
    let peers = || measured.iter().filter(|one| ![OURS, IN_PIECES, BY_HAND].contains(&one.name));
    for (kind, pick, goal) in [("counter", counters as Pick, 80.0), ("histogram", histograms, 250.0)] {
        let ours = pick(ours).into_iter().fold(0.0, f64::max);
        let least = peers().map(|peer| pick(peer)[0]).min_by(f64::total_cmp);
        let third = find(EXPORTER).map(|exporter| pick(exporter)[0] / 3.0);
        let allowed = [
            ("minimum of the other libraries", least),
            ("a third of metrics-exporter-prometheus", third),
            ("absolute goal", Some(goal)),
        ];
        for (what, allowed) in allowed {
            let Some(allowed) = allowed else { continue };
            let reached = if ours <= allowed { "yes" } else { "no" };
            let cells = [format!("{kind}: {what}"), format!("{allowed:.0}"), format!("{ours:.0}"), reached.to_owned()];
            program::show(&table::line(&cells))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_library() {
        for library in LIBRARIES.iter().chain(&TYPED) {
            assert!(HELP.contains(library.name), "{}", library.name);
        }
    }
}
