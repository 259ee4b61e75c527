//! What comes and goes in bodies.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::snapshot::{Source, StateSnapshot};

/// The body of `PUT /state/{user}`: a snapshot without the user, whom the path names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StateBody {
    /// By default: now.
    updated_at_unix_ms: Option<u64>,
    source: Source,
    confidence: f32,
    axes: BTreeMap<String, f32>,
}

impl StateBody {
    /// The snapshot of a user.
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

/// A clock before 1970 counts as 1970.
fn now_unix_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// The body that answers `GET /translate/{user}`.
#[derive(Serialize)]
pub(super) struct Translation {
    /// Whom it is about.
    pub(super) user_id: String,
    /// A line for a prompt.
    pub(super) context: String,
}

/// The body of every error.
#[derive(Serialize)]
pub(super) struct Problem {
    /// What kind of error it is, as the metrics name it.
    pub(super) error: &'static str,
    /// What is wrong.
    pub(super) message: String,
}
