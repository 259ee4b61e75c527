//! Bugs that arbitrary tokens found, each with its smallest input.

use super::tokens::tokens;
use super::well_formed::{Macro, Mistake, check_all};

/// The errors with the words that they underline.
fn mistakes(expander: Macro, arguments: &str, item: &str) -> Vec<(String, String)> {
    let found = check_all(expander, &tokens(arguments), &tokens(item)).unwrap();
    let place = |mistake: &Mistake| mistake.place.source_text().unwrap_or_default();
    found.iter().map(|mistake| (place(mistake), mistake.message.clone())).collect()
}

fn places(expander: Macro, arguments: &str, item: &str) -> Vec<String> {
    mistakes(expander, arguments, item).into_iter().map(|(place, _)| place).collect()
}

#[test]
fn words_left_in_a_group_are_no_second_mistake() {
    assert_eq!(places(Macro::Observed, "fields(x = (a b))", "fn f() {}"), ["b"]);
    assert_eq!(places(Macro::Audited, "event = A, x = f(a b), y", "fn f() {}"), ["b", "y"]);
    assert_eq!(places(Macro::Observed, "ok_if = (a b)", "impl A { fn f() {} fn g() {} }"), ["b"]);
}

#[test]
fn closure_without_a_parameter_is_refused_at_its_bars() {
    assert_eq!(places(Macro::Audited, "event = A, user_id = || 1", "fn f() {}"), ["|"]);
    assert_eq!(places(Macro::Observed, "labels(x = async || 1)", "fn f() {}"), ["|"]);
}

#[test]
fn keyword_is_refused_where_it_would_be_an_argument() {
    let found = mistakes(Macro::Observed, "fields(use, ?type, size = 7), labels(fn, kind)", "fn f() {}");
    for ((place, text), (word, what)) in found.iter().zip([("use", "field"), ("type", "field"), ("fn", "label")]) {
        assert_eq!(place, word);
        assert_eq!(
            *text,
            format!("{what} `{word}` is a keyword, so no argument has that name: give it a value, `{word} = …`")
        );
    }
    assert_eq!(found.len(), 3);
}

#[test]
fn suffix_of_a_text_is_refused_and_not_forgotten() {
    let found = mistakes(Macro::Observed, "op = \"get\"suffix", "fn f() {}");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "\"get\"suffix");
    assert!(found[0].1.ends_with("found a literal with the suffix `suffix`: remove the suffix"), "{}", found[0].1);
}
