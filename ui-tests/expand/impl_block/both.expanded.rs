use attuned_telemetry_rt::{audited, observed};
struct Store;
impl Store {
    fn clear(&self) {
        #[used]
        #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
        static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
            ["attuned.store", "clear", "attuned.store.clear"],
            "",
            "macrotest065",
            ::attuned_telemetry_rt::__private::Returns::VALUE,
        );
        let mut __call = __OPERATION.start();
        let __value = ::attuned_telemetry_rt::__private::run(|| -> () {
            #[used]
            #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_AUDITED")]
            static __AUDITED: ::attuned_telemetry_rt::__private::AuditedFunction = ::attuned_telemetry_rt::__private::AuditedFunction::new(
                ["attuned.store.clear", "StateDeleted", "macrotest065"],
                "",
            );
            let mut __call = ::attuned_telemetry_rt::__private::AuditedCall::start(
                __AUDITED.operation(),
                || ::attuned_telemetry_rt::AuditEventType::StateDeleted,
                |_| {},
            );
            let __value = ::attuned_telemetry_rt::__private::run(|| -> () {});
            __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
        });
        __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
    }
}
fn main() {}
