//! Routes of gRPC.

use http::header::CONTENT_TYPE;
use http::request::Parts as Request;
use http::response::Parts as Response;

/// Returns the path of a call if it has the form `/package.Service/Method`.
pub(super) fn route(request: &Request) -> Option<&str> {
    let content = request.headers.get(CONTENT_TYPE)?.as_bytes();
    let path = request.uri.path();
    let (service, method) = path.strip_prefix('/')?.split_once('/')?;
    let is_name =
        |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let is_route = content.starts_with(b"application/grpc") && service.split('.').all(is_name) && is_name(method);
    is_route.then_some(path)
}

/// Whether a response says that there is no such method. Its path is not a route, because any client can invent it.
///
/// Source: <https://grpc.github.io/grpc/core/md_doc_statuscodes.html>
pub(super) fn is_unimplemented(response: &Response) -> bool {
    response.headers.get("grpc-status").is_some_and(|status| status == "12")
}
