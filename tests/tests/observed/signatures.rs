//! Signatures of every kind: the annotation does not change the accepted arguments or the return type.

#![allow(unsafe_code, reason = "an annotated `unsafe fn` is one of the kinds")]

use std::fmt::{Debug, Display};
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;

use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::task::{pause, run};
use attuned_telemetry_tests::{panic_of, watch};

use super::{calls, errors};

/// Runs `scope`, which calls `op` successfully once.
#[track_caller]
fn succeeds<R>(op: &str, scope: impl FnOnce() -> R) -> R {
    let watched = watch(scope);
    assert_eq!(calls(&watched.metrics, op, "success"), Some(1));
    watched.returned
}

#[test]
fn generics_where_clauses_and_const_generics() {
    #[observed]
    fn join<'a, T, const N: usize>(parts: &'a [T; N], between: &'a str) -> String
    where
        T: Display + 'a,
    {
        parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(between)
    }
    #[observed]
    async fn first<T: Clone + Send>(items: &[T]) -> Option<T> {
        pause().await;
        items.first().cloned()
    }

    assert_eq!(succeeds("join", || join(&[1, 2, 3], "-")), "1-2-3");
    assert_eq!(succeeds("first", || run(first(&["a", "b"]))), Some("a"));
}

#[test]
fn unsized_parameters() {
    #[observed]
    fn shown<T: Debug + ?Sized>(value: &T) -> String {
        format!("{value:?}")
    }

    assert_eq!(succeeds("shown", || shown("x")), "\"x\"");
    assert_eq!(succeeds("shown", || shown::<[u8]>(&[1])), "[1]");
}

#[test]
fn mutable_borrow_that_is_returned() {
    struct Slots(Vec<u8>);
    impl Slots {
        #[observed]
        fn slot(&mut self, index: usize) -> Option<&mut u8> {
            self.0.get_mut(index)
        }
        #[observed]
        fn checked(&mut self, index: usize) -> Result<&mut u8, String> {
            let length = self.0.len();
            self.0.get_mut(index).ok_or_else(|| format!("{index} of {length}"))
        }
        #[observed]
        async fn slot_async(&mut self, index: usize) -> &mut u8 {
            pause().await;
            &mut self.0[index]
        }
    }

    let mut slots = Slots(vec![1, 2]);
    *succeeds("slot", || slots.slot(0).unwrap()) += 10;
    *succeeds("checked", || slots.checked(1).unwrap()) += 20;
    *succeeds("slot_async", || run(slots.slot_async(0))) += 1;
    assert_eq!(slots.0, [12, 22]);
}

#[test]
fn function_that_never_returns() {
    #[observed]
    fn stop() -> ! {
        panic!("stopped")
    }
    #[observed]
    async fn stop_later() -> ! {
        pause().await;
        panic!("stopped later")
    }

    let watched = watch(|| (panic_of(|| stop()), panic_of(|| run(stop_later()))));
    assert_eq!(watched.returned, ("stopped".to_owned(), "stopped later".to_owned()));
    assert_eq!(calls(&watched.metrics, "stop", "panicked"), Some(1));
    assert_eq!(calls(&watched.metrics, "stop_later", "panicked"), Some(1));
}

#[test]
fn unsafe_and_extern_functions() {
    #[observed]
    unsafe fn read(at: *const u8) -> u8 {
        // SAFETY: the caller upholds the contract.
        unsafe { *at }
    }
    #[observed]
    extern "C" fn twice(number: i32) -> i32 {
        number * 2
    }

    // SAFETY: the pointer comes from a reference.
    assert_eq!(succeeds("read", || unsafe { read(std::ptr::from_ref(&5)) }), 5);
    let as_c: extern "C" fn(i32) -> i32 = twice;
    assert_eq!(succeeds("twice", || as_c(21)), 42);
}

#[test]
fn impl_trait_in_both_places() {
    #[observed]
    fn evens(numbers: impl IntoIterator<Item = u8>) -> impl Iterator<Item = u8> + Clone {
        numbers.into_iter().filter(|number| number % 2 == 0).collect::<Vec<_>>().into_iter()
    }
    #[observed]
    fn nested() -> Result<impl Iterator<Item = impl Display>, std::fmt::Error> {
        Ok([1, 2].into_iter())
    }
    #[observed]
    async fn later() -> Option<impl Fn(u8) -> u8> {
        Some(|number| number + 1)
    }

    assert_eq!(succeeds("evens", || evens([1, 2, 4])).clone().count(), 2);
    assert_eq!(succeeds("nested", nested).unwrap().count(), 2);
    assert_eq!(succeeds("later", || run(later())).unwrap()(1), 2);
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
    fn failing() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        "x".parse::<u8>()?;
        Err("another")?
    }
    #[observed]
    async fn boxed_async(number: u8) -> Result<Box<dyn Display + Send>, Box<dyn std::error::Error>> {
        if number == 0 { Ok(Box::new("zero")) } else { Ok(Box::new(number)) }
    }

    assert_eq!(succeeds("boxed", || boxed(0)).to_string(), "zero");
    assert_eq!(errors(&watch(failing).metrics, "failing", "Error"), Some(1));
    assert_eq!(succeeds("boxed_async", || run(boxed_async(7))).unwrap().to_string(), "7");
}

#[test]
fn destructured_and_mutable_parameters() {
    struct Point {
        x: i32,
        y: i32,
    }
    #[observed]
    fn sum((a, b): (i32, i32), Point { x, y }: Point, [first, ..]: [i32; 3], mut start: i32, _: i32) -> i32 {
        start += a + b + x + y + first;
        start
    }
    #[observed(fields(x))]
    async fn sum_async(Point { x, .. }: Point, mut start: i32) -> i32 {
        pause().await;
        start += x;
        start
    }

    assert_eq!(succeeds("sum", || sum((1, 2), Point { x: 3, y: 4 }, [5, 0, 0], 6, 7)), 21);
    assert_eq!(succeeds("sum_async", || run(sum_async(Point { x: 3, y: 4 }, 1))), 4);
}

#[test]
fn recursion() {
    #[observed]
    fn factorial(number: u64) -> u64 {
        if number == 0 { 1 } else { number * factorial(number - 1) }
    }
    #[observed]
    async fn countdown(from: u8) -> u8 {
        pause().await;
        if from == 0 { 0 } else { Box::pin(countdown(from - 1)).await }
    }

    let watched = watch(|| (factorial(5), run(countdown(3))));
    assert_eq!(watched.returned, (120, 0));
    assert_eq!(calls(&watched.metrics, "factorial", "success"), Some(6));
    assert_eq!(calls(&watched.metrics, "countdown", "success"), Some(4));
    assert_eq!(watched.trace.spans()[5].parent, Some("attuned.telemetry.tests.factorial"));
}

#[test]
fn early_returns_and_labelled_breaks_end_only_the_body() {
    #[observed]
    fn search(numbers: &[u8], wanted: u8) -> Option<usize> {
        for (position, number) in numbers.iter().enumerate() {
            if *number == wanted {
                return Some(position);
            }
        }
        None
    }

    assert_eq!(succeeds("search", || search(&[4, 5], 5)), Some(1));
}

#[test]
fn body_that_shadows_its_returned_type() {
    type State = u8;
    #[observed]
    fn shadowed() -> State {
        struct State;
        let State = State;
        3
    }
    #[observed]
    async fn shadowed_async() -> Result<State, std::fmt::Error> {
        #[allow(dead_code)]
        enum Result {}
        Ok(3)
    }

    assert_eq!(succeeds("shadowed", shadowed), 3);
    assert_eq!(succeeds("shadowed_async", || run(shadowed_async())), Ok(3));
}

#[test]
fn parameters_named_like_words_of_an_expansion() {
    #[observed(fields(span, value = ?value, %display))]
    fn named(value: u8, span: u8, record: u8, display: u8, debug: u8, observe: u8) -> u8 {
        value + span + record + display + debug + observe
    }

    assert_eq!(succeeds("named", || named(1, 2, 3, 4, 5, 6)), 21);
}

#[test]
fn future_stays_send_and_can_borrow() {
    fn send<'a, T>(future: impl Future<Output = T> + Send + 'a) -> Pin<Box<dyn Future<Output = T> + Send + 'a>> {
        Box::pin(future)
    }
    #[observed(fields(size = text.len()), ok_if = |size| *size > 0)]
    async fn length(text: &str) -> usize {
        pause().await;
        text.len()
    }

    let text = "ada".to_owned();
    assert_eq!(succeeds("length", || run(send(length(&text)))), 3);
}

/// `Index` declares its methods with `#[track_caller]`; an implementation need not repeat it.
#[test]
fn panic_in_an_index_is_reported_at_the_caller() {
    struct Queue(Vec<u8>);
    impl std::ops::Index<usize> for Queue {
        type Output = Location<'static>;

        #[observed]
        fn index(&self, _position: usize) -> &Location<'static> {
            Location::caller()
        }
    }

    let queue = Queue(Vec::new());
    let (found, here) = (&queue[7], line!());
    assert_eq!((found.line(), queue.0.len()), (here, 0));
}
