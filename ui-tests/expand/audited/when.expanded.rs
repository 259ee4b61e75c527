use attuned_telemetry_rt::audited;
fn update(axes: &[&str]) -> usize {
    return ::attuned_telemetry_rt::__private::observe(
        ::attuned_telemetry_rt::__private::Record::start(
            "attuned.store.update",
            || ::attuned_telemetry_rt::AuditEventType::StateUpdated,
            |__record| {
                __record.axes_changed = __record.capture(&axes).list();
                __record.only_if_changed();
            },
        ),
        || -> usize { axes.len() },
        |__value, _| ::attuned_telemetry_rt::__private::returned(__value).error(),
    );
}
fn main() {}
