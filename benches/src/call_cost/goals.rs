//! The goals, and whether they are met.

use crate::measured::{Figures, Measured};
use crate::row::{
    BOTH_CACHED, ERROR, LABELS, LIMIT, NOTHING, NOTHING_DEBUG, OBSERVED, OBSERVED_DEBUG, PEERS, PLAIN, SPAN, TRACING,
};

/// Header of the goals.
pub(crate) const TITLES: [&str; 4] = ["goal", "allowed", "measured", "reached"];

/// Maximum time of `#[observed]`, relative to the hand-written limit.
const TIMES_LIMIT: f64 = 1.25;
/// Maximum number of additional instructions: for a function that is not `async`, and for one that is.
const INSTRUCTIONS: [f64; 2] = [120.0, 150.0];
/// Minimum speed of `#[observed]`, relative to the fastest peer.
const TIMES_FASTER: f64 = 5.0;
/// Maximum time of a call while nothing is installed, in nanoseconds.
const NOTHING_TIME: f64 = 5.0;
/// Maximum cost of a call that returns an error: additional instructions, and nanoseconds.
const ERROR_INSTRUCTIONS: f64 = 250.0;
const ERROR_TIME: f64 = 30.0;
/// Maximum time of a call with two labels, in nanoseconds.
const LABELS_TIME: f64 = 26.0;
/// Maximum time of a call in a debug build, in nanoseconds: while nothing is installed, and with a recorder.
const DEBUG_TIMES: [f64; 2] = [60.0, 200.0];
/// Maximum slowdown of a call when a second thread calls the same function.
const TIMES_ALONE: f64 = 1.1;

type Rows<'a> = [(&'a str, &'a Measured)];

/// Returns a line for each goal whose rows were measured.
pub(crate) fn lines(rows: &Rows<'_>) -> Vec<Vec<String>> {
    let kinds: [(&str, Pick, f64); 2] =
        [("sync", |row| &row.sync, INSTRUCTIONS[0]), ("async", |row| &row.r#async, INSTRUCTIONS[1])];
    kinds.iter().flat_map(|(kind, pick, instructions)| of_kind(rows, kind, *pick, *instructions)).flatten().collect()
}

type Pick = fn(&Measured) -> &Figures;

fn of_kind(rows: &Rows<'_>, kind: &str, pick: Pick, instructions: f64) -> [Option<Vec<String>>; 13] {
    let row = |name: &str| rows.iter().find(|(row, _)| *row == name).map(|(_, measured)| pick(measured));
    let one = |name: &str| Some(row(name)?.times?.one_thread);
    let ours = row(OBSERVED).and_then(|ours| ours.times);
    let over = |name: &str| row(name)?.extra_instructions(row(PLAIN)?);
    let peer = PEERS.iter().filter_map(|name| one(name)).min_by(f64::total_cmp);
    let at_most = |goal: &str, unit: &str, allowed: Option<f64>, measured: Option<f64>| {
        let (allowed, measured) = (allowed?, measured?);
        let reached = if measured <= allowed { "yes" } else { "no" };
        let cells = [format!("{allowed:.1} {unit}"), format!("{measured:.1} {unit}"), reached.to_owned()];
        Some([format!("{kind}: {goal}")].into_iter().chain(cells).collect())
    };
    let fifth = |time: Option<f64>| time.map(|time| time / TIMES_FASTER);
    let (alone, two) = (ours.map(|ours| ours.one_thread), ours.map(|ours| ours.two_threads));
    [
        at_most("at most 1.25 times the time of limit", "ns", one(LIMIT).map(|limit| limit * TIMES_LIMIT), alone),
        at_most("instructions minus plain", "instructions", Some(instructions), over(OBSERVED)),
        at_most("at most a fifth of the fastest annotation or macro with a span and metrics", "ns", fifth(peer), alone),
        at_most("at most a fifth of both-cached-filtered", "ns", fifth(one(BOTH_CACHED)), alone),
        at_most("no allocations", "per 1000 calls", Some(0.0), ours.map(|ours| ours.allocations * 1000.0)),
        at_most("two threads, at most 10 % slower than one", "ns", alone.map(|alone| alone * TIMES_ALONE), two),
        at_most(
            "recorded span minus plain, at most that of `instrument`",
            "ns",
            extra(one(TRACING), one(PLAIN)),
            extra(one(SPAN), one(PLAIN)),
        ),
        at_most("nothing installed", "ns", Some(NOTHING_TIME), one(NOTHING)),
        at_most("error: instructions minus plain", "instructions", Some(ERROR_INSTRUCTIONS), over(ERROR)),
        at_most("error", "ns", Some(ERROR_TIME), one(ERROR)),
        at_most("two labels", "ns", Some(LABELS_TIME), one(LABELS)),
        at_most("debug build, nothing installed", "ns", Some(DEBUG_TIMES[0]), one(NOTHING_DEBUG)),
        at_most("debug build, with an exporter", "ns", Some(DEBUG_TIMES[1]), one(OBSERVED_DEBUG)),
    ]
}

fn extra(figure: Option<f64>, plain: Option<f64>) -> Option<f64> {
    Some(figure? - plain?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programs::Times;

    fn measured(one_thread: f64, instructions: f64) -> Measured {
        let times = Some(Times { one_thread, two_threads: one_thread, allocations: 0.0 });
        let figures = Figures { times, instructions: Some(instructions) };
        Measured { sync: figures.clone(), r#async: figures }
    }

    fn reached(rows: &Rows<'_>) -> Vec<(String, String)> {
        lines(rows).into_iter().map(|mut cells| (cells.remove(0), cells.pop().unwrap_or_default())).collect()
    }

    #[test]
    fn a_goal_is_reached_by_a_figure_that_is_allowed() {
        let (plain, limit, ours) = (measured(1.0, 16.0), measured(20.0, 70.0), measured(24.0, 150.0));
        let reached = reached(&[(PLAIN, &plain), (LIMIT, &limit), (OBSERVED, &ours)]);
        let of = |goal: &str| reached.iter().find(|(line, _)| line == goal).map(|(_, reached)| reached.as_str());
        assert_eq!(of("sync: at most 1.25 times the time of limit"), Some("yes"));
        assert_eq!(of("sync: instructions minus plain"), Some("no"));
        assert_eq!(of("async: instructions minus plain"), Some("yes"));
    }

    #[test]
    fn a_goal_whose_rows_were_not_measured_has_no_line() {
        let (plain, limit) = (measured(1.0, 16.0), measured(20.0, 70.0));
        assert_eq!(reached(&[(PLAIN, &plain), (LIMIT, &limit)]), []);
    }
}
