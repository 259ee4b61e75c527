//! What a received request tells about its client.

use std::net::{IpAddr, SocketAddr};

use http::request::Parts;

use crate::propagation::layers::conventions::request::protocol::Scheme;

/// What a layer believes of a request.
#[derive(Clone, Copy, Default)]
pub(super) struct Trust {
    /// The scheme of requests that do not tell it.
    pub(super) scheme: Option<Scheme>,
    /// Whether a proxy sets `x-forwarded-for` and `x-forwarded-proto`.
    pub(super) is_behind_proxy: bool,
}

impl Trust {
    /// Returns the scheme of the client's request.
    pub(super) fn scheme(self, request: &Parts) -> Scheme {
        let forwarded = || Scheme::named(self.forwarded(request, "x-forwarded-proto")?);
        forwarded().or_else(|| Scheme::of(request.uri.scheme())).or(self.scheme).unwrap_or(Scheme::Http)
    }

    /// Returns the address of the client, if the request has it.
    pub(super) fn client(self, request: &Parts) -> Option<IpAddr> {
        let forwarded = || self.forwarded(request, "x-forwarded-for")?.parse().ok();
        forwarded().or_else(|| peer(request).map(|peer| peer.ip()))
    }

    /// Returns the first value of a header that a proxy sets, if there is a proxy.
    fn forwarded<'request>(self, request: &'request Parts, header: &str) -> Option<&'request str> {
        let values = request.headers.get(header).filter(|_| self.is_behind_proxy)?.to_str().ok()?;
        values.split(',').next().map(str::trim)
    }
}

/// Returns the address at the other end of the connection.
fn peer(request: &Parts) -> Option<SocketAddr> {
    let known = request.extensions.get::<SocketAddr>().copied();
    #[cfg(feature = "axum")]
    let known = known.or_else(|| {
        let info = request.extensions.get::<axum::extract::ConnectInfo<SocketAddr>>();
        info.map(|axum::extract::ConnectInfo(peer)| *peer)
    });
    known
}
