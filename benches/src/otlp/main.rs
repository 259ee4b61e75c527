//! The cost of telemetry on its way to an OpenTelemetry collector, compared with other tools.

mod arguments;
mod build;
mod packages;
mod series;
mod sink;
mod spans;

use std::error::Error;
use std::process::ExitCode;

use attuned_telemetry_benches::command_line::is_asked;
use attuned_telemetry_benches::workspace::{Profile, Workspace};
use attuned_telemetry_benches::{folders, machine, program};

use arguments::{Arguments, HELP};
use sink::Sink;

fn main() -> ExitCode {
    program::run(HELP, measure)
}

fn measure(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let folder = arguments.folder.clone().map_or_else(|| folders::generated("otlp"), Ok)?;
    let runtime = folders::runtime(&arguments.runtime)?;
    let workspace = Workspace::generate(&folder, &runtime, &packages::all())?;
    let mut sink = Sink::start(&workspace.build(packages::SINK, Profile::Release)?)?;
    let asked = |name| is_asked(arguments.measures.as_deref(), name);
    program::show(&format!("{}\n\n", machine::description()?))?;
    if asked("spans") {
        spans::measure(&workspace, &mut sink, arguments.spans)?;
        program::show("\n")?;
    }
    if asked("series") {
        series::measure(&workspace, &mut sink, arguments.series)?;
        program::show("\n")?;
    }
    if asked("build") {
        build::measure(&folder, &runtime)?;
    }
    Ok(())
}
