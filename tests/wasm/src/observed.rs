//! `#[observed]`: everything except the duration is recorded.

use std::fmt;

use attuned_telemetry_rt::{CappedLabels, ErrorType, LabelValue, observed};
use futures_util::stream::{self, Stream, StreamExt as _};

use crate::recorded::recorded;
use crate::subscriber::traced;
use crate::{run, tests};

#[derive(Debug, ErrorType)]
enum AddError {
    TooLarge,
}

impl fmt::Display for AddError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("too large")
    }
}

#[derive(Clone, Copy, LabelValue)]
enum Kind {
    Small,
}

static NAMES: CappedLabels<1> = CappedLabels::new();

#[observed(scope = "wasm", err, labels(kind), slow = "1us", slo(latency = "1ms", target = 99.0))]
fn add(number: u8, kind: Kind) -> Result<u8, AddError> {
    number.checked_add(1).ok_or(AddError::TooLarge)
}

#[observed(scope = "wasm")]
async fn add_later(number: u8) -> u8 {
    number + 1
}

#[observed(scope = "wasm")]
fn count_to(number: u8) -> impl Stream<Item = u8> {
    stream::iter(1..=number)
}

#[observed(scope = "wasm", in_flight)]
fn in_flight() {}

tests! {
    fn a_call_is_counted_and_its_duration_is_left_out() {
        let lines = recorded(|| assert_eq!(run(add_later(1)), 2));
        assert_eq!(lines, ["wasm_operations_total{operation=add_later,status=success} +1"]);
    }

    fn an_error_is_counted_and_an_objective_is_left_out() {
        let lines = recorded(|| {
            assert!(matches!(add(255, Kind::Small), Err(AddError::TooLarge)));
        });
        assert_eq!(
            lines,
            [
                "wasm_operations_total{operation=add,kind=small,status=error} +1",
                "wasm_errors_total{operation=add,kind=small,error_type=too_large} +1",
            ]
        );
    }

    fn a_stream_is_one_call() {
        let lines = recorded(|| assert_eq!(run(count_to(3).collect::<Vec<_>>()), [1, 2, 3]));
        assert_eq!(lines, ["wasm_operations_total{operation=count_to,status=success} +1"]);
    }

    fn a_dropped_future_is_cancelled() {
        let pending = async {
            #[observed(scope = "wasm")]
            async fn wait() {
                std::future::pending::<()>().await;
            }
            wait().await;
        };
        let lines = recorded(|| {
            let mut pending = Box::pin(pending);
            let mut context = std::task::Context::from_waker(std::task::Waker::noop());
            assert!(pending.as_mut().poll(&mut context).is_pending());
        });
        assert_eq!(lines, ["wasm_operations_total{operation=wait,status=cancelled} +1"]);
    }

    fn a_call_in_flight_ends() {
        let lines = recorded(in_flight);
        assert_eq!(
            lines,
            ["wasm_in_flight{operation=in_flight} +1", "wasm_operations_total{operation=in_flight,status=success} +1", "wasm_in_flight{operation=in_flight} -1"]
        );
    }

    fn a_call_has_a_span_and_an_error_event_but_is_never_slow() {
        let lines = traced(|| {
            assert_eq!(add(1, Kind::Small).ok(), Some(2));
            assert!(add(255, Kind::Small).is_err());
        });
        assert_eq!(
            lines,
            [
                "span wasm.add",
                r#"record status="success""#,
                "span wasm.add",
                "ERROR event error=too large error.type=\"too_large\"",
                r#"record status="error" error.type="too_large" otel.status_code="ERROR""#,
            ]
        );
    }

    fn labels_are_capped() {
        assert_eq!((NAMES.label("ada").as_str(), NAMES.label("bob").as_str()), ("ada", "__other__"));
    }
}
