//! Date and machine of a measurement.

use std::error::Error;
use std::fs;
use std::process::Command;

use chrono::Utc;

/// Returns one line with date, compiler and processors.
///
/// # Errors
///
/// Returns an error if there is no compiler.
pub fn description() -> Result<String, Box<dyn Error>> {
    let date = Utc::now().date_naive();
    let compiler = String::from_utf8(Command::new("rustc").arg("--version").output()?.stdout)?;
    let processors = std::thread::available_parallelism()?;
    Ok(format!("{date}, {}, {processors} × {}", compiler.trim(), processor()))
}

/// Returns the name of the processor, if the system provides it.
fn processor() -> String {
    let description = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let mut lines = description.lines().filter_map(|line| line.split_once(':'));
    let name = lines.find(|(key, _)| key.trim() == "model name").map(|(_, name)| name.trim().to_owned());
    name.unwrap_or_else(|| std::env::consts::ARCH.to_owned())
}
