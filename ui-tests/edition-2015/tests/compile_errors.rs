//! Compile errors in Rust 2015, where a path that begins with `::` names an item of the crate itself.

#[test]
fn each_mistake_gives_the_expected_error_in_rust_2015() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
