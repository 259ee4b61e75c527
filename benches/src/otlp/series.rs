//! Many series, from the cells to the collector.

use std::error::Error;
use std::process::{Command, Stdio};

use attuned_telemetry_benches::workspace::{Profile, Workspace};
use attuned_telemetry_benches::{program, table};

use super::packages::SERIES;
use super::sink::Sink;

const ROUNDS: u64 = 7;

/// The processor time that a collection may take, in milliseconds.
const GOAL: f64 = 150.0;

/// The heap that a collection may take beside the cells, and the largest request, in MiB.
const MEMORY: f64 = 4.0;

const MIB: f64 = 1024.0 * 1024.0;

/// Prints the table of series.
pub(crate) fn measure(workspace: &Workspace, sink: &mut Sink, series: u64) -> Result<(), Box<dyn Error>> {
    let path = workspace.build(SERIES, Profile::Release)?;
    let titles = [
        &*format!("{series} series over gRPC"),
        "CPU, ms",
        "peak of the heap beside the cells, MiB",
        "largest request, MiB",
        "p50 of a write, ns",
        "p99",
        "p50 while collecting",
        "p99 while collecting",
        "goal reached",
    ];
    program::show(&table::head(&titles))?;
    for kind in ["counters", "histograms"] {
        sink.received()?;
        let output = Command::new(&path)
            .args([&*sink.port, kind, &series.to_string(), &ROUNDS.to_string()])
            .stderr(Stdio::inherit())
            .output()?;
        let text = String::from_utf8(output.stdout)?;
        let numbers = text.split_whitespace().map(str::parse).collect::<Result<Vec<f64>, _>>()?;
        let &[cpu, peak, p50, p99, p50_beside, p99_beside] = &numbers[..] else {
            return Err(format!("`{}` printed `{text}`", path.display()).into());
        };
        let received = sink.received()?;
        if received.points < series * ROUNDS {
            return Err(format!("only {} points arrived", received.points).into());
        }
        let (peak, largest) = (peak / MIB, as_f64(received.largest) / MIB);
        let is_reached = cpu < GOAL && peak < MEMORY && largest < MEMORY;
        let numbers = [p50, p99, p50_beside, p99_beside].map(|nanoseconds| format!("{nanoseconds:.0}"));
        let mut cells = vec![kind.to_owned(), format!("{cpu:.1}"), format!("{peak:.2}"), format!("{largest:.2}")];
        cells.extend(numbers);
        cells.push(if is_reached { "yes" } else { "no" }.to_owned());
        program::show(&table::line(&cells))?;
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "the numbers are small")]
fn as_f64(number: u64) -> f64 {
    number as f64
}
