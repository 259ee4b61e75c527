use attuned_telemetry_rt::{audited, observed};
async fn upsert_latest(user: &str) -> Result<usize, std::fmt::Error> {
    let mut __call = {
        static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with_fields(
            ["attuned.store", "upsert", "attuned.store.upsert"],
            "macrotest014",
            &::attuned_telemetry_rt::__private::fields(["user"]),
        );
        &__OPERATION
    }
        .start_with(|__span| __span.field(&user).open());
    let __value = __call
        .run_future(async move {
            if false {
                return ::attuned_telemetry_rt::__private::never::<
                    Result<usize, std::fmt::Error>,
                >();
            }
            {
                let mut __call = ::attuned_telemetry_rt::__private::Record::start(
                    "attuned.store.upsert",
                    || ::attuned_telemetry_rt::AuditEventType::StateUpdated,
                    |__record| {
                        __record.user_id = __record.capture(&user).text();
                    },
                );
                let __value = __call
                    .run_future(async move {
                        if false {
                            return ::attuned_telemetry_rt::__private::never::<
                                Result<usize, std::fmt::Error>,
                            >();
                        }
                        { Ok(user.len()) }
                    })
                    .await;
                __call
                    .end(::attuned_telemetry_rt::__private::returned(&__value).error());
                return __value;
            }
        })
        .await;
    __call.end(::attuned_telemetry_rt::__private::returned(&__value).error());
    return __value;
}
fn main() {}
