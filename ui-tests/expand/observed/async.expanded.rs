use attuned_telemetry_rt::observed;
struct Store;
impl Store {
    async fn upsert_latest(&self, user: String) -> Result<usize, std::fmt::Error> {
        ::attuned_telemetry_rt::__private::observe_future(
                {
                    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
                        &__OPERATION,
                        ["attuned.store", "upsert", "attuned.store.upsert"],
                        "macrotest019",
                    );
                    __OPERATION.start()
                },
                async move {
                    if false {
                        return ::attuned_telemetry_rt::__private::never::<
                            Result<usize, std::fmt::Error>,
                        >()
                    } else {
                        Ok(user.len())
                    }
                },
                |value, _| ::attuned_telemetry_rt::__private::returned(value).error(),
            )
            .await
    }
}
fn main() {}
