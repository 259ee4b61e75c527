//! Settings from environment variables that are invalid.

use super::logs;

/// The error of the program that has these variables.
#[track_caller]
fn refused(environment: &[(&str, &str)]) -> String {
    let (log, started) = logs(environment);
    assert!(!started && log.lines().count() == 1, "{environment:?}: {log}");
    log.trim_end().to_owned()
}

#[test]
fn an_invalid_variable_is_reported_with_its_value_and_the_allowed_values() {
    for (variable, value, expected) in [
        ("ATTUNED_LOG_FORMAT", "xml", "`ATTUNED_LOG_FORMAT` is `xml`, expected one of `json`, `pretty`, `compact`"),
        ("ATTUNED_LOG_LEVEL", "loud", "`ATTUNED_LOG_LEVEL` is `loud`, expected one of `trace`, `debug`, `info`"),
        ("ATTUNED_SERVICE_NAME", " ", "`ATTUNED_SERVICE_NAME` is ` `, expected a name"),
        ("RUST_LOG", "shop=loud", "`RUST_LOG` is `shop=loud`, expected directives like `info,hyper=warn`"),
    ] {
        let error = refused(&[(variable, value)]);
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn a_misspelt_variable_is_refused() {
    assert_eq!(
        refused(&[("ATTUNED_LOG_FROMAT", "json")]),
        "`ATTUNED_LOG_…` is `ATTUNED_LOG_FROMAT`, expected one of the variables `ATTUNED_LOG_FORMAT`, `ATTUNED_LOG_LEVEL`"
    );
}

#[test]
fn a_misspelt_filter_does_not_disable_the_logs() {
    for variable in ["RUST_LOG", "ATTUNED_LOG_LEVEL"] {
        for filter in [
            "inof",
            "info,hyper",
            "shop:debug",
            "info;hyper=warn",
            "info hyper=warn",
            "hyper = warn",
            "shop=",
            "\"info\"",
            "'info'",
            "=debug",
            "[buy",
            ",",
            " ",
        ] {
            let error = refused(&[(variable, filter)]);
            assert!(error.starts_with(&format!("`{variable}` is `{filter}`, expected ")), "{error}");
        }
    }
    let error = refused(&[("RUST_LOG", "info,inof")]);
    assert!(error.ends_with("or directives like `info,hyper=warn`, found `inof`"), "{error}");
}

#[test]
fn a_valid_filter_is_accepted_from_every_variable() {
    for variable in ["RUST_LOG", "ATTUNED_LOG_LEVEL"] {
        for filter in [
            "INFO",
            "info,",
            " info , hyper=warn",
            "log_lines=info",
            "[shop.buy]=info",
            "shop[shop.buy]=info",
            "[shop.buy]",
        ] {
            let (log, started) = logs(&[(variable, filter)]);
            assert!(started && log.contains("bought by"), "{variable}={filter}: {log}");
        }
    }
}

#[test]
fn a_variable_that_is_overridden_must_be_valid() {
    let error = refused(&[("ATTUNED_LOG_LEVEL", "loud"), ("RUST_LOG", "info")]);
    assert!(error.starts_with("`ATTUNED_LOG_LEVEL` is `loud`"), "{error}");
}

#[test]
fn an_error_contains_only_the_beginning_of_a_long_value() {
    let error = refused(&[("ATTUNED_LOG_FORMAT", &format!("x\u{1b}{}", "y".repeat(100_000)))]);
    assert!(error.len() < 300 && error.contains("…` (100002 characters), expected one of `json`"), "{error}");
    assert!(error.starts_with(r"`ATTUNED_LOG_FORMAT` is `x\u{1b}yyy"), "{error}");
}
