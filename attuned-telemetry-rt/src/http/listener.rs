//! Serves the endpoints on a port and a thread of their own, so that they respond even if the application's runtime is
//! blocked.

use std::error::Error;
use std::net::{SocketAddr, TcpListener};
use std::thread::JoinHandle;
use std::{fmt, io, thread};

use axum::Router;
use tokio::sync::oneshot;

use super::endpoints::Endpoints;

/// A server for [`Endpoints`]. It stops when it is dropped.
#[derive(Debug)]
pub struct Listener {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Error of [`Endpoints::listen`]: the address cannot be used, or the server cannot be started.
#[derive(Debug)]
pub struct ListenError {
    address: SocketAddr,
    step: Step,
    error: io::Error,
}

/// The step that failed.
#[derive(Clone, Copy, Debug)]
enum Step {
    Bind,
    Serve,
}

impl fmt::Display for ListenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { address, step, error } = self;
        match step {
            Step::Bind => write!(
                formatter,
                "cannot listen on {address}: {error}; use another address, or port 0 for any free port"
            ),
            Step::Serve => write!(
                formatter,
                "cannot start the server for {address}: {error}; check the limits of threads, files and memory of the \
                 process"
            ),
        }
    }
}

impl Error for ListenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.error)
    }
}

impl Endpoints {
    /// Serves the endpoints on `address` until the listener is dropped. Port 0 selects a free port; see
    /// [`Listener::address`]. The server has its own thread and runtime, so the caller needs no runtime.
    ///
    /// # Errors
    ///
    /// Returns an error if the address cannot be bound, or if the thread cannot be started.
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
        let failed = |step| move |error| ListenError { address, step, error };
        let socket = bind(address).map_err(failed(Step::Bind))?;
        serve(socket, self.router()).map_err(failed(Step::Serve))
    }
}

fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = TcpListener::bind(address)?;
    socket.set_nonblocking(true)?;
    Ok(socket)
}

fn serve(socket: TcpListener, router: Router) -> io::Result<Listener> {
    let address = socket.local_addr()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (stop, stopped) = oneshot::channel::<()>();
    let serve = async move {
        let socket = tokio::net::TcpListener::from_std(socket)?;
        let stopped = async {
            // A dropped sender stops the server, as a message does.
            drop(stopped.await);
        };
        tokio::select! {
            served = axum::serve(socket, router) => served,
            () = stopped => Ok(()),
        }
    };
    let run = move || {
        if let Err(error) = runtime.block_on(serve) {
            tracing::error!("the HTTP endpoints on {address} stopped: {error}");
        }
        // Does not wait for checks that block.
        runtime.shutdown_background();
    };
    let thread = thread::Builder::new().name("endpoints".to_owned()).spawn(run)?;
    Ok(Listener { address, stop: Some(stop), thread: Some(thread) })
}

impl Listener {
    /// Returns the address of the endpoints, with the actual port.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // The thread ends at once: its runtime does not wait for blocking tasks.
            drop(thread.join());
        }
    }
}
