// Pages of the runtime over HTTP, requested as by Prometheus.
//
//     program COUNTERS HISTOGRAMS ROUNDS

use std::env;
use std::error::Error;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::http::Endpoints;
use metrics::{counter, histogram, with_local_recorder};

// The default limit is lower than the number of series.
fn exporter() -> PrometheusExporter {
    PrometheusExporter::builder().series_limit(200_000).build().expect("the series limit is set")
}

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<usize> = env::args().skip(1).map(|word| word.parse()).collect::<Result<_, _>>()?;
    let [counters, histograms, rounds] = words[..] else { return Err("expected three numbers".into()) };
    let exporter = exporter();
    with_local_recorder(&exporter.recorder(), || {
        let path = |number: usize| format!("/v1/users/{number:05}");
        for number in 0..counters {
            counter!("requests_total", "method" => "get", "path" => path(number)).increment(1);
        }
        for number in 0..histograms {
            histogram!("request_duration_seconds", "method" => "get", "path" => path(number)).record(0.005);
        }
    });
    let listener = Endpoints::new().with_metrics(exporter).listen((Ipv4Addr::LOCALHOST, 0).into())?;
    let mut scrapes = (0..rounds).map(|_| scrape(listener.address())).collect::<Result<Vec<_>, _>>()?;
    scrapes.sort_by_key(|scrape| scrape.first);
    let (least, median, whole) =
        (scrapes[0].first, scrapes[rounds / 2].first, scrapes.iter().map(|one| one.whole).min());
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let most = scrapes[rounds - 1].first;
    let [least, median, most, whole] = [least, median, most, whole.unwrap_or_default()].map(milliseconds);
    println!("{least} {median} {most} {whole} {}", scrapes[0].bytes);
    Ok(())
}

struct Scrape {
    // Until the first byte of the page arrives.
    first: Duration,
    whole: Duration,
    bytes: usize,
}

fn scrape(address: SocketAddr) -> std::io::Result<Scrape> {
    let started = Instant::now();
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(b"GET /metrics HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
    let (mut answer, mut part, mut first) = (Vec::new(), vec![0; 1 << 16], None);
    loop {
        let read = stream.read(&mut part)?;
        if read == 0 {
            break;
        }
        if first.is_none() {
            answer.extend_from_slice(&part[..read]);
            let head = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n");
            first = head.filter(|head| answer.len() > head + 4).map(|_| started.elapsed());
        } else {
            answer.extend_from_slice(&part[..read]);
        }
    }
    assert!(answer.starts_with(b"HTTP/1.1 200"), "the endpoint returns status 200");
    Ok(Scrape { first: first.expect("the response has a body"), whole: started.elapsed(), bytes: answer.len() })
}
