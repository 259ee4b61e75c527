//! The endpoints on a port and a thread of their own: they answer also when the application's runtime does not.

use std::error::Error;
use std::net::{SocketAddr, TcpListener};
use std::thread::JoinHandle;
use std::{fmt, io, thread};

use axum::Router;
use tokio::sync::oneshot;

use super::endpoints::Endpoints;

/// Endpoints that are being served. Dropped, they stop.
#[derive(Debug)]
pub struct Listener {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Why an address cannot be listened on.
#[derive(Debug)]
pub struct ListenError {
    address: SocketAddr,
    error: io::Error,
}

impl fmt::Display for ListenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { address, error } = self;
        write!(formatter, "cannot listen on {address}: {error}; give another address, port 0 takes any free one")
    }
}

impl Error for ListenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.error)
    }
}

impl Endpoints {
    /// Serves the endpoints on an address of their own, until the listener is dropped.
    ///
    /// # Errors
    ///
    /// If the address is taken, or the system has no thread left.
    ///
    /// ```
    /// use std::io::{Read as _, Write as _};
    /// use std::net::TcpStream;
    ///
    /// use attuned_telemetry_rt::http::Endpoints;
    ///
    /// let listener = Endpoints::new().listen(([127, 0, 0, 1], 0).into())?;
    /// let mut stream = TcpStream::connect(listener.address())?;
    /// stream.write_all(b"GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    /// let mut answer = String::new();
    /// stream.read_to_string(&mut answer)?;
    /// assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"));
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    pub fn listen(self, address: SocketAddr) -> Result<Listener, ListenError> {
        start(address, self.router()).map_err(|error| ListenError { address, error })
    }
}

fn start(address: SocketAddr, router: Router) -> io::Result<Listener> {
    let socket = TcpListener::bind(address)?;
    socket.set_nonblocking(true)?;
    let address = socket.local_addr()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (stop, stopped) = oneshot::channel::<()>();
    let serve = async move {
        let socket = tokio::net::TcpListener::from_std(socket)?;
        let stopped = async {
            // A sender that is gone means the same.
            drop(stopped.await);
        };
        tokio::select! {
            served = axum::serve(socket, router) => served,
            () = stopped => Ok(()),
        }
    };
    let run = move || {
        if let Err(error) = runtime.block_on(serve) {
            tracing::error!("the endpoints on {address} have stopped: {error}");
        }
        // A check that blocks is left behind.
        runtime.shutdown_background();
    };
    let thread = thread::Builder::new().name("endpoints".to_owned()).spawn(run)?;
    Ok(Listener { address, stop: Some(stop), thread: Some(thread) })
}

impl Listener {
    /// Where the endpoints are.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // It ends as soon as it is told to.
            drop(thread.join());
        }
    }
}
