use attuned_telemetry_rt::audited;
fn update(axes: &[&str]) -> usize {
    let mut __call = ::attuned_telemetry_rt::__private::Record::start(
        "attuned.store.update",
        || ::attuned_telemetry_rt::AuditEventType::StateUpdated,
        |__record| {
            __record.axes_changed = __record.capture(&axes).list();
            __record.only_if_changed();
        },
    );
    let __value = ::attuned_telemetry_rt::__private::run(|| -> usize { axes.len() });
    __call.end(::attuned_telemetry_rt::__private::returned(&__value).error());
    return __value;
}
fn main() {}
