use attuned_telemetry_rt::audited;
#[allow(non_upper_case_globals)]
const StateUpdate: &str = "state_update";
fn update() {
    let mut __call = ::attuned_telemetry_rt::__private::Record::start(
        "attuned.store.update",
        || {
            use ::attuned_telemetry_rt::__private::event_variants::*;
            ::attuned_telemetry_rt::__private::event(StateUpdate).event_type()
        },
        |_| {},
    );
    let __value = ::attuned_telemetry_rt::__private::run(|| -> () {});
    __call.end(::attuned_telemetry_rt::__private::returned(&__value).error());
}
fn main() {}
