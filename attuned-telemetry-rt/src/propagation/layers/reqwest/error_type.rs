//! The types of the errors of `reqwest`.

use std::any::Any;

/// Returns the type of an error of `reqwest` or of its middleware.
pub(super) fn of(error: &dyn Any) -> Option<&'static str> {
    match error.downcast_ref::<reqwest_middleware::Error>() {
        Some(reqwest_middleware::Error::Reqwest(error)) => of_reqwest(error),
        Some(reqwest_middleware::Error::Middleware(_)) => Some("middleware"),
        None => of_reqwest(error.downcast_ref()?),
    }
}

type IsKind = fn(&reqwest::Error) -> bool;

/// The most specific kind is first: a timeout may occur while connecting.
fn of_reqwest(error: &reqwest::Error) -> Option<&'static str> {
    let kinds: [(IsKind, _); 8] = [
        (reqwest::Error::is_timeout, "timeout"),
        (reqwest::Error::is_connect, "connect"),
        (reqwest::Error::is_redirect, "redirect"),
        (reqwest::Error::is_decode, "decode"),
        (reqwest::Error::is_body, "body"),
        (reqwest::Error::is_upgrade, "upgrade"),
        (reqwest::Error::is_builder, "builder"),
        (reqwest::Error::is_request, "request"),
    ];
    kinds.into_iter().find(|(is_kind, _)| is_kind(error)).map(|(_, name)| name)
}
