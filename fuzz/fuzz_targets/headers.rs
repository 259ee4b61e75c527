//! Reads the lines of a text as the headers of a request: `traceparent`, `tracestate`, `baggage` and those of B3. What is
//! accepted is within the limits, and is read again as the same.

#![no_main]

use attuned_telemetry_rt::propagation::{Baggage, BaggagePolicy, Propagators, TraceParent, TraceState};
use http::{HeaderMap, HeaderName, HeaderValue};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 7] =
    ["traceparent", "tracestate", "baggage", "b3", "x-b3-traceid", "x-b3-spanid", "x-b3-sampled"];

fuzz_target!(|text: &[u8]| {
    let lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
    for line in &lines {
        check_parent(line);
    }
    check_state(&TraceState::parse(&lines));
    check_baggage(&Baggage::parse(&lines));
    check_request(&lines);
});

fn check_parent(line: &[u8]) {
    let Some(parent) = TraceParent::parse(line) else { return };
    let written = parent.to_bytes();
    assert_eq!(TraceParent::parse(written), Some(parent));
    assert_eq!(parent.to_string().as_bytes(), written);
    let value: Vec<u8> = line.iter().copied().filter(|byte| !matches!(byte, b' ' | b'\t')).collect();
    // The ids are those of the header, in any version. The flags are, in version 00.
    assert_eq!(value[2..52], written[2..52]);
    assert!(!value.starts_with(b"00") || value == written);
}

fn check_state(state: &TraceState) {
    assert!(state.as_str().len() <= 4_096 && state.iter().count() <= 32);
    assert_eq!(&TraceState::parse([state.as_str()]), state);
}

fn check_baggage(baggage: &Baggage) {
    assert!(baggage.len() <= 64);
    // A value may be longer after it is encoded, so some of the entries may not fit any more.
    let Some(header) = baggage.to_header() else { return };
    assert!(header.len() <= 8_192 && header.bytes().all(|byte| matches!(byte, b'!'..=b'~')));
    let again = Baggage::parse([&header]);
    assert!(again == *baggage || again.len() < baggage.len());
    assert_eq!(again.to_header(), Some(header));
}

/// Each line is a header. Its first byte selects the name.
fn check_request(lines: &[&[u8]]) {
    let mut request = HeaderMap::new();
    for (first, value) in lines.iter().filter_map(|line| line.split_first()) {
        if let Ok(value) = HeaderValue::from_bytes(value) {
            request.append(HeaderName::from_static(NAMES[usize::from(*first) % NAMES.len()]), value);
        }
    }
    let Ok(all) = "tracecontext,baggage,b3,b3multi".parse::<Propagators>() else { unreachable!() };
    let Ok(policy) = BaggagePolicy::default().send_to(["host"]).and_then(|policy| policy.send(["*"])) else {
        unreachable!()
    };
    let all = all.with_baggage(policy);
    let context = all.extract(&request);
    let mut sent = HeaderMap::new();
    context.in_scope(|| all.inject(&mut sent, "host"));
    let again = all.extract(&sent);
    assert_eq!(again.trace_context(), context.trace_context());
    assert!(again.baggage().len() <= context.baggage().len());
}
