//! Values whose `Display` returns an error or panics.

use std::fmt;

use attuned_telemetry_rt::{AuditValue, Outcome, audited};
use attuned_telemetry_tests::audit::record_of;

struct Odd {
    panics: bool,
}

impl fmt::Display for Odd {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        assert!(!self.panics, "on purpose");
        Err(fmt::Error)
    }
}

#[audited(event = "seen", user_id = odd, source = odd, axes_changed = [odd], shown = odd, later = |_| odd)]
fn see(odd: &Odd) -> u8 {
    0
}

#[test]
fn the_record_says_that_a_value_could_not_be_formatted() {
    for (panics, note) in [(false, "[formatting failed]"), (true, "[formatting panicked]")] {
        let record = record_of(|| see(&Odd { panics }));
        assert_eq!((record.user_id.as_deref(), record.source.as_deref()), (Some(note), Some(note)));
        assert_eq!((record.axes_changed.as_slice(), record.outcome), ([note.to_owned()].as_slice(), Outcome::Success));
        let text = AuditValue::Text(note.to_owned());
        assert_eq!(record.fields, [("shown", text.clone()), ("later", text)]);
    }
}
