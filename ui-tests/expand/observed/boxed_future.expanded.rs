use std::pin::Pin;
use attuned_telemetry_rt::observed;
fn get<'a>(user: &'a str) -> Pin<Box<dyn Future<Output = usize> + Send + 'a>> {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::new(
        ["attuned.store", "get", "attuned.store.get"],
        "",
        "macrotest083",
        ::attuned_telemetry_rt::__private::Returns::ASYNC_VALUE,
    );
    let __start = &__OPERATION;
    let __body = ::attuned_telemetry_rt::__private::body(move || -> Pin<
        Box<dyn Future<Output = usize> + Send + 'a>,
    > { Box::pin(async move { user.len() }) });
    let __way = ::attuned_telemetry_rt::__private::boxed_future(&__body).way();
    let (__start, __body) = __way.make(__start, __body);
    return __way
        .finish(async move {
            let mut __call = __start.start();
            let __value = __call.run_future(__body).await;
            __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
            return __value;
        });
}
fn main() {}
