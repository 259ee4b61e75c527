//! Deeply nested input, as generated code may have.
//!
//! The depth is limited: `syn` parses types and expressions recursively and without a limit, so a type of about two
//! hundred levels, or an expression of about a thousand, overflows the stack of a compiler's thread.

use super::tokens::tokens;
use super::well_formed::{Macro, check_all};

const DEPTH: usize = 64;

/// The inputs. `⟨OPEN…CLOSE⟩` is repeated around a word.
const CASES: &[(Macro, &str, &str)] = &[
    (Macro::Observed, "fields(a = ⟨(…)⟩)", "fn f() {}"),
    (Macro::Observed, "parent = ⟨[…]⟩, ok_if = |a| b", "async fn f() {}"),
    (Macro::Observed, "ok_if = ⟨|a| …⟩", "impl A { fn f() {} fn g() {} }"),
    (Macro::Observed, "labels(a = ⟨{…}⟩)", "fn f() {}"),
    (Macro::Observed, "fields(a = ⟨invisible(…)⟩)", "fn f() {}"),
    (Macro::Observed, "", "fn f(mut a: ⟨(…)⟩) -> ⟨Vec<…>⟩ {}"),
    (Macro::Observed, "", "fn f(⟨(…,)⟩: A) -> ⟨[…; { 1 }]⟩ {}"),
    (Macro::Observed, "", "fn f() -> ⟨impl A<B = …>⟩ {}"),
    (Macro::Observed, "", "fn f() -> ⟨invisible(…)⟩ {}"),
    (Macro::Observed, "", "#[track_caller] fn f() { return ⟨{ if b { return } …}⟩ }"),
    (Macro::Observed, "", "impl A { fn f() { ⟨{…}⟩ } const B: ⟨(…)⟩ = 7; }"),
    (Macro::Audited, "event = ⟨[…]⟩, size = ⟨f(…)⟩", "fn f() {}"),
    (Macro::ErrorType, "", "struct A<a>(#[error_type(transparent)] ⟨Vec<…>⟩);"),
    (Macro::HealthCheck, "", "struct A(#[health(name = \"b\")] ⟨(…)⟩);"),
];

fn nested(text: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some((before, (open, behind))) =
        rest.split_once('⟨').and_then(|(before, nest)| Some((before, nest.split_once('…')?)))
    {
        let (close, after) = behind.split_once('⟩').unwrap_or((behind, ""));
        result.extend([before, &open.repeat(DEPTH), "a", &close.repeat(DEPTH)]);
        rest = after;
    }
    result + rest
}

/// The number of errors, on a stack as large as that of a compiler's thread.
fn mistakes(expander: Macro, arguments: &'static str, item: &'static str) -> Result<usize, String> {
    let expand = move || {
        let found = check_all(expander, &tokens(&nested(arguments)), &tokens(&nested(item)));
        found.map(|mistakes| mistakes.len())
    };
    std::thread::Builder::new().stack_size(8 << 20).spawn(expand).unwrap().join().unwrap()
}

#[test]
fn what_is_nested_deep_is_expanded() {
    for (expander, arguments, item) in CASES {
        assert_eq!(mistakes(*expander, arguments, item), Ok(0), "{expander:?}({arguments}) {item}");
    }
}

#[test]
fn options_without_a_key_are_refused_however_deep() {
    for arguments in ["⟨(…)⟩", "⟨{…}⟩", "⟨invisible(7 …)⟩", "fields(⟨(…)⟩)", "⟨[…,]⟩"] {
        assert_eq!(mistakes(Macro::Observed, arguments, "fn f() {}"), Ok(1), "{arguments}");
    }
}
