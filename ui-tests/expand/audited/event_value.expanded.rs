use attuned_telemetry_rt::audited;
fn compact() {
    let mut __call = ::attuned_telemetry_rt::__private::Record::start(
        "attuned.store.compact",
        || ::attuned_telemetry_rt::__private::event("state_compacted").event_type(),
        |_| {},
    );
    let __value = ::attuned_telemetry_rt::__private::run(|| -> () {});
    __call.end(::attuned_telemetry_rt::__private::returned(&__value).error());
}
fn main() {}
