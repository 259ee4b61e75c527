//! Aggregation in trees of every shape: a component has the worst state of its parts, where an optional part counts as
//! degraded at worst.

use std::collections::HashMap;
use std::time::Duration;

use attuned_telemetry_rt::HealthState::{self, Degraded, Healthy, Unhealthy};
use attuned_telemetry_rt::{ComponentHealth, HealthCheck, HealthStatus};
use attuned_telemetry_tests::task::run;
use proptest::prelude::*;

use super::{Fixed, parts};

fn state() -> impl Strategy<Value = HealthState> {
    prop_oneof![Just(Healthy), Just(Degraded), Just(Unhealthy)]
}

/// A component: optional or not, with parts or without.
fn component() -> impl Strategy<Value = ComponentHealth> {
    let leaf = (state(), any::<bool>())
        .prop_map(|(state, optional)| optionally(optional, ComponentHealth::new("leaf", state)));
    leaf.prop_recursive(3, 24, 4, |part| {
        (prop::collection::vec(part, 0..4), any::<bool>())
            .prop_map(|(parts, optional)| optionally(optional, ComponentHealth::of_parts("node", parts)))
    })
}

fn components() -> impl Strategy<Value = Vec<ComponentHealth>> {
    prop::collection::vec(component(), 0..6)
}

fn optionally(optional: bool, mut component: ComponentHealth) -> ComponentHealth {
    component.optional = optional;
    component
}

fn whole(parts: Vec<ComponentHealth>) -> HealthState {
    ComponentHealth::of_parts("whole", parts).status
}

/// One variant has parts, one has a collection, and one has no parts.
#[derive(Debug, HealthCheck)]
enum Derived {
    Two {
        #[health]
        needed: Fixed,
        #[health(optional)]
        spare: Option<Fixed>,
    },
    Many(#[health] Vec<Option<Fixed>>),
    Map(#[health(optional)] HashMap<String, Fixed>),
    None,
}

/// A component, and its expected state.
fn derived() -> impl Strategy<Value = (Derived, HealthState)> {
    let two = (state(), prop::option::of(state())).prop_map(|(needed, spare)| {
        let expected = needed.max(spare.unwrap_or(Healthy).min(Degraded));
        (Derived::Two { needed: Fixed(needed), spare: spare.map(Fixed) }, expected)
    });
    let many = prop::collection::vec(prop::option::of(state()), 0..6).prop_map(|states| {
        let expected = HealthState::worst(states.iter().copied().flatten());
        (Derived::Many(states.into_iter().map(|state| state.map(Fixed)).collect()), expected)
    });
    let map = prop::collection::hash_map(any::<String>(), state(), 0..6).prop_map(|states| {
        let expected = HealthState::worst(states.values().copied()).min(Degraded);
        (Derived::Map(states.into_iter().map(|(name, state)| (name, Fixed(state))).collect()), expected)
    });
    prop_oneof![two, many, map, Just(()).prop_map(|()| (Derived::None, Healthy))]
}

proptest! {
    #[test]
    fn derived_enum_has_the_state_of_its_worst_part((derived, expected) in derived()) {
        let health = run(derived.check());
        prop_assert_eq!(health.status, expected);
        prop_assert_eq!(whole(health.checks), expected);
    }

    #[test]
    fn collection_has_the_state_of_its_worst_part_and_keeps_the_order(states in prop::collection::vec(state(), 0..8)) {
        let health = run(states.iter().map(|state| Fixed(*state)).collect::<Vec<_>>().check());
        let names: Vec<_> = (0..states.len()).map(|position| position.to_string()).collect();
        let expected: Vec<_> = names.iter().map(String::as_str).zip(states.iter().copied()).collect();
        prop_assert_eq!(parts(&health), expected);
        prop_assert_eq!(health.status, HealthState::worst(states));
    }

    #[test]
    fn derived_struct_has_the_state_of_its_worst_part(parts in components()) {
        let has = |state, optional| parts.iter().any(|part| part.status == state && part.optional == optional);
        let expected = if has(Unhealthy, false) {
            Unhealthy
        } else if has(Degraded, false) || has(Degraded, true) || has(Unhealthy, true) {
            Degraded
        } else {
            Healthy
        };
        prop_assert_eq!(whole(parts), expected);
    }

    #[test]
    fn order_does_not_matter((parts, shuffled) in components().prop_flat_map(|parts| {
        (Just(parts.clone()), Just(parts).prop_shuffle())
    })) {
        prop_assert_eq!(whole(parts), whole(shuffled));
    }

    #[test]
    fn additional_part_never_improves_the_state(parts in components(), another in component()) {
        let before = whole(parts.clone());
        let after = whole(parts.into_iter().chain([another]).collect());
        prop_assert!(after >= before);
    }

    #[test]
    fn worse_part_never_improves_the_state(parts in components(), index: prop::sample::Index, worse in state()) {
        prop_assume!(!parts.is_empty());
        let before = whole(parts.clone());
        let mut after = parts;
        let position = index.index(after.len());
        after[position].status = after[position].status.max(worse);
        prop_assert!(whole(after) >= before);
    }

    #[test]
    fn duplicate_part_does_not_change_the_state(parts in components()) {
        let twice = parts.iter().chain(&parts).cloned().collect();
        prop_assert_eq!(whole(twice), whole(parts));
    }

    #[test]
    fn nesting_does_not_change_the_state(parts in components()) {
        let once = ComponentHealth::of_parts("whole", parts);
        let status = once.status;
        prop_assert_eq!(whole(vec![once]), status);
    }

    #[test]
    fn grouping_does_not_change_the_state(parts in components(), at: prop::sample::Index) {
        let (first, second) = parts.split_at(at.index(parts.len() + 1));
        let grouped = [first, second].map(|group| ComponentHealth::of_parts("group", group.to_vec()));
        prop_assert_eq!(whole(grouped.to_vec()), whole(parts));
    }

    #[test]
    fn optional_parts_alone_never_make_a_component_unhealthy(parts in components()) {
        let optional = parts.into_iter().map(|part| optionally(true, part)).collect();
        prop_assert!(whole(optional) <= Degraded);
    }

    #[test]
    fn process_has_the_state_of_its_worst_component(parts in components()) {
        let status = HealthStatus::from_checks(parts.clone(), Duration::ZERO);
        prop_assert_eq!(status.status, whole(parts.clone()));
        prop_assert_eq!(status.checks, parts, "parts are unchanged");
    }
}
