use attuned_telemetry_rt::observed;
fn put(user_id: u64, name: &str, axes: Vec<String>) -> bool {
    let mut __call = {
        static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with(
            ["attuned.store", "put", "attuned.store.put"],
            "store",
            &::attuned_telemetry_rt::__private::fields([
                "user_id",
                "size",
                "who",
                "what",
            ]),
            &::attuned_telemetry_rt::__private::Settings::new()
                .level(::attuned_telemetry_rt::__private::Level::DEBUG),
        );
        &__OPERATION
    }
        .start_with(|__span| {
            __span
                .field(&user_id)
                .field(&axes.len())
                .field(&::attuned_telemetry_rt::__private::display(&name))
                .field(&::attuned_telemetry_rt::__private::debug(&axes))
                .open()
        });
    let __value = ::attuned_telemetry_rt::__private::run(|| -> bool {
        user_id > 0 && !name.is_empty() && !axes.is_empty()
    });
    __call.end(::attuned_telemetry_rt::__private::returned(&__value).error());
    return __value;
}
fn main() {}
