//! Conditional attributes of methods.

use attuned_telemetry_rt::observed;

use super::spans_of;

struct Store;

#[observed(scope = "attuned.store")]
impl Store {
    #[cfg_attr(all(), observed(op = "renamed"))]
    fn renamed() {}

    #[cfg_attr(any(), observed(op = "never"))]
    fn not_renamed() {}

    #[cfg_attr(all(), observed(skip))]
    fn skipped() {}

    #[cfg_attr(any(), observed(skip))]
    fn not_skipped() {}

    #[cfg_attr(all(), inline, attuned_telemetry_rt::observed(op = "beside"), must_use)]
    fn beside_others() -> u8 {
        7
    }

    #[cfg_attr(all(), must_use)]
    fn of_others_only() -> u8 {
        7
    }

    #[cfg(any())]
    const fn taken_out() -> u8 {
        does_not_exist()
    }
}

#[test]
fn a_conditional_attribute_is_merged_if_its_condition_holds() {
    assert_eq!(spans_of(Store::renamed), ["attuned.store.renamed"]);
    assert_eq!(spans_of(Store::beside_others), ["attuned.store.beside"]);
}

#[test]
fn without_the_condition_the_options_of_the_block_apply() {
    assert_eq!(spans_of(Store::not_renamed), ["attuned.store.not_renamed"]);
    assert_eq!(spans_of(Store::of_others_only), ["attuned.store.of_others_only"]);
}

#[test]
fn a_method_can_be_skipped_conditionally() {
    assert_eq!(spans_of(Store::skipped), [""; 0]);
    assert_eq!(spans_of(Store::not_skipped), ["attuned.store.not_skipped"]);
}
