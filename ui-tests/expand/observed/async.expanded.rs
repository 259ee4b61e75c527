use attuned_telemetry_rt::observed;
struct Store;
impl Store {
    async fn upsert_latest(&self, user: String) -> Result<usize, std::fmt::Error> {
        return ::attuned_telemetry_rt::__private::observe_future(
                {
                    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
                        &__OPERATION,
                        ["attuned.store", "upsert", "attuned.store.upsert"],
                        "macrotest029",
                    );
                    __OPERATION.start()
                },
                async move {
                    if false {
                        return ::attuned_telemetry_rt::__private::never::<
                            Result<usize, std::fmt::Error>,
                        >();
                    }
                    { Ok(user.len()) }
                },
                |__value, _| ::attuned_telemetry_rt::__private::returned(__value).error(),
            )
            .await;
    }
}
fn main() {}
