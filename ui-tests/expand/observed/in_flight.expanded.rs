use attuned_telemetry_rt::observed;
async fn compact() {
    ::attuned_telemetry_rt::__private::observe_future(
            {
                static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with(
                    &__OPERATION,
                    ["attuned.store", "compact", "attuned.store.compact"],
                    "macrotest029",
                    ::attuned_telemetry_rt::__private::Settings::new().in_flight(),
                );
                __OPERATION.start()
            },
            async move {
                if false {
                    return ::attuned_telemetry_rt::__private::never::<()>()
                } else {}
            },
            |value, _| ::attuned_telemetry_rt::__private::returned(value).error(),
        )
        .await
}
fn main() {}
