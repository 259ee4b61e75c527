use attuned_telemetry_rt::audited;
fn compact() {
    ::attuned_telemetry_rt::__private::observe(
        ::attuned_telemetry_rt::__private::Record::start(
            "attuned.store.compact",
            || ::attuned_telemetry_rt::__private::event("state_compacted").event_type(),
            |_| {},
        ),
        || -> () {},
        |__value, _| ::attuned_telemetry_rt::__private::returned(__value).error(),
    )
}
fn main() {}
