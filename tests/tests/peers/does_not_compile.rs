//! Code that compiles without an annotation and must compile with one. `tracing::instrument` rejects this code, so the
//! tests cannot include it for comparison.

use std::fmt::{Debug, Display};

use attuned_telemetry_rt::{audited, observed};
use attuned_telemetry_tests::task::{pause, run};
use attuned_telemetry_tests::{panic_of, watch};
use tracing::Span;

use super::{both, calls};

#[test]
fn mutable_argument_is_returned_by_reference() {
    #[observed(err, ret)]
    fn push(list: &mut Vec<u8>) -> Result<&mut u8, std::fmt::Error> {
        list.push(1);
        list.last_mut().ok_or(std::fmt::Error)
    }
    #[observed(err, ret)]
    async fn push_later(list: &mut Vec<u8>) -> Result<&mut u8, std::fmt::Error> {
        pause().await;
        list.push(5);
        list.last_mut().ok_or(std::fmt::Error)
    }

    let mut list = Vec::new();
    *push(&mut list).unwrap() += 1;
    *run(push_later(&mut list)).unwrap() += 1;
    assert_eq!(list, [2, 6]);
}

#[test]
fn parameters_can_be_named_display_or_debug() {
    #[observed(fields(display, %debug, both = ?display), err, ret)]
    fn ours(display: u8, debug: u8) -> Result<u8, String> {
        Ok(display + debug)
    }
    #[tracing::instrument(fields(display, debug))]
    fn theirs(display: u8, debug: u8) -> u8 {
        display + debug
    }

    let watched = watch(|| (ours(1, 2).unwrap(), theirs(1, 2)));
    assert_eq!(watched.returned, (3, 3));
    let (ours, _) = both(&watched.trace);
    assert_eq!(format!("{:?}", ours.fields["debug"]), "Formatted(\"2\")");
}

#[allow(non_upper_case_globals, non_snake_case, reason = "names that could clash with an expansion")]
mod constants {
    use attuned_telemetry_rt::{audited, observed};

    pub(super) const x: u8 = 1;
    pub(super) const e: u8 = 2;
    pub(super) const value: u8 = 3;
    pub(super) const call: u8 = 4;
    pub(super) const failure: u8 = 5;
    pub(super) const start: u8 = 6;

    pub(super) fn Ok() -> u8 {
        x + e
    }

    #[observed(fields(x = x, e = e), labels(odd = |sum| sum % 2 == 1), err(debug), ret, error_if = |sum| *sum == 0)]
    pub(super) fn sum() -> u8 {
        Ok() + value + call + failure + start
    }

    #[audited(event = "summed", x = x, e = |sum| *sum)]
    pub(super) fn summed() -> u8 {
        sum()
    }
}

#[test]
fn constants_and_functions_have_the_names_of_an_expansion() {
    assert_eq!(constants::summed(), 21);
    let span = watch(constants::sum).trace.span();
    assert_eq!(format!("{:?}", span.fields["e"]), "Unsigned(2)");
}

mod shadowed {
    #[allow(dead_code, reason = "not the subject of this test")]
    mod attuned_telemetry_rt {
        pub(super) struct Nothing;
    }
    #[allow(dead_code, reason = "not the subject of this test")]
    mod tracing {
        pub(super) struct Nothing;
    }

    #[::attuned_telemetry_rt::observed(err, ret, slow = "1s", parent = None)]
    pub(super) fn called() -> Result<u8, String> {
        Ok(1)
    }
}

#[test]
fn local_module_is_named_like_the_crate() {
    assert_eq!(shadowed::called(), Ok(1));
}

trait Source {
    type Out;

    fn read(&self) -> <Self as Source>::Out;
}

impl Source for u8 {
    type Out = Result<u8, String>;

    #[observed]
    fn read(&self) -> <Self as Source>::Out {
        Err("broken".to_owned())
    }
}

#[test]
fn returned_type_is_a_qualified_path() {
    #[observed]
    fn through<S: Source>(source: &S) -> <S as Source>::Out {
        source.read()
    }
    #[observed]
    async fn awaited<S: Source>(source: &S) -> <S as Source>::Out {
        pause().await;
        source.read()
    }

    let watched = watch(|| (through(&1_u8).is_err(), run(awaited(&1_u8)).is_err()));
    assert_eq!(watched.returned, (true, true));
    assert_eq!(calls(&watched.metrics, "read", "error"), Some(2));
}

#[test]
fn impl_trait_is_nested() {
    #[observed]
    fn nested() -> Result<impl Iterator<Item = (u8, impl Display)>, Box<dyn std::error::Error>> {
        Ok([(1, "one")].into_iter())
    }
    #[observed]
    fn in_a_future() -> impl Future<Output = Option<impl Iterator<Item = impl Debug>>> {
        async { Some([1, 2].into_iter()) }
    }

    assert_eq!(nested().unwrap().map(|(number, name)| (number, name.to_string())).last(), Some((1, "one".to_owned())));
    assert_eq!(run(in_a_future()).unwrap().count(), 2);
}

#[test]
fn function_never_returns() {
    #[observed]
    fn stop() -> ! {
        panic!("stopped")
    }
    #[observed]
    async fn stop_later() -> ! {
        pause().await;
        panic!("stopped later")
    }
    #[observed]
    #[track_caller]
    fn stop_here() -> ! {
        panic!("stopped here")
    }

    let watched = watch(|| (panic_of(|| stop()), panic_of(|| run(stop_later())), panic_of(|| stop_here())));
    assert_eq!(watched.returned.2, "stopped here");
    for op in ["stop", "stop_later", "stop_here"] {
        assert_eq!(calls(&watched.metrics, op, "panicked"), Some(1), "{op}");
    }
}

#[test]
fn returned_value_coerces_to_a_trait_object() {
    #[observed]
    fn boxed(number: u8) -> Box<dyn Display> {
        if number == 0 {
            return Box::new("zero");
        }
        Box::new(number)
    }
    #[observed]
    async fn boxed_later(number: u8) -> Result<Box<dyn Display>, Box<dyn std::error::Error>> {
        if number == 0 { Ok(Box::new("zero")) } else { Err("not zero")? }
    }
    #[observed]
    #[track_caller]
    fn boxed_here(number: u8) -> Option<Box<dyn Display>> {
        if number == 0 {
            return Some(Box::new("zero"));
        }
        Some(Box::new(number))
    }

    assert_eq!((boxed(0).to_string(), boxed(1).to_string()), ("zero".to_owned(), "1".to_owned()));
    assert_eq!(run(boxed_later(0)).unwrap().to_string(), "zero");
    assert_eq!(boxed_here(7).unwrap().to_string(), "7");
}

#[test]
fn body_shadows_its_returned_type() {
    type State = u8;
    #[observed]
    fn shadowed() -> State {
        struct State;
        let State = State;
        3
    }
    #[observed]
    async fn shadowed_later() -> Result<State, std::fmt::Error> {
        #[allow(dead_code, reason = "not the subject of this test")]
        enum Result {}
        Ok(3)
    }
    #[observed]
    fn shadowed_future() -> impl Future<Output = State> {
        #[allow(dead_code, reason = "not the subject of this test")]
        struct State;
        async { 3 }
    }

    assert_eq!((shadowed(), run(shadowed_later()), run(shadowed_future())), (3, Ok(3), 3));
}

#[test]
fn target_and_parent_in_either_order() {
    #[observed(target = "own", parent = parent)]
    fn target_first(parent: &Span) {}
    #[observed(parent = parent, target = "own")]
    fn parent_first(parent: &Span) {}

    let watched = watch(|| {
        let around = tracing::info_span!("around");
        target_first(&around);
        parent_first(&around);
    });
    for span in &watched.trace.spans()[1..] {
        assert_eq!((span.target, span.parent), ("own", Some("around")), "{span:#?}");
    }
}

#[test]
fn argument_is_replaced_with_a_part_of_itself() {
    #[observed]
    fn fill(mut rest: &mut [u8]) {
        while let Some((first, others)) = rest.split_first_mut() {
            *first = 1;
            rest = others;
        }
    }
    #[audited(event = "filled")]
    fn fill_audited(mut rest: &mut [u8]) -> usize {
        let mut steps = 0;
        while !rest.is_empty() {
            rest[0] += 1;
            rest = &mut rest[1..];
            steps += 1;
        }
        steps
    }

    let mut bytes = [0; 3];
    fill(&mut bytes);
    assert_eq!((fill_audited(&mut bytes), bytes), (3, [2, 2, 2]));
}
