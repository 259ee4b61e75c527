//! `#[mockall::automock]` above annotated methods: it copies every attribute that it does not know to an expression.

use attuned_telemetry_rt::mockall::{audited, observed};
use attuned_telemetry_tests::audit::record_of;
use attuned_telemetry_tests::watch;

use super::calls;

#[mockall::automock]
trait Rates {
    #[observed::instrument(op = "doubled_rate", fields(rate))]
    #[audited::instrument(event = StateUpdated, rate = rate)]
    fn doubled(&self, rate: u8) -> u8 {
        rate * self.factor()
    }

    fn factor(&self) -> u8;
}

struct Store {
    offset: u8,
}

#[mockall::automock]
#[observed::instrument(scope = "attuned.telemetry.tests")]
#[audited::instrument(event = StateUpdated, source = "user")]
impl Store {
    fn load(&self, key: u8) -> u8 {
        key + self.offset
    }

    #[observed::instrument(op = "store")]
    #[audited::instrument(skip)]
    fn save(&self, key: u8) -> u8 {
        key + self.offset
    }

    #[observed::instrument(skip)]
    #[audited::instrument(event = StateDeleted)]
    fn remove(&self, key: u8) -> u8 {
        key + self.offset
    }
}

#[test]
fn annotated_default_method_of_a_mocked_trait_is_observed_and_its_mock_is_not() {
    struct Twice;
    impl Rates for Twice {
        fn factor(&self) -> u8 {
            2
        }
    }

    let watched = watch(|| record_of(|| assert_eq!(Twice.doubled(4), 8)));
    assert_eq!(calls(&watched.metrics, "doubled_rate", "success"), Some(1));
    let name = "attuned.telemetry.tests.doubled_rate";
    assert_eq!((watched.trace.span().name, &*watched.returned.operation), (name, name));

    let mut mock = MockRates::new();
    mock.expect_doubled().return_const(7);
    let watched = watch(|| mock.doubled(1));
    assert_eq!((watched.returned, watched.trace.spans().len()), (7, 0));
}

#[test]
fn annotated_impl_block_can_be_mocked() {
    let store = Store { offset: 1 };
    let watched = watch(|| {
        let records = attuned_telemetry_tests::audit::audit(|| (store.load(1), store.save(2), store.remove(3))).1;
        records.iter().map(|record| record.operation.to_string()).collect::<Vec<_>>()
    });
    assert_eq!(watched.returned, ["attuned.telemetry.tests.load", "attuned.telemetry.tests.remove"]);
    for (op, count) in [("load", Some(1)), ("store", Some(1)), ("remove", None)] {
        assert_eq!(calls(&watched.metrics, op, "success"), count, "{op}");
    }

    let mut mock = MockStore::new();
    mock.expect_load().returning(|key| key + 1);
    let watched = watch(|| mock.load(1));
    assert_eq!((watched.returned, watched.trace.spans().len()), (2, 0));
}
