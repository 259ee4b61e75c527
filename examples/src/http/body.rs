//! Bodies of requests and responses.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::snapshot::{Source, StateSnapshot};

/// Body of `PUT /state/{user}`: a snapshot without the user, which is in the path.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StateBody {
    /// Default: the current time.
    updated_at_unix_ms: Option<u64>,
    source: Source,
    confidence: f32,
    axes: BTreeMap<String, f32>,
}

impl StateBody {
    /// Returns the snapshot of a user.
    pub(super) fn into_snapshot(self, user_id: String) -> StateSnapshot {
        let Self { updated_at_unix_ms, source, confidence, axes } = self;
        StateSnapshot {
            user_id,
            updated_at_unix_ms: updated_at_unix_ms.unwrap_or_else(now_unix_ms),
            source,
            confidence,
            axes,
        }
    }
}

/// Returns the current time in milliseconds since 1970, or 0 if the clock is before 1970.
fn now_unix_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// Body of the response to `GET /translate/{user}`.
#[derive(Serialize)]
pub(super) struct Translation {
    /// The user.
    pub(super) user_id: String,
    /// A line of context for a prompt.
    pub(super) context: String,
}

/// Body of every error response.
#[derive(Serialize)]
pub(super) struct Problem {
    /// Type of the error, as in the metrics.
    pub(super) error: &'static str,
    /// What is wrong.
    pub(super) message: String,
}
