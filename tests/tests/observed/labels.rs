//! Labels from arguments.

use std::fmt::Debug;
use std::future::Future;

use attuned_telemetry_rt::{CappedLabels, LabelValue, observed};
use attuned_telemetry_tests::task::{Task, forever, pause, run};
use attuned_telemetry_tests::watch;

#[derive(Clone, Copy, Debug, LabelValue)]
enum Kind {
    Point,
    WideRange,
}

/// Series of the counter, without their common labels.
fn counted(series: &[String]) -> Vec<&str> {
    let begin = "attuned_telemetry_tests_operations_total{";
    series.iter().filter_map(|name| name.strip_prefix(begin)?.strip_suffix('}')).collect()
}

#[test]
fn each_value_of_an_argument_has_its_own_series() {
    #[observed(labels(kind, cached = key.is_some(), source = "disk"), in_flight)]
    fn read(kind: Kind, key: Option<u8>) -> Result<(), std::fmt::Error> {
        if let (Kind::Point, None) = (kind, key) { Err(std::fmt::Error) } else { Ok(()) }
    }

    let watched = watch(|| {
        read(Kind::Point, None).unwrap_err();
        read(Kind::WideRange, Some(1)).unwrap();
        read(Kind::WideRange, Some(2)).unwrap();
    });
    let expected = |rest: &str| format!("attuned_telemetry_tests_{rest}");
    let point = r#"cached="false",kind="point",operation="read",source="disk""#;
    let range = r#"cached="true",kind="wide_range",operation="read",source="disk""#;
    let count = |series: String| watched.metrics.counter(&series);
    assert_eq!(count(expected(&format!("operations_total{{{range},status=\"success\"}}"))), Some(2));
    assert_eq!(count(expected(&format!("operations_total{{{point},status=\"error\"}}"))), Some(1));
    let errors = r#"errors_total{cached="false",error_type="Error",kind="point",operation="read",source="disk"}"#;
    assert_eq!(count(expected(errors)), Some(1));
    let durations = watched.metrics.histogram(&expected(&format!("duration_seconds{{{range}}}")));
    assert_eq!(durations.map(|durations| durations.len()), Some(2));
    assert_eq!(watched.metrics.gauge(&expected(&format!("in_flight{{{range}}}"))), Some(0.0));
    assert_eq!(watched.metrics.series().len(), 7, "{:#?}", watched.metrics.series());
}

#[test]
fn values_of_every_bounded_type() {
    static TENANTS: CappedLabels<1> = CappedLabels::new();
    const PATH: &str = "/state";
    #[observed(labels(kind, maybe, path = PATH, tenant = TENANTS.label(tenant), number = 7, truth = true))]
    fn all(kind: &Kind, maybe: Option<bool>, tenant: &str) {
        let _ = (kind, maybe, tenant);
    }

    let series = watch(|| {
        all(&Kind::Point, None, "ada");
        all(&Kind::Point, Some(true), "bob");
        all(&Kind::Point, Some(true), "cleo");
    });
    let series = series.metrics.series();
    let shared = r#"number="7",operation="all",path="/state",status="success""#;
    assert_eq!(
        counted(&series),
        [
            format!(r#"kind="point",maybe="none",{shared},tenant="ada",truth="true""#),
            format!(r#"kind="point",maybe="true",{shared},tenant="__other__",truth="true""#),
        ]
    );
}

/// With a recorder that has no limit of its own.
#[test]
fn combinations_of_labels_beyond_ten_thousand_are_other_and_a_single_label_keeps_its_values() {
    static TENANTS: CappedLabels<20_000> = CappedLabels::new();
    static ROUTES: CappedLabels<1_000> = CappedLabels::new();
    #[observed(labels(tenant = TENANTS.label(tenant), route = ROUTES.label(route), hit = |hit| *hit))]
    fn both(tenant: &str, route: &str) -> bool {
        tenant == route
    }
    #[observed(labels(tenant = TENANTS.label(tenant)))]
    fn one(tenant: &str) {
        let _ = tenant;
    }

    for number in 0..10_001 {
        let (tenant, route) = ((number % 101).to_string(), (number / 101).to_string());
        both(&tenant, &route);
        one(&number.to_string());
    }
    let series = watch(|| {
        both("0", "0");
        both("new", "0");
        both("0", "new");
        both("new", "new");
        one("new");
    });
    let series = series.metrics.series();
    let [of_both, of_one] = ["both", "one"].map(|op| format!(r#"operation="{op}""#));
    assert_eq!(
        counted(&series),
        [
            format!(r#"hit="__other__",{of_both},route="__other__",status="success",tenant="__other__""#),
            format!(r#"hit="true",{of_both},route="0",status="success",tenant="0""#),
            format!(r#"{of_one},status="success",tenant="new""#),
        ]
    );
}

#[test]
fn labels_are_captured_before_the_body_consumes_its_arguments() {
    #[observed(labels(empty = text.is_empty()))]
    fn plain(text: String) -> usize {
        text.len()
    }
    #[observed(labels(empty = text.is_empty()))]
    async fn waits(text: String) -> usize {
        pause().await;
        text.len()
    }
    #[observed(labels(empty = text.is_empty()))]
    fn later(text: String) -> impl Future<Output = usize> {
        async move { text.len() }
    }

    let watched = watch(|| (plain(String::new()), run(waits(String::new())), run(later(String::new()))));
    let series = watched.metrics.series();
    let expected = ["later", "plain", "waits"];
    assert_eq!(counted(&series), expected.map(|op| format!(r#"empty="true",operation="{op}",status="success""#)));
}

#[test]
fn cancelled_and_panicked_calls_have_the_labels_of_their_arguments() {
    #[observed(labels(kind), in_flight)]
    async fn ends(kind: Kind) {
        if let Kind::Point = kind {
            panic!("by choice");
        }
        forever::<()>().await;
    }

    let watched = watch(|| {
        attuned_telemetry_tests::panic_of(|| run(ends(Kind::Point)));
        drop(Task::waiting(ends(Kind::WideRange)));
    });
    let series = watched.metrics.series();
    assert_eq!(
        counted(&series),
        [
            r#"kind="point",operation="ends",status="panicked""#,
            r#"kind="wide_range",operation="ends",status="cancelled""#,
        ]
    );
}

/// All instances of a generic function share one static.
#[test]
fn types_of_a_generic_label_do_not_mix() {
    #[observed(labels(value))]
    fn generic<L: LabelValue + Debug>(value: L, expected: &str) {
        assert_eq!(value.as_str(), expected);
    }

    let watched = watch(|| {
        for _ in 0..2 {
            generic(false, "false");
            generic(Kind::Point, "point");
            generic(Some(Kind::WideRange), "wide_range");
            generic(true, "true");
            generic(Kind::WideRange, "wide_range");
            generic(None::<bool>, "none");
        }
    });
    let series = watched.metrics.series();
    let counted = |value: &str| {
        let name = "attuned_telemetry_tests_operations_total";
        watched.metrics.counter(&format!("{name}{{operation=\"generic\",status=\"success\",value={value:?}}}"))
    };
    for (value, count) in [("false", 2), ("true", 2), ("point", 2), ("wide_range", 4), ("none", 2)] {
        assert_eq!(counted(value), Some(count), "{value}: {series:#?}");
    }
}

#[test]
fn two_lists_of_the_same_length_do_not_mix_in_one_label() {
    static USERS: CappedLabels<1> = CappedLabels::new();
    static HOSTS: CappedLabels<1> = CappedLabels::new();
    #[observed(labels(who = if is_user { USERS.label(name) } else { HOSTS.label(name) }))]
    fn seen(is_user: bool, name: &str) {
        let _ = (is_user, name);
    }

    let series = watch(|| {
        seen(true, "ada");
        seen(false, "localhost");
        seen(true, "bob");
        seen(false, "elsewhere");
    });
    let series = series.metrics.series();
    let expected = ["__other__", "ada", "localhost"];
    assert_eq!(counted(&series), expected.map(|who| format!(r#"operation="seen",status="success",who="{who}""#)));
}

#[test]
fn value_out_of_bounds_is_still_counted() {
    struct Lies(usize, &'static str);
    impl LabelValue for Lies {
        const COUNT: usize = 1;

        fn index(&self) -> usize {
            self.0
        }

        fn as_str(&self) -> &'static str {
            self.1
        }
    }
    #[observed(labels(lie))]
    fn told(lie: Lies) -> usize {
        lie.0
    }

    let series = watch(|| [Lies(0, "in"), Lies(1, "at"), Lies(usize::MAX, "out"), Lies(0, "other")].map(told));
    let series = series.metrics.series();
    let expected = ["at", "in", "other", "out"];
    assert_eq!(counted(&series), expected.map(|lie| format!(r#"lie="{lie}",operation="told",status="success""#)));
}

#[test]
fn threads_that_use_a_new_label_at_once_share_its_series() {
    #[observed(labels(kind, second = second), scope = "threads")]
    fn met(kind: Kind, second: bool) {
        let _ = (kind, second);
    }

    let metrics = attuned_telemetry_tests::metrics::Metrics::new();
    std::thread::scope(|scope| {
        for number in 0..4 {
            let metrics = &metrics;
            scope.spawn(move || {
                metrics.watch(|| (0..100).for_each(|step| met(Kind::Point, (step + number) % 2 == 0)));
            });
        }
    });
    let count = |second: bool| {
        let labels = format!("kind=\"point\",operation=\"met\",second=\"{second}\",status=\"success\"");
        metrics.counter(&format!("threads_operations_total{{{labels}}}"))
    };
    assert_eq!((count(false), count(true)), (Some(200), Some(200)));
}
