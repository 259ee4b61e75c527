//! A server that misbehaves as told.

use std::collections::HashMap;
use std::io::{self, BufRead as _, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A request that the server has received.
#[derive(Clone, Debug)]
pub(super) struct Received {
    /// The number of the connection, from 0.
    pub(super) connection: usize,
    /// The first line.
    pub(super) line: String,
    pub(super) headers: HashMap<String, String>,
    pub(super) body: Vec<u8>,
}

/// What the server does with a request.
pub(super) enum Reply {
    /// Sends these bytes, and waits for the next request.
    Send(Vec<u8>),
    /// Sends these bytes, and closes the connection.
    SendAndClose(Vec<u8>),
    /// Sends nothing until the client closes the connection.
    Hang,
}

/// An HTTP/1.1 server on a thread of its own, for one connection at a time. It ends when it is dropped.
pub(super) struct Server {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
    ends: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server that asks a function for each reply.
    pub(super) fn start(reply: impl Fn(&Received) -> Reply + Send + 'static) -> Self {
        Self::start_on(|stream| stream, reply)
    }

    /// Starts a server with encryption that accepts all requests.
    pub(super) fn encrypted(config: Arc<ServerConfig>) -> Self {
        let wrap = move |stream| StreamOwned::new(ServerConnection::new(Arc::clone(&config)).unwrap(), stream);
        Self::start_on(wrap, |_| Reply::Send(answer("200 OK", &[], "")))
    }

    fn start_on<S: Read + Write>(
        wrap: impl Fn(TcpStream) -> S + Send + 'static,
        reply: impl Fn(&Received) -> Reply + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let received = Arc::new(Mutex::new(Vec::new()));
        let ends = Arc::new(AtomicBool::new(false));
        let shared = (Arc::clone(&received), Arc::clone(&ends));
        let thread = thread::spawn(move || {
            let (received, ends) = shared;
            for (connection, stream) in listener.incoming().enumerate() {
                if ends.load(Ordering::Relaxed) {
                    break;
                }
                // An error means that the client has closed the connection.
                let _ = serve(wrap(stream.unwrap()), connection, &received, &reply);
            }
        });
        Self { address, received, ends, thread: Some(thread) }
    }

    /// Starts a server that replies with the same bytes to all requests.
    pub(super) fn always(reply: impl Into<Vec<u8>>) -> Self {
        let reply = reply.into();
        Self::start(move |_| Reply::Send(reply.clone()))
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}/v1/traces", self.address)
    }

    pub(super) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(super) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn serve(
    stream: impl Read + Write,
    connection: usize,
    received: &Mutex<Vec<Received>>,
    reply: &impl Fn(&Received) -> Reply,
) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    loop {
        let request = read(&mut reader, connection)?;
        received.lock().unwrap().push(request.clone());
        match reply(&request) {
            Reply::Send(bytes) => reader.get_mut().write_all(&bytes)?,
            Reply::SendAndClose(bytes) => return reader.get_mut().write_all(&bytes),
            Reply::Hang => return io::copy(&mut reader, &mut io::sink()).map(drop),
        }
    }
}

fn read(reader: &mut BufReader<impl Read>, connection: usize) -> io::Result<Received> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let headers: HashMap<_, _> = lines[1..]
        .iter()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
        .collect();
    let mut body = vec![0; headers.get("content-length").map_or(0, |length| length.parse().unwrap())];
    reader.read_exact(&mut body)?;
    Ok(Received { connection, line: lines[0].clone(), headers, body })
}

/// Returns the bytes of an answer.
pub(super) fn answer(status: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let headers: Vec<_> = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let headers = headers.concat();
    let head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n{headers}\r\n", body.len());
    [head.as_bytes(), body].concat()
}
