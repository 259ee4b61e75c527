//! Every pair of options of `#[observed]` that conflict, on a function and between a method and its block.

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
