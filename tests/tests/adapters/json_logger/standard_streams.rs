//! Standard output and standard error of a child process.

use std::env;
use std::process::{Command, Stdio};

use attuned_telemetry_rt::adapters::{JsonLogger, LoggingAdapter};

use super::{objects, record};

/// Set in the child process, which runs the same test.
const CHILD: &str = "LOG_TO_STANDARD_STREAMS";

#[tokio::test]
async fn lines_go_to_standard_output_and_standard_error() {
    if env::var_os(CHILD).is_some() {
        let (out, err) = (JsonLogger::stdout().unwrap(), JsonLogger::stderr().unwrap());
        out.export_logs(&[record("to stdout")]).await.unwrap();
        err.export_logs(&[record("to stderr")]).await.unwrap();
        assert_eq!((out.flush().await, err.shutdown().await), (Ok(()), Ok(())));
        return;
    }
    let name = "json_logger::standard_streams::lines_go_to_standard_output_and_standard_error";
    let child = Command::new(env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(CHILD, "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    for (bytes, message) in [(&child.stdout, "to stdout"), (&child.stderr, "to stderr")] {
        let text = String::from_utf8_lossy(bytes);
        let lines: Vec<_> = text.lines().filter(|line| line.contains("timestamp")).collect();
        let [line] = lines[..] else { panic!("{text}") };
        let line = &line[line.find('{').unwrap()..];
        assert_eq!(objects(&format!("{line}\n"))[0]["message"], message);
    }
    assert!(child.status.success());
}
