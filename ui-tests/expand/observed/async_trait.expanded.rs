use async_trait::async_trait;
use attuned_telemetry_rt::observed;
trait StateStore {
    #[allow(
        elided_named_lifetimes,
        clippy::type_complexity,
        clippy::type_repetition_in_bounds
    )]
    fn upsert<'life0, 'async_trait>(
        &'life0 self,
        user: String,
    ) -> ::core::pin::Pin<
        Box<
            dyn ::core::future::Future<
                Output = Result<usize, std::fmt::Error>,
            > + ::core::marker::Send + 'async_trait,
        >,
    >
    where
        'life0: 'async_trait,
        Self: 'async_trait;
}
struct Store;
impl StateStore for Store {
    #[allow(
        elided_named_lifetimes,
        clippy::async_yields_async,
        clippy::diverging_sub_expression,
        clippy::let_unit_value,
        clippy::needless_arbitrary_self_type,
        clippy::no_effect_underscore_binding,
        clippy::shadow_same,
        clippy::type_complexity,
        clippy::type_repetition_in_bounds,
        clippy::used_underscore_binding
    )]
    fn upsert<'life0, 'async_trait>(
        &'life0 self,
        user: String,
    ) -> ::core::pin::Pin<
        Box<
            dyn ::core::future::Future<
                Output = Result<usize, std::fmt::Error>,
            > + ::core::marker::Send + 'async_trait,
        >,
    >
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Box::pin(async move {
            #[used]
            #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
            static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
                ["attuned.store", "upsert", "attuned.store.upsert"],
                "",
                "macrotest080",
                ::attuned_telemetry_rt::__private::Returns::ASYNC_RESULT,
            );
            let mut __call = __OPERATION.start();
            let __value = __call
                .run_future(async move {
                    if let ::core::option::Option::Some(__ret) = ::core::option::Option::None::<
                        Result<usize, std::fmt::Error>,
                    > {
                        #[allow(unreachable_code)] return __ret;
                    }
                    let __self = self;
                    let user = user;
                    let __ret: Result<usize, std::fmt::Error> = { Ok(user.len()) };
                    #[allow(unreachable_code)] __ret
                })
                .await;
            __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
            __value
        })
    }
}
fn main() {}
