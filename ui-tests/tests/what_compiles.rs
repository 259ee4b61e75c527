//! Annotated code that must compile and run as before: `ui/pass/<what>.rs`.

#[test]
fn annotated_code_compiles_as_it_did() {
    trybuild::TestCases::new().pass("ui/pass/*.rs");
}
