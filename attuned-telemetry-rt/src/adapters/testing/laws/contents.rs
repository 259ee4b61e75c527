//! Batches and what they contain.

use std::time::Duration;

use crate::adapters::testing::content::Load;
use crate::adapters::testing::subject::Exported;
use crate::adapters::testing::trial::{Kept, Trial};

const HUGE_DEADLINE: Duration = Duration::from_secs(4);

pub(super) fn all_accepted(trial: &Trial, load: Load) -> Kept {
    let Exported { items, answer } = trial.call("a batch method", trial.subject.export(load))?;
    match answer {
        Ok(receipt) if receipt.rejected_items() == 0 => Ok(()),
        Ok(receipt) => Err(format!(
            "{} of {items} items were rejected: {}",
            receipt.rejected_items(),
            receipt.message().unwrap_or("without a message")
        )),
        Err(error) => Err(format!("a batch method failed: {error}")),
    }
}

/// Unusual items may be rejected, but must not fail the typical items of the same batch.
pub(super) fn odd(trial: &Trial, load: Load) -> Kept {
    trial.accepts(load)?;
    match single(trial) {
        Ok(()) => trial.call("a method for single items", trial.subject.single(load)),
        // This is the matter of another law.
        Err(_) => Ok(()),
    }
}

pub(super) fn huge(trial: &Trial) -> Kept {
    trial.call_within("a batch method", HUGE_DEADLINE, trial.subject.export(Load::Huge)).map(drop)
}

pub(super) fn single(trial: &Trial) -> Kept {
    trial.call("a method for single items", trial.subject.single(Load::Typical))
}

pub(super) fn repeated(trial: &Trial) -> Kept {
    // Whether the first one is accepted is the matter of another law.
    let _ = trial.accepts(Load::Typical);
    trial.accepts(Load::Typical)
}

pub(super) fn rejected(trial: &Trial) -> Kept {
    for load in [Load::Empty, Load::Typical, Load::Unicode, Load::NotANumber, Load::IntegerLimits, Load::EmptyTexts] {
        let Exported { items, answer } = trial.call("a batch method", trial.subject.export(load))?;
        let rejected = answer.map_or(0, |receipt| receipt.rejected_items());
        if rejected > items {
            return Err(format!("{rejected} items of a batch of {items} were rejected"));
        }
    }
    Ok(())
}
