use attuned_telemetry_rt::{audited, observed};
struct Store;
impl Store {
    fn clear(&self) {
        ::attuned_telemetry_rt::__private::observe(
            {
                static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
                    &__OPERATION,
                    ["attuned.store", "clear", "attuned.store.clear"],
                    "macrotest041",
                );
                __OPERATION.start()
            },
            || -> () {
                ::attuned_telemetry_rt::__private::observe(
                    ::attuned_telemetry_rt::__private::Record::start(
                        "attuned.store.clear",
                        || ::attuned_telemetry_rt::AuditEventType::StateDeleted,
                        |_| {},
                    ),
                    || -> () {},
                    |__value, _| {
                        ::attuned_telemetry_rt::__private::returned(__value).error()
                    },
                )
            },
            |__value, _| ::attuned_telemetry_rt::__private::returned(__value).error(),
        )
    }
}
fn main() {}
