//! Classification of returned values by type, `ok_if` or `error_if`.

use attuned_telemetry_rt::{ErrorType, observed};
use attuned_telemetry_tests::task::run;
use attuned_telemetry_tests::{panic_of, watch};

use super::{calls, errors};

struct Response {
    code: u16,
}

impl Response {
    fn is_fine(&self) -> bool {
        self.code < 400
    }
}

struct Refused;

impl ErrorType for Refused {
    fn error_type(&self) -> &'static str {
        "refused"
    }
}

#[test]
fn any_value_other_than_a_result_is_a_success() {
    #[observed]
    fn none() -> Option<u8> {
        None
    }
    #[observed]
    fn no() -> bool {
        false
    }

    let metrics = watch(|| (none(), no())).metrics;
    assert_eq!(calls(&metrics, "none", "success"), Some(1));
    assert_eq!(calls(&metrics, "no", "success"), Some(1));
}

#[test]
fn ok_if_makes_everything_else_an_error() {
    #[observed(ok_if = Response::is_fine)]
    fn by_path(code: u16) -> Response {
        Response { code }
    }
    #[observed(ok_if = |response| response.code < 400)]
    async fn by_closure(code: u16) -> Response {
        Response { code }
    }

    let metrics = watch(|| {
        by_path(200);
        by_path(404);
        run(by_closure(200));
        run(by_closure(500));
    })
    .metrics;
    for op in ["by_path", "by_closure"] {
        assert_eq!(calls(&metrics, op, "success"), Some(1), "{op}");
        assert_eq!(calls(&metrics, op, "error"), Some(1), "{op}");
        assert_eq!(errors(&metrics, op, "_OTHER"), Some(1), "{op}");
    }
}

#[test]
fn error_if_makes_everything_else_a_success() {
    #[observed(error_if = Option::is_none)]
    fn by_path(found: bool) -> Option<u8> {
        found.then_some(1)
    }
    #[observed(error_if = |response: &Response| response.code >= 500)]
    fn by_closure(code: u16) -> Response {
        Response { code }
    }

    let metrics = watch(|| {
        by_path(true);
        by_path(false);
        by_closure(404);
        by_closure(503);
    })
    .metrics;
    for op in ["by_path", "by_closure"] {
        assert_eq!(calls(&metrics, op, "success"), Some(1), "{op}");
        assert_eq!(errors(&metrics, op, "_OTHER"), Some(1), "{op}");
    }
}

#[test]
fn ok_if_can_accept_an_err() {
    #[observed(ok_if = |found: &Result<u8, Refused>| found.is_ok() || cfg!(test))]
    fn tolerant() -> Result<u8, Refused> {
        Err(Refused)
    }

    let watched = watch(tolerant);
    assert_eq!(calls(&watched.metrics, "tolerant", "success"), Some(1));
    assert_eq!(watched.trace.span().text("error.type"), None);
}

#[test]
fn classification_keeps_the_type_of_an_err() {
    #[observed(error_if = Result::is_err)]
    fn strict() -> Result<u8, Refused> {
        Err(Refused)
    }

    let watched = watch(strict);
    assert_eq!(errors(&watched.metrics, "strict", "refused"), Some(1));
    assert_eq!(watched.trace.span().text("error.type"), Some("refused"));
}

#[test]
fn panic_of_a_classification_is_a_panic_of_the_call() {
    #[observed(ok_if = |()| panic!("no verdict"))]
    fn unjudged() {}

    let watched = watch(|| panic_of(unjudged));
    assert_eq!(watched.returned, "no verdict");
    assert_eq!(calls(&watched.metrics, "unjudged", "panicked"), Some(1));
    assert_eq!(watched.trace.span().text("status"), Some("panicked"));
}

/// Tokens that `macro_rules` passes on are wrapped in invisible delimiters.
#[test]
fn annotations_accept_tokens_passed_on_by_macro_rules() {
    macro_rules! annotated {
        ($name:ident, $path:literal, $is_error:expr, $sum:expr) => {
            #[observed(labels(path = $path), error_if = $is_error, fields(sum = $sum))]
            fn $name(value: u8) -> u8 {
                value
            }
        };
    }
    annotated!(handed_on, "/state", |value| *value > 1, 1 + 2);

    let metrics = watch(|| (handed_on(1), handed_on(2))).metrics;
    let of = |status: &str| {
        format!(r#"attuned_telemetry_tests_operations_total{{operation="handed_on",path="/state",status="{status}"}}"#)
    };
    assert_eq!(metrics.counter(&of("success")), Some(1));
    assert_eq!(metrics.counter(&of("error")), Some(1));
}
