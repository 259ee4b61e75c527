//! Arbitrary tokens through each macro: no panic, and always either valid tokens or an error with a place.

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::tokens::{noise, slipped, slips, tokens};
use super::well_formed::{Macro, check_all, is_one_item};
use super::{items, options};

fn any_macro() -> impl Strategy<Value = Macro> {
    prop::sample::select(Macro::ALL.to_vec())
}

fn holds<T>(result: Result<T, String>) -> Result<T, TestCaseError> {
    result.map_err(TestCaseError::fail)
}

fn expands_without_a_mistake(expander: Macro, arguments: &str, item: &str) -> Result<(), TestCaseError> {
    let (arguments, item) = (tokens(arguments), tokens(item));
    prop_assert!(is_one_item(&item), "not valid");
    let mistakes = holds(check_all(expander, &arguments, &item))?;
    prop_assert!(mistakes.is_empty(), "{:?}", mistakes);
    Ok(())
}

fn cases(cases: u32) -> ProptestConfig {
    // Every run has the same cases. `ci/fuzz` searches for new ones.
    let rng_seed = proptest::test_runner::RngSeed::Fixed(2_026);
    ProptestConfig { cases, failure_persistence: None, rng_seed, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn noise_is_expanded_or_refused(expander in any_macro(), arguments in noise(), item in noise()) {
        holds(check_all(expander, &tokens(&arguments), &tokens(&item)))?;
    }

    #[test]
    fn any_options_on_any_item_are_expanded_or_refused(
        expander in any_macro(), arguments in options::any_options(), item in items::any(),
    ) {
        holds(check_all(expander, &tokens(&arguments), &tokens(&item)))?;
    }

    #[test]
    fn slips_of_the_hand_are_expanded_or_refused(
        expander in any_macro(), arguments in options::any_options(), item in items::any(),
        first in slips(2), second in slips(3),
    ) {
        let (arguments, item) = (slipped(tokens(&arguments), &first), slipped(tokens(&item), &second));
        holds(check_all(expander, &arguments, &item))?;
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn any_options_on_a_block_are_expanded_or_refused(arguments in options::any_options(), block in items::block()) {
        for expander in [Macro::Observed, Macro::Audited] {
            holds(check_all(expander, &tokens(&arguments), &tokens(&block)))?;
        }
    }

    #[test]
    fn derives_expand_or_refuse_all_data(data in items::data(), slips in slips(1)) {
        for expander in [Macro::HealthCheck, Macro::ErrorType, Macro::LabelValue] {
            holds(check_all(expander, &tokens(""), &slipped(tokens(&data), &slips)))?;
        }
    }

    #[test]
    fn right_options_of_observed_on_a_right_function_are_no_mistake(
        arguments in options::observed(), function in items::function(),
    ) {
        expands_without_a_mistake(Macro::Observed, &arguments, &function)?;
    }

    #[test]
    fn right_options_of_audited_on_a_right_function_are_no_mistake(
        arguments in options::audited(), function in items::function(),
    ) {
        expands_without_a_mistake(Macro::Audited, &arguments, &function)?;
    }

    #[test]
    fn both_attributes_on_a_right_function_are_no_mistake(
        observed in options::observed(), audited in options::audited(), function in items::function(),
    ) {
        let below = format!("#[audited({audited})] {function}");
        expands_without_a_mistake(Macro::Observed, &observed, &below)?;
        let below = format!("#[attuned_telemetry_rt::observed({observed})] {function}");
        expands_without_a_mistake(Macro::Audited, &audited, &below)?;
    }
}

/// Puts each of `mistakes` after and between valid options, and expects one error under its words.
fn each_is_one_error(expander: Macro, mistakes: &[&str], [before, after]: [&str; 2]) {
    let mut wrong = Vec::new();
    for mistake in mistakes {
        for (before, after) in [(before, after), (before, "")] {
            let text = format!("{before}{mistake}{after}");
            let place = before.len()..before.len() + mistake.len();
            let found = check_all(expander, &tokens(&text), &tokens("pub async fn get(&self) -> Result<A, B> { a }"));
            match found.as_deref() {
                Ok([one]) if place.contains(&one.place.byte_range().start) => {}
                found => wrong.push(format!("{expander:?}({text}): {found:?}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_mistake_in_observed_is_one_error_under_its_words() {
    each_is_one_error(Macro::Observed, options::MISTAKES_OF_OBSERVED, ["scope = \"a\", ", ", target = \"b\""]);
}

#[test]
fn each_mistake_in_audited_is_one_error_under_its_words() {
    each_is_one_error(Macro::Audited, options::MISTAKES_OF_AUDITED, ["event = A, ", ", other = b"]);
}

#[test]
fn every_module_is_in_the_fuzz_target_too() {
    let modules = include_str!("../lib.rs").lines().filter(|line| line.starts_with("mod ") && *line != "mod fuzz;");
    let target = include_str!("../../../fuzz/fuzz_targets/macros.rs");
    let missing: Vec<_> = modules.filter(|module| !target.lines().any(|line| line == *module)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
