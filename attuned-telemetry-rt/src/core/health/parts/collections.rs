//! Collections of components: each item is a part, named by its position or its key.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, VecDeque};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Display;
#[cfg(not(target_os = "none"))]
use std::collections::HashMap;

use super::join_all::join_all;
#[cfg(feature = "health")]
use super::parts::check_item;
use crate::core::health::component::component::{Checking, ComponentHealth, HealthCheck};
#[cfg(feature = "health")]
use crate::core::text::written::written;

/// A component and its name in the collection.
type Child<'check> = (String, &'check dyn HealthCheck);

macro_rules! collections {
    ($($(#[$attribute:meta])* [$($parameters:tt)*] $collection:ty => $children:expr,)*) => {
        $($(#[$attribute])* impl<$($parameters)*> HealthCheck for $collection {
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
    /// The parts are named by their position: `0`, `1`.
    [C: HealthCheck] [C] => by_position,
    /// The parts are named by their position: `0`, `1`.
    [C: HealthCheck, const N: usize] [C; N] => by_position,
    /// The parts are named by their position: `0`, `1`.
    [C: HealthCheck] Vec<C> => by_position,
    /// The parts are named by their position: `0`, `1`.
    [C: HealthCheck] VecDeque<C> => by_position,
    /// The parts are named by their keys.
    [K: Display + Send + Sync, C: HealthCheck] BTreeMap<K, C> => by_key,
    /// The parts are named by their keys and sorted by name.
    #[cfg(not(target_os = "none"))]
    [K: Display + Send + Sync, C: HealthCheck, S: Send + Sync] HashMap<K, C, S> => by_sorted_key,
}

fn by_position<'check, C: HealthCheck + 'check>(components: impl IntoIterator<Item = &'check C>) -> Vec<Child<'check>> {
    by_key(components.into_iter().enumerate())
}

fn by_key<'check, K: Display, C: HealthCheck + 'check>(
    components: impl IntoIterator<Item = (K, &'check C)>,
) -> Vec<Child<'check>> {
    components.into_iter().map(|(key, component)| (written(key), component as &dyn HealthCheck)).collect()
}

/// Sorts the parts of an unordered map, so that reports list them in the same order each time.
#[cfg(not(target_os = "none"))]
fn by_sorted_key<'check, K: Display, C: HealthCheck + 'check>(
    components: impl IntoIterator<Item = (K, &'check C)>,
) -> Vec<Child<'check>> {
    let mut children = by_key(components);
    children.sort_by(|(first, _), (second, _)| first.cmp(second));
    children
}

/// Checks the children concurrently. They are listed when the check is polled, so that a panic in `Display` of a key is
/// caught.
fn check<'check>(
    name: &'static str,
    children: impl FnOnce() -> Vec<Child<'check>> + Send + 'check,
) -> Checking<'check> {
    Box::pin(async move {
        let checks = children().into_iter().map(|(name, child)| Box::pin(check_item(name, child))).collect();
        ComponentHealth::of_parts(name, join_all(checks).await.into_iter().flatten().collect())
    })
}

/// Returns the name of a child. Without the feature `health`, no check is guarded against its component.
#[cfg(not(feature = "health"))]
fn written(key: impl Display) -> String {
    alloc::format!("{key}")
}

/// Checks one item of a collection. Without the feature `health` no timeout applies.
#[cfg(not(feature = "health"))]
async fn check_item(name: String, child: &dyn HealthCheck) -> Option<ComponentHealth> {
    if !child.is_there() {
        return None;
    }
    Some(ComponentHealth { name, ..child.check().await })
}
