use attuned_telemetry_rt::observed;
fn get(user: String) -> impl Future<Output = Option<usize>> + Send {
    #[used]
    #[unsafe(link_section = "linkme_ATTUNED_TELEMETRY_0_1_OPERATIONS")]
    static __OPERATION: ::attuned_telemetry_rt::__private::Operation = ::attuned_telemetry_rt::__private::Operation::with_fields(
        [
            "attuned.telemetry.ui.tests.tests",
            "get",
            "attuned.telemetry.ui.tests.tests.get",
        ],
        "",
        "macrotest098",
        ::attuned_telemetry_rt::__private::Returns::ASYNC_VALUE,
        &::attuned_telemetry_rt::__private::fields(["user"]),
    );
    let __start = __OPERATION.deferred_with(|__span| __span.field(&user).keep());
    let __body = ::attuned_telemetry_rt::__private::body(move || -> _ { helper(user) });
    let __way = ::attuned_telemetry_rt::__private::opaque_future(&__body).way();
    let (__start, __body) = __way.make(__start, __body);
    return __way
        .finish(async move {
            let mut __call = __start.start();
            let __value = __way.output::<Option<usize>>(__call.run_future(__body).await);
            __call.end(::attuned_telemetry_rt::__private::classify(&__value).error());
            return __value;
        });
}
async fn helper(user: String) -> Option<usize> {
    Some(user.len())
}
fn main() {}
