//! Which functions are annotated, and that the rest of the text does not change.

use attuned_telemetry_real_code::annotate::{Annotated, LeftOut, annotate};

const ANNOTATION: &str = "#[::attuned_telemetry_rt::observed] ";

fn annotated(source: &str) -> Annotated {
    annotate(source, &[]).unwrap_or_else(|error| unreachable!("{error}"))
}

#[test]
fn every_function_with_a_body_is_annotated() {
    let source = "
        pub(crate) async fn free() { fn nested() {} }
        impl Kind { unsafe extern \"C\" fn method(&self) {} }
        trait Named { fn default_method() {} }
        impl Named for Kind { fn default_method() {} }
        mod inner { #[test] fn test() {} }
        fn main() {}
    ";
    assert_eq!(annotated(source).functions, 7);
}

#[test]
fn the_rest_of_the_text_stays_byte_for_byte() {
    let source = "//! Ä\r\n\n/** ß */ #[inline]\npub  fn f( ){ } // é\n\tfn g() -> &'static str { \"fn h() {}\" }";
    let annotated = annotated(source);
    assert_eq!(annotated.functions, 2);
    assert_eq!(annotated.text.replace(ANNOTATION, ""), source);
}

#[test]
fn the_annotation_stands_before_the_other_attributes_and_after_them_in_turn() {
    let text = annotated("/// First.\nfn first() {}\n/// Second.\nfn second() {}").text;
    assert_eq!(text, format!("{ANNOTATION}/// First.\nfn first() {{}}\n/// Second.\n{ANNOTATION}fn second() {{}}"));
}

#[test]
fn what_is_left_out_is_counted_by_its_reason() {
    let source = "
        const fn constant() {}
        trait Named { fn name(); }
        extern \"C\" { fn foreign(); }
        macro_rules! made { ($name:ident) => { fn $name() {} fn fixed() {} } }
    ";
    let Annotated { text, functions, left_out } = annotated(source);
    assert_eq!(left_out, LeftOut { constant: 1, bodyless: 2, in_macros: 2, apart: 0 });
    assert_eq!((text.as_str(), functions), (source, 0));
}

#[test]
fn an_item_is_left_out_by_its_name() {
    let source = "
        impl GlobalAlloc for Odd { fn alloc() { fn nested() {} } }
        mod spans { fn inside() {} }
        fn single() {}
        fn other() {}
    ";
    let annotated =
        annotate(source, &["GlobalAlloc", "spans", "single"]).unwrap_or_else(|error| unreachable!("{error}"));
    assert_eq!((annotated.functions, annotated.left_out.apart), (1, 4));
}

#[test]
fn a_text_that_is_not_rust_is_refused() {
    assert!(annotate("fn f( {", &[]).is_err());
}
