use attuned_telemetry_rt::{audited, observed};
async fn upsert_latest(user: &str) -> Result<usize, std::fmt::Error> {
    return ::attuned_telemetry_rt::__private::observe_future(
            {
                static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with(
                    &__OPERATION,
                    ["attuned.store", "upsert", "attuned.store.upsert"],
                    "macrotest011",
                    ::attuned_telemetry_rt::__private::Settings::new()
                        .fields(&["user", "status", "error.type", "otel.status_code"]),
                );
                &__OPERATION
            }
                .start_with(|__span| __span.fields(&[&user])),
            async move {
                if false {
                    return ::attuned_telemetry_rt::__private::never::<
                        Result<usize, std::fmt::Error>,
                    >();
                }
                {
                    return ::attuned_telemetry_rt::__private::observe_future(
                            ::attuned_telemetry_rt::__private::Record::start(
                                "attuned.store.upsert",
                                || ::attuned_telemetry_rt::AuditEventType::StateUpdated,
                                |__record| {
                                    __record.user_id = ::attuned_telemetry_rt::__private::captured(
                                            &user,
                                        )
                                        .text();
                                },
                            ),
                            async move {
                                if false {
                                    return ::attuned_telemetry_rt::__private::never::<
                                        Result<usize, std::fmt::Error>,
                                    >();
                                }
                                { Ok(user.len()) }
                            },
                            |__value, _| {
                                ::attuned_telemetry_rt::__private::returned(__value).error()
                            },
                        )
                        .await
                }
            },
            |__value, _| ::attuned_telemetry_rt::__private::returned(__value).error(),
        )
        .await;
}
fn main() {}
