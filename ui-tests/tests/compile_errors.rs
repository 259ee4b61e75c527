//! Compile errors for mistakes in annotations and annotated code: `ui/<macro>/<theme>/<behaviour>.rs`.
//!
//! `TRYBUILD=overwrite` updates the messages. Read them before you commit them: each mistake gives one error, which
//! points to the wrong token and says what was found, what is allowed and how to fix it.

#[test]
fn each_mistake_gives_the_expected_error() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/observed/*/*.rs");
    cases.compile_fail("ui/audited/*/*.rs");
    cases.compile_fail("ui/error_type/*/*.rs");
    cases.compile_fail("ui/health_check/*/*.rs");
    cases.compile_fail("ui/impl_block/*/*.rs");
    cases.compile_fail("ui/label_value/*/*.rs");
}
