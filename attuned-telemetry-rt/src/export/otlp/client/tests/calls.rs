//! Calls over gRPC, and what their answers mean.

use std::io::Read as _;
use std::net::TcpListener;
use std::time::Duration;

use bytes::Bytes;
use flate2::read::GzDecoder;
use tokio::time::timeout;

use super::grpc_server::{GrpcServer, Received, Reply};
use super::server::{Server, answer};
use super::settings::{client, run, settings};
use crate::delivery::{DeliveryError, DeliveryErrorClass, Receipt};
use crate::export::otlp::client::OtlpClient;
use crate::export::otlp::client::SendError;
use crate::export::otlp::settings::transport::{OtlpCompression, OtlpProtocol, TransportSettings};
use crate::export::otlp::signal::OtlpSignal;

const MESSAGE: Bytes = Bytes::from_static(b"a message");

fn grpc(url: &str) -> TransportSettings {
    TransportSettings { protocol: OtlpProtocol::Grpc, ..settings(url) }
}

fn send(server: &GrpcServer) -> Result<Receipt, SendError> {
    run(client(&grpc(&server.url())).send(MESSAGE))
}

fn delivery_error(result: Result<Receipt, SendError>) -> DeliveryError {
    match result {
        Err(SendError::Delivery(error)) => error,
        other => panic!("{other:?}"),
    }
}

fn framed(message: &[u8]) -> Vec<u8> {
    let length = u32::try_from(message.len()).unwrap().to_be_bytes();
    [&[0][..], &length, message].concat()
}

#[test]
fn each_signal_calls_its_service() {
    for (signal, path) in [
        (OtlpSignal::Traces, "/opentelemetry.proto.collector.trace.v1.TraceService/Export"),
        (OtlpSignal::Metrics, "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"),
        (OtlpSignal::Logs, "/opentelemetry.proto.collector.logs.v1.LogsService/Export"),
    ] {
        let server = GrpcServer::always(Reply::ok());
        let mut settings = grpc(&format!("{}/ignored", server.url()));
        settings.headers.push(("x-tenant".parse().unwrap(), "one".parse().unwrap()));
        settings.headers.push(("host".parse().unwrap(), "elsewhere".parse().unwrap()));
        let client = OtlpClient::new(signal, &settings).unwrap();
        assert_eq!(run(client.send(MESSAGE)), Ok(Receipt::all()));
        let Received { uri, headers, body, .. } = &server.received()[0];
        assert_eq!(uri.to_string(), format!("{}{path}", server.url()));
        assert_eq!(*body, framed(&MESSAGE));
        for (name, value) in [
            ("content-type", "application/grpc"),
            ("te", "trailers"),
            ("grpc-timeout", "60000m"),
            ("grpc-accept-encoding", "identity"),
            ("user-agent", "test/1"),
            ("x-tenant", "one"),
        ] {
            assert_eq!(headers.get(name).unwrap(), value, "{name}");
        }
        assert!(!headers.contains_key("grpc-encoding") && !headers.contains_key("host"));
    }
}

#[test]
fn a_large_compressed_message_is_the_same_message() {
    let server = GrpcServer::always(Reply::ok());
    let mut settings = grpc(&server.url());
    let message: Vec<u8> = (0..1_000_000_u32).flat_map(|number| (number / 7).to_le_bytes()).collect();
    assert_eq!(run(client(&settings).send(message.clone().into())), Ok(Receipt::all()));
    settings.compression = OtlpCompression::Gzip;
    assert_eq!(run(client(&settings).send(message.clone().into())), Ok(Receipt::all()));
    let received = server.received();
    assert!(received[0].body == framed(&message));
    assert_eq!(received[1].headers["grpc-encoding"], "gzip");
    let (prefix, compressed) = received[1].body.split_at(5);
    assert_eq!(prefix, [&[1][..], &u32::try_from(compressed.len()).unwrap().to_be_bytes()].concat());
    let mut body = Vec::new();
    GzDecoder::new(compressed).read_to_end(&mut body).unwrap();
    assert!(body == message);
}

#[test]
fn a_connection_is_kept_for_several_calls() {
    let server = GrpcServer::always(Reply::ok());
    let client = client(&grpc(&server.url()));
    run(async {
        for _ in 0..5 {
            assert_eq!(client.send(MESSAGE).await, Ok(Receipt::all()));
        }
    });
    assert!(server.received().iter().all(|call| call.connection == 0));
}

#[test]
fn a_call_that_is_given_up_ends_its_connection() {
    let server = GrpcServer::start(|call| if call.connection == 0 { Reply::hang() } else { Reply::ok() });
    let client = client(&grpc(&server.url()));
    run(async {
        assert!(timeout(Duration::from_millis(100), client.send(MESSAGE)).await.is_err());
        assert_eq!(client.send(MESSAGE).await, Ok(Receipt::all()));
    });
    assert_eq!(server.received().last().unwrap().connection, 1);
}

#[test]
fn a_partial_success_is_a_receipt() {
    let server = GrpcServer::always(Reply::message(&[0x0a, 6, 0x08, 3, 0x12, 2, b'n', b'o'], &[("grpc-status", "0")]));
    assert_eq!(send(&server), Ok(Receipt::rejected(3, "no")));
    let server = GrpcServer::always(Reply::message(&[0x0a, 4, 0x12, 2, b'h', b'm'], &[("grpc-status", "0")]));
    assert_eq!(send(&server), Ok(Receipt::rejected(0, "hm")));
    let server = GrpcServer::always(Reply::message(b"<html>", &[("grpc-status", "0")]));
    assert_eq!(send(&server).unwrap().rejected_items(), 0);
}

#[test]
fn a_status_is_classified_in_headers_and_trailers() {
    for (code, class) in [
        ("14", DeliveryErrorClass::Transient),
        ("3", DeliveryErrorClass::Permanent),
        ("16", DeliveryErrorClass::Configuration),
        ("12", DeliveryErrorClass::Configuration),
    ] {
        let fields = [("grpc-status", code), ("grpc-message", "50%25 full"), ("content-type", "application/grpc")];
        for reply in [Reply::headers(200, &fields), Reply::message(&[], &fields[..2])] {
            let server = GrpcServer::always(reply);
            let error = delivery_error(send(&server));
            assert_eq!(error.class(), class, "{error}");
            assert!(error.to_string().contains("50% full"), "{error}");
            assert_eq!(server.received().len(), 1);
        }
    }
}

#[test]
fn exhausted_resources_are_an_overload_only_with_a_pause() {
    // {8, details: [{type.googleapis.com/google.rpc.RetryInfo, {retry_delay: {seconds: 2}}}]}
    let details = "CAgaMAoodHlwZS5nb29nbGVhcGlzLmNvbS9nb29nbGUucnBjLlJldHJ5SW5mbxIECgIIAg";
    for (fields, expected) in [
        (&[("grpc-status", "8"), ("grpc-status-details-bin", details)][..], Some(Duration::from_secs(2))),
        (&[("grpc-status", "8"), ("grpc-message", "received message larger than max")], None),
    ] {
        let result = send(&GrpcServer::always(Reply::headers(200, fields)));
        match expected {
            Some(pause) => {
                let error = delivery_error(result);
                assert_eq!((error.class(), error.retry_after()), (DeliveryErrorClass::Overload, Some(pause)));
            }
            None => assert!(matches!(result, Err(SendError::TooLarge { .. })), "{result:?}"),
        }
    }
}

#[test]
fn a_server_that_refuses_gzip_gets_the_message_uncompressed() {
    let go = r#"grpc: Decompressor is not installed for grpc-encoding "gzip""#;
    for refusal in [
        Reply::headers(200, &[("grpc-status", "12"), ("grpc-message", go)]),
        Reply::headers(200, &[("grpc-status", "12"), ("grpc-accept-encoding", "identity,deflate")]),
    ] {
        let server =
            GrpcServer::start(
                move |call| {
                    if call.headers.contains_key("grpc-encoding") { refusal.clone() } else { Reply::ok() }
                },
            );
        let mut settings = grpc(&server.url());
        settings.compression = OtlpCompression::Gzip;
        let client = client(&settings);
        run(async {
            let first = client.send(MESSAGE).await.unwrap();
            assert!(first.message().unwrap().contains("does not support gzip"), "{first:?}");
            assert_eq!(client.send(MESSAGE).await, Ok(Receipt::all()));
        });
        let received = server.received();
        assert_eq!(received.len(), 3);
        assert!(received[1..].iter().all(|call| call.body == framed(&MESSAGE)));
    }
}

#[test]
fn answers_of_proxies_have_the_meaning_of_their_http_status() {
    let proxy =
        |status| GrpcServer::always(Reply::headers(status, &[("retry-after", "3"), ("content-type", "text/html")]));
    let error = delivery_error(send(&proxy(503)));
    assert_eq!((error.class(), error.retry_after()), (DeliveryErrorClass::Overload, Some(Duration::from_secs(3))));
    assert_eq!(delivery_error(send(&proxy(404))).class(), DeliveryErrorClass::Configuration);
    assert_eq!(delivery_error(send(&proxy(307))).class(), DeliveryErrorClass::Configuration);
    assert!(matches!(send(&proxy(413)), Err(SendError::TooLarge { .. })));
    let error = delivery_error(send(&proxy(200)));
    assert_eq!(error.class(), DeliveryErrorClass::Configuration);
    assert!(error.to_string().contains("gRPC port"), "{error}");
}

#[test]
fn an_answer_without_a_status_is_transient() {
    let server = GrpcServer::always(Reply::message(&[], &[]));
    assert_eq!(delivery_error(send(&server)).class(), DeliveryErrorClass::Transient);
}

#[test]
fn a_silent_server_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut settings = grpc(&format!("http://{}", listener.local_addr().unwrap()));
    settings.timeout = Duration::from_millis(200);
    let error = delivery_error(run(client(&settings).send(MESSAGE)));
    assert_eq!(error.class(), DeliveryErrorClass::Transient);
    assert!(error.to_string().contains("within 200ms"), "{error}");
}

#[test]
fn a_server_that_speaks_http_1_is_named_with_a_hint() {
    let server = Server::always(answer("400 Bad Request", &[], ""));
    let url = server.url();
    let error = delivery_error(run(client(&grpc(&url)).send(MESSAGE)));
    assert_eq!(error.class(), DeliveryErrorClass::Configuration);
    assert!(error.to_string().contains("does not respond in HTTP/2"), "{error}");
}
