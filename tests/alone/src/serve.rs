//! `Endpoints`, which enables `health`.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;

use attuned_telemetry_rt::{Endpoints, HealthRegistry};

use crate::shop::Shop;

pub(crate) fn check() {
    let registry = Arc::new(HealthRegistry::new());
    registry.register(Arc::new(Shop { open_orders: 2 }));
    let listener = Endpoints::new().with_health(registry).listen(([127, 0, 0, 1], 0).into()).unwrap();
    for (path, status) in [("/livez", "200"), ("/readyz", "503"), ("/healthz", "503")] {
        let mut stream = TcpStream::connect(listener.address()).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.split(' ').nth(1) == Some(status), "{path}: {answer}");
    }
}
