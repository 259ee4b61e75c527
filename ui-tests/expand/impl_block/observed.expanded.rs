use attuned_telemetry_rt::observed;
struct Store(Vec<String>);
impl Store {
    const EMPTY: Self = Self(Vec::new());
    fn get(&self, index: usize) -> Option<&String> {
        #[used]
        #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
        static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with_settings(
            ["attuned.store", "get", "attuned.store.get"],
            "",
            "macrotest068",
            &::attuned_telemetry_rt::__private::Returns::VALUE
                .settings()
                .level(::attuned_telemetry_rt::__private::Level::DEBUG),
        );
        let mut __call = __OPERATION.start();
        let __value = ::attuned_telemetry_rt::__private::run(|| -> Option<&String> {
            self.0.get(index)
        });
        __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
        return __value;
    }
    async fn put(&mut self, user: String) -> Result<(), std::fmt::Error> {
        #[used]
        #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
        static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with(
            ["attuned.store", "upsert", "attuned.store.upsert"],
            "",
            "macrotest068",
            &::attuned_telemetry_rt::__private::fields(["user"]),
            &::attuned_telemetry_rt::__private::Returns::ASYNC_RESULT
                .settings()
                .level(::attuned_telemetry_rt::__private::Level::DEBUG),
        );
        let mut __call = __OPERATION.start_with(|__span| __span.field(&user).open());
        let __value = __call
            .run_future(async move {
                if false {
                    return ::attuned_telemetry_rt::__private::never::<
                        Result<(), std::fmt::Error>,
                    >();
                }
                if false {
                    loop {}
                } else {
                    self.0.push(user);
                    Ok(())
                }
            })
            .await;
        __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
        return __value;
    }
    const fn new() -> Self {
        Self::EMPTY
    }
}
fn main() {}
