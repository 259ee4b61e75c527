//! Fields of the span are evaluated only if the span is enabled, and keep their type.

use std::cell::Cell;
use std::fmt;

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::task::{pause, run};
use attuned_telemetry_tests::trace::{Trace, Value};
use attuned_telemetry_tests::{panic_of, watch};
use tracing::level_filters::LevelFilter;

use super::{calls, current_span};

struct Snapshot {
    user_id: String,
    axes: Vec<f32>,
}

fn snapshot() -> Snapshot {
    Snapshot { user_id: "ada".to_owned(), axes: vec![0.5, 0.25] }
}

#[test]
fn values_keep_their_types() {
    #[observed(fields(
        name,
        size = name.len(),
        ratio = 0.5,
        offset,
        cached = true,
        missing = None::<u8>,
        upper = %name.to_uppercase(),
        quoted = ?name,
        request.path = "/state",
    ))]
    fn typed(name: &str, offset: i64) {
        let _ = (name, offset);
    }

    let span = watch(|| typed("ada", -3)).trace.span();
    assert_eq!(span.fields["name"], Value::Text("ada".to_owned()));
    assert_eq!(span.fields["size"], Value::Unsigned(3));
    assert_eq!(span.fields["ratio"], Value::Float(0.5));
    assert_eq!(span.fields["offset"], Value::Signed(-3));
    assert_eq!(span.fields["cached"], Value::Bool(true));
    assert_eq!(span.fields["upper"], Value::Formatted("ADA".to_owned()));
    assert_eq!(span.fields["quoted"], Value::Formatted("\"ada\"".to_owned()));
    assert_eq!(span.fields["request.path"], Value::Text("/state".to_owned()));
    assert!(!span.fields.contains_key("missing"));
    assert!(span.declared.contains(&"missing"));
}

#[test]
fn shorthand_accepts_a_format() {
    #[observed(fields(%user, ?axes))]
    fn short(user: std::net::Ipv4Addr, axes: &[u8]) -> usize {
        user.octets().len() + axes.len()
    }

    let span = watch(|| short(std::net::Ipv4Addr::LOCALHOST, &[1, 2])).trace.span();
    assert_eq!(span.fields["user"], Value::Formatted("127.0.0.1".to_owned()));
    assert_eq!(span.fields["axes"], Value::Formatted("[1, 2]".to_owned()));
}

#[test]
fn only_listed_values_are_captured() {
    #[observed(fields(user))]
    fn login(user: &str, password: &str) -> bool {
        user == password
    }

    let span = watch(|| login("ada", "secret")).trace.span();
    assert_eq!(span.declared, ["user", "status", "error.type", "otel.status_code"]);
    assert!(!format!("{span:?}").contains("secret"));
}

#[test]
fn consumed_argument_can_be_a_field() {
    #[observed(fields(user_id = snapshot.user_id, size = snapshot.axes.len()))]
    fn store(snapshot: Snapshot) -> String {
        snapshot.user_id
    }
    #[observed(fields(user_id = snapshot.user_id, size = snapshot.axes.len()))]
    async fn store_async(snapshot: Snapshot) -> Vec<f32> {
        pause().await;
        let Snapshot { axes, .. } = snapshot;
        axes
    }

    let trace = watch(|| (store(snapshot()), run(store_async(snapshot())))).trace;
    for span in trace.spans() {
        assert_eq!(span.text("user_id"), Some("ada"));
        assert_eq!(span.fields["size"], Value::Unsigned(2));
    }
}

#[test]
fn field_can_read_self() {
    struct Shard(u64);
    impl Shard {
        #[observed(fields(shard = self.0))]
        fn read(&mut self) -> u64 {
            self.0 += 1;
            self.0
        }
    }

    let watched = watch(|| Shard(7).read());
    assert_eq!(watched.returned, 8);
    assert_eq!(watched.trace.span().fields["shard"], Value::Unsigned(7), "captured before the body runs");
}

#[test]
fn fields_are_evaluated_only_if_the_span_is_enabled() {
    fn asked(count: &Cell<u8>) -> bool {
        count.set(count.get() + 1);
        true
    }
    #[observed(level = "debug", fields(asked = asked(count)))]
    fn lazy(count: &Cell<u8>) {
        count.set(count.get() + 10);
    }

    let count = Cell::new(0);
    lazy(&count);
    Trace::new().watch_at(LevelFilter::INFO, || lazy(&count));
    assert_eq!(count.get(), 20, "the body ran twice, and the field was not evaluated");
    Trace::new().watch_at(LevelFilter::DEBUG, || lazy(&count));
    assert_eq!(count.get(), 31);
}

#[test]
fn fields_of_a_future_are_captured_at_its_first_poll() {
    #[observed(fields(asked = { count.set(count.get() + 1); count.get() }))]
    async fn later(count: &Cell<u64>) {
        pause().await;
    }

    let count = Cell::new(0);
    watch(|| drop(later(&count)));
    assert_eq!(count.get(), 0);
    watch(|| run(later(&count)));
    assert_eq!(count.get(), 1);
}

#[test]
fn field_that_panics_is_a_panic_of_the_call() {
    #[observed(fields(first = axes[0]))]
    fn first(axes: &[u64]) -> u64 {
        axes.iter().sum()
    }

    let watched = watch(|| panic_of(|| first(&[])));
    assert!(watched.returned.contains("index out of bounds"), "{}", watched.returned);
    assert_eq!(calls(&watched.metrics, "first", "panicked"), Some(1));
    assert_eq!(current_span(), None);
}

#[test]
fn custom_fields_follow_twenty_eight_others() {
    #[observed(fields(
        a1 = 1,
        a2 = 2,
        a3 = 3,
        a4 = 4,
        a5 = 5,
        a6 = 6,
        a7 = 7,
        b1 = 1,
        b2 = 2,
        b3 = 3,
        b4 = 4,
        b5 = 5,
        b6 = 6,
        b7 = 7,
        c1 = 1,
        c2 = 2,
        c3 = 3,
        c4 = 4,
        c5 = 5,
        c6 = 6,
        c7 = 7,
        d1 = 1,
        d2 = 2,
        d3 = 3,
        d4 = 4,
        d5 = 5,
        d6 = 6,
        d7 = 7
    ))]
    fn most() -> Result<(), u8> {
        Err(1)
    }

    let span = watch(most).trace.span();
    assert_eq!(span.fields.len(), 31);
    assert_eq!(span.fields["a1"], Value::Signed(1));
    assert_eq!(span.fields["d7"], Value::Signed(7));
    assert_eq!(span.text("error.type"), Some("u8"));
}

/// A value whose `Display` and `Debug` fail.
struct Odd;

impl fmt::Display for Odd {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Err(fmt::Error)
    }
}

impl fmt::Debug for Odd {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("on purpose")
    }
}

#[test]
fn a_value_that_cannot_be_formatted_does_not_fail_the_call_with_any_subscriber() {
    #[observed(scope = "shop", fields(shown = %Odd, debugged = ?Odd), err, ret)]
    fn odd(fails: bool) -> Result<Odd, Odd> {
        if fails { Err(Odd) } else { Ok(Odd) }
    }

    for fails in [false, true] {
        let watched = watch(|| odd(fails).is_err());
        assert_eq!(watched.returned, fails);
        let (failed, panicked) = ("[formatting failed]".to_owned(), "[formatting panicked]".to_owned());
        let span = watched.trace.span();
        assert_eq!(span.fields["shown"], Value::Formatted(failed.clone()));
        assert_eq!(span.fields["debugged"], Value::Formatted(panicked.clone()));
        let event = &watched.trace.events()[0];
        let (field, note) = if fails { ("error", failed) } else { ("return", panicked) };
        assert_eq!(event.fields[field], Value::Formatted(note));
    }
}
