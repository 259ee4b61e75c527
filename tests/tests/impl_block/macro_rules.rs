//! Blocks and parts of them that a `macro_rules` makes.

use attuned_telemetry_rt::observed;

use super::spans_of;

struct First;
struct Second;
struct Third;

trait Named {
    fn name(&self) -> &'static str;
}

macro_rules! blocks {
    ($($type:ty: $name:ident => $value:expr, $vis:vis, $body:block;)*) => {
        $(
            #[observed(scope = "attuned.made")]
            impl $type {
                $vis fn $name(&self) -> u8 $body
            }

            #[observed(scope = "attuned.made", level = "debug")]
            impl Named for $type {
                fn name(&self) -> &'static str {
                    $value
                }
            }
        )*
    };
}

macro_rules! whole {
    ($item:item) => {
        #[observed(scope = "attuned.whole")]
        $item
    };
}

macro_rules! method {
    ($name:ident) => {
        fn $name() {}
    };
}

blocks! {
    First: one => "first", pub(crate), { 1 };
    Second: two => "second", , { 2 };
}

whole! {
    #[allow(clippy::trivially_copy_pass_by_ref)]
    impl Third {
        fn three(&self) -> u8 {
            3
        }

        #[observed(op = "four")]
        fn four(&self) -> u8 {
            4
        }

        method!(made);
    }
}

#[test]
fn types_names_and_bodies_from_a_macro() {
    assert_eq!(spans_of(|| First.one() + Second.two()), ["attuned.made.one", "attuned.made.two"]);
    assert_eq!(spans_of(|| (First.name(), Second.name())), ["attuned.made.name", "attuned.made.name"]);
}

#[test]
fn a_whole_block_from_a_macro() {
    assert_eq!(spans_of(|| Third.three() + Third.four()), ["attuned.whole.three", "attuned.whole.four"]);
}

#[test]
fn a_method_that_a_macro_in_the_block_makes_is_not_seen() {
    assert_eq!(spans_of(Third::made), [""; 0]);
}
