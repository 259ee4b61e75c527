use attuned_telemetry_rt::{audited, observed};
struct Store;
impl Store {
    fn clear(&self) {
        let mut __call = {
            static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
                ["attuned.store", "clear", "attuned.store.clear"],
                "macrotest065",
            );
            __OPERATION.start()
        };
        let __value = ::attuned_telemetry_rt::__private::run(|| -> () {
            let mut __call = ::attuned_telemetry_rt::__private::Record::start(
                "attuned.store.clear",
                || ::attuned_telemetry_rt::AuditEventType::StateDeleted,
                |_| {},
            );
            let __value = ::attuned_telemetry_rt::__private::run(|| -> () {});
            __call.end(::attuned_telemetry_rt::__private::returned(&__value).error());
        });
        __call.end(::attuned_telemetry_rt::__private::returned(&__value).error());
    }
}
fn main() {}
