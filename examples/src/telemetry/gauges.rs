//! Gauges of the current size of the store.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use metrics::{Unit, describe_gauge, gauge};

use crate::store::StateStore;

const ACTIVE_USERS: &str = "attuned_active_users";
const STORE_SIZE: &str = "attuned_store_size_bytes";

/// Describes the gauges.
pub(super) fn describe() {
    describe_gauge!(ACTIVE_USERS, Unit::Count, "Users with a state.");
    describe_gauge!(STORE_SIZE, Unit::Bytes, "Approximate size of the store, in bytes.");
}

/// Sets the gauges before a request is handled.
pub(super) async fn refresh(State(store): State<Arc<dyn StateStore>>, request: Request, next: Next) -> Response {
    match store.usage().await {
        Ok(usage) => {
            gauge!(ACTIVE_USERS).set(as_gauge(usage.users));
            gauge!(STORE_SIZE).set(as_gauge(usage.bytes));
        }
        // Without a current value, a gauge must not keep its old value.
        Err(_) => [ACTIVE_USERS, STORE_SIZE].into_iter().for_each(|name| gauge!(name).set(f64::NAN)),
    }
    next.run(request).await
}

#[expect(clippy::cast_precision_loss, reason = "a gauge is a float, and exact up to 2^53")]
fn as_gauge(count: u64) -> f64 {
    count as f64
}
