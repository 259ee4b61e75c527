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
    let (__start, __body) = ::attuned_telemetry_rt::__private::make(
        __OPERATION.deferred_with(|__span| __span.field(&user).keep()),
        move || -> Pin<Box<dyn Stream<Item = usize> + Send>> { changes(user) },
    );
    return ::attuned_telemetry_rt::__private::streamed(&__body)
        .observe(
            move || (__start.start(), ()),
            __body,
            |__value, _| ::attuned_telemetry_rt::__private::classify(__value).error(),
        )
        .pinned();
}
fn changes(_user: String) -> Pin<Box<dyn Stream<Item = usize> + Send>> {
    ::core::panicking::panic("internal error: entered unreachable code")
}
fn main() {}
