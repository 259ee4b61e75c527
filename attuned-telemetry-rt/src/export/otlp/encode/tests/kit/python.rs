//! Google's protobuf library, in Python.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::export::otlp::encode::common::format::Format;

/// Decodes requests of a signal with Google's library, and returns each in canonical protobuf.
pub(in crate::export::otlp::encode::tests) fn canonical(signal: &str, requests: &[(Format, Vec<u8>)]) -> Vec<Vec<u8>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ci/otlp/decode.py");
    let mut python =
        Command::new("otlp-python").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap_or_else(
            |error| panic!("otlp-python: {error}. `ci/tools` installs it, and prints a directory for the PATH"),
        );
    let (mut input, mut output) = (python.stdin.take().unwrap(), python.stdout.take().unwrap());
    let lines: String = requests.iter().map(|request| line(signal, request)).collect();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let mut decoded = String::new();
    output.read_to_string(&mut decoded).unwrap();
    let status = python.wait().unwrap();
    assert!(status.success(), "the last request was not decoded: {:?}", requests.get(decoded.lines().count()));
    writer.join().unwrap().unwrap();
    decoded.lines().map(bytes).collect()
}

fn line(signal: &str, (format, body): &(Format, Vec<u8>)) -> String {
    let format = match format {
        Format::Protobuf => "protobuf",
        Format::Json => "json",
    };
    let mut digits = String::new();
    for byte in body {
        write!(digits, "{byte:02x}").unwrap();
    }
    format!("{{\"signal\":\"{signal}\",\"format\":\"{format}\",\"body\":\"{digits}\"}}\n")
}

/// Reads hexadecimal digits.
fn bytes(digits: &str) -> Vec<u8> {
    let pair = |at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
    (0..digits.len()).step_by(2).map(pair).collect()
}
