//! Spans of annotated functions, from the call to the collector.

use std::error::Error;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use attuned_telemetry_benches::workspace::{Profile, Workspace};
use attuned_telemetry_benches::{program, table};

use super::packages;
use super::sink::Sink;

/// A tool, and how it sends.
#[derive(Clone, Copy)]
struct Row {
    title: &'static str,
    tool: &'static str,
    content: &'static str,
}

const TOOLS: [Row; 5] = [
    Row { title: "ours", tool: "ours", content: "default" },
    Row { title: "tracing-opentelemetry, SDK", tool: "sdk", content: "default" },
    Row { title: "… without `code.*`, `thread.*`, `target`, `busy_ns`", tool: "sdk", content: "lean" },
    Row { title: "fastrace-opentelemetry", tool: "fastrace", content: "default" },
    Row { title: "emit_otlp", tool: "emit", content: "default" },
];

const WAYS: [(&str, &str); 4] = [("http", "none"), ("grpc", "none"), ("http", "gzip"), ("grpc", "gzip")];

/// The spans of a call.
const SPANS_PER_CALL: u64 = 2;

/// The calls before the measurement.
const WARM_UP: u64 = 2_048;

/// The part of the SDK's processor time that our spans may take.
const GOAL: f64 = 0.2;

struct Measured {
    cpu: f64,
    call: f64,
    seconds: f64,
    bytes_per_span: f64,
    spans_per_request: f64,
}

/// Prints the tables of spans.
pub(crate) fn measure(workspace: &Workspace, sink: &mut Sink, spans: u64) -> Result<(), Box<dyn Error>> {
    let calls = spans / SPANS_PER_CALL;
    let count = calls * SPANS_PER_CALL;
    let titles = [
        &*format!("{count} spans"),
        "way",
        "CPU, s per million",
        "of the SDK's",
        "ns a call",
        "… unsampled",
        "spans/s",
        "bytes a span",
        "spans a request",
    ];
    program::show(&table::head(&titles))?;
    let programs = TOOLS.iter().map(|row| Ok((*row, program_of(workspace, *row)?)));
    let programs = programs.collect::<Result<Vec<_>, Box<dyn Error>>>()?;
    let mut goals = Vec::new();
    for way in WAYS {
        let measured = programs
            .iter()
            .map(|(row, path)| Ok((row, of_row(path, sink, row.content, way, calls)?)))
            .collect::<Result<Vec<_>, Box<dyn Error>>>()?;
        let sdk = measured.iter().find(|(row, _)| row.tool == "sdk" && row.content == "default");
        let sdk = sdk.map_or(f64::NAN, |(_, (sampled, _))| sampled.cpu);
        for (row, (sampled, unsampled)) in &measured {
            let line = [
                row.title.to_owned(),
                way_name(way),
                format!("{:.2}", sampled.cpu * 1e6 / as_f64(count)),
                format!("{:.2}", sampled.cpu / sdk),
                format!("{:.0}", sampled.call),
                format!("{unsampled:.0}"),
                format!("{:.0}", as_f64(count) / sampled.seconds),
                format!("{:.0}", sampled.bytes_per_span),
                format!("{:.0}", sampled.spans_per_request),
            ];
            program::show(&table::line(&line))?;
        }
        let ours = measured.first().map_or(f64::NAN, |(_, (sampled, _))| sampled.cpu);
        goals.push((way, ours / sdk));
    }
    show_goals(&goals)
}

/// Prints the part of the SDK's processor time that our spans take.
fn show_goals(goals: &[((&str, &str), f64)]) -> Result<(), Box<dyn Error>> {
    program::show(&format!("\n{}", table::head(&["goal, of the SDK's CPU", "allowed", "measured", "reached"])))?;
    for (way, ratio) in goals {
        let reached = if *ratio <= GOAL { "yes" } else { "no" };
        let line = [&*way_name(*way), &format!("{GOAL:.2}"), &format!("{ratio:.2}"), reached];
        program::show(&table::line(&line))?;
    }
    Ok(())
}

fn way_name((protocol, compression): (&str, &str)) -> String {
    if compression == "gzip" { format!("{protocol}, gzip") } else { protocol.to_owned() }
}

fn program_of(workspace: &Workspace, row: Row) -> Result<PathBuf, Box<dyn Error>> {
    workspace.build(&packages::of_spans(row.tool), Profile::Release)
}

/// Returns what sampled calls cost, and the nanoseconds of one that is not sampled.
fn of_row(
    path: &PathBuf,
    sink: &mut Sink,
    content: &str,
    way: (&str, &str),
    calls: u64,
) -> Result<(Measured, f64), Box<dyn Error>> {
    let sampled = run(path, sink, (content, "sampled"), way, calls)?;
    let unsampled = run(path, sink, (content, "unsampled"), way, calls)?;
    Ok((sampled, unsampled.call))
}

fn run(
    path: &PathBuf,
    sink: &mut Sink,
    (content, sampled): (&str, &str),
    (protocol, compression): (&str, &str),
    calls: u64,
) -> Result<Measured, Box<dyn Error>> {
    sink.received()?;
    let output = Command::new(path)
        .args([&*sink.port, protocol, compression, sampled, content, &calls.to_string()])
        .stderr(Stdio::inherit())
        .output()?;
    let text = String::from_utf8(output.stdout)?;
    let numbers = text.split_whitespace().map(str::parse).collect::<Result<Vec<f64>, _>>()?;
    let &[cpu, call, seconds] = &numbers[..] else {
        return Err(format!("`{}` printed `{text}`", path.display()).into());
    };
    let received = sink.received()?;
    let expected = if sampled == "sampled" { (calls + WARM_UP) * SPANS_PER_CALL } else { 0 };
    if received.spans != expected {
        return Err(format!("`{}` sent {} of {expected} spans", path.display(), received.spans).into());
    }
    let spans = as_f64(received.spans);
    let (bytes_per_span, spans_per_request) = (as_f64(received.bytes) / spans, spans / as_f64(received.requests));
    Ok(Measured { cpu, call, seconds, bytes_per_span, spans_per_request })
}

#[expect(clippy::cast_precision_loss, reason = "the numbers are small")]
fn as_f64(number: u64) -> f64 {
    number as f64
}
