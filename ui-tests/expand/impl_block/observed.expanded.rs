use attuned_telemetry_rt::observed;
struct Store(Vec<String>);
impl Store {
    const EMPTY: Self = Self(Vec::new());
    fn get(&self, index: usize) -> Option<&String> {
        return ::attuned_telemetry_rt::__private::observe(
            {
                static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with_settings(
                    &__OPERATION,
                    ["attuned.store", "get", "attuned.store.get"],
                    "macrotest044",
                    ::attuned_telemetry_rt::__private::Settings::new()
                        .level(::attuned_telemetry_rt::__private::Level::DEBUG),
                );
                __OPERATION.start()
            },
            || -> Option<&String> { self.0.get(index) },
            |__value, _| ::attuned_telemetry_rt::__private::returned(__value).error(),
        );
    }
    async fn put(&mut self, user: String) -> Result<(), std::fmt::Error> {
        return ::attuned_telemetry_rt::__private::observe_future(
                {
                    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with(
                        &__OPERATION,
                        ["attuned.store", "upsert", "attuned.store.upsert"],
                        "macrotest044",
                        &::attuned_telemetry_rt::__private::fields(["user"]),
                        ::attuned_telemetry_rt::__private::Settings::new()
                            .level(::attuned_telemetry_rt::__private::Level::DEBUG),
                    );
                    &__OPERATION
                }
                    .start_with(|__span| __span.field(&user).open()),
                async move {
                    if false {
                        return ::attuned_telemetry_rt::__private::never::<
                            Result<(), std::fmt::Error>,
                        >();
                    }
                    {
                        self.0.push(user);
                        Ok(())
                    }
                },
                |__value, _| ::attuned_telemetry_rt::__private::returned(__value).error(),
            )
            .await;
    }
    const fn new() -> Self {
        Self::EMPTY
    }
}
fn main() {}
