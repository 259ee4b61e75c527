//! Listens, serves, and stops.

use std::error::Error;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Binds a port on this machine.
///
/// # Errors
///
/// Returns an error if the port is in use; the message says what to do.
pub(crate) async fn bind(port: u16) -> Result<TcpListener, String> {
    let taken = |error: io::Error| match error.kind() {
        io::ErrorKind::AddrInUse => {
            format!("port {port} is in use; choose another with `--port N`, or `--port 0` for any free port")
        }
        _ => format!("cannot listen on port {port}: {error}; choose another with `--port N`"),
    };
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await.map_err(taken)
}

/// A running server.
pub(crate) struct Server {
    stop: oneshot::Sender<()>,
    running: JoinHandle<io::Result<()>>,
}

impl Server {
    /// Starts the server.
    pub(crate) fn start(listener: TcpListener, router: Router) -> Self {
        let (stop, stopped) = oneshot::channel();
        let serve = axum::serve(listener, router).with_graceful_shutdown(async move {
            // A dropped sender stops the server as well.
            let _ = stopped.await;
        });
        Self { stop, running: tokio::spawn(serve.into_future()) }
    }

    /// Stops the server after the running requests.
    ///
    /// # Errors
    ///
    /// Returns an error if the server failed.
    pub(crate) async fn stop(self) -> Result<(), Box<dyn Error>> {
        drop(self.stop);
        Ok(self.running.await??)
    }
}

/// Waits for a signal to exit: Ctrl-C, or SIGTERM on Unix.
///
/// # Errors
///
/// Returns an error if the signals cannot be received.
pub(crate) async fn asked_to_end() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            pressed = tokio::signal::ctrl_c() => pressed,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
