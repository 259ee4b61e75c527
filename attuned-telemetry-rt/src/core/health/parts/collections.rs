//! Components of one kind as the parts of one whole: named by their position, or by their key.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fmt::Display;

use super::concurrently::concurrently;
#[cfg(feature = "health")]
use super::parts::ask;
use crate::core::health::component::component::{Checking, ComponentHealth, HealthCheck};

/// A component among others, with its name there.
type Child<'check> = (String, &'check dyn HealthCheck);

macro_rules! collections {
    ($($(#[$doc:meta])* [$($parameters:tt)*] $collection:ty => $children:expr,)*) => {
        $($(#[$doc])* impl<$($parameters)*> HealthCheck for $collection {
            fn check<'life0, 'async_trait>(&'life0 self) -> Checking<'async_trait>
            where
                'life0: 'async_trait,
                Self: 'async_trait,
            {
                check(self.name(), move || $children(self))
            }
        })*
    };
}

collections! {
    /// The components are named by their position: `0`, `1`.
    [C: HealthCheck] [C] => by_position,
    /// The components are named by their position: `0`, `1`.
    [C: HealthCheck, const N: usize] [C; N] => by_position,
    /// The components are named by their position: `0`, `1`.
    [C: HealthCheck] Vec<C> => by_position,
    /// The components are named by their position: `0`, `1`.
    [C: HealthCheck] VecDeque<C> => by_position,
    /// The components are named by their keys.
    [K: Display + Send + Sync, C: HealthCheck] BTreeMap<K, C> => by_key,
    /// The components are named by their keys, and are in the order of their names.
    [K: Display + Send + Sync, C: HealthCheck, S: Send + Sync] HashMap<K, C, S> => by_sorted_key,
}

fn by_position<'check, C: HealthCheck + 'check>(components: impl IntoIterator<Item = &'check C>) -> Vec<Child<'check>> {
    by_key(components.into_iter().enumerate())
}

fn by_key<'check, K: Display, C: HealthCheck + 'check>(
    components: impl IntoIterator<Item = (K, &'check C)>,
) -> Vec<Child<'check>> {
    components.into_iter().map(|(key, component)| (key.to_string(), component as &dyn HealthCheck)).collect()
}

/// A map without an order of its own must not give another report each time.
fn by_sorted_key<'check, K: Display, C: HealthCheck + 'check>(
    components: impl IntoIterator<Item = (K, &'check C)>,
) -> Vec<Child<'check>> {
    let mut children = by_key(components);
    children.sort_by(|(first, _), (second, _)| first.cmp(second));
    children
}

/// Asks the children, all at once. They are listed when the check is polled, where a panic of a key is caught.
fn check<'check>(
    name: &'static str,
    children: impl FnOnce() -> Vec<Child<'check>> + Send + 'check,
) -> Checking<'check> {
    Box::pin(async move {
        let asked = children().into_iter().map(|(name, child)| Box::pin(ask(name, child))).collect();
        ComponentHealth::of_parts(name, concurrently(asked).await.into_iter().flatten().collect())
    })
}

/// Nobody limits a check where there is nothing to ask but what was written by hand.
#[cfg(not(feature = "health"))]
async fn ask(name: String, child: &dyn HealthCheck) -> Option<ComponentHealth> {
    if !child.is_there() {
        return None;
    }
    Some(ComponentHealth { name, ..child.check().await })
}
