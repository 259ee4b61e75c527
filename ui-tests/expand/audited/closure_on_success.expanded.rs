use attuned_telemetry_rt::audited;
fn create(user: &str) -> Result<[String; 1], std::fmt::Error> {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_AUDITED")]
    static __AUDITED: ::attuned_telemetry_rt::__private::AuditedFunction = ::attuned_telemetry_rt::__private::AuditedFunction::new(
        ["attuned.store.create", "StateCreated", "macrotest005"],
        "",
    );
    let mut __call = ::attuned_telemetry_rt::__private::AuditedCall::start(
        __AUDITED.operation(),
        || ::attuned_telemetry_rt::AuditEventType::StateCreated,
        |__record| {
            __record.user_id = __record.capture(&user).text();
        },
    );
    let __value = ::attuned_telemetry_rt::__private::run(|| -> Result<
        [String; 1],
        std::fmt::Error,
    > { Ok([user.to_owned()]) });
    let __failure = ::attuned_telemetry_rt::__private::classify(&__value).error();
    __call
        .complete(
            ::attuned_telemetry_rt::__private::classify(&__value).success(),
            __failure,
            |__value, __record| {
                __record.axes_changed = __record
                    .capture(&__record.ask(__value, |axes| axes.iter()))
                    .list();
            },
        );
    __call.end(__failure);
    return __value;
}
fn main() {}
