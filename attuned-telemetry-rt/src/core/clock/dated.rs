//! The dates of starts and ends, without reading the date each time.

use std::cell::Cell;
use std::time::UNIX_EPOCH;

use super::started::Started;
use super::system;

/// The number of nanoseconds after which the date is read again. It may have been set meanwhile.
const VALID: u64 = 1_000_000_000;

/// A time and its date, read one after the other.
#[derive(Clone, Copy)]
struct Anchor {
    time: Started,
    date: u64,
}

thread_local! {
    static ANCHOR: Cell<Option<Anchor>> = const { Cell::new(None) };
}

/// Returns the date of a time that this thread has just read, in nanoseconds since 1970. It is 0 if it is not known.
#[inline]
pub(crate) fn date(time: Started) -> u64 {
    if let Ok(Some(anchor)) = ANCHOR.try_with(Cell::get) {
        if let Some(since) = time.since(anchor.time).filter(|since| *since < VALID) {
            return anchor.date.saturating_add(since);
        }
    }
    read(time)
}

#[cold]
#[inline(never)]
fn read(time: Started) -> u64 {
    let anchor = Anchor { time: Started::now(), date: now() };
    let _ = ANCHOR.try_with(|place| place.set(Some(anchor)));
    anchor.date.saturating_sub(anchor.time.since(time).unwrap_or_default())
}

/// Returns the date, in nanoseconds since 1970.
fn now() -> u64 {
    let since_1970 = system::date().and_then(|date| date.duration_since(UNIX_EPOCH).ok());
    since_1970.map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use std::thread::sleep;
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_date_of_a_time_is_the_date_of_the_system() {
        for pause in [0, 1, 1_100] {
            sleep(Duration::from_millis(pause));
            let before = now();
            let date = date(Started::now());
            let after = now();
            assert!(before.saturating_sub(1_000_000) <= date && date <= after + 1_000_000, "{before} {date} {after}");
        }
    }
}
