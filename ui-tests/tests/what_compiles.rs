//! What must compile under the annotations, and do what it did without: `ui/pass/<what>.rs`.

#[test]
fn annotated_code_compiles_as_it_did() {
    trybuild::TestCases::new().pass("ui/pass/*.rs");
}
