//! The table of the laws.

use super::{concurrency, contents, identity, interruptions, lifecycle};
use crate::adapters::testing::content::Load;
use crate::adapters::testing::trial::{Kept, Trial};

/// A law.
pub(in crate::adapters::testing) struct Law {
    pub(in crate::adapters::testing) name: &'static str,
    pub(in crate::adapters::testing) requires: &'static str,
    pub(in crate::adapters::testing) check: fn(&Trial) -> Kept,
}

const fn law(name: &'static str, requires: &'static str, check: fn(&Trial) -> Kept) -> Law {
    Law { name, requires, check }
}

/// The laws, in the order of the report.
pub(in crate::adapters::testing) static LAWS: &[Law] = &[
    law("name_is_printable", "`name` has 1 to 100 characters, none of which controls a terminal", identity::printable),
    law("name_is_stable", "`name` is the same before and after other calls", identity::stable),
    law("health_check_in_time", "`health_check` ends within 1 second", identity::health_in_time),
    law("empty_batch", "a batch without items is accepted", |trial| contents::all_accepted(trial, Load::Empty)),
    law("typical_batch", "all items of a typical batch are accepted", |trial| {
        contents::all_accepted(trial, Load::Typical)
    }),
    law("huge_batch", "a batch of 20,000 contents is answered within 4 seconds", contents::huge),
    law("single_items", "the methods for single items end", contents::single),
    law("repeated_batch", "a batch is accepted again, as after a lost answer", contents::repeated),
    law("rejected_items", "no more items are rejected than the batch has", contents::rejected),
    law("unicode", "text of any script does not fail a batch", |trial| contents::odd(trial, Load::Unicode)),
    law("control_characters", "control characters in text do not fail a batch", |trial| {
        contents::odd(trial, Load::ControlCharacters)
    }),
    law("not_a_number", "NaN does not fail a batch", |trial| contents::odd(trial, Load::NotANumber)),
    law("infinities", "infinite numbers do not fail a batch", |trial| contents::odd(trial, Load::Infinities)),
    law("integer_limits", "the least and greatest numbers, durations and times do not fail a batch", |trial| {
        contents::odd(trial, Load::IntegerLimits)
    }),
    law("empty_texts", "empty names, labels and messages do not fail a batch", |trial| {
        contents::odd(trial, Load::EmptyTexts)
    }),
    law("duplicate_labels", "several labels with the same name do not fail a batch", |trial| {
        contents::odd(trial, Load::DuplicateLabels)
    }),
    law("long_texts", "text of 64 KiB does not fail a batch", |trial| contents::odd(trial, Load::LongTexts)),
    law("many_labels", "1,000 labels do not fail a batch", |trial| contents::odd(trial, Load::ManyLabels)),
    law("flush_without_items", "`flush` succeeds if there is nothing to send", lifecycle::flush_without_items),
    law("flush_after_items", "`flush` succeeds after a batch", lifecycle::flush_after_items),
    law("flush_twice", "a second `flush` succeeds", lifecycle::flush_twice),
    law("shutdown_after_items", "`shutdown` succeeds after a batch", lifecycle::shutdown_after_items),
    law("shutdown_twice", "a second `shutdown` succeeds", lifecycle::shutdown_twice),
    law(
        "calls_after_shutdown",
        "calls after `shutdown` end, with or without an error",
        lifecycle::calls_after_shutdown,
    ),
    law("shutdown_during_a_batch", "`shutdown` ends while a batch is sent", lifecycle::shutdown_during_a_batch),
    law("drop_without_shutdown", "an adapter may be dropped without `shutdown`", lifecycle::drop_without_shutdown),
    law("concurrent_calls", "32 batches at the same time are accepted", concurrency::concurrent_calls),
    law("several_threads", "batches from several threads are accepted", concurrency::several_threads),
    law("another_runtime", "a batch is accepted on a runtime that replaces an ended one", concurrency::another_runtime),
    law("no_blocking", "no call blocks its thread for 500 milliseconds", concurrency::no_blocking),
    law("slow_consumer", "a call that is polled late ends", interruptions::slow_consumer),
    law("spurious_polls", "a call that is polled more often than necessary ends", interruptions::spurious_polls),
    law("unpolled_calls", "a call that is dropped before it starts does no harm", interruptions::unpolled_calls),
    law("cancelled_calls", "a call that is dropped before it ends does no harm", interruptions::cancelled_calls),
    law("panic_of_the_caller", "a call that is dropped by a panic of its thread does no harm", interruptions::panic),
];
