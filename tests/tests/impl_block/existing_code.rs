//! Other items of a block stay unchanged.

use std::panic::Location;

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::task::run;
use attuned_telemetry_tests::watch;

use super::spans_of;

struct Odd<'a>(&'a [u8]);

#[observed]
impl<'a> Odd<'a> {
    #![allow(clippy::needless_return)]

    const TABLE: [fn(u8) -> u8; 2] = [|number| number, |number| number + 1];

    #[track_caller]
    fn caller(&self) -> &'static Location<'static> {
        Location::caller()
    }

    #[tracing::instrument(skip_all)]
    fn instrumented(&self) -> usize {
        self.0.len()
    }

    fn borrowed(&self) -> impl Iterator<Item = &'a u8> + use<'a> {
        self.0.iter()
    }

    fn r#match(&self) -> u8 {
        return Self::TABLE[1](1);
    }

    pub(crate) extern "C" fn exported(number: u8) -> u8 {
        number
    }

    async fn later(self: Box<Self>) -> usize {
        self.0.len()
    }
}

#[test]
fn track_caller_still_reports_the_caller() {
    let here = Location::caller();
    let caller = watch(|| Odd(&[]).caller()).returned;
    assert_eq!((caller.file(), caller.line()), (here.file(), here.line() + 1));
}

#[test]
fn the_span_encloses_the_output_of_other_attributes() {
    assert_eq!(spans_of(|| Odd(&[]).instrumented()), ["attuned.telemetry.tests.instrumented", "instrumented"]);
}

#[test]
fn functions_of_every_kind() {
    let spans = spans_of(|| {
        let odd = Odd(&[1, 2]);
        assert_eq!(odd.borrowed().count(), 2);
        assert_eq!(odd.r#match(), 2);
        assert_eq!(Odd::exported(3), 3);
        assert_eq!(run(Box::new(odd).later()), 2);
    });
    assert_eq!(
        spans,
        [
            "attuned.telemetry.tests.borrowed",
            "attuned.telemetry.tests.match",
            "attuned.telemetry.tests.exported",
            "attuned.telemetry.tests.later",
        ]
    );
}
