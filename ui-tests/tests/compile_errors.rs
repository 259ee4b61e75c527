//! The errors about a mistake in an annotation or in annotated code: `ui/<macro>/<theme>/<behaviour>.rs`.
//!
//! `TRYBUILD=overwrite` updates the messages. Read them before you commit them: one mistake gives one error, under the
//! word that is wrong. The error says what was found, what is allowed and what to do.

#[test]
fn a_mistake_is_one_error_under_the_word_that_is_wrong() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/observed/*/*.rs");
    cases.compile_fail("ui/audited/*/*.rs");
    cases.compile_fail("ui/error_type/*/*.rs");
    cases.compile_fail("ui/health_check/*/*.rs");
    cases.compile_fail("ui/impl_block/*/*.rs");
    cases.compile_fail("ui/label_value/*/*.rs");
}
