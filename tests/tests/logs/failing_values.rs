//! Values whose `Display` or `Debug` returns an error or panics.

use super::{case, json_lines};

#[test]
fn a_value_that_cannot_be_formatted_does_not_stop_the_call_in_any_format() {
    for format in ["json", "pretty", "compact"] {
        let (log, succeeded) = case("failing", &[("ATTUNED_LOG_FORMAT", format)]);
        assert!(succeeded && log.contains("the end"), "{format}: {log}");
        for note in ["odd [formatting failed]", "odd [formatting panicked]"] {
            assert!(log.contains(note), "{format}: {log}");
        }
    }
}

#[test]
fn the_line_shows_which_values_could_not_be_formatted() {
    for (index, note) in [(0, "odd [formatting failed]"), (3, "odd [formatting panicked]")] {
        let lines = json_lines("failing");
        let fields = &lines[index]["fields"];
        for field in ["odd", "field.odd", "error"] {
            assert_eq!(fields[field], note, "{lines:#?}");
        }
        assert_eq!(fields["message"], format!("message with {note}"));
        for line in &lines[index..index + 3] {
            assert_eq!((&line["span"]["shown"], &line["span"]["debugged"]), (&note.into(), &note.into()), "{line:#}");
        }
    }
    let lines = json_lines("failing");
    let events: Vec<_> = [1, 2].iter().map(|index| lines[*index]["fields"]["error"].as_str()).collect();
    assert_eq!(events, [Some("odd [formatting failed]"); 2]);
    let events: Vec<_> = [4, 5].iter().map(|index| lines[*index]["fields"]["return"].as_str()).collect();
    assert_eq!(events, [Some("odd [formatting panicked]"); 2]);
}
