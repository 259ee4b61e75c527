//! Files, and their rotation.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use attuned_telemetry_rt::adapters::{JsonLogger, LogRotation, LoggingAdapter};
use attuned_telemetry_rt::delivery::{DeliveryErrorClass, Receipt};

use super::{objects, record};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn log(&self) -> PathBuf {
        self.0.path().join("shop.log")
    }

    /// The names of the files, with the messages in each.
    fn messages(&self) -> Vec<(String, Vec<String>)> {
        let mut files: Vec<_> = fs::read_dir(self.0.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files.iter().map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), messages(path))).collect()
    }
}

fn messages(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    objects(&text).iter().map(|line| line["message"].as_str().unwrap().to_owned()).collect()
}

/// Rotates when the file has this many lines of one-letter messages.
fn lines(number: u64) -> LogRotation {
    let line =
        r#"{"timestamp":"2026-01-02T03:04:05.678901Z","level":"INFO","target":"shop","message":"a","fields":{}}"#;
    LogRotation { maximum_bytes: Some(number * (line.len() as u64 + 1)), every: None, keep: 2 }
}

async fn log(logger: &JsonLogger, messages: &str) {
    for message in messages.chars() {
        logger.export_logs(&[record(&message.to_string())]).await.unwrap();
    }
}

fn files(expected: &[(&str, &str)]) -> Vec<(String, Vec<String>)> {
    let messages = |all: &str| all.chars().map(String::from).collect();
    expected.iter().map(|(name, all)| ((*name).to_owned(), messages(all))).collect()
}

#[tokio::test]
async fn a_file_is_rotated_before_it_exceeds_its_size() {
    let folder = Folder::new();
    let logger = JsonLogger::file(folder.log(), lines(3)).unwrap();
    log(&logger, "abc").await;
    assert_eq!(folder.messages(), files(&[("shop.log", "abc")]));
    log(&logger, "d").await;
    assert_eq!(folder.messages(), files(&[("shop.log", "d"), ("shop.log.1", "abc")]));
}

#[tokio::test]
async fn only_as_many_old_files_as_configured_are_kept() {
    let folder = Folder::new();
    let logger = JsonLogger::file(folder.log(), lines(2)).unwrap();
    log(&logger, "abcdefghi").await;
    assert_eq!(folder.messages(), files(&[("shop.log", "i"), ("shop.log.1", "gh"), ("shop.log.2", "ef")]));
    let fewer = JsonLogger::file(folder.log(), LogRotation { keep: 1, ..lines(2) }).unwrap();
    log(&fewer, "jk").await;
    assert_eq!(folder.messages(), files(&[("shop.log", "k"), ("shop.log.1", "ij")]));
    let none = JsonLogger::file(folder.log(), LogRotation { keep: 0, ..lines(2) }).unwrap();
    log(&none, "lm").await;
    assert_eq!(folder.messages(), files(&[("shop.log", "m")]));
}

#[tokio::test]
async fn a_batch_is_in_one_file_even_if_it_is_larger_than_a_file() {
    let folder = Folder::new();
    let logger = JsonLogger::file(folder.log(), lines(2)).unwrap();
    let batch: Vec<_> = "abcde".chars().map(|letter| record(&letter.to_string())).collect();
    logger.export_logs(&batch).await.unwrap();
    log(&logger, "f").await;
    assert_eq!(folder.messages(), files(&[("shop.log", "f"), ("shop.log.1", "abcde")]));
}

#[tokio::test]
async fn a_file_is_rotated_when_its_time_is_over() {
    let folder = Folder::new();
    let rotation = LogRotation { maximum_bytes: None, every: Some(Duration::from_secs(1)), keep: 5 };
    let logger = JsonLogger::file(folder.log(), rotation.clone()).unwrap();
    log(&logger, "a").await;
    tokio::time::sleep(Duration::from_millis(1_050)).await;
    log(&logger, "b").await;
    assert_eq!(folder.messages(), files(&[("shop.log", "b"), ("shop.log.1", "a")]));
    // A file of an earlier process is rotated, too.
    drop(logger);
    tokio::time::sleep(Duration::from_millis(1_050)).await;
    log(&JsonLogger::file(folder.log(), rotation).unwrap(), "c").await;
    assert_eq!(folder.messages(), files(&[("shop.log", "c"), ("shop.log.1", "b"), ("shop.log.2", "a")]));
}

#[tokio::test]
async fn an_existing_file_is_continued_after_its_last_whole_line() {
    let folder = Folder::new();
    log(&JsonLogger::file(folder.log(), LogRotation::never()).unwrap(), "a").await;
    let half = fs::read_to_string(folder.log()).unwrap() + r#"{"timestamp":"#;
    fs::write(folder.log(), &half).unwrap();
    log(&JsonLogger::file(folder.log(), LogRotation::never()).unwrap(), "b").await;
    let text = fs::read_to_string(folder.log()).unwrap();
    let rest = text.strip_prefix(&half).unwrap().strip_prefix('\n').unwrap();
    assert_eq!(objects(rest)[0]["message"], "b");
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_another_program_renames_is_created_again() {
    let folder = Folder::new();
    let logger = JsonLogger::file(folder.log(), LogRotation::never()).unwrap();
    log(&logger, "a").await;
    fs::rename(folder.log(), folder.0.path().join("taken.log")).unwrap();
    log(&logger, "b").await;
    assert_eq!(folder.messages(), files(&[("shop.log", "b"), ("taken.log", "a")]));
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_cannot_be_rotated_grows_and_is_reported() {
    let folder = Folder::new();
    // A directory with the name of an old file that is not empty cannot be replaced.
    fs::create_dir_all(folder.0.path().join("shop.log.1").join("full")).unwrap();
    let logger = JsonLogger::file(folder.log(), LogRotation { keep: 1, ..lines(1) }).unwrap();
    log(&logger, "abc").await;
    assert_eq!(messages(&folder.log()), ["a", "b", "c"]);
    let health = logger.health_check().await;
    assert!(health.to_string().starts_with("degraded: the file cannot be rotated: "), "{health}");
    fs::remove_dir_all(folder.0.path().join("shop.log.1")).unwrap();
    log(&logger, "d").await;
    assert!(logger.health_check().await.is_healthy());
    assert_eq!(folder.messages(), files(&[("shop.log", "d"), ("shop.log.1", "abc")]));
}

#[tokio::test]
async fn a_wrong_rotation_is_an_error_of_the_configuration() {
    let folder = Folder::new();
    for (rotation, message) in [
        (
            LogRotation { maximum_bytes: Some(0), ..LogRotation::default() },
            "`maximum_bytes` is `0`, expected 1 or more, or `None`",
        ),
        (
            LogRotation { every: Some(Duration::from_millis(1)), ..LogRotation::default() },
            "`every` is `1ms`, expected `1s` or more, or `None`",
        ),
        (
            LogRotation { keep: 20_000, ..LogRotation::default() },
            "`keep` is `20000`, expected a number from 0 to 10000",
        ),
    ] {
        let error = JsonLogger::file(folder.log(), rotation).err().unwrap();
        assert_eq!(error.class(), DeliveryErrorClass::Configuration);
        assert_eq!(error.to_string(), format!("configuration error: {message}"));
    }
    assert!(!folder.log().exists());
}

#[tokio::test]
async fn flush_and_shutdown_sync_the_file_and_do_no_harm_later() {
    let folder = Folder::new();
    let logger = JsonLogger::file(folder.log(), LogRotation::default()).unwrap();
    log(&logger, "a").await;
    assert_eq!(logger.flush().await, Ok(()));
    assert_eq!((logger.shutdown().await, logger.shutdown().await), (Ok(()), Ok(())));
    assert_eq!(logger.export_logs(&[record("b")]).await, Ok(Receipt::all()));
    assert_eq!(folder.messages(), files(&[("shop.log", "ab")]));
}
