//! Connections that fail, end or are kept.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::time::timeout;

use super::server::{Received, Reply, Server, answer};
use super::settings::{client, run, settings};
use crate::delivery::{DeliveryError, DeliveryErrorClass, Receipt};
use crate::export::otlp::client::SendError;

const MESSAGE: Bytes = Bytes::from_static(b"a message");

fn ok() -> Vec<u8> {
    answer("200 OK", &[], "")
}

fn transient(result: Result<Receipt, SendError>) -> DeliveryError {
    match result {
        Err(SendError::Delivery(error)) if error.class() == DeliveryErrorClass::Transient => error,
        other => panic!("{other:?}"),
    }
}

fn connections(server: &Server) -> Vec<usize> {
    server.received().iter().map(|Received { connection, .. }| *connection).collect()
}

#[test]
fn a_connection_is_kept() {
    let server = Server::always(ok());
    let client = client(&settings(&server.url()));
    run(async {
        for _ in 0..5 {
            assert_eq!(client.send(MESSAGE).await, Ok(Receipt::all()));
        }
    });
    assert_eq!(connections(&server), [0; 5]);
}

#[test]
fn a_kept_connection_that_ended_is_replaced() {
    let server = Server::start(|_| Reply::SendAndClose(ok()));
    let client = client(&settings(&server.url()));
    run(async {
        for _ in 0..5 {
            assert_eq!(client.send(MESSAGE).await, Ok(Receipt::all()));
        }
    });
    assert_eq!(connections(&server), [0, 1, 2, 3, 4]);
}

#[test]
fn a_connection_of_another_runtime_is_replaced() {
    let server = Server::always(ok());
    let client = client(&settings(&server.url()));
    for _ in 0..3 {
        assert_eq!(run(client.send(MESSAGE)), Ok(Receipt::all()));
    }
    assert_eq!(connections(&server), [0, 1, 2]);
}

#[test]
fn a_call_that_is_given_up_ends_its_connection() {
    let server = Server::start(|request| match request.connection {
        0 => Reply::Hang,
        _ => Reply::Send(ok()),
    });
    let client = client(&settings(&server.url()));
    run(async {
        assert!(timeout(Duration::from_millis(100), client.send(MESSAGE)).await.is_err());
        // The server takes one connection at a time: it has seen the end of the first.
        assert_eq!(client.send(MESSAGE).await, Ok(Receipt::all()));
    });
    assert_eq!(connections(&server).last(), Some(&1));
}

#[test]
fn a_server_that_is_silent_or_slow_is_given_up() {
    let replies: [fn() -> Reply; 2] =
        [|| Reply::Hang, || Reply::Send(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nslow".to_vec())];
    for reply in replies {
        let server = Server::start(move |_| reply());
        let mut settings = settings(&server.url());
        settings.timeout = Duration::from_millis(200);
        let started = Instant::now();
        let error = transient(run(client(&settings).send(MESSAGE))).to_string();
        assert!(started.elapsed() >= settings.timeout);
        assert!(error.contains("within 200ms") && error.contains("127.0.0.1:"), "{error}");
    }
}

#[test]
fn a_connection_that_breaks_is_transient_and_not_sent_again() {
    let partial: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\npart";
    for bytes in [&[][..], b"HTTP/1.1 200", partial] {
        let server = Server::start(|_| Reply::SendAndClose(bytes.to_vec()));
        let error = transient(run(client(&settings(&server.url())).send(MESSAGE)));
        assert!(error.to_string().contains("127.0.0.1:"), "{error}");
        assert_eq!(server.received().len(), 1);
    }
}

#[test]
fn an_answer_in_another_protocol_is_a_configuration_error() {
    let settings_frame: &[u8] = &[0, 0, 0, 4, 0, 0, 0, 0, 0];
    for bytes in [settings_frame, b"\x15\x03\x01\0\x02\x02\x16", b"220 mail ESMTP\r\n"] {
        let server = Server::start(|_| Reply::SendAndClose(bytes.to_vec()));
        match run(client(&settings(&server.url())).send(MESSAGE)) {
            Err(SendError::Delivery(error)) => {
                assert_eq!(error.class(), DeliveryErrorClass::Configuration);
                assert!(error.to_string().contains("does not respond in HTTP/1.1"), "{error}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_refused_connection_names_host_and_port() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = transient(run(client(&settings(&format!("http://{address}/"))).send(MESSAGE)));
    assert!(error.to_string().contains(&address.to_string()), "{error}");
}

#[test]
fn a_name_that_does_not_exist_is_named() {
    let error = transient(run(client(&settings("http://collector.invalid:4318/")).send(MESSAGE)));
    assert!(error.to_string().contains("`collector.invalid`"), "{error}");
}
