//! Time to render a page of metrics, and its effect on concurrent recording, compared with other libraries.

use std::error::Error;
use std::process::ExitCode;

use attuned_telemetry_benches::pages::{self, BY_HAND, IN_PIECES, OURS, Program, Series};
use attuned_telemetry_benches::workspace::{Package, Profile};
use attuned_telemetry_benches::{machine, program, table};

use arguments::{Arguments, HELP};

mod arguments;

/// Name of the package that serves pages over HTTP.
const HTTP: &str = "pages-http";

/// Number of requests over HTTP.
const SCRAPES: &str = "31";

fn main() -> ExitCode {
    program::run(HELP, measure)
}

fn measure(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let workspace = pages::workspace(arguments.folder.as_deref(), &arguments.runtime, Some(http_package()))?;
    let mut programs = Vec::new();
    for library in pages::asked(&pages::LIBRARIES, arguments.libraries.as_deref()) {
        programs.push((library.name, library.build(&workspace)?));
    }
    let http = arguments.asks_for("http").then(|| workspace.build(HTTP, Profile::Release)).transpose()?;
    let (machine, counters, histograms) = (machine::description()?, arguments.counters, arguments.histograms);
    program::show(&format!("{machine}; {counters} counters, {histograms} histograms\n"))?;
    if arguments.asks_for("pages") {
        show_pages(&programs, arguments)?;
    }
    if arguments.asks_for("writers") {
        show_writers(&programs, arguments)?;
    }
    http.map_or(Ok(()), |http| show_http(&Program(http), arguments))
}

/// Returns the package that serves pages over HTTP.
fn http_package() -> Package {
    let manifest = "[dependencies]\n\
        attuned-telemetry-rt = { path = \"{runtime}/attuned-telemetry-rt\", features = [\"prometheus\", \"serve\"] }\n\
        metrics = \"0.24.6\"\n";
    let files = vec![("src/main.rs", include_str!("templates/http.rs").to_owned())];
    Package { name: HTTP.to_owned(), manifest: manifest.to_owned(), files }
}

type Programs = [(&'static str, Program)];

/// Prints the nanoseconds per series for rendering a page.
fn show_pages(programs: &Programs, arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let titles = ["ns per series", "counter", "page, bytes", "histogram", "page, bytes"];
    program::show(&format!("\n{}", table::head(&titles)))?;
    let mut measured = Vec::new();
    for (name, program) in programs {
        let render = |series| program.numbers("render", series, arguments.seconds());
        let [counter, page] = render((Series::Counters, arguments.counters))?;
        let [histogram, histogram_page] = render((Series::Histograms, arguments.histograms))?;
        let cells = [counter, page, histogram, histogram_page].map(|number| format!("{number:.0}"));
        program::show(&table::line(&[&[(*name).to_owned()], &cells[..]].concat()))?;
        // A library that collects without writing text renders no page.
        if page > 0.0 {
            measured.push((*name, [counter, histogram]));
        }
    }
    show_goals(&measured)
}

fn show_goals(measured: &[(&str, [f64; 2])]) -> Result<(), Box<dyn Error>> {
    let Some((_, ours)) = measured.iter().find(|(name, _)| *name == OURS) else { return Ok(()) };
    let mut goals = vec![("counter: absolute goal", Some(40.0), ours[0])];
    for (kind, goal) in
        ["counter: a fifth of the fastest peer", "histogram: a fifth of the fastest peer"].iter().enumerate()
    {
        let peers = measured.iter().filter(|(name, _)| ![OURS, IN_PIECES, BY_HAND].contains(name));
        let fastest = peers.map(|(_, figures)| figures[kind]).min_by(f64::total_cmp);
        goals.push((goal, fastest.map(|fastest| fastest / 5.0), ours[kind]));
    }
    program::show(&format!("\n{}", table::head(&["goal, ns per series", "allowed", "measured", "reached"])))?;
    for (goal, allowed, ours) in goals {
        let Some(allowed) = allowed else { continue };
        let reached = if ours <= allowed { "yes" } else { "no" };
        let cells = [goal.to_owned(), format!("{allowed:.0}"), format!("{ours:.0}"), reached.to_owned()];
        program::show(&table::line(&cells))?;
    }
    Ok(())
}

/// Prints the duration of one increment, including one clock read.
fn show_writers(programs: &Programs, arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let titles = [
        "ns per increment",
        "p50",
        "p99",
        "p99.9",
        "with pages: p50",
        "with pages: p99",
        "with pages: p99.9",
        "ratio of the p99s",
    ];
    program::show(&format!("\n{}", table::head(&titles)))?;
    for (name, program) in programs {
        let series = (Series::Counters, arguments.counters);
        let percentiles: [f64; 6] = program.numbers("writer", series, arguments.seconds())?;
        let cells = percentiles.map(|percentile| format!("{percentile:.0}"));
        let [_, alone, _, _, with_pages, _] = percentiles;
        let times = format!("{:.2}", with_pages / alone);
        program::show(&table::line(&[&[(*name).to_owned()], &cells[..], &[times]].concat()))?;
    }
    Ok(())
}

/// Prints the time to the first byte and to the last byte of a page.
fn show_http(program: &Program, arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let titles = [
        "ms over HTTP",
        "first byte: minimum",
        "first byte: median",
        "first byte: maximum",
        "last byte: minimum",
        "page, bytes",
        "goal for the median",
        "reached",
    ];
    program::show(&format!("\n{}", table::head(&titles)))?;
    let (counters, histograms) = (arguments.counters.to_string(), arguments.histograms.to_string());
    let [least, median, most, whole, bytes] = program.run(&[&counters, &histograms, SCRAPES])?;
    let times = [least, median, most, whole].map(|milliseconds| format!("{milliseconds:.1}"));
    let reached = if median < 5.0 { "yes" } else { "no" };
    let behind = [format!("{bytes:.0}"), "5.0".to_owned(), reached.to_owned()];
    program::show(&table::line(&[&[OURS.to_owned()], &times[..], &behind[..]].concat()))?;
    Ok(())
}
