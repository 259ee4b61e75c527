//! Run-time cost of a call of an annotated function, compared with other tools.
//!
//! Generates a program for each way to observe the same function, and runs the programs alternately.

use std::error::Error;
use std::process::ExitCode;

use attuned_telemetry_benches::{folders, machine, program, table};

use measured::Measured;
use options::{HELP, Options};
use programs::Programs;
use row::Row;

mod callgrind;
mod goals;
mod measured;
mod options;
mod programs;
mod row;
mod ways;

fn main() -> ExitCode {
    program::run(HELP, measure)
}

fn measure(options: &Options) -> Result<(), Box<dyn Error>> {
    let folder = options.folder.clone().map_or_else(|| folders::generated("call-cost"), Ok)?;
    let rows: Vec<_> = options.rows().collect();
    let programs = Programs::build(&folder, &folders::runtime(&options.runtime)?, &rows, options.lto)?;
    let measured = figures(&rows, &programs, options)?;
    let (machine, rounds) = (machine::description()?, options.rounds);
    let lto = if options.lto { ", lto = \"fat\"" } else { "" };
    program::show(&format!("{machine}{lto}; minimum of {rounds} rounds\n\n{}", table::head(&Measured::TITLES)))?;
    let named: Vec<_> = rows.iter().map(|row| row.name).zip(&measured).collect();
    for (row, measured) in rows.iter().zip(&measured) {
        let baseline = named.iter().find(|(name, _)| *name == row.baseline);
        let baseline = baseline.map_or_else(Measured::default, |(_, baseline)| (*baseline).clone());
        program::show(&table::line(&measured.cells(row.name, &baseline)))?;
    }
    let goals = goals::lines(&named);
    if !goals.is_empty() {
        let lines: String = goals.iter().map(|cells| table::line(cells)).collect();
        program::show(&format!("\n{}{lines}", table::head(&goals::TITLES)))?;
    }
    Ok(())
}

/// Measures each row, in order.
fn figures(rows: &[&Row], programs: &Programs, options: &Options) -> Result<Vec<Measured>, Box<dyn Error>> {
    let mut measured = vec![Measured::default(); rows.len()];
    if options.asks_for("time") {
        for _ in 0..options.rounds {
            for (row, measured) in rows.iter().zip(&mut measured) {
                measured.time(|kind| programs.measure(row, kind, options.seconds()))?;
            }
        }
    }
    if options.asks_for("instructions") {
        for (row, measured) in rows.iter().zip(&mut measured) {
            measured.count(|kind| callgrind::instructions(programs, row, kind))?;
        }
    }
    Ok(measured)
}
