//! A process that cannot start threads.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
// Elsewhere the size of a stack may be limited only when the stack is used.
#![cfg(all(target_os = "linux", target_pointer_width = "64"))]

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use attuned_telemetry_tests::http::get;
use serde_json::{Value, json};

/// The program, what it prints before it serves, and the address of its endpoints.
struct Program {
    child: Child,
    printed: Vec<String>,
    address: SocketAddr,
}

impl Program {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_no-threads"))
            .env_remove("RUST_LOG")
            // 128 TiB, the whole address space of a process.
            .env("RUST_MIN_STACK", (1_u64 << 47).to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut printed: Vec<_> = lines.map_while(Result::ok).take(6).collect();
        let address = printed.pop().unwrap().parse().unwrap();
        Self { child, printed, address }
    }

    /// Ends the program and returns what it has logged.
    fn log(mut self) -> String {
        self.child.kill().unwrap();
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        self.child.wait().unwrap();
        log
    }
}

#[test]
fn what_needs_a_thread_returns_an_error_and_the_rest_works() {
    let program = Program::start();
    assert!(program.printed[0].starts_with("starting the thread of an audit sink failed: "), "{:?}", program.printed);
    assert!(program.printed[0].ends_with("; check the limits of threads and memory of the process"));
    assert!(program.printed[1].starts_with("cannot start the server for 127.0.0.1:0: "), "{:?}", program.printed);
    assert!(program.printed[2].starts_with("starting a thread of an adapter failed: "), "{:?}", program.printed);
    assert_eq!(program.printed[3], "0 adapters are left");
    assert_eq!(
        program.printed[4],
        r#"unhealthy: Some("not checked: the thread that measures the timeout cannot be started")"#
    );
    for _ in 0..3 {
        let (code, page) = get(program.address, "/metrics");
        assert_eq!(code, 200);
        assert!(page.contains("shop_operations_total{operation=\"buy\",status=\"success\"} 1\n"), "{page}");
        let (code, report) = get(program.address, "/readyz");
        let report: Value = serde_json::from_str(&report).unwrap();
        let expected = json!({ "status": "fail", "output": "the checks cannot run: no thread can be started" });
        assert_eq!((code, report), (503, expected));
        assert_eq!(get(program.address, "/livez").0, 200);
    }
    let log = program.log();
    assert!(
        log.contains("the health checks cannot run: no thread can be started (") && !log.contains("panic"),
        "{log}"
    );
}
