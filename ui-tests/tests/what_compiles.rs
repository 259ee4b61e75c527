//! Annotated code that must compile and run like plain code: `ui/pass/<subject>.rs`.

#[test]
fn annotated_code_compiles() {
    trybuild::TestCases::new().pass("ui/pass/*.rs");
}
