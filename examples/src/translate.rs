//! Translates a user's state to a line of context for a prompt.

use attuned_telemetry_rt::observed;

use crate::snapshot::StateSnapshot;
use crate::store::{StateStore, StoreError};

/// Threshold of low values. The threshold of high values is 1 minus this one. Values in between are not mentioned.
const LOW: f32 = 0.35;
const HIGH: f32 = 0.65;

/// Translates a user's state to a line of context for a prompt.
///
/// # Errors
///
/// Returns an error if the user does not exist.
#[observed(scope = "attuned", metrics = "attuned_translation")]
pub(crate) async fn translate(store: &dyn StateStore, user_id: &str) -> Result<String, StoreError> {
    let snapshot = store.get_latest(user_id).await?;
    Ok(prompt_context(&snapshot))
}

fn prompt_context(snapshot: &StateSnapshot) -> String {
    let named = |level: &str, is_at: fn(f32) -> bool| {
        let axes = snapshot.axes.iter().filter(|(_, value)| is_at(**value));
        let names: Vec<_> = axes.map(|(axis, _)| axis.replace('_', " ")).collect();
        if names.is_empty() { None } else { Some(format!("{level}: {}", names.join(", "))) }
    };
    let parts: Vec<_> =
        [named("high", |value| value >= HIGH), named("low", |value| value <= LOW)].into_iter().flatten().collect();
    let known = if parts.is_empty() { "nothing stands out".to_owned() } else { parts.join("; ") };
    format!("The user's state ({}, confidence {:.0} %) – {known}.", snapshot.source, snapshot.confidence * 100.0)
}

#[cfg(test)]
mod tests {
    use super::prompt_context;
    use crate::snapshot::tests::snapshot;

    #[test]
    fn values_that_stand_out_are_mentioned() {
        let state = snapshot("mira", &[("cognitive_load", 0.9), ("formality", 0.5), ("warmth", 0.1)]);
        let expected = "The user's state (self_report, confidence 90 %) – high: cognitive load; low: warmth.";
        assert_eq!(prompt_context(&state), expected);
    }

    #[test]
    fn a_user_in_the_middle_stands_out_in_nothing() {
        assert!(prompt_context(&snapshot("mira", &[("warmth", 0.5)])).ends_with("nothing stands out."));
    }
}
