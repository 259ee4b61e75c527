use attuned_telemetry_rt::observed;
fn get(user: String) -> impl Future<Output = Option<usize>> + Send {
    let (__start, __body) = ::attuned_telemetry_rt::__private::make(
        {
            static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with_fields(
                [
                    "attuned.telemetry.ui.tests.tests",
                    "get",
                    "attuned.telemetry.ui.tests.tests.get",
                ],
                "macrotest095",
                &::attuned_telemetry_rt::__private::fields(["user"]),
            );
            &__OPERATION
        }
            .later_with(|__span| __span.field(&user).keep()),
        move || -> _ { helper(user) },
    );
    return async move {
        let mut __call = __start.start();
        let __value: Option<usize> = __call.run_future(__body).await;
        __call.end(::attuned_telemetry_rt::__private::returned(&__value).error());
        __value
    };
}
async fn helper(user: String) -> Option<usize> {
    Some(user.len())
}
fn main() {}
