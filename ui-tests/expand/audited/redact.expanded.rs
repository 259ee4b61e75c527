use attuned_telemetry_rt::audited;
fn update(user: &str, axes: &[&str], email: String) -> Result<usize, std::fmt::Error> {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_AUDITED")]
    static __AUDITED: ::attuned_telemetry_rt::__private::AuditedFunction = ::attuned_telemetry_rt::__private::AuditedFunction::new(
        ["attuned.store.update", "StateUpdated", "macrotest020"],
        "",
    );
    let mut __call = ::attuned_telemetry_rt::__private::AuditedCall::start(
        __AUDITED.operation(),
        || ::attuned_telemetry_rt::AuditEventType::StateUpdated,
        |__record| {
            __record.user_id = __record.redact(&user).text();
            __record.axes_changed = __record.redact(&axes).list();
            __record["email"] = __record.redact(&email).value();
        },
    );
    let __value = ::attuned_telemetry_rt::__private::run(|| -> Result<
        usize,
        std::fmt::Error,
    > { Ok(user.len() + axes.len() + email.len()) });
    let __failure = ::attuned_telemetry_rt::__private::classify(&__value).error();
    __call
        .complete(
            ::attuned_telemetry_rt::__private::classify(&__value).success(),
            __failure,
            |__value, __record| {
                __record["token"] = __record
                    .redact(&__record.ask(__value, |token| token))
                    .value();
            },
        );
    __call.end(__failure);
    return __value;
}
fn main() {}
