//! Every pair of options of `#[observed]` that conflict, on a function and between a method and its block.

use proc_macro2::{TokenStream, TokenTree};

use super::tokens::tokens;
use super::well_formed::{Macro, check_all};
use crate::options::conflicts::{OF_OBSERVED, Setting};

/// A valid way to give a setting.
fn given(setting: &Setting) -> &'static str {
    match (setting.key, setting.is_off) {
        ("span", true) => "span = false",
        ("metrics", true) => "metrics = false",
        ("error_if", _) => "error_if = is_error",
        ("ok_if", _) => "ok_if = is_ok",
        ("fields", _) => "fields(a)",
        ("level", _) => "level = \"debug\"",
        ("target", _) => "target = \"a\"",
        ("parent", _) => "parent = a",
        ("follows_from", _) => "follows_from = a",
        ("labels", _) => "labels(a)",
        ("buckets", _) => "buckets(\"1ms\")",
        ("in_flight", _) => "in_flight",
        ("slo", _) => "slo(latency = \"1ms\", target = 99)",
        (key, _) => panic!("give an example of `{key}`"),
    }
}

fn pairs() -> impl Iterator<Item = [&'static str; 2]> {
    OF_OBSERVED.iter().map(|[first, second]| [given(first), given(second)])
}

#[test]
fn both_on_a_function_are_one_error_under_the_first() {
    for [first, second] in pairs() {
        for arguments in [format!("{first}, {second}"), format!("{second}, {first}")] {
            let found = check_all(Macro::Observed, &tokens(&arguments), &tokens("fn f() {}")).unwrap();
            let [error] = found.as_slice() else { panic!("{arguments}: {found:?}") };
            assert!(first.starts_with(&error.place.source_text().unwrap()), "{arguments}: {}", error.message);
        }
    }
}

/// Options that a block cannot have.
const OF_ONE_FUNCTION: [&str; 3] = ["fields(a)", "parent = a", "follows_from = a"];

#[test]
fn an_option_of_a_method_replaces_the_option_of_its_block() {
    let pairs = pairs().flat_map(|[first, second]| [[first, second], [second, first]]);
    for [of_method, of_block] in pairs.filter(|[_, of_block]| !OF_ONE_FUNCTION.contains(of_block)) {
        let block = format!("impl A {{ #[observed({of_method}, op = \"b\")] fn f() {{}} }}");
        let expanded = Macro::Observed.expand(&tokens(&format!("{of_block}, scope = \"a\"")), &tokens(&block));
        let joined = format!("impl A {{ #[observed({of_method}, op = \"b\", scope = \"a\",)] fn f() {{}} }}");
        assert_eq!(expanded.to_string(), tokens(&joined).to_string(), "{of_block} on the block");
        let attribute = format!("{of_method}, op = \"b\", scope = \"a\"");
        let found = check_all(Macro::Observed, &tokens(&attribute), &tokens("fn f() {}")).unwrap();
        assert!(found.is_empty(), "{attribute}: {found:?}");
    }
}

#[test]
fn free_fields_of_audited_do_not_conflict() {
    let block = "impl A { #[audited(event = B, span = false)] fn f() {} }";
    let expanded = Macro::Audited.expand(&tokens("level = a"), &tokens(block));
    let joined = "impl A { #[audited(event = B, span = false, level = a,)] fn f() {} }";
    assert_eq!(expanded.to_string(), tokens(joined).to_string());
}

/// Every option of `#[observed]`, with two values where a block and a method can have different ones.
const OBSERVED: [&str; 24] = [
    "op = \"a\"",
    "scope = \"a\"",
    "span = \"a\"",
    "span = false",
    "metrics = \"a\"",
    "metrics = false",
    "fields(a)",
    "labels(a)",
    "labels(a = |_| true)",
    "level = \"debug\"",
    "target = \"a\"",
    "parent = a",
    "follows_from = a",
    "ok_if = is_ok",
    "error_if = is_error",
    "err",
    "err(level = \"warn\", debug)",
    "ret",
    "buckets(\"1ms\")",
    "buckets = exponential",
    "in_flight",
    "slow = \"1ms\"",
    "slo(latency = \"1ms\", target = 99)",
    "crate = a",
];

/// Every option of `#[audited]` besides those that each block in the test has.
const AUDITED: [&str; 13] = [
    "event = StateDeleted",
    "op = \"a\"",
    "scope = \"a\"",
    "user_id = b",
    "user_id = |b| b",
    "source = b",
    "axes_changed = b",
    "axes_changed = |b| b",
    "confidence = 1.0",
    "redact(user_id)",
    "when = changed",
    "when = always",
    "reason = b",
];

#[test]
fn an_option_of_a_method_wins_whatever_its_block_says() {
    let every_pair = OBSERVED.iter().flat_map(|own| OBSERVED.map(|of_block| (Macro::Observed, *own, of_block, "")));
    let needed = "event = StateUpdated, user_id = a, axes_changed = a";
    let audited = AUDITED.iter().flat_map(|own| AUDITED.map(|of_block| (Macro::Audited, *own, of_block, needed)));
    for (attribute, own, of_block, needed) in every_pair.chain(audited) {
        let is_refused = |found: &[_]| !found.is_empty();
        // An option of the block replaces the same one that every block in the test has.
        let key = of_block.split([' ', '(']).next().unwrap_or_default();
        let needed = needed.split(", ").filter(|given| !given.starts_with(key)).collect::<Vec<_>>().join(", ");
        let block = format!("{of_block}, {needed}");
        if is_refused(&check_all(attribute, &tokens(&block), &tokens("impl A {}")).unwrap()) {
            continue;
        }
        let name = if attribute == Macro::Observed { "observed" } else { "audited" };
        let item = format!("impl A {{ #[{name}({own})] fn f(a: u8) {{}} }}");
        let found = check_all(attribute, &tokens(&block), &tokens(&item)).unwrap();
        assert!(found.is_empty(), "{name}({own}) in a block with {block}: {found:?}");
        let joined = options_of_method(attribute.expand(&tokens(&block), &tokens(&item)));
        assert!(
            joined.to_string().starts_with(tokens(own).to_string().trim_end_matches(')')),
            "{own} with {block}: {joined}"
        );
        let found = check_all(attribute, &joined, &tokens("fn f(a: u8) {}")).unwrap();
        assert!(found.is_empty(), "{name}({own}) in a block with {block} is {joined}: {found:?}");
    }
}

/// `impl A { #[observed(OPTIONS)] fn f() {} }` → `OPTIONS`
fn options_of_method(block: TokenStream) -> TokenStream {
    let group = |tokens: TokenStream| {
        tokens
            .into_iter()
            .find_map(|token| if let TokenTree::Group(group) = token { Some(group.stream()) } else { None })
    };
    group(block).and_then(group).and_then(group).unwrap()
}
