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

#[test]
fn value_without_a_name_is_shown_with_a_name() {
    let values = [
        "self.0",
        "self.items[0]",
        "user.len()",
        "*size",
        "&user",
        "map::<A, B>(x, 1)",
        "sizes.0.1",
        "7",
        "\"text\"",
        "a+b",
        "user.id?",
        "(size)",
        "a::b",
        "size as u64",
    ];
    for value in values {
        for (option, what, prefix) in [("fields", "field", ""), ("fields", "field", "%"), ("labels", "label", "")] {
            let found = mistakes(Macro::Observed, &format!("{option}({prefix}{value}, op)"), "fn f() {}");
            let message = format!("{what} `{prefix}{value}` needs a name: `name = {prefix}{value}`");
            assert_eq!(found.iter().map(|(_, text)| text).collect::<Vec<_>>(), [&message]);
        }
    }
}

#[test]
fn signature_with_syntax_that_the_parser_does_not_know_is_passed_on() {
    let signatures = [
        "fn a(f: Box<Fn(u8) -> u8>, g: &Fn(u8))",
        "fn b() -> Box<for<'a> Fn(&'a u8) -> u8 + Send>",
        "fn c(&self, u8, &mut [u8]) -> u8",
        "fn async(self: Box<Self>, Vec<u8>)",
        "fn d(x: ::async::dyn) -> io::Result<Box<Fn()>>",
        "fn e<const N: usize, T: [const] Clone>(x: [u8; { N }]) -> [u8; { N }] where T: ~const Clone",
        "fn f(x: &pin mut u8) -> impl for<'a> const Fn(&'a u8) -> Wrapped<{ N }>",
        "unsafe extern \"C\" fn g(first: u8, ...) -> view_type!(u8)",
    ];
    for signature in signatures {
        for (expander, arguments) in [(Macro::Observed, "err"), (Macro::Audited, "event = A")] {
            let item = tokens(&format!("{signature} {{ body() }}"));
            for item in [item.clone(), tokens(&format!("impl A {{ {item} }}"))] {
                let found = check_all(expander, &tokens(arguments), &item).unwrap();
                assert!(found.is_empty(), "{item}: {found:?}");
                let expanded = expander.expand(&tokens(arguments), &item).to_string();
                assert!(expanded.contains(&tokens(signature).to_string()), "{expanded}");
                assert!(expanded.contains("__private") || expanded.contains("attuned_telemetry_rt ::"), "{expanded}");
            }
        }
    }
}

#[test]
fn incomplete_signature_is_refused_where_it_is_incomplete() {
    for (item, place) in
        [("fn", "fn"), ("fn f", "f"), ("fn f() -> { 1 }", ">"), ("fn f() -> u8", "f"), ("gen fn f() {}", "gen")]
    {
        assert_eq!(places(Macro::Observed, "", item), [place], "{item}");
    }
}
