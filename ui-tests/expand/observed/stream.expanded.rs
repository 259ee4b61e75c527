use std::pin::Pin;
use attuned_telemetry_rt::observed;
use futures_core::Stream;
fn watch(user: String) -> Pin<Box<dyn Stream<Item = usize> + Send>> {
    let (__start, __body) = ::attuned_telemetry_rt::__private::make(
        {
            static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with_fields(
                ["attuned.store", "watch", "attuned.store.watch"],
                "macrotest125",
                &::attuned_telemetry_rt::__private::fields(["user"]),
            );
            &__OPERATION
        }
            .later_with(|__span| __span.field(&user).keep()),
        move || -> Pin<Box<dyn Stream<Item = usize> + Send>> { changes(user) },
    );
    return ::attuned_telemetry_rt::__private::streamed(&__body)
        .observe(
            move || (__start.start(), ()),
            __body,
            |__value, _| ::attuned_telemetry_rt::__private::returned(__value).error(),
        )
        .pinned();
}
fn changes(_user: String) -> Pin<Box<dyn Stream<Item = usize> + Send>> {
    ::core::panicking::panic("internal error: entered unreachable code")
}
fn main() {}
