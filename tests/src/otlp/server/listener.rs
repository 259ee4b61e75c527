//! Accepts connections.

use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, mpsc};

use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::task::JoinSet;

use super::connection::serve;
use super::shared::Shared;

/// What the server is told. It answers when it has done it.
pub(in crate::otlp) enum Command {
    /// Opens the port, if it is closed.
    Listen(mpsc::Sender<()>),
    /// Closes the port and all connections.
    Close(mpsc::Sender<()>),
    End,
}

/// Returns a socket at an address. Several can share a port if at most one listens.
pub(in crate::otlp) fn bound(address: SocketAddr) -> TcpSocket {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_reuseaddr(true).unwrap();
    socket.bind(address).unwrap();
    socket
}

/// Accepts connections until it is told to end.
pub(in crate::otlp) async fn run(address: SocketAddr, shared: Arc<Shared>, mut commands: UnboundedReceiver<Command>) {
    let mut listener = None;
    let mut connections = JoinSet::new();
    let mut number = 0;
    loop {
        tokio::select! {
            command = commands.recv() => match command {
                Some(Command::Listen(done)) => {
                    listener = Some(listener.unwrap_or_else(|| bound(address).listen(1024).unwrap()));
                    let _ = done.send(());
                }
                Some(Command::Close(done)) => {
                    listener = None;
                    connections.shutdown().await;
                    let _ = done.send(());
                }
                Some(Command::End) | None => return,
            },
            Ok(stream) = accept(listener.as_ref()) => {
                connections.spawn(serve(stream, number, Arc::clone(&shared)));
                number += 1;
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn accept(listener: Option<&TcpListener>) -> io::Result<TcpStream> {
    match listener {
        Some(listener) => {
            let (stream, _) = listener.accept().await?;
            // A connection that is dropped is reset.
            stream.set_zero_linger()?;
            Ok(stream)
        }
        None => pending().await,
    }
}
