//! The time to compile the dependencies of a program that sends spans.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Duration;

use attuned_telemetry_benches::workspace::{Package, Workspace};
use attuned_telemetry_benches::{program, table};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::{TimeVal, TimeValLike as _};

const SDK: &str = "opentelemetry = { version = \"0.33.1\", default-features = false, features = [\"trace\"] }\n\
    opentelemetry_sdk = { version = \"0.33.1\", default-features = false, features = [\"trace\"] }\n\
    tracing = \"0.1.44\"\n\
    tracing-opentelemetry = { version = \"0.34.0\", default-features = false }\n";

/// The packages: a title, a name, and the dependencies.
fn packages() -> Vec<(&'static str, Package)> {
    let ours = |feature| {
        format!(
            "attuned-telemetry-rt = {{ path = \"{{runtime}}/attuned-telemetry-rt\", default-features = false, \
             features = [\"{feature}\"] }}\n"
        )
    };
    let sdk = |features| {
        format!(
            "{SDK}opentelemetry-otlp = {{ version = \"0.33.0\", default-features = false, features = [{features}] }}\n"
        )
    };
    let of = |title, name: &str, crates: String| {
        let files = vec![("src/lib.rs", String::new())];
        (title, Package { name: name.to_owned(), manifest: format!("[dependencies]\n{crates}"), files })
    };
    vec![
        of("ours, `otlp`", "build-otlp", ours("otlp")),
        of("ours, `otlp-grpc`", "build-otlp-grpc", ours("otlp-grpc")),
        of(
            "tracing-opentelemetry, SDK, HTTP and TLS",
            "build-sdk",
            sdk("\"http-proto\", \"reqwest-blocking-client\", \"reqwest-rustls\", \"gzip-http\", \"trace\""),
        ),
        of(
            "tracing-opentelemetry, SDK, gRPC and TLS",
            "build-sdk-grpc",
            sdk("\"grpc-tonic\", \"gzip-tonic\", \"tls-ring\", \"tls-roots\", \"trace\""),
        ),
        of("emit, emit_otlp", "build-emit", "emit = \"2.23.0\"\nemit_otlp = \"2.23.0\"\n".to_owned()),
    ]
}

/// Prints the table of build times.
pub(crate) fn measure(folder: &Path, runtime: &Path) -> Result<(), Box<dyn Error>> {
    let folder = folder.join("build");
    let (titles, packages): (Vec<_>, Vec<_>) = packages().into_iter().unzip();
    let workspace = Workspace::generate(&folder, runtime, &packages)?;
    let head = ["from an empty target directory", "crates", "CPU, s"];
    program::show(&table::head(&head))?;
    for (title, package) in titles.iter().zip(&packages) {
        let tree = workspace.cargo("tree", &package.name, &["--edges", "normal,build", "--prefix", "none"])?;
        let mut crates: Vec<_> = tree.lines().map(|line| line.trim_end_matches(" (*)")).collect();
        crates.sort_unstable();
        crates.dedup();
        let mut cells = vec![(*title).to_owned(), (crates.len() - 1).to_string()];
        let target = folder.join("target");
        if target.exists() {
            fs::remove_dir_all(&target)?;
        }
        let before = of_children()?;
        workspace.cargo("build", &package.name, &[])?;
        cells.push(format!("{:.0}", of_children()?.saturating_sub(before).as_secs_f64()));
        program::show(&table::line(&cells))?;
    }
    Ok(())
}

/// Returns the user and system time of all children so far.
fn of_children() -> Result<Duration, Box<dyn Error>> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    Ok(duration(usage.user_time())? + duration(usage.system_time())?)
}

fn duration(time: TimeVal) -> Result<Duration, Box<dyn Error>> {
    Ok(Duration::from_micros(time.num_microseconds().try_into()?))
}
