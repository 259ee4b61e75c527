//! `#[track_caller]`: the body stays in the function, so `Location::caller` returns the location of the caller.

use std::panic::Location;
use std::task::Poll;

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::task::run;
use attuned_telemetry_tests::{panic_of, watch};

use super::{calls, errors};

type Place = &'static Location<'static>;

/// Statuses of the calls of `op`: number of successes, errors and panics.
fn statuses<R>(op: &str, scope: impl FnOnce() -> R) -> [Option<u64>; 3] {
    let watched = watch(scope);
    for span in watched.trace.spans() {
        assert!(span.closed && span.entered == span.left, "{span:#?}");
    }
    ["success", "error", "panicked"].map(|status| calls(&watched.metrics, op, status))
}

#[track_caller]
fn parsed(text: &str) -> Result<(u8, Place), std::num::ParseIntError> {
    Ok((text.parse()?, Location::caller()))
}

#[test]
fn function_that_returns_a_result_sees_its_caller() {
    #[observed]
    #[track_caller]
    fn tail() -> Result<Place, std::fmt::Error> {
        Ok(Location::caller())
    }
    #[observed]
    #[track_caller]
    fn through(text: &str) -> Result<Place, std::num::ParseIntError> {
        let (_, place) = parsed(text)?;
        assert_eq!(place, Location::caller(), "the caller location propagates to functions called by the body");
        Ok(Location::caller())
    }

    assert_eq!((line!(), tail().unwrap().line()), (line!(), line!()));
    assert_eq!((line!(), through("1").unwrap().line()), (line!(), line!()));
}

#[test]
fn each_exit_has_its_outcome() {
    #[observed]
    #[track_caller]
    fn ends(how: &str) -> Result<u8, std::num::ParseIntError> {
        if how.is_empty() {
            return Ok(0);
        }
        if how == "returned" {
            return Err("x".parse::<u8>().unwrap_err());
        }
        assert_ne!(how, "panicked", "by choice");
        let number = how.parse()?;
        match number {
            0 => "y".parse(),
            number => Ok(number),
        }
    }

    let called = |how: &'static str| statuses("ends", || ends(how));
    assert_eq!(called(""), [Some(1), None, None]);
    assert_eq!(called("7"), [Some(1), None, None]);
    assert_eq!(called("returned"), [None, Some(1), None]);
    assert_eq!(called("x"), [None, Some(1), None], "by `?`");
    assert_eq!(called("0"), [None, Some(1), None], "by the tail");
    assert_eq!(statuses("ends", || panic_of(|| ends("panicked"))), [None, None, Some(1)]);
}

#[test]
fn error_returned_by_a_question_mark_has_its_type() {
    #[observed]
    #[track_caller]
    fn left(text: &str) -> Result<u8, Box<std::num::ParseIntError>> {
        Ok(text.parse::<u8>()?)
    }

    let watched = watch(|| left("x"));
    assert_eq!(errors(&watched.metrics, "left", "ParseIntError"), Some(1), "{:?}", watched.metrics.series());
}

#[test]
fn none_returned_by_a_question_mark_is_a_success() {
    #[observed]
    #[track_caller]
    fn first(list: &[u8]) -> Option<u8> {
        let first = list.first()?;
        Some(*first)
    }

    assert_eq!(statuses("first", || (first(&[]), first(&[1]))), [Some(2), None, None]);
}

#[test]
fn error_in_a_poll_returned_by_a_question_mark_is_an_error() {
    #[observed]
    #[track_caller]
    fn polled(text: &str) -> Poll<Result<u8, std::num::ParseIntError>> {
        let number = text.parse()?;
        Poll::Ready(Ok(number))
    }
    #[observed]
    #[track_caller]
    fn next(text: &str) -> Poll<Option<Result<u8, std::num::ParseIntError>>> {
        let number = text.parse()?;
        Poll::Ready(Some(Ok(number)))
    }

    assert_eq!(statuses("polled", || (polled("x").is_ready(), polled("1").is_ready())), [Some(1), Some(1), None]);
    assert_eq!(statuses("next", || (next("x").is_ready(), next("1").is_ready())), [Some(1), Some(1), None]);
}

#[test]
fn returns_of_nested_functions_are_unchanged() {
    #[derive(Clone, Copy)]
    enum Mode {
        One,
        Two,
    }
    #[observed]
    #[track_caller]
    #[expect(clippy::needless_return, reason = "the test is about `return`")]
    fn inner_returns(mode: Mode, text: &str) -> Result<u32, std::num::ParseIntError> {
        fn generic<A: Copy, B: Copy>(first: A, _: B) -> A {
            return first;
        }
        struct Own;
        impl Own {
            fn method<A, B>(&self, first: A, _: B) -> A
            where
                A: Copy,
                B: Copy,
            {
                return first;
            }
        }
        let pointer: fn(u32) -> u32 = if text == "pointer" { return Ok(1) } else { |number| return number };
        let typed = |text: &str, _: u8| -> Result<u32, std::num::ParseIntError> { return text.parse() };
        let branched = |number: u32| if number > 9 { return 9 } else { return number };
        let mut sum = 0;
        let mut added = [1, 2];
        added.iter_mut().for_each(&mut |number: &mut u32| {
            if *number == 1 {
                return;
            }
            sum += *number;
        });
        let awaited = async || {
            return 1;
        };
        let block = async move { return 1 };
        let bits = sum | 1 | 4;
        #[rustfmt::skip]
        let number = match mode {
            | Mode::One => return Ok(2),
            Mode::Two if text == "or" || text == "||" => return Ok(3),
            | Mode::Two if text == "both" => return Ok(4),
            Mode::Two => typed(text, 1)?,
        };
        Ok(generic(number, 1) + Own.method(0, 1) + pointer(0) + branched(number) + bits + run(awaited()) + run(block))
    }

    let called = |mode: Mode, text: &'static str| watch(|| inner_returns(mode, text)).returned.ok();
    assert_eq!(called(Mode::Two, "pointer"), Some(1));
    assert_eq!(called(Mode::One, "1"), Some(2));
    assert_eq!(called(Mode::Two, "or"), Some(3));
    assert_eq!(called(Mode::Two, "both"), Some(4));
    assert_eq!(called(Mode::Two, "20"), Some(20 + 9 + 7 + 2));
    assert_eq!(called(Mode::Two, "x"), None);
    let all = ["pointer", "or", "both", "1", "x"];
    let ends = statuses("inner_returns", || {
        (all.map(|text| inner_returns(Mode::Two, text).is_ok()), inner_returns(Mode::One, "1").is_ok())
    });
    assert_eq!(ends, [Some(5), Some(1), None]);
}

#[test]
fn loops_and_labels_of_the_body_are_unchanged() {
    #[observed]
    #[track_caller]
    fn search(rows: &[[u8; 2]], wanted: u8) -> Option<(usize, usize)> {
        'rows: for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                if *cell > wanted {
                    continue 'rows;
                }
                if *cell == wanted {
                    return Some((row, column));
                }
            }
        }
        '__body: {
            if rows.len() < 9 {
                break '__body None;
            }
            Some((9, 9))
        }
    }

    assert_eq!(search(&[[9, 1], [2, 3]], 3), Some((1, 1)));
    assert_eq!(search(&[[9, 1], [2, 3]], 1), None);
}

#[test]
fn annotation_classifies_the_returned_value() {
    #[observed(ok_if = Result::is_err)]
    #[track_caller]
    fn refused(text: &str) -> Result<u8, std::num::ParseIntError> {
        if text.is_empty() {
            return Ok(0);
        }
        text.parse()
    }
    #[observed(error_if = |place| place.line() == 0)]
    #[track_caller]
    fn placed() -> Place {
        Location::caller()
    }

    assert_eq!(statuses("refused", || refused("")), [None, Some(1), None]);
    assert_eq!(statuses("refused", || refused("x")), [Some(1), None, None]);
    assert_eq!(statuses("placed", placed), [Some(1), None, None]);
    assert_eq!((line!(), placed().line()), (line!(), line!()));
}

#[test]
fn call_that_succeeds_while_a_panic_unwinds_is_not_panicked() {
    struct Calls;
    impl Drop for Calls {
        fn drop(&mut self) {
            ended();
        }
    }
    #[observed]
    #[track_caller]
    fn ended() -> u8 {
        1
    }

    let ends = statuses("ended", || {
        panic_of(|| {
            let _calls = Calls;
            panic!("elsewhere");
        })
    });
    assert_eq!(ends, [Some(1), None, None]);
}

#[test]
fn methods_and_default_methods_see_their_caller() {
    trait Placed {
        #[observed]
        #[track_caller]
        fn placed(&self) -> Place {
            Location::caller()
        }
    }
    impl Placed for u8 {}
    struct Store(Vec<Place>);
    #[observed]
    impl Store {
        #[track_caller]
        fn push(&mut self) -> Result<&mut Place, std::fmt::Error> {
            self.0.push(Location::caller());
            self.0.last_mut().ok_or(std::fmt::Error)
        }
    }

    assert_eq!((line!(), 1_u8.placed().line()), (line!(), line!()));
    let mut store = Store(Vec::new());
    assert_eq!((line!(), store.push().unwrap().line()), (line!(), line!()));
}
