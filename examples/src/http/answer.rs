//! Converts results of the store to HTTP responses.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;

use super::body::Problem;
use crate::store::StoreError;

/// The response to a change, without a body.
pub(super) fn stored(result: Result<(), StoreError>) -> Response {
    result.map_or_else(|error| refused(&error), |()| StatusCode::NO_CONTENT.into_response())
}

/// The response to a query.
pub(super) fn found<T: Serialize>(result: Result<T, StoreError>) -> Response {
    result.map_or_else(|error| refused(&error), |value| Json(value).into_response())
}

/// The response to an invalid body: 400 if it is not JSON, 422 if it is unexpected JSON.
pub(super) fn unreadable(rejection: &JsonRejection) -> Response {
    problem(rejection.status(), "unreadable", rejection.body_text())
}

fn refused(error: &StoreError) -> Response {
    let (status, kind, message) = match error {
        StoreError::NotFound { .. } => (StatusCode::NOT_FOUND, "not_found", error.to_string()),
        StoreError::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid", error.to_string()),
        StoreError::Full { .. } => (StatusCode::INSUFFICIENT_STORAGE, "full", error.to_string()),
        StoreError::Storage(_) => {
            // Internal details are for the operator only.
            eprintln!("{error}");
            (StatusCode::INTERNAL_SERVER_ERROR, "storage", "the store failed".to_owned())
        }
    };
    problem(status, kind, message)
}

fn problem(status: StatusCode, error: &'static str, message: String) -> Response {
    (status, Json(Problem { error, message })).into_response()
}
