//! Trait implementations, also with `#[async_trait]` above or below.

use std::fmt;

use async_trait::async_trait;
use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::task::{Task, pause, run};
use attuned_telemetry_tests::watch;

use super::spans_of;

#[async_trait]
trait Store {
    type Key;

    async fn get(&self, user: &str) -> Option<u32>;
    async fn put(&mut self, user: String, state: u32) -> Result<(), fmt::Error>;
    fn len(&self) -> usize;

    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[derive(Default)]
struct Above(Vec<(String, u32)>);

#[derive(Default)]
struct Below(Vec<(String, u32)>);

#[observed(scope = "attuned.store")]
#[async_trait]
impl Store for Above {
    type Key = String;

    async fn get(&self, user: &str) -> Option<u32> {
        pause().await;
        self.0.iter().find(|(known, _)| known == user).map(|(_, state)| *state)
    }

    #[observed(op = "upsert", fields(user, state))]
    async fn put(&mut self, user: String, state: u32) -> Result<(), fmt::Error> {
        pause().await;
        self.0.push((user, state));
        Ok(())
    }

    #[observed(skip)]
    fn len(&self) -> usize {
        self.0.len()
    }
}

#[async_trait]
#[observed(scope = "attuned.store")]
impl Store for Below {
    type Key = String;

    async fn get(&self, user: &str) -> Option<u32> {
        pause().await;
        self.0.iter().find(|(known, _)| known == user).map(|(_, state)| *state)
    }

    #[observed(op = "upsert", fields(user, state))]
    async fn put(&mut self, user: String, state: u32) -> Result<(), fmt::Error> {
        pause().await;
        self.0.push((user, state));
        Ok(())
    }

    #[observed(skip)]
    fn len(&self) -> usize {
        self.0.len()
    }
}

fn is_observed_until_it_ends(mut store: impl Store) {
    let watched = watch(|| {
        run(async {
            store.put("ada".to_owned(), 7).await.unwrap();
            assert_eq!(store.get("ada").await, Some(7));
        });
        assert!(!store.is_empty());
        drop(Task::waiting(store.get("ada")));
    });
    let spans = watched.trace.spans();
    let ends: Vec<_> = spans.iter().map(|span| (span.name, span.text("status"), span.entered > 1)).collect();
    assert_eq!(
        ends,
        [
            ("attuned.store.upsert", Some("success"), true),
            ("attuned.store.get", Some("success"), true),
            ("attuned.store.get", Some("cancelled"), true),
        ]
    );
    assert_eq!(spans[0].text("user"), Some("ada"));
}

#[test]
fn above_async_trait() {
    is_observed_until_it_ends(Above::default());
}

#[test]
fn below_async_trait() {
    is_observed_until_it_ends(Below::default());
}

#[test]
fn traits_of_the_standard_library() {
    struct State(u8);

    #[observed(scope = "attuned.state")]
    impl From<u8> for State {
        fn from(state: u8) -> Self {
            Self(state)
        }
    }

    #[observed(scope = "attuned.state")]
    impl Drop for State {
        fn drop(&mut self) {
            self.0 = 0;
        }
    }

    #[observed(scope = "attuned.state")]
    impl fmt::Display for State {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(formatter, "{}", self.0)
        }
    }

    assert_eq!(
        spans_of(|| State::from(7).to_string()),
        ["attuned.state.from", "attuned.state.fmt", "attuned.state.drop"]
    );
}

#[test]
fn generic_traits() {
    trait Convert<T> {
        fn convert(self) -> T;
    }

    #[observed(scope = "attuned.convert")]
    impl<T, U> Convert<Vec<U>> for Vec<T>
    where
        T: Into<U>,
    {
        fn convert(self) -> Vec<U> {
            self.into_iter().map(Into::into).collect()
        }
    }

    let watched = watch(|| -> Vec<u32> { vec![1_u8, 2].convert() });
    assert_eq!(watched.returned, [1, 2]);
    assert_eq!(watched.trace.span().name, "attuned.convert.convert");
}
