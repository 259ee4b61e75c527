//! A snapshot of a user's state.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Names of the axes. Each value is from 0 to 1.
pub(crate) const AXES: [&str; 16] = [
    "anxiety_level",
    "autonomy_preference",
    "boundary_strength",
    "cognitive_load",
    "decision_fatigue",
    "emotional_openness",
    "formality",
    "humor_receptivity",
    "need_for_reassurance",
    "privacy_sensitivity",
    "ritual_need",
    "stress_level",
    "tolerance_for_complexity",
    "urgency_sensitivity",
    "verbosity_preference",
    "warmth",
];

/// Maximum length of a user id, in bytes.
const MAX_USER_ID: usize = 64;

/// A snapshot of a user's state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StateSnapshot {
    /// The user.
    pub(crate) user_id: String,
    /// Time of the snapshot, in milliseconds since 1970.
    pub(crate) updated_at_unix_ms: u64,
    /// Origin of the data.
    pub(crate) source: Source,
    /// Confidence of the source, from 0 to 1.
    pub(crate) confidence: f32,
    /// Values by axis, with the names in [`AXES`].
    pub(crate) axes: BTreeMap<String, f32>,
}

/// Origin of the data of a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Source {
    /// The user.
    SelfReport,
    /// A program that observed the user.
    Inferred,
    /// Both.
    Mixed,
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::SelfReport => "self_report",
            Self::Inferred => "inferred",
            Self::Mixed => "mixed",
        })
    }
}

impl StateSnapshot {
    /// Validates the snapshot.
    ///
    /// # Errors
    ///
    /// Returns an error that says what was found and what is allowed.
    pub(crate) fn validate(&self) -> Result<(), String> {
        validate_user_id(&self.user_id)?;
        validate_share("confidence", self.confidence)?;
        for (axis, value) in &self.axes {
            if !AXES.contains(&axis.as_str()) {
                return Err(format!("unknown axis `{axis}`, expected one of {}", AXES.join(", ")));
            }
            validate_share(axis, *value)?;
        }
        Ok(())
    }

    /// Returns the approximate memory of the snapshot, in bytes.
    pub(crate) fn approximate_bytes(&self) -> usize {
        let axes: usize = self.axes.keys().map(|axis| axis.len() + size_of::<(String, f32)>()).sum();
        size_of::<Self>() + self.user_id.len() + axes
    }
}

fn validate_user_id(user_id: &str) -> Result<(), String> {
    if user_id.trim().is_empty() {
        return Err("invalid user id: expected at least one character that is not whitespace".to_owned());
    }
    if user_id.len() > MAX_USER_ID {
        return Err(format!("user id of {} bytes, expected at most {MAX_USER_ID}", user_id.len()));
    }
    Ok(())
}

fn validate_share(name: &str, value: f32) -> Result<(), String> {
    // NaN is not in any range.
    if (0.0..=1.0).contains(&value) {
        Ok(())
    } else {
        Err(format!("`{name}` is {value}, expected a number from 0 to 1"))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A valid snapshot.
    pub(crate) fn snapshot(user_id: &str, axes: &[(&str, f32)]) -> StateSnapshot {
        StateSnapshot {
            user_id: user_id.to_owned(),
            updated_at_unix_ms: 1_760_000_000_000,
            source: Source::SelfReport,
            confidence: 0.9,
            axes: axes.iter().map(|(axis, value)| ((*axis).to_owned(), *value)).collect(),
        }
    }

    #[test]
    fn both_ends_of_an_axis_are_on_it() {
        assert_eq!(snapshot("mira", &[("warmth", 0.0), ("formality", 1.0)]).validate(), Ok(()));
    }

    #[test]
    fn what_is_not_on_an_axis_is_refused() {
        let refused = |axis, value| snapshot("mira", &[(axis, value)]).validate().is_err();
        assert!(refused("warmth", 1.01));
        assert!(refused("warmth", f32::NAN));
        assert!(refused("wramth", 0.5));
    }

    #[test]
    fn a_user_id_is_there_and_short() {
        assert!(snapshot(" ", &[]).validate().is_err());
        assert!(snapshot(&"m".repeat(65), &[]).validate().is_err());
        assert_eq!(snapshot(&"m".repeat(64), &[]).validate(), Ok(()));
    }
}
