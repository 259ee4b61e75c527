//! Name and health.

use std::time::Duration;

use crate::adapters::testing::content::Load;
use crate::adapters::testing::trial::{Kept, Trial};
use crate::core::text::dangerous::is_dangerous;

const LONGEST_NAME: usize = 100;
const HEALTH_DEADLINE: Duration = Duration::from_secs(1);

pub(super) fn printable(trial: &Trial) -> Kept {
    let name = trial.subject.name();
    let length = name.chars().count();
    if name.trim().is_empty() || length > LONGEST_NAME || name.contains(is_dangerous) {
        return Err(format!("the name has {length} characters: {name:?}"));
    }
    Ok(())
}

pub(super) fn stable(trial: &Trial) -> Kept {
    let first = trial.subject.name();
    let same = |after: &str| match trial.subject.name() {
        name if name == first => Ok(()),
        name => Err(format!("the name was {first:?}, and {name:?} after {after}")),
    };
    same("nothing")?;
    // Whether these succeed is the matter of other laws.
    let _ = trial.accepts(Load::Typical);
    same("a batch")?;
    let _ = trial.flush();
    same("`flush`")?;
    let _ = trial.shutdown();
    same("`shutdown`")
}

pub(super) fn health_in_time(trial: &Trial) -> Kept {
    trial.call_within("health_check", HEALTH_DEADLINE, trial.subject.health_check()).map(drop)
}
