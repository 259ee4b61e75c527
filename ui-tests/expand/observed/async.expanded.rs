use attuned_telemetry_rt::observed;
struct Store;
impl Store {
    async fn upsert_latest(&self, user: String) -> Result<usize, std::fmt::Error> {
        #[used]
        #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
        static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
            ["attuned.store", "upsert", "attuned.store.upsert"],
            "",
            "macrotest077",
            ::attuned_telemetry_rt::__private::Returns::ASYNC_RESULT,
        );
        let mut __call = __OPERATION.start();
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
        __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
        return __value;
    }
}
fn main() {}
