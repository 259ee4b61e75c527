//! Generic components: type parameters have exactly the bounds that the parts need.

use std::marker::PhantomData;
use std::sync::Arc;

use attuned_telemetry_rt::HealthState::{Degraded, Healthy, Unhealthy};
use attuned_telemetry_rt::{HealthCheck, HealthRegistry};
use attuned_telemetry_tests::task::run;

use super::{Fixed, parts};

/// Not a component.
struct Plain;

#[test]
fn part_of_a_type_parameter_needs_no_explicit_bound() {
    #[derive(HealthCheck)]
    struct Store<T> {
        #[health]
        first: T,
        #[health]
        others: Vec<Arc<T>>,
    }

    let store = Store { first: Fixed(Healthy), others: vec![Arc::new(Fixed(Degraded))] };
    let health = run(store.check());
    assert_eq!(parts(&health), [("first", Healthy), ("others", Degraded)]);
    assert_eq!(parts(&health.checks[1]), [("0", Degraded)]);
}

#[test]
fn part_can_be_an_associated_type() {
    trait Backend {
        type Connection;
    }
    impl Backend for Plain {
        type Connection = Fixed;
    }
    #[derive(HealthCheck)]
    struct Store<B: Backend> {
        #[health]
        connection: B::Connection,
    }

    let store = Store::<Plain> { connection: Fixed(Unhealthy) };
    assert_eq!(parts(&run(store.check())), [("connection", Unhealthy)]);
}

#[test]
fn unchecked_fields_need_no_bound() {
    #[derive(HealthCheck)]
    struct Store<T, U, M> {
        #[health(with = is_there)]
        probed: T,
        _unmarked: U,
        _marker: PhantomData<M>,
        #[health]
        part: Fixed,
    }
    fn is_there<T>(_field: &T) -> bool {
        true
    }

    let store = Store { probed: Plain, _unmarked: Plain, _marker: PhantomData::<Plain>, part: Fixed(Healthy) };
    assert_eq!(parts(&run(store.check())), [("probed", Healthy), ("part", Healthy)]);
}

/// A probe function receives the field by reference, possibly on another thread.
#[test]
fn probed_type_parameter_must_be_sync_but_need_not_be_a_component() {
    #[derive(HealthCheck)]
    struct Closure<T> {
        #[health(with = |list| !list.is_empty())]
        list: Vec<T>,
    }
    #[derive(HealthCheck)]
    enum Variant<T> {
        Path(#[health(with = is_there)] T),
        Closure(#[health(with = |list| !list.is_empty())] Vec<T>),
        Nested(#[health(with = |list: &Vec<Self>| list.is_empty())] Vec<Self>),
    }
    fn is_there<T>(_field: &T) -> bool {
        true
    }

    assert_eq!(run(Closure { list: vec![Plain] }.check()).status, Healthy);
    assert_eq!(run(Variant::Path(Plain).check()).status, Healthy);
    assert_eq!(run(Variant::<Plain>::Closure(Vec::new()).check()).status, Unhealthy);
    assert_eq!(run(Variant::Nested(vec![Variant::Path(Plain)]).check()).status, Unhealthy);
}

/// A raw pointer is neither `Send` nor `Sync`; a `PhantomData` of a function pointer is both.
#[test]
fn type_parameter_without_a_field_need_not_be_sync() {
    #[derive(HealthCheck)]
    struct Typed<T> {
        #[health]
        part: Fixed,
        _marker: PhantomData<fn() -> T>,
    }

    let typed = Typed::<*const u8> { part: Fixed(Degraded), _marker: PhantomData };
    assert_eq!(run(typed.check()).status, Degraded);
}

#[test]
fn explicit_bounds_lifetimes_and_constants_are_kept() {
    #[derive(HealthCheck)]
    struct Store<'a, T: Clone, const N: usize>(#[health] [&'a T; N], #[health] &'a dyn HealthCheck)
    where
        T: PartialEq<u8>;

    #[derive(Clone, HealthCheck)]
    struct Number(u8);
    impl PartialEq<u8> for Number {
        fn eq(&self, other: &u8) -> bool {
            self.0 == *other
        }
    }

    let (number, fixed) = (Number(1), Fixed(Degraded));
    assert!(number.clone() == 1);
    let health = run(Store([&number, &number], &fixed).check());
    assert_eq!(parts(&health), [("0", Healthy), ("1", Degraded)]);
    assert_eq!(health.checks[0].checks.len(), 2);
}

#[test]
fn unsized_part_is_checked_behind_its_pointer() {
    #[derive(HealthCheck)]
    struct Shared<T: ?Sized>(#[health] Arc<T>);

    let shared: Shared<dyn HealthCheck> = Shared(Arc::new(Fixed(Degraded)));
    assert_eq!(parts(&run(shared.check())), [("0", Degraded)]);
    let many: Shared<[Fixed]> = Shared(Arc::new([Fixed(Unhealthy)]));
    assert_eq!(parts(&run(many.check()).checks[0]), [("0", Unhealthy)]);
}

#[test]
fn type_can_contain_itself() {
    #[derive(HealthCheck)]
    struct Node {
        #[health(with = |state: &Fixed| state.0)]
        own: Fixed,
        #[health]
        children: Vec<Node>,
        #[health]
        next: Option<Box<Self>>,
    }

    let leaf = |state| Node { own: Fixed(state), children: Vec::new(), next: None };
    let tree = Node {
        own: Fixed(Healthy),
        children: vec![leaf(Healthy), Node { children: vec![leaf(Degraded)], ..leaf(Healthy) }],
        next: Some(Box::new(leaf(Healthy))),
    };
    let health = run(tree.check());
    assert_eq!(parts(&health), [("own", Healthy), ("children", Degraded), ("next", Healthy)]);
    assert_eq!(parts(&health.checks[1]), [("0", Healthy), ("1", Degraded)]);
}

#[test]
fn generic_type_can_contain_itself() {
    #[derive(HealthCheck)]
    struct Node<T> {
        #[health]
        value: T,
        #[health]
        children: Vec<Node<T>>,
    }
    #[derive(HealthCheck)]
    enum List<T> {
        End,
        More(#[health(name = "value")] T, #[health(name = "rest")] Box<Self>),
    }

    let tree = Node { value: Fixed(Healthy), children: vec![Node { value: Fixed(Unhealthy), children: Vec::new() }] };
    assert_eq!(parts(&run(tree.check())), [("value", Healthy), ("children", Unhealthy)]);
    let list = List::More(Fixed(Healthy), Box::new(List::More(Fixed(Degraded), Box::new(List::End))));
    let health = run(list.check());
    assert_eq!(parts(&health), [("value", Healthy), ("rest", Degraded)]);
    assert_eq!(parts(&health.checks[1]), [("value", Degraded), ("rest", Healthy)]);
}

/// Each level has a shorter timeout than its parent, but never a timeout of zero.
#[test]
fn deep_tree_is_reported_in_time() {
    #[derive(HealthCheck)]
    struct Level {
        #[health]
        next: Option<Box<Self>>,
    }

    let deep = (0..100).fold(Level { next: None }, |next, _| Level { next: Some(Box::new(next)) });
    let health = run(deep.check());
    assert_eq!(health.status, Healthy);
    let depth = std::iter::successors(Some(&health), |health| health.checks.first()).count();
    assert_eq!(depth, 101);
}

/// Two generic types that contain each other: a probe function breaks the cycle of bounds.
#[test]
fn generic_types_can_contain_each_other() {
    #[derive(HealthCheck)]
    struct Branch<T: HealthCheck> {
        #[health(with = HealthCheck::check)]
        leaves: Vec<Leaf<T>>,
    }
    #[derive(HealthCheck)]
    struct Leaf<T: HealthCheck> {
        #[health]
        value: T,
        #[health]
        branch: Option<Box<Branch<T>>>,
    }

    let tree = Branch { leaves: vec![Leaf { value: Fixed(Degraded), branch: None }] };
    assert_eq!(run(tree.check()).status, Degraded);
}

#[test]
fn generic_component_can_be_registered() {
    #[derive(HealthCheck)]
    struct Store<T>(#[health] T);

    let registry = HealthRegistry::new();
    registry.register(Arc::new(Store(Fixed(Degraded))));
    assert_eq!(run(registry.check()).status, Degraded);
}
