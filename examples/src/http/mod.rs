//! The HTTP API.
//!
//! Every response with status 400 or above counts as an error, including mistakes of the client.

use std::sync::Arc;

use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router, middleware};

use attuned_telemetry_rt::observed;

use crate::http::body::StateBody;
use crate::store::{StateStore, slow_disk};
use crate::translate::translate;

mod answer;
mod body;

/// The store, shared by the handlers.
type SharedStore = Arc<dyn StateStore>;

/// The body of a `PUT`, or the reason for which it is invalid.
type Body = Result<Json<StateBody>, JsonRejection>;

/// Returns the routes of the API.
pub(crate) fn router(store: SharedStore) -> Router {
    Router::new()
        .route("/state/{user}", get(get_state).put(put_state).delete(delete_state))
        .route("/translate/{user}", get(get_translation))
        .layer(middleware::from_fn(slow_disk::remember_delay))
        .with_state(store)
}

/// `PUT /state/{user}`
#[observed(scope = "attuned.http", metrics = "attuned_http_request", in_flight,
           labels(method = "PUT", path = "/state/{user}"),
           error_if = |response| response.status().as_u16() >= 400)]
async fn put_state(State(store): State<SharedStore>, Path(user): Path<String>, body: Body) -> Response {
    match body {
        Ok(Json(body)) => answer::stored(store.upsert_latest(body.into_snapshot(user)).await),
        Err(rejection) => answer::unreadable(&rejection),
    }
}

/// `GET /state/{user}`
#[observed(scope = "attuned.http", metrics = "attuned_http_request", in_flight,
           labels(method = "GET", path = "/state/{user}"),
           error_if = |response| response.status().as_u16() >= 400)]
async fn get_state(State(store): State<SharedStore>, Path(user): Path<String>) -> Response {
    answer::found(store.get_latest(&user).await)
}

/// `DELETE /state/{user}`
#[observed(scope = "attuned.http", metrics = "attuned_http_request", in_flight,
           labels(method = "DELETE", path = "/state/{user}"),
           error_if = |response| response.status().as_u16() >= 400)]
async fn delete_state(State(store): State<SharedStore>, Path(user): Path<String>) -> Response {
    answer::stored(store.delete(&user).await)
}

/// `GET /translate/{user}`
#[observed(scope = "attuned.http", metrics = "attuned_http_request", in_flight,
           labels(method = "GET", path = "/translate/{user}"),
           error_if = |response| response.status().as_u16() >= 400)]
async fn get_translation(State(store): State<SharedStore>, Path(user): Path<String>) -> Response {
    answer::found(translate(store.as_ref(), &user).await.map(|context| body::Translation { user_id: user, context }))
}
