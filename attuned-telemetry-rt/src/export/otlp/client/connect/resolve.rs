//! Resolves names.

use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs as _};
use std::sync::{Mutex, PoisonError};

use tokio::task::{JoinHandle, spawn_blocking};

type LookUp = JoinHandle<io::Result<Vec<SocketAddr>>>;

/// Resolves the name of one host. The system's resolver blocks a thread, possibly for minutes. Only one such call is
/// made at a time: an attempt that is given up leaves it to the next attempt.
#[derive(Default)]
pub(super) struct Resolver {
    unfinished: Mutex<Option<LookUp>>,
}

impl Resolver {
    /// Returns the addresses of a host, in the order in which the system prefers them.
    pub(super) async fn resolve(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        if let Ok(address) = host.parse::<IpAddr>() {
            return Ok(vec![(address, port).into()]);
        }
        let unfinished = self.unfinished.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(look_up) = unfinished {
            // Its runtime may have ended. Then the name is resolved again.
            if let Ok(addresses) = self.finish(look_up).await {
                return addresses;
            }
        }
        let host = host.to_owned();
        let look_up = spawn_blocking(move || Ok((&*host, port).to_socket_addrs()?.collect()));
        self.finish(look_up).await.map_err(io::Error::other)?
    }

    async fn finish(&self, look_up: LookUp) -> Result<io::Result<Vec<SocketAddr>>, tokio::task::JoinError> {
        let mut kept = Kept { resolver: self, look_up: Some(look_up) };
        let Some(look_up) = &mut kept.look_up else { return Ok(Ok(Vec::new())) };
        let result = look_up.await;
        kept.look_up = None;
        result
    }
}

/// Keeps a call for the next attempt if this attempt is given up.
struct Kept<'resolver> {
    resolver: &'resolver Resolver,
    look_up: Option<LookUp>,
}

impl Drop for Kept<'_> {
    fn drop(&mut self) {
        if let Some(look_up) = self.look_up.take() {
            *self.resolver.unfinished.lock().unwrap_or_else(PoisonError::into_inner) = Some(look_up);
        }
    }
}
