use attuned_telemetry_rt::observed;
fn put(user_id: u64, name: &str, axes: Vec<String>) -> bool {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with(
        ["attuned.store", "put", "attuned.store.put"],
        "",
        "macrotest095",
        &::attuned_telemetry_rt::__private::fields(["user_id", "size", "who", "what"]),
        &::attuned_telemetry_rt::__private::Returns::VALUE
            .settings()
            .level(::attuned_telemetry_rt::__private::Level::DEBUG)
            .target("store"),
    );
    let mut __call = __OPERATION
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
    __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
    return __value;
}
fn main() {}
