//! Annotates published crates and runs their tests. The arguments are names of crates; without arguments, all crates
//! are tested.

#![forbid(unsafe_code)]

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use attuned_telemetry_real_code::compare::{HEADING, compare};
use attuned_telemetry_real_code::sample::{SAMPLES, Sample};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let samples = asked(std::env::args().skip(1))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let folder = target.join("real-code");
    fs::create_dir_all(&folder)?;
    let folder = folder.canonicalize()?;
    println!("{HEADING}");
    let (mut notes, mut differences) = (Vec::new(), Vec::new());
    for sample in samples {
        match compare(sample, &folder) {
            Ok(compared) => {
                println!("{}", compared.line());
                notes.extend(compared.notes());
                differences.extend(compared.differences().into_iter().map(|found| format!("{}: {found}", sample.name)));
            }
            Err(error) => differences.push(format!("{}: {error}", sample.name)),
        }
    }
    println!("\n{}", notes.join("\n"));
    if differences.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("\n{}", differences.join("\n"));
    Ok(ExitCode::FAILURE)
}

/// Returns the named crates, or all if there are no names.
fn asked(names: impl Iterator<Item = String>) -> Result<Vec<&'static Sample>, String> {
    let chosen: Vec<_> = names
        .map(|name| {
            SAMPLES
                .iter()
                .find(|sample| sample.name == name)
                .ok_or(format!("unknown crate `{name}`, see real-code/src/sample.rs"))
        })
        .collect::<Result<_, _>>()?;
    Ok(if chosen.is_empty() { SAMPLES.iter().collect() } else { chosen })
}
