//! The state store: a service that stores the newest state of every user, annotated with `attuned-telemetry-rt`.
//!
//! It serves HTTP, replays a file of requests against itself, prints a report, and continues to serve. Built with
//! `--no-default-features` it is the same program without telemetry: the annotations expand to nothing.

use std::error::Error;
use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use attuned_telemetry_rt::HealthRegistry;

use arguments::{Arguments, Asked, HELP, StoreKind};
use replay::Replay;
use server::Server;
use store::{MemoryStore, RedbStore, StateStore, StoreError};
use telemetry::Telemetry;

mod arguments;
mod http;
mod replay;
mod server;
mod snapshot;
mod store;
mod telemetry;
mod translate;

/// Exit code for an invalid command line.
const USAGE: u8 = 2;

#[tokio::main]
async fn main() -> ExitCode {
    let ended = match Asked::from_words(std::env::args_os().skip(1)) {
        Ok(Asked::Run(arguments)) => run(arguments).await,
        Ok(Asked::Print(page)) => telemetry::page(page).and_then(|page| Ok(show(&page)?)),
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

/// Runs the service. Everything that can fail at start-up is checked before the files of the previous run are changed.
async fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    let replay = Replay::read(&arguments.replay)?;
    let listener = server::bind(arguments.port).await?;
    let address = listener.local_addr()?;
    let health = Arc::new(HealthRegistry::new());
    let store = open_store(&arguments, &health).await?;
    let telemetry = Telemetry::start(&arguments.data, arguments.otlp.as_deref(), Arc::clone(&store))?;
    let router = telemetry.observe(http::router(store)).merge(telemetry.endpoints(health));
    let server = Server::start(listener, router);
    tokio::select! {
        shown = replay_and_show(replay, &arguments, address, &telemetry) => {
            shown?;
            if !arguments.exit {
                show("\nserving until Ctrl-C\n")?;
                server::asked_to_end().await?;
            }
        }
        asked = server::asked_to_end() => asked?,
    }
    server.stop().await
}

/// Opens the store, and registers it as a component.
async fn open_store(arguments: &Arguments, health: &HealthRegistry) -> Result<Arc<dyn StateStore>, String> {
    let folder = &arguments.data;
    let failed = |error: &dyn Error| {
        format!("cannot store data in `{}`: {error}; choose another directory with `--data`", folder.display())
    };
    std::fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    match arguments.store {
        StoreKind::Memory => {
            let store = Arc::new(MemoryStore::new());
            health.register(Arc::clone(&store));
            Ok(store)
        }
        StoreKind::Redb => {
            let store = Arc::new(RedbStore::open(folder).await.map_err(|error: StoreError| failed(&error))?);
            health.register(Arc::clone(&store));
            Ok(store)
        }
    }
}

async fn replay_and_show(
    replay: Replay,
    arguments: &Arguments,
    address: SocketAddr,
    telemetry: &Telemetry,
) -> Result<(), Box<dyn Error>> {
    for mistake in replay.mistakes() {
        eprintln!("skipped {}, {mistake}", arguments.replay.display());
    }
    show(&format!("state-store listens on http://{address} and replays {}\n", arguments.replay.display()))?;
    show(&replay.run(address).await?)?;
    show(&telemetry.report(address).await?)?;
    Ok(())
}

/// Prints a text. A closed output is an error, not a panic.
fn show(text: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()
}
