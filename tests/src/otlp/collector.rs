//! The collector.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use tokio::net::TcpSocket;
use tokio::runtime::Builder;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use super::certificates::Authority;
use super::fault::{Fault, Protocol};
use super::received::{Received, Signal};
use super::server::{Command, Shared, bound, run};

/// How long a test waits for something that has to happen.
const PATIENCE: Duration = Duration::from_secs(60);

/// A collector on a thread of its own, with a runtime of its own. It ends when it is dropped.
pub struct FaultyCollector {
    protocol: Protocol,
    address: SocketAddr,
    is_encrypted: bool,
    shared: Arc<Shared>,
    commands: UnboundedSender<Command>,
    thread: Option<JoinHandle<()>>,
    /// Keeps the port while nothing listens at it.
    _port: TcpSocket,
}

impl FaultyCollector {
    /// Starts a collector.
    #[must_use]
    pub fn start(protocol: Protocol, fault: Fault) -> Self {
        let authority = (fault == Fault::UnknownAuthority).then(Authority::new);
        Self::start_with(protocol, fault, authority.as_ref().map(|authority| (authority, false)))
    }

    /// Starts a collector at `https://localhost` with a certificate of an authority. It may require that clients have
    /// one of the same authority.
    #[must_use]
    pub fn start_encrypted(protocol: Protocol, fault: Fault, authority: &Authority, requires_client: bool) -> Self {
        Self::start_with(protocol, fault, Some((authority, requires_client)))
    }

    fn start_with(protocol: Protocol, fault: Fault, tls: Option<(&Authority, bool)>) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let port = {
            let _entered = runtime.enter();
            bound((Ipv4Addr::LOCALHOST, 0).into())
        };
        let address = port.local_addr().unwrap();
        let tls = tls.map(|(authority, requires_client)| authority.server_config(protocol, requires_client));
        let is_encrypted = tls.is_some();
        let shared = Arc::new(Shared::new(protocol, tls));
        let (commands, orders) = unbounded_channel();
        let of_thread = Arc::clone(&shared);
        let thread = thread::spawn(move || {
            runtime.block_on(run(address, of_thread, orders));
            runtime.shutdown_background();
        });
        let collector = Self { protocol, address, is_encrypted, shared, commands, thread: Some(thread), _port: port };
        collector.set_fault(fault);
        collector
    }

    /// Returns the endpoint: a base URL, without the path of a signal.
    #[must_use]
    pub fn endpoint(&self) -> String {
        let (scheme, port) = (if self.is_encrypted { "https" } else { "http" }, self.address.port());
        let host = match &*self.shared.fault() {
            Fault::UnknownName => "collector.invalid",
            _ if self.is_encrypted => "localhost",
            _ => "127.0.0.1",
        };
        format!("{scheme}://{host}:{port}")
    }

    /// Returns the protocol.
    #[must_use]
    pub fn protocol(&self) -> Protocol {
        self.protocol
    }

    /// Changes what the collector does from the next request on. [`Fault::Refused`] also ends all connections.
    pub fn set_fault(&self, fault: Fault) {
        let is_open = fault != Fault::Refused;
        self.shared.set_fault(fault);
        if is_open { self.command(Command::Listen) } else { self.command(Command::Close) }
    }

    /// Ends all connections and the port, and opens the port again.
    pub fn restart(&self) {
        self.command(Command::Close);
        if *self.shared.fault() != Fault::Refused {
            self.command(Command::Listen);
        }
    }

    /// Returns when the command was executed.
    fn command(&self, command: impl FnOnce(mpsc::Sender<()>) -> Command) {
        let (done, wait) = mpsc::channel();
        self.commands.send(command(done)).unwrap();
        wait.recv_timeout(PATIENCE).unwrap();
    }

    /// Returns the requests that have arrived completely.
    #[must_use]
    pub fn requests(&self) -> Vec<Received> {
        self.shared.requests().clone()
    }

    /// Returns the requests of a signal of which the collector took the message, or a part of it.
    #[must_use]
    pub fn accepted(&self, signal: Signal) -> Vec<Received> {
        let requests = self.shared.requests();
        requests.iter().filter(|request| request.signal == Some(signal) && request.was_accepted).cloned().collect()
    }

    /// Waits for a state of the requests.
    ///
    /// # Panics
    ///
    /// Panics if it does not come within a minute.
    pub fn wait_until(&self, mut is_reached: impl FnMut(&[Received]) -> bool) {
        let end = Instant::now() + PATIENCE;
        let mut requests = self.shared.requests();
        while !is_reached(&requests) {
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "after {PATIENCE:?}, there are {} requests", requests.len());
            requests = self.shared.arrived.wait_timeout(requests, left).unwrap().0;
        }
    }
}

impl Drop for FaultyCollector {
    fn drop(&mut self) {
        let _ = self.commands.send(Command::End);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
