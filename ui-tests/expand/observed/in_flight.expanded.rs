use attuned_telemetry_rt::observed;
async fn compact() {
    return ::attuned_telemetry_rt::__private::observe_future(
            {
                static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with_settings(
                    &__OPERATION,
                    ["attuned.store", "compact", "attuned.store.compact"],
                    "macrotest044",
                    ::attuned_telemetry_rt::__private::Settings::new().in_flight(),
                );
                __OPERATION.start()
            },
            async move {
                if false {
                    return ::attuned_telemetry_rt::__private::never::<()>();
                }
                {}
            },
            |__value, _| ::attuned_telemetry_rt::__private::returned(__value).error(),
        )
        .await;
}
fn main() {}
