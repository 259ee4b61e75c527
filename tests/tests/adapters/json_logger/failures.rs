//! Errors of writing: their class, and the lines after them.

use std::io::{self, ErrorKind, Write};
use std::panic::AssertUnwindSafe;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use attuned_telemetry_rt::HealthState;
use attuned_telemetry_rt::adapters::{AdapterHealth, JsonLogger, LogRotation, LoggingAdapter};
use attuned_telemetry_rt::delivery::{DeliveryErrorClass, Receipt};
use futures_util::FutureExt as _;

use super::{Written, objects, record};

#[tokio::test]
async fn each_error_of_writing_has_a_class() {
    for (kind, class) in [
        (ErrorKind::StorageFull, DeliveryErrorClass::Transient),
        (ErrorKind::QuotaExceeded, DeliveryErrorClass::Transient),
        (ErrorKind::BrokenPipe, DeliveryErrorClass::Transient),
        (ErrorKind::WouldBlock, DeliveryErrorClass::Transient),
        (ErrorKind::Other, DeliveryErrorClass::Transient),
        (ErrorKind::PermissionDenied, DeliveryErrorClass::Configuration),
        (ErrorKind::ReadOnlyFilesystem, DeliveryErrorClass::Configuration),
    ] {
        let written = Written::default();
        written.fail_after(0, kind);
        let logger = JsonLogger::writer(written.clone());
        let error = logger.export_logs(&[record("lost")]).await.unwrap_err();
        assert_eq!(error.class(), class, "{error}");
        assert_eq!(logger.health_check().await.state(), HealthState::Unhealthy);
        assert_eq!(logger.export_logs(&[record("kept")]).await, Ok(Receipt::all()));
        assert_eq!(logger.health_check().await, AdapterHealth::Healthy);
        assert_eq!(objects(&written.text())[0]["message"], "kept");
    }
}

#[tokio::test]
async fn an_interrupted_write_is_continued() {
    let written = Written::default();
    written.fail_after(10, ErrorKind::Interrupted);
    assert_eq!(JsonLogger::writer(written.clone()).export_logs(&[record("whole")]).await, Ok(Receipt::all()));
    assert_eq!(objects(&written.text()).len(), 1);
}

#[tokio::test]
async fn a_part_of_a_line_never_becomes_part_of_the_next_record() {
    let lines = {
        let written = Written::default();
        JsonLogger::writer(written.clone()).export_logs(&[record("one"), record("two")]).await.unwrap();
        written.text()
    };
    let first = lines.find('\n').unwrap() + 1;
    for after in 0..lines.len() {
        let written = Written::default();
        let logger = JsonLogger::writer(written.clone());
        written.fail_after(after, ErrorKind::StorageFull);
        logger.export_logs(&[record("one"), record("two")]).await.unwrap_err();
        // The line feed that ends the torn line cannot be written either.
        written.fail_after(0, ErrorKind::StorageFull);
        logger.export_logs(&[record("three")]).await.unwrap_err();
        logger.export_logs(&[record("four")]).await.unwrap();
        let text = written.text();
        let whole = after / first;
        let mut expected = vec![&lines[..after]];
        if after != whole * first {
            expected.push("\n");
        }
        let four = lines[..first].replace("one", "four");
        expected.push(&four);
        assert_eq!(text, expected.concat(), "after {after} bytes");
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_is_a_transient_error() {
    let logger = JsonLogger::file("/dev/full", LogRotation::default()).unwrap();
    let error = logger.export_logs(&[record("lost")]).await.unwrap_err();
    assert_eq!(error.class(), DeliveryErrorClass::Transient);
    assert_eq!(
        error.to_string(),
        "transient error: cannot write `/dev/full`: No space left on device (os error 28); free disk space, or keep \
         fewer old files"
    );
    logger.log(&record("lost")).await;
    assert!(!logger.health_check().await.is_healthy());
    drop(logger.shutdown().await);
}

#[cfg(unix)]
#[tokio::test]
async fn a_pipe_that_nobody_reads_is_a_transient_error() {
    let (reader, writer) = std::os::unix::net::UnixStream::pair().unwrap();
    let logger = JsonLogger::writer(writer);
    logger.export_logs(&[record("read")]).await.unwrap();
    drop(reader);
    let error = logger.export_logs(&[record("lost")]).await.unwrap_err();
    assert_eq!(error.class(), DeliveryErrorClass::Transient, "{error}");
    assert!(error.to_string().contains("Broken pipe"), "{error}");
}

#[tokio::test]
async fn a_path_that_cannot_be_a_file_is_an_error_of_the_configuration() {
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path().to_owned(), folder.path().join("missing").join("shop.log")] {
        let error = JsonLogger::file(&path, LogRotation::default()).err().unwrap();
        assert_eq!(error.class(), DeliveryErrorClass::Configuration, "{error}");
        assert!(error.to_string().contains(&*path.to_string_lossy()), "{error}");
        assert!(error.to_string().contains("in a directory that exists"), "{error}");
    }
}

#[tokio::test]
async fn a_write_that_hangs_does_not_hang_later_calls() {
    struct Stuck(mpsc::Receiver<()>);

    impl Write for Stuck {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let _ = self.0.recv();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let (release, stuck) = mpsc::channel();
    let logger = std::sync::Arc::new(JsonLogger::writer(Stuck(stuck)));
    let writing = std::thread::spawn({
        let logger = std::sync::Arc::clone(&logger);
        move || logger.export_logs(&[record("stuck")]).now_or_never()
    });
    std::thread::sleep(Duration::from_millis(100));
    let start = Instant::now();
    let error = logger.export_logs(&[record("next")]).await.unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(5));
    assert_eq!(error.class(), DeliveryErrorClass::Transient);
    assert!(error.to_string().contains("an earlier write has not ended"), "{error}");
    drop(release);
    assert_eq!(writing.join().unwrap(), Some(Ok(Receipt::all())));
    assert_eq!(logger.export_logs(&[record("next")]).await, Ok(Receipt::all()));
}

#[tokio::test]
async fn a_writer_that_panics_can_be_used_again() {
    struct Panics(Written, bool);

    impl Write for Panics {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            assert!(std::mem::replace(&mut self.1, true), "on purpose");
            self.0.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let written = Written::default();
    let logger = JsonLogger::writer(Panics(written.clone(), false));
    assert!(AssertUnwindSafe(logger.export_logs(&[record("lost")])).catch_unwind().await.is_err());
    assert_eq!(logger.export_logs(&[record("kept")]).await, Ok(Receipt::all()));
    assert_eq!(objects(written.text().trim_start())[0]["message"], "kept");
}

/// Set in the child process, which runs the same test with a limit of the size of files.
#[cfg(unix)]
const CHILD: &str = "LOG_TO_A_LIMITED_FILE";

#[cfg(unix)]
#[tokio::test]
async fn a_batch_that_does_not_fit_on_the_disk_leaves_nothing_in_the_file() {
    if let Some(path) = std::env::var_os(CHILD) {
        let logger = JsonLogger::file(path, LogRotation::never()).unwrap();
        logger.export_logs(&[record("first")]).await.unwrap();
        let batch: Vec<_> = (0..100).map(|number| record(&number.to_string())).collect();
        logger.export_logs(&batch).await.unwrap_err();
        logger.export_logs(&[record("last")]).await.unwrap();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.log");
    let name = "json_logger::failures::a_batch_that_does_not_fit_on_the_disk_leaves_nothing_in_the_file";
    // A write beyond the limit writes what fits, as on a full disk.
    let child = std::process::Command::new("sh")
        .args(["-c", r#"trap "" XFSZ; ulimit -f 2; exec "$0" "$@""#])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", name])
        .env(CHILD, &path)
        .output()
        .unwrap();
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stdout));
    let lines = objects(&std::fs::read_to_string(path).unwrap());
    assert_eq!(lines.iter().map(|line| line["message"].as_str().unwrap()).collect::<Vec<_>>(), ["first", "last"]);
}
