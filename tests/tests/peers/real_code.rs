//! Patterns of real code, with annotations.

#![allow(clippy::todo, clippy::unimplemented, reason = "`todo!()` is one of the cases")]

use std::future::Future;
use std::pin::Pin;

use async_trait::async_trait;
use attuned_telemetry_rt::{CappedLabels, LabelValue, audited, observed};
use attuned_telemetry_tests::task::{pause, run};
use attuned_telemetry_tests::{panic_of, watch};
use futures_util::stream::{self, BoxStream};
use futures_util::{Stream, StreamExt as _};

use super::calls;

#[test]
fn slice_that_is_advanced_in_a_loop() {
    #[observed]
    fn copy(mut dst: &mut [u8]) {
        while !dst.is_empty() {
            dst[0] = 7;
            dst = &mut dst[1..];
        }
    }
    #[observed]
    fn copy_part<'a>(mut dst: &'a mut [u8], from: &[u8]) -> Option<&'a mut [u8]> {
        for byte in from {
            *dst.first_mut()? = *byte;
            dst = &mut dst[1..];
        }
        Some(dst)
    }

    let mut bytes = [0; 4];
    copy(&mut bytes);
    assert_eq!(copy_part(&mut bytes, &[1, 2]).unwrap(), [7, 7]);
    assert_eq!(bytes, [1, 2, 7, 7]);
}

#[test]
fn method_that_is_not_implemented_yet() {
    #[async_trait]
    trait Unfinished {
        async fn nothing(&self);
        async fn value(&self) -> Result<u8, String>;
    }
    struct Plan;
    #[async_trait]
    impl Unfinished for Plan {
        #[observed]
        async fn nothing(&self) {
            unimplemented!()
        }

        #[observed]
        #[audited(event = "planned")]
        async fn value(&self) -> Result<u8, String> {
            todo!()
        }
    }
    #[observed]
    fn later() -> impl Future<Output = Result<u8, String>> {
        async { unimplemented!() }
    }

    let watched =
        watch(|| (panic_of(|| run(Plan.nothing())), panic_of(|| run(Plan.value())), panic_of(|| run(later()))));
    assert_eq!(watched.returned.0, "not implemented");
    for op in ["nothing", "value", "later"] {
        assert_eq!(calls(&watched.metrics, op, "panicked"), Some(1), "{op}");
    }
}

#[test]
fn async_trait_over_the_trait_and_annotations_on_both_sides() {
    #[async_trait]
    trait Store {
        async fn get(&self, key: &str) -> Result<usize, String>;

        #[observed(op = "get_default", labels(hit = |found| found.is_some()))]
        async fn get_or_none(&self, key: &str) -> Option<usize> {
            self.get(key).await.ok()
        }
    }
    struct Memory;
    #[observed]
    #[async_trait]
    impl Store for Memory {
        async fn get(&self, key: &str) -> Result<usize, String> {
            pause().await;
            if key.is_empty() { Err("no key".to_owned()) } else { Ok(key.len()) }
        }
    }

    let watched = watch(|| (run(Memory.get_or_none("ada")), run(Memory.get_or_none(""))));
    assert_eq!(watched.returned, (Some(3), None));
    assert_eq!(calls(&watched.metrics, "get", "success"), Some(1));
    assert_eq!(calls(&watched.metrics, "get", "error"), Some(1));
    let hit = r#"attuned_telemetry_tests_operations_total{hit="false",operation="get_default",status="success"}"#;
    assert_eq!(watched.metrics.counter(hit), Some(1));
}

#[derive(Clone, Copy, LabelValue)]
enum Kind {
    Small,
    Large,
}

static NAMES: CappedLabels<4> = CappedLabels::new();

/// A macro that passes on types, paths, expressions and whole functions.
macro_rules! accessors {
    ($($name:ident: $ty:ty = $value:expr, $path:path, $label:expr;)*) => {
        $(
            #[$crate::observed(
                fields(value = ?$value),
                labels(kind = $label, name = crate::real_code::NAMES.label(stringify!($name))),
                ok_if = $path,
            )]
            fn $name() -> $ty {
                $value
            }
        )*
    };
    (future $name:ident: $ty:ty = $value:expr) => {
        #[$crate::observed(parent = $crate::real_code::no_parent(), error_if = |value: &$ty| value.is_err(), err)]
        fn $name() -> impl std::future::Future<Output = $ty> {
            async move { $value }
        }
    };
}

fn no_parent() -> Option<tracing::span::Id> {
    None
}

fn is_large(value: &u64) -> bool {
    *value > 9
}

#[test]
fn macro_rules_pass_types_paths_and_expressions() {
    accessors! {
        large: u64 = 10, is_large, if true { Kind::Large } else { Kind::Small };
        some: Option<u8> = None::<u8>, Option::is_some, Kind::Small;
    }
    accessors!(future failing: Result<u8, std::num::ParseIntError> = "x".parse());

    let watched = watch(|| (large(), some(), run(failing()).is_err()));
    assert_eq!(watched.returned, (10, None, true));
    let series = |labels: &str| format!("attuned_telemetry_tests_operations_total{{{labels}}}");
    let large = series(r#"kind="large",name="large",operation="large",status="success""#);
    assert_eq!(watched.metrics.counter(&large), Some(1), "{:#?}", watched.metrics.series());
    let some = series(r#"kind="small",name="some",operation="some",status="error""#);
    assert_eq!(watched.metrics.counter(&some), Some(1), "{:#?}", watched.metrics.series());
    assert_eq!(calls(&watched.metrics, "failing", "error"), Some(1));
}

/// An annotation does not change how the body infers types from the return type.
#[test]
fn types_are_inferred_from_the_signature() {
    #[observed]
    fn parsed(text: &'static str) -> impl Future<Output = Result<u8, std::num::ParseIntError>> {
        async move { text.parse() }
    }
    #[observed]
    fn defaulted() -> impl Future<Output = Option<String>> + Send {
        futures_util::future::ready("".parse().ok())
    }
    #[observed]
    fn fine() -> impl Future<Output = Result<u8, String>> {
        async { Ok(1) }
    }
    #[observed]
    fn collected(text: &str) -> Pin<Box<dyn Future<Output = Vec<char>> + '_>> {
        Box::pin(async move { text.chars().collect() })
    }
    #[observed]
    fn items() -> impl Stream<Item = Result<u8, std::num::ParseIntError>> {
        stream::iter(["1", "x"]).map(str::parse)
    }
    #[observed]
    fn boxed_items() -> BoxStream<'static, Result<u8, String>> {
        Box::pin(stream::iter([Ok(1)]))
    }

    let watched = watch(|| {
        assert_eq!(run(parsed("x")).ok(), None);
        assert_eq!((run(defaulted()), run(fine()), run(collected("a"))), (Some(String::new()), Ok(1), vec!['a']));
        (run(items().count()), run(boxed_items().count()))
    });
    assert_eq!(watched.returned, (2, 1));
    assert_eq!(calls(&watched.metrics, "parsed", "error"), Some(1));
    assert_eq!(calls(&watched.metrics, "items", "error"), Some(1));
    assert_eq!(calls(&watched.metrics, "boxed_items", "success"), Some(1));
}
