//! Arguments that the body takes apart, returns or drops, as without the annotation.
//!
//! Also compiled in the editions 2015 and 2018, in which a closure captures whole variables.

use std::cell::RefCell;
use std::future::Future;

use attuned_telemetry_rt::{audited, observed};

struct Slots {
    items: Vec<u8>,
}

impl<'a> IntoIterator for &'a mut Slots {
    type Item = &'a mut u8;
    type IntoIter = ::std::slice::IterMut<'a, u8>;

    #[observed]
    fn into_iter(self) -> Self::IntoIter {
        self.items.iter_mut()
    }
}

struct Entry<'a> {
    slots: &'a mut Slots,
    at: usize,
}

impl<'a> Entry<'a> {
    #[observed]
    fn into_mut(self) -> &'a mut u8 {
        &mut self.slots.items[self.at]
    }

    #[audited(event = "taken")]
    fn get(self) -> Option<&'a mut u8> {
        self.slots.items.get_mut(self.at)
    }

    #[observed]
    #[audited(event = "taken")]
    fn boxed(self: Box<Self>) -> Result<&'a mut u8, usize> {
        if self.slots.items.is_empty() {
            return Err(self.at);
        }
        self.slots.items.get_mut(self.at).ok_or(self.at)
    }
}

#[observed]
#[audited(event = "taken")]
impl<'a> Entry<'a> {
    fn with<R>(self, change: impl FnOnce(&'a mut u8) -> R) -> R {
        change(&mut self.slots.items[self.at])
    }
}

type SlotsMut<'a> = &'a mut Slots;

#[observed]
fn by_an_alias<'a>(slots: SlotsMut<'a>) -> &'a mut u8 {
    &mut slots.items[0]
}

#[observed]
fn by_a_pattern<'a>(Entry { slots, at: place }: Entry<'a>, (SlotsOf(other), _): (SlotsOf<'a>, u8)) -> [&'a mut u8; 2] {
    [&mut slots.items[place], &mut other.items[0]]
}

struct SlotsOf<'a>(&'a mut Slots);

#[observed]
fn by_a_type_parameter<'a, I: IntoIterator<Item = &'a mut u8>>(items: I) -> Option<&'a mut u8> {
    items.into_iter().next()
}

#[test]
fn part_of_an_argument_that_holds_a_mutable_borrow_is_returned() {
    let (mut slots, mut others) = (Slots { items: vec![0] }, Slots { items: vec![0] });
    for item in &mut slots {
        *item += 1;
    }
    *Entry { slots: &mut slots, at: 0 }.into_mut() += 1;
    *Entry { slots: &mut slots, at: 0 }.get().unwrap() += 1;
    *Box::new(Entry { slots: &mut slots, at: 0 }).boxed().unwrap() += 1;
    Entry { slots: &mut slots, at: 0 }.with(|item| *item += 1);
    *by_an_alias(&mut slots) += 1;
    let [item, other] = by_a_pattern(Entry { slots: &mut slots, at: 0 }, (SlotsOf(&mut others), 1));
    *item += 1;
    *other += 1;
    *by_a_type_parameter(&mut slots).unwrap() += 1;
    assert_eq!((slots.items, others.items), (vec![8], vec![1]));
}

struct Node {
    value: u8,
    next: Option<Box<Node>>,
}

struct Cursor<'a> {
    node: &'a mut Node,
}

impl<'a> Cursor<'a> {
    #[observed]
    fn last(mut self) -> &'a mut u8 {
        while let Some(next) = self.node.next.as_mut() {
            self.node = next;
        }
        &mut self.node.value
    }
}

#[observed]
fn largest<'a>(mut first: Cursor<'a>, second: Cursor<'a>) -> &'a mut u8 {
    if second.node.value > first.node.value {
        first = second;
    }
    &mut first.node.value
}

#[test]
fn argument_that_holds_a_mutable_borrow_is_assigned() {
    let mut list = Node { value: 1, next: Some(Box::new(Node { value: 2, next: None })) };
    let mut other = Node { value: 3, next: None };
    assert_eq!(*Cursor { node: &mut list }.last(), 2);
    assert_eq!(*largest(Cursor { node: &mut list }, Cursor { node: &mut other }), 3);
}

thread_local! {
    static DROPPED: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

/// Adds its name to `DROPPED` when it is dropped.
struct Logged(&'static str);

impl Drop for Logged {
    fn drop(&mut self) {
        DROPPED.with(|dropped| dropped.borrow_mut().push(self.0));
    }
}

/// Defines a method without the annotation and with it, and compares the order in which they drop their arguments.
macro_rules! both {
    ($parameters:tt $(-> $returned:ty)* $body:block, $call:expr) => {{
        #[allow(dead_code, reason = "not every body reads both fields")]
        struct Pair {
            left: Logged,
            right: Logged,
        }
        let pair = || Pair { left: Logged("left"), right: Logged("right") };
        both!(#[allow(unused_mut)] plain, $parameters $(-> $returned)* $body);
        both!(#[observed] annotated, $parameters $(-> $returned)* $body);
        let dropped_plain = dropped(|| $call(pair(), &Pair::plain));
        let dropped_annotated = dropped(|| $call(pair(), &Pair::annotated));
        assert_eq!(dropped_annotated, dropped_plain);
        dropped_plain
    }};
    (#[$attribute:meta] $name:ident, ($($parameter:tt)*) $(-> $returned:ty)* $body:block) => {
        impl Pair {
            #[$attribute]
            fn $name($($parameter)*) $(-> $returned)* $body
        }
    };
}

fn dropped<R>(scope: impl FnOnce() -> R) -> Vec<&'static str> {
    drop(scope());
    DROPPED.with(RefCell::take)
}

#[test]
fn arguments_that_the_body_uses_are_dropped_in_the_order_of_the_function() {
    let order = both!(
        (self, first: Logged, mut second: Logged, number: usize) -> usize {
            second.0 = "renamed";
            first.0.len() + self.right.0.len() + number
        },
        |pair: Pair, call: &dyn Fn(Pair, Logged, Logged, usize) -> usize| call(pair, Logged("first"), Logged("second"), 1)
    );
    assert_eq!(order, ["renamed", "first", "left", "right"]);
}

#[test]
fn argument_that_the_body_may_consume_is_dropped_in_the_order_of_the_function() {
    let order = both!(
        (self, first: Logged, second: Logged) -> usize {
            if second.0.is_empty() {
                drop(first);
            }
            drop(self.left);
            1
        },
        |pair: Pair, call: &dyn Fn(Pair, Logged, Logged) -> usize| call(pair, Logged("first"), Logged("second"))
    );
    assert_eq!(order, ["left", "second", "first", "right"]);
}

#[test]
fn argument_of_a_format_and_unused_argument_are_dropped_in_the_order_of_the_function() {
    let order = both!(
        (self, _first: Logged, second: usize, third: Logged) -> String {
            format!("{} {} {}", self.left.0, second, third.0)
        },
        |pair: Pair, call: &dyn Fn(Pair, Logged, usize, Logged) -> String| call(pair, Logged("first"), 2, Logged("third"))
    );
    assert_eq!(order, ["third", "first", "left", "right"]);
}

#[test]
fn parts_of_a_pattern_are_dropped_in_the_order_of_the_function() {
    let order = both!(
        (Pair { left, right: mut last }: Pair, (first, second): (Logged, Logged)) -> usize {
            last.0 = "last";
            let sum = second.0.len() + left.0.len();
            sum + last.0.len() + first.0.len()
        },
        |pair: Pair, call: &dyn Fn(Pair, (Logged, Logged)) -> usize| call(pair, (Logged("first"), Logged("second")))
    );
    assert_eq!(order, ["second", "first", "last", "left"]);
}

#[test]
fn arguments_beside_a_mutable_borrow_are_dropped_in_the_order_of_the_function() {
    let order = both!(
        (&mut self, first: Logged, second: Logged) -> &mut &'static str {
            self.left.0 = first.0;
            self.right.0 = second.0;
            &mut self.left.0
        },
        |mut pair: Pair, call: &dyn Fn(&mut Pair, Logged, Logged) -> &mut &'static str| {
            *call(&mut pair, Logged("first"), Logged("second")) = "changed";
        }
    );
    assert_eq!(order, ["second", "first", "changed", "second"]);
}

#[test]
fn arguments_are_dropped_in_the_order_of_the_function_when_a_panic_unwinds() {
    let order = both!(
        (self, first: Logged, second: Logged) {
            assert_ne!(first.0.len() + second.0.len() + self.left.0.len(), 15, "by choice");
        },
        |pair: Pair, call: &dyn Fn(Pair, Logged, Logged)| {
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| call(pair, Logged("first"), Logged("second"))))
                .unwrap_err();
        }
    );
    assert_eq!(order, ["second", "first", "left", "right"]);
}

#[test]
fn future_drops_arguments_that_it_does_not_hold_in_the_order_of_the_function() {
    let order = both!(
        (self, first: Logged, second: Logged) -> std::pin::Pin<Box<dyn Future<Output = usize>>> {
            let sum = first.0.len() + second.0.len() + self.left.0.len();
            Box::pin(std::future::ready(sum))
        },
        |pair: Pair, call: &dyn Fn(Pair, Logged, Logged) -> _| drop(call(pair, Logged("first"), Logged("second")))
    );
    assert_eq!(order, ["second", "first", "left", "right"]);
}

#[test]
fn annotation_can_use_an_argument_after_the_body() {
    struct Limit(u8);
    #[observed(error_if = |found| *found > limit.0)]
    fn found(limit: Limit) -> u8 {
        limit.0
    }

    assert_eq!(found(Limit(3)), 3);
}
