//! `#[observed]` on an `impl` block, and the items that it leaves out.

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::task::{pause, run};
use attuned_telemetry_tests::watch;

use super::spans_of;

struct Store {
    state: u32,
}

#[observed(scope = "attuned.store")]
impl Store {
    /// Not a method, so the attribute ignores it.
    const EMPTY: u32 = { 0 };

    fn new() -> Self {
        Self { state: Self::EMPTY }
    }

    fn get(&self) -> u32 {
        self.state
    }

    async fn upsert(&mut self, state: u32) -> Result<u32, std::fmt::Error> {
        pause().await;
        if state == 0 {
            return Err(std::fmt::Error);
        }
        Ok(std::mem::replace(&mut self.state, state))
    }

    #[observed(skip)]
    fn peek(&self) -> u32 {
        self.state
    }

    #[attuned_telemetry_rt::observed(skip)]
    const fn glance(&self) -> u32 {
        self.state
    }

    fn get_mut(&mut self) -> &mut u32 {
        &mut self.state
    }
}

#[test]
fn every_method_is_observed_under_its_own_name() {
    let spans = spans_of(|| {
        let mut store = Store::new();
        run(store.upsert(7)).unwrap();
        *store.get_mut() += 1;
        assert_eq!(store.get(), 8);
    });
    assert_eq!(spans, ["attuned.store.new", "attuned.store.upsert", "attuned.store.get_mut", "attuned.store.get"]);
}

#[test]
fn skipped_methods_are_not_observed() {
    let store = Store { state: 7 };
    assert_eq!(spans_of(|| (store.peek(), store.glance())), [""; 0]);
}

#[test]
fn methods_are_distinguished_by_their_metrics() {
    let watched = watch(|| {
        let mut store = Store::new();
        run(store.upsert(7)).unwrap();
        run(store.upsert(0)).unwrap_err();
    });
    let calls = |op: &str, status: &str| {
        let labels = format!("{{operation={op:?},status={status:?}}}");
        watched.metrics.counter(&format!("attuned_store_operations_total{labels}"))
    };
    assert_eq!(calls("new", "success"), Some(1));
    assert_eq!(calls("upsert", "success"), Some(1));
    assert_eq!(calls("upsert", "error"), Some(1));
    assert_eq!(calls("get", "success"), None);
}

#[test]
fn methods_with_a_prefix_are_distinguished_by_the_operation() {
    struct Http;

    #[observed(metrics = "attuned_http")]
    impl Http {
        fn get() {}

        #[observed(op = "store")]
        fn put() {}

        #[observed(metrics = "attuned_health")]
        fn health() {}
    }

    let watched = watch(|| {
        Http::get();
        Http::put();
        Http::health();
    });
    let counter = |series: &str| watched.metrics.counter(series);
    assert_eq!(counter(r#"attuned_http_operations_total{operation="get",status="success"}"#), Some(1));
    assert_eq!(counter(r#"attuned_http_operations_total{operation="store",status="success"}"#), Some(1));
    assert_eq!(counter(r#"attuned_health_operations_total{status="success"}"#), Some(1));
}

#[test]
fn each_span_has_the_location_of_its_method() {
    let spans = watch(|| {
        let store = Store::new();
        store.get()
    });
    let lines: Vec<_> = spans.trace.spans().iter().filter_map(|span| span.line).collect();
    assert_eq!(lines, [line_of("fn new() -> Self"), line_of("fn get(&self) -> u32")]);
}

fn line_of(text: &str) -> u32 {
    let position = include_str!("observed.rs").lines().position(|line| line.contains(text));
    u32::try_from(position.unwrap() + 1).unwrap()
}

#[test]
fn generic_blocks() {
    struct Cache<K, const N: usize>([K; N]);

    #[observed(scope = "attuned.cache")]
    impl<K: PartialEq, const N: usize> Cache<K, { N }>
    where
        K: Clone,
    {
        fn find<Q>(&self, key: &Q) -> Option<&K>
        where
            K: PartialEq<Q>,
            Q: ?Sized,
        {
            self.0.iter().find(|known| *known == key)
        }
    }

    let cache = Cache(["a".to_owned(), "b".to_owned()]);
    let watched = watch(|| cache.find("b").cloned());
    assert_eq!(watched.returned.as_deref(), Some("b"));
    assert_eq!(watched.trace.span().name, "attuned.cache.find");
}

#[test]
fn nothing_to_observe() {
    struct Nothing;

    #[observed]
    impl Nothing {}

    #[observed]
    impl Nothing {
        const SIZE: usize = 0;
    }

    assert_eq!(Nothing::SIZE, 0);
}
