//! Compile-time cost of `#[observed]`, compared with other tools.
//!
//! Generates packages with the same functions, annotated in different ways, and runs the compiler on them.

use std::error::Error;
use std::process::ExitCode;

use attuned_telemetry_benches::{folders, machine, program};

use arguments::{Arguments, HELP};
use packages::Packages;
use rustc::Compiler;
use table::Columns;

mod arguments;
mod cpu_time;
mod measures;
mod packages;
mod rustc;
mod source;
mod table;
mod variant;

fn main() -> ExitCode {
    program::run(HELP, measure)
}

/// Prints each row as soon as it is measured.
fn measure(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let variants: Vec<_> = arguments.variants().collect();
    let folder = arguments.folder.clone().map_or_else(|| folders::generated("compile-cost"), Ok)?;
    let packages = Packages::generate(&folder, &folders::runtime(&arguments.runtime)?)?;
    let compilers = variants.iter().map(|variant| Compiler::new(&packages, variant));
    let compilers: Vec<_> = compilers.collect::<Result<_, _>>()?;
    let columns = Columns(variants.iter().map(|variant| variant.name).collect());
    let amount = arguments.amount;
    let (machine, functions, rounds) = (machine::description()?, amount.functions, amount.rounds);
    program::show(&format!("{machine}; {functions} functions, minimum of {rounds} rounds\n\n{}\n", columns.head()))?;
    for measure in arguments.measures() {
        for row in (measure.run)(&compilers, amount)? {
            program::show(&format!("{}\n", columns.line(&row)))?;
        }
    }
    Ok(())
}
