//! Where the route of a request comes from.

use std::borrow::Cow;
use std::sync::Arc;

use http::request::Parts;

use crate::propagation::layers::tower::grpc;

/// Where the route of a request comes from.
#[derive(Clone, Default)]
pub(super) struct RouteSource {
    pub(super) own: Option<Arc<OwnRoute>>,
    pub(super) is_grpc: bool,
}

pub(super) type OwnRoute = dyn Fn(&Parts) -> Option<Cow<'static, str>> + Send + Sync;

impl RouteSource {
    /// Returns the pattern of the route: the one that the program's function returns, otherwise the one of the router,
    /// otherwise the method of gRPC, if that is enabled. Never the path of another request.
    pub(super) fn of<'request>(&self, request: &'request Parts) -> Option<Cow<'request, str>> {
        let own = self.own.as_ref().and_then(|route| route(request));
        let grpc = || if self.is_grpc { grpc::route(request).map(Cow::Borrowed) } else { None };
        own.or_else(|| of_router(request).map(Cow::Borrowed)).or_else(grpc)
    }
}

#[cfg(feature = "axum")]
fn of_router(request: &Parts) -> Option<&str> {
    request.extensions.get::<axum::extract::MatchedPath>().map(axum::extract::MatchedPath::as_str)
}

#[cfg(not(feature = "axum"))]
const fn of_router(_: &Parts) -> Option<&str> {
    None
}
