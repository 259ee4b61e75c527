use attuned_telemetry_rt::audited;
async fn upsert(user: String, confidence: f32) -> Result<usize, std::fmt::Error> {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_AUDITED")]
    static __AUDITED: ::attuned_telemetry_rt::__private::AuditedFunction = ::attuned_telemetry_rt::__private::AuditedFunction::new(
        ["attuned.store.upsert", "StateUpdated", "macrotest002"],
        "",
    );
    let mut __call = ::attuned_telemetry_rt::__private::AuditedCall::start(
        __AUDITED.operation(),
        || ::attuned_telemetry_rt::AuditEventType::StateUpdated,
        |__record| {
            __record.user_id = __record.capture(&user).text();
            __record.confidence = __record.capture(&confidence).number();
        },
    );
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
                if confidence > 0.5 { Ok(user.len()) } else { Err(std::fmt::Error) }
            }
        })
        .await;
    __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
    return __value;
}
fn main() {}
