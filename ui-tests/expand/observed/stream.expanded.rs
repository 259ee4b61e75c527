use std::pin::Pin;
use attuned_telemetry_rt::observed;
use futures_core::Stream;
fn watch(user: String) -> Pin<Box<dyn Stream<Item = usize> + Send>> {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with_fields(
        ["attuned.store", "watch", "attuned.store.watch"],
        "",
        "macrotest128",
        ::attuned_telemetry_rt::__private::Returns::ASYNC_VALUE,
        &::attuned_telemetry_rt::__private::fields(["user"]),
    );
    let __start = __OPERATION.deferred_with(|__span| __span.field(&user).keep());
    let __body = ::attuned_telemetry_rt::__private::body(move || -> Pin<
        Box<dyn Stream<Item = usize> + Send>,
    > { changes(user) });
    let __way = ::attuned_telemetry_rt::__private::boxed_stream(&__body).way();
    let (__start, __body) = __way.make(__start, __body);
    return __way
        .stream(
            move || (__start.start(), ()),
            __body,
            |__value, _| ::attuned_telemetry_rt::__private::classify(__value).error(),
        );
}
fn changes(_user: String) -> Pin<Box<dyn Stream<Item = usize> + Send>> {
    ::core::panicking::panic("internal error: entered unreachable code")
}
fn main() {}
