//! What `#[observed]` costs at compile time, compared with the tools that do a part of its work.
//!
//! The program generates packages, one for each way to annotate the same functions, and runs the compiler on them.

use std::error::Error;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use arguments::{Arguments, Asked, HELP};
use packages::Packages;
use rustc::Compiler;
use table::Columns;

mod arguments;
mod cpu_time;
mod machine;
mod measures;
mod packages;
mod rustc;
mod source;
mod table;
mod variant;

/// The exit code for a command line that cannot be followed.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let ended = match Asked::from_words(std::env::args_os().skip(1)) {
        Ok(Asked::Measure(arguments)) => measure(&arguments),
        Ok(Asked::Help) => show(HELP).map_err(Into::into),
        Err(mistake) => {
            eprintln!("error: {mistake}");
            return ExitCode::from(USAGE);
        }
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Shows each row as soon as it is there.
fn measure(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let variants: Vec<_> = arguments.variants().collect();
    let folder = arguments.folder.clone().map_or_else(folder, Ok)?;
    let packages = Packages::generate(&folder, &runtime(&arguments.runtime)?)?;
    let compilers = variants.iter().map(|variant| Compiler::new(&packages, variant));
    let compilers: Vec<_> = compilers.collect::<Result<_, _>>()?;
    let columns = Columns(variants.iter().map(|variant| variant.name).collect());
    let amount = arguments.amount;
    let (machine, functions, rounds) = (machine::description()?, amount.functions, amount.rounds);
    show(&format!("{machine}; {functions} functions, least of {rounds} rounds\n\n{}\n", columns.head()))?;
    for measure in arguments.measures() {
        for row in (measure.run)(&compilers, amount)? {
            show(&format!("{}\n", columns.line(&row)))?;
        }
    }
    Ok(())
}

/// The whole path, which generated packages in another folder can use.
fn runtime(folder: &Path) -> Result<PathBuf, Box<dyn Error>> {
    if folder.join("attuned-telemetry-rt/Cargo.toml").exists() {
        Ok(folder.canonicalize()?)
    } else {
        Err(format!("no folder `attuned-telemetry-rt` with a runtime in `{}`, see `--runtime`", folder.display())
            .into())
    }
}

/// A folder of its own beside what cargo keeps there.
fn folder() -> Result<PathBuf, Box<dyn Error>> {
    let program = std::env::current_exe()?;
    let target = program.parent().and_then(Path::parent).ok_or("the program is in no folder")?;
    Ok(target.join("compile-cost"))
}

fn show(text: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()
}
