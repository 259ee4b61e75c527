use attuned_telemetry_rt::audited;
fn delete(user: &str, reason: String) -> Result<(), std::fmt::Error> {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_AUDITED")]
    static __AUDITED: ::attuned_telemetry_rt::__private::AuditedFunction = ::attuned_telemetry_rt::__private::AuditedFunction::new(
        ["attuned.store.delete", "StateDeleted", "macrotest023"],
        "",
    );
    let mut __call = ::attuned_telemetry_rt::__private::AuditedCall::start(
        __AUDITED.operation(),
        || ::attuned_telemetry_rt::AuditEventType::StateDeleted,
        |__record| {
            __record.user_id = __record.capture(&user).text();
            __record.source = __record.capture(&"admin").text();
            __record["reason"] = __record.capture(&reason.len()).value();
        },
    );
    let __value = ::attuned_telemetry_rt::__private::run(|| -> Result<
        (),
        std::fmt::Error,
    > {
        if reason.is_empty() && user.is_empty() { Err(std::fmt::Error) } else { Ok(()) }
    });
    __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
    return __value;
}
fn main() {}
