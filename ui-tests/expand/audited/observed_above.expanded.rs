use attuned_telemetry_rt::{audited, observed};
async fn upsert_latest(user: &str) -> Result<usize, std::fmt::Error> {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with_fields(
        ["attuned.store", "upsert", "attuned.store.upsert"],
        "",
        "macrotest014",
        ::attuned_telemetry_rt::__private::Returns::ASYNC_RESULT,
        &::attuned_telemetry_rt::__private::fields(["user"]),
    );
    let mut __call = __OPERATION.start_with(|__span| __span.field(&user).open());
    let __value = __call
        .run_future(async move {
            if false {
                return ::attuned_telemetry_rt::__private::never::<
                    Result<usize, std::fmt::Error>,
                >();
            }
            if false {
                loop {}
            } else {
                #[used]
                #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_AUDITED")]
                static __AUDITED: ::attuned_telemetry_rt::__private::AuditedFunction = ::attuned_telemetry_rt::__private::AuditedFunction::new(
                    ["attuned.store.upsert", "StateUpdated", "macrotest014"],
                    "",
                );
                let mut __call = ::attuned_telemetry_rt::__private::AuditedCall::start(
                    __AUDITED.operation(),
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
                        if false { loop {} } else { Ok(user.len()) }
                    })
                    .await;
                __call
                    .end(::attuned_telemetry_rt::__private::classify(&__value).error());
                return __value;
            }
        })
        .await;
    __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
    return __value;
}
fn main() {}
