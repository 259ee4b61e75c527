//! Lints and editor messages of annotated code.
//!
//! The messages themselves are compared elsewhere: lints in `ui-tests/lints`, with and without annotations, and errors
//! in `ui-tests/ui`. Here these lints are errors, so this file compiles only if each lint is silent, or is
//! reported where the code expects it.

#![deny(
    clippy::all,
    clippy::needless_return,
    clippy::pedantic,
    unused_braces,
    unused_must_use,
    unused_parens,
    unused_qualifications,
    unused_variables
)]

use std::future::Future;

use attuned_telemetry_rt::{audited, observed};
use attuned_telemetry_tests::task::run;

/// The lint checks one-line blocks, which `rustfmt` would split.
#[rustfmt::skip]
#[test]
fn unused_braces_is_silent_for_a_one_line_body() {
    #[observed]
    fn one() -> u8 { 1 }
    #[observed]
    fn negated(truth: bool) -> bool { !truth }
    #[observed]
    async fn awaited() -> u8 { one() }
    #[observed]
    fn later() -> impl Future<Output = u8> { async { one() } }
    #[observed]
    #[track_caller]
    fn tracked() -> u8 { one() }
    #[audited(event = "one")]
    fn recorded() -> u8 { one() }

    assert_eq!((one(), negated(true), run(awaited()), run(later()), tracked(), recorded()), (1, false, 1, 1, 1, 1));
}

#[test]
fn unused_variables_warns_for_parameters_and_in_the_body() {
    #[observed]
    #[expect(unused_variables, reason = "the macro does not suppress it")]
    fn unused(number: u8) {}
    #[observed]
    #[expect(unused_variables, reason = "the macro does not suppress it")]
    async fn unused_later(number: u8) {}
    #[observed]
    #[expect(unused_variables, reason = "the macro does not suppress it")]
    fn unused_inside() -> u8 {
        let number = 1;
        2
    }

    unused(1);
    run(unused_later(1));
    assert_eq!(unused_inside(), 2);
}

#[test]
fn dead_code_warns_for_an_annotated_function() {
    #[observed]
    #[expect(dead_code, reason = "the macro does not suppress it")]
    fn dead() {}
    #[observed]
    #[expect(dead_code, reason = "the macro does not suppress it")]
    async fn dead_later() {}
}

#[test]
fn needless_return_warns_in_an_annotated_body() {
    #[observed]
    #[expect(clippy::needless_return, reason = "the macro does not suppress it")]
    fn returned() -> u8 {
        return 1;
    }

    assert_eq!(returned(), 1);
}

#[test]
fn unused_results_and_mutability_warn_in_an_annotated_body() {
    #[observed]
    #[expect(unused_must_use, reason = "the macro does not suppress it")]
    fn forgotten() {
        "1".parse::<u8>();
    }
    #[observed]
    #[expect(unused_mut, reason = "the macro does not suppress it")]
    async fn mutable(start: u8) -> u8 {
        let mut number = start;
        number + 1
    }
    #[observed]
    #[expect(unreachable_code, reason = "the macro does not suppress it")]
    fn unreachable() -> u8 {
        return 1;
        2
    }

    forgotten();
    assert_eq!((run(mutable(0)), unreachable()), (1, 1));
}

#[test]
fn must_use_of_an_awaited_value_stays() {
    #[observed]
    #[must_use]
    fn kept() -> u8 {
        1
    }
    #[observed]
    #[must_use]
    async fn kept_later() -> u8 {
        1
    }

    #[expect(unused_must_use, reason = "the macro does not suppress it")]
    fn forgets() {
        kept();
        kept_later();
    }
    forgets();
}
