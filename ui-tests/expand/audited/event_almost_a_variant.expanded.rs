use attuned_telemetry_rt::audited;
#[allow(non_upper_case_globals)]
const StateUpdate: &str = "state_update";
fn update() {
    ::attuned_telemetry_rt::__private::observe(
        ::attuned_telemetry_rt::__private::Record::start(
            "attuned.store.update",
            || {
                use ::attuned_telemetry_rt::__private::event_variants::*;
                ::attuned_telemetry_rt::__private::event(StateUpdate).event_type()
            },
            |_| {},
        ),
        || -> () {},
        |__value, _| ::attuned_telemetry_rt::__private::returned(__value).error(),
    )
}
fn main() {}
