//! What answers over HTTP mean.

use std::io::Read as _;
use std::time::Duration;

use bytes::Bytes;
use flate2::read::GzDecoder;

use super::server::{Reply, Server, answer};
use super::settings::{client, run, settings};
use crate::delivery::{DeliveryError, DeliveryErrorClass, Receipt};
use crate::export::otlp::client::OtlpClient;
use crate::export::otlp::client::SendError;
use crate::export::otlp::settings::transport::{OtlpCompression, OtlpProtocol, TransportSettings};
use crate::export::otlp::signal::OtlpSignal;

const MESSAGE: &[u8] = b"a message";

fn send(server: &Server) -> Result<Receipt, SendError> {
    run(client(&settings(&server.url())).send(Bytes::from_static(MESSAGE)))
}

fn delivery_error(result: Result<Receipt, SendError>) -> DeliveryError {
    match result {
        Err(SendError::Delivery(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_message_arrives_with_its_headers() {
    let server = Server::always(answer("200 OK", &[], ""));
    let mut settings = settings(&server.url());
    settings.headers.push(("x-tenant".parse().unwrap(), "one".parse().unwrap()));
    settings.headers.push(("transfer-encoding".parse().unwrap(), "chunked".parse().unwrap()));
    let sent = run(client(&settings).send(Bytes::from_static(MESSAGE)));
    assert_eq!(sent, Ok(Receipt::all()));
    let received = &server.received()[0];
    assert_eq!(received.line, "POST /v1/traces HTTP/1.1");
    assert_eq!(received.body, MESSAGE);
    let header = |name: &str| received.headers.get(name).map(String::as_str);
    assert_eq!(header("host"), server.url().strip_prefix("http://").unwrap().strip_suffix("/v1/traces"));
    assert_eq!(header("content-type"), Some("application/x-protobuf"));
    assert_eq!(header("user-agent"), Some("test/1"));
    assert_eq!(header("x-tenant"), Some("one"));
    for name in ["content-encoding", "transfer-encoding", "expect", "upgrade"] {
        assert_eq!(header(name), None, "{name}");
    }
}

#[test]
fn json_has_its_content_type_and_answers() {
    let body = r#"{"partialSuccess":{"rejectedSpans":"2","errorMessage":"too old"}}"#;
    let server = Server::always(answer("200 OK", &[("content-type", "application/json")], body));
    let mut settings = settings(&server.url());
    settings.protocol = OtlpProtocol::HttpJson;
    let sent = run(client(&settings).send(Bytes::from_static(b"{}")));
    assert_eq!(sent, Ok(Receipt::rejected(2, "too old")));
    assert_eq!(server.received()[0].headers["content-type"], "application/json");
}

#[test]
fn a_compressed_message_is_the_same_message() {
    let server = Server::always(answer("200 OK", &[], ""));
    let mut settings = settings(&server.url());
    settings.compression = OtlpCompression::Gzip;
    let message: Vec<u8> = (0..1_000_000_u32).flat_map(|number| (number / 7).to_le_bytes()).collect();
    assert_eq!(run(client(&settings).send(message.clone().into())), Ok(Receipt::all()));
    let received = &server.received()[0];
    assert_eq!(received.headers["content-encoding"], "gzip");
    let mut body = Vec::new();
    GzDecoder::new(&*received.body).read_to_end(&mut body).unwrap();
    assert!(body == message);
}

#[test]
fn a_server_that_refuses_gzip_gets_the_message_uncompressed() {
    let collector: &str = "unsupported Content-Encoding: gzip";
    for refusal in [
        answer("415 Unsupported Media Type", &[], ""),
        answer("400 Bad Request", &[("content-type", "text/plain")], collector),
    ] {
        let server = Server::start(move |request| {
            let is_compressed = request.headers.contains_key("content-encoding");
            Reply::Send(if is_compressed { refusal.clone() } else { answer("200 OK", &[], "") })
        });
        let mut settings = settings(&server.url());
        settings.compression = OtlpCompression::Gzip;
        let client = client(&settings);
        let first = run(client.send(Bytes::from_static(MESSAGE))).unwrap();
        assert_eq!(first.rejected_items(), 0);
        assert!(first.message().unwrap().contains("does not support gzip"), "{first:?}");
        assert_eq!(run(client.send(Bytes::from_static(MESSAGE))), Ok(Receipt::all()));
        let received = server.received();
        assert_eq!(received.len(), 3);
        assert!(received[1..].iter().all(|request| request.body == MESSAGE));
    }
}

#[test]
fn a_status_of_an_error_is_classified() {
    for (status, class) in [
        ("400 Bad Request", DeliveryErrorClass::Permanent),
        ("401 Unauthorized", DeliveryErrorClass::Configuration),
        ("403 Forbidden", DeliveryErrorClass::Configuration),
        ("404 Not Found", DeliveryErrorClass::Configuration),
        ("408 Request Timeout", DeliveryErrorClass::Permanent),
        ("415 Unsupported Media Type", DeliveryErrorClass::Permanent),
        ("429 Too Many Requests", DeliveryErrorClass::Overload),
        ("500 Internal Server Error", DeliveryErrorClass::Permanent),
        ("502 Bad Gateway", DeliveryErrorClass::Transient),
        ("503 Service Unavailable", DeliveryErrorClass::Overload),
        ("504 Gateway Timeout", DeliveryErrorClass::Transient),
    ] {
        let server = Server::always(answer(status, &[("content-type", "text/plain")], "the reason\n"));
        let error = delivery_error(send(&server));
        assert_eq!(error.class(), class, "{status}");
        let expected = format!("{} answered {status}: the reason", server.url());
        assert!(error.to_string().contains(&expected), "{error}");
        assert_eq!(server.received().len(), 1, "{status}");
    }
}

#[test]
fn a_message_that_is_too_large_for_the_server_is_said_to_be() {
    let server = Server::always(answer("413 Payload Too Large", &[], ""));
    assert!(matches!(send(&server), Err(SendError::TooLarge { .. })));
}

#[test]
fn a_message_beyond_64_mib_is_not_sent() {
    let server = Server::always(answer("200 OK", &[], ""));
    let message = vec![0; 64 * 1024 * 1024 + 1];
    let sent = run(client(&settings(&server.url())).send(message.into()));
    assert!(matches!(sent, Err(SendError::TooLarge { .. })));
    assert!(server.received().is_empty());
}

#[test]
fn the_reason_of_an_error_is_read_in_each_format() {
    let protobuf: &[u8] = &[0x08, 3, 0x12, 5, b'w', b'r', b'o', b'n', b'g'];
    for (content, body) in [
        ("application/x-protobuf", protobuf),
        ("application/json", br#"{"code":3,"message":"wrong"}"#),
        ("text/plain; charset=utf-8", b"wrong\n"),
    ] {
        let server = Server::always(answer("400 Bad Request", &[("content-type", content)], body));
        for protocol in [OtlpProtocol::HttpProtobuf, OtlpProtocol::HttpJson] {
            let settings = TransportSettings { protocol, ..settings(&server.url()) };
            let error = delivery_error(run(client(&settings).send(Bytes::from_static(MESSAGE)))).to_string();
            assert!(error.ends_with("answered 400 Bad Request: wrong"), "{error}");
        }
    }
}

#[test]
fn retry_after_is_read_in_both_forms() {
    let server = Server::always(answer("503 Service Unavailable", &[("retry-after", "7")], ""));
    assert_eq!(delivery_error(send(&server)).retry_after(), Some(Duration::from_secs(7)));
    let date = (chrono::Utc::now() + Duration::from_secs(100)).format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let server = Server::always(answer("429 Too Many Requests", &[("retry-after", &date)], ""));
    let pause = delivery_error(send(&server)).retry_after().unwrap();
    assert!(pause <= Duration::from_secs(100) && pause > Duration::from_secs(10), "{pause:?}");
}

#[test]
fn a_redirect_is_not_followed() {
    let target = Server::always(answer("200 OK", &[], ""));
    let location = format!("http://user:secret@{}?key=secret", target.url().strip_prefix("http://").unwrap());
    let server = Server::always(answer("307 Temporary Redirect", &[("location", &location)], ""));
    let error = delivery_error(send(&server));
    assert_eq!(error.class(), DeliveryErrorClass::Configuration);
    let text = error.to_string();
    assert!(text.contains(&target.url()) && !text.contains("secret"), "{text}");
    assert!(target.received().is_empty());
}

#[test]
fn a_partial_success_is_a_receipt() {
    let server = Server::always(answer("200 OK", &[], [0x0a, 6, 0x08, 3, 0x12, 2, b'n', b'o']));
    assert_eq!(send(&server), Ok(Receipt::rejected(3, "no")));
    let server = Server::always(answer("200 OK", &[], [0x0a, 4, 0x12, 2, b'h', b'm']));
    assert_eq!(send(&server), Ok(Receipt::rejected(0, "hm")));
}

#[test]
fn an_answer_of_another_server_is_a_warning() {
    let server = Server::always(answer("200 OK", &[("content-type", "text/html")], "<html>welcome</html>"));
    let receipt = send(&server).unwrap();
    assert_eq!(receipt.rejected_items(), 0);
    let warning = receipt.message().unwrap();
    assert!(warning.contains("text/html") && warning.contains("collector"), "{warning}");
}

#[test]
fn secrets_that_a_server_repeats_are_masked() {
    let body = "unknown key s3cr3t-key";
    let server = Server::always(answer("401 Unauthorized", &[("content-type", "text/plain")], body));
    let mut settings = settings(&server.url().replace("http://", "http://user:p4ssw0rd@"));
    settings.endpoint = format!("{}?token=s3cr3t-query", settings.endpoint).parse().unwrap();
    settings.headers.push(("authorization".parse().unwrap(), "Bearer s3cr3t-key".parse().unwrap()));
    let client = OtlpClient::new(OtlpSignal::Traces, &settings).unwrap();
    let error = delivery_error(run(client.send(Bytes::from_static(MESSAGE)))).to_string();
    for secret in ["s3cr3t-key", "s3cr3t-query", "p4ssw0rd"] {
        assert!(!error.contains(secret), "{error}");
    }
    assert!(error.contains("unknown key ***"), "{error}");
    assert_eq!(server.received()[0].headers["authorization"], "Bearer s3cr3t-key");
}

#[test]
fn only_the_beginning_of_a_long_answer_is_read() {
    let body = "no ".repeat(1_000_000);
    let server = Server::always(answer("400 Bad Request", &[("content-type", "text/plain")], body));
    let error = delivery_error(send(&server)).to_string();
    assert!(error.len() < 5_000, "{}", error.len());
}
