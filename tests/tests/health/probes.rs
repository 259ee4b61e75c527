//! Probe functions: they take a reference to the field and return any health result.

use attuned_telemetry_rt::HealthState::{Degraded, Healthy, Unhealthy};
use attuned_telemetry_rt::{ComponentHealth, HealthCheck, HealthState};
use attuned_telemetry_tests::task::{pause, run};

use super::parts;

/// Not a component.
struct Queue {
    length: usize,
}

impl Queue {
    async fn is_short(&self) -> bool {
        pause().await;
        self.length < 10
    }

    async fn state(&self) -> HealthState {
        if self.length < 10 { Healthy } else { Degraded }
    }

    async fn check(&self) -> Result<(), String> {
        if self.length < 10 { Ok(()) } else { Err(format!("{} wait", self.length)) }
    }

    async fn connect(&self) -> Result<(), std::io::Error> {
        if self.length < 10 { Ok(()) } else { Err(std::io::ErrorKind::ConnectionRefused.into()) }
    }

    async fn health(&self) -> ComponentHealth {
        let part = ComponentHealth::new("inner", self.state().await);
        ComponentHealth::of_parts("another name", vec![part])
    }
}

#[derive(HealthCheck)]
struct Worker {
    #[health(with = Queue::is_short)]
    truth: Queue,
    #[health(with = Queue::state)]
    state: Queue,
    #[health(with = Queue::check)]
    text: Queue,
    #[health(with = Queue::connect, optional)]
    error: Queue,
    #[health(with = Queue::health)]
    whole: Queue,
}

fn worker(length: usize) -> Worker {
    let queue = || Queue { length };
    Worker { truth: queue(), state: queue(), text: queue(), error: queue(), whole: queue() }
}

#[test]
fn probes_can_return_any_health_result() {
    let healthy = run(worker(1).check());
    let expected = ["truth", "state", "text", "error", "whole"].map(|name| (name, Healthy));
    assert_eq!(parts(&healthy), expected);
    let worse = run(worker(10).check());
    assert_eq!(
        parts(&worse),
        [("truth", Unhealthy), ("state", Degraded), ("text", Unhealthy), ("error", Unhealthy), ("whole", Degraded),]
    );
}

#[test]
fn error_of_a_probe_becomes_the_message() {
    let health = run(worker(11).check());
    assert_eq!(health.checks[2].message.as_deref(), Some("11 wait"));
    assert_eq!(health.checks[3].message.as_deref(), Some("connection refused"));
}

#[test]
fn health_returned_by_a_probe_keeps_its_parts_under_the_name_of_the_field() {
    let health = run(worker(10).check());
    assert_eq!(health.checks[4].name, "whole");
    assert_eq!(parts(&health.checks[4]), [("inner", Degraded)]);
}

#[test]
fn probe_can_take_a_foreign_type() {
    async fn not_empty(list: &[u8]) -> bool {
        !list.is_empty()
    }
    #[derive(HealthCheck)]
    struct Inbox {
        #[health(with = not_empty)]
        letters: Vec<u8>,
    }

    assert_eq!(run(Inbox { letters: vec![1] }.check()).status, Healthy);
    assert_eq!(run(Inbox { letters: Vec::new() }.check()).status, Unhealthy);
}

impl Queue {
    fn is_short_now(&self) -> bool {
        self.length < 10
    }

    fn state_now(&self) -> HealthState {
        if self.is_short_now() { Healthy } else { Degraded }
    }

    fn check_now(&self) -> Result<(), String> {
        if self.is_short_now() { Ok(()) } else { Err(format!("{} wait", self.length)) }
    }

    fn health_now(&self) -> ComponentHealth {
        ComponentHealth::of_parts("another name", vec![ComponentHealth::new("inner", self.state_now())])
    }
}

#[test]
fn probe_can_be_synchronous() {
    #[derive(HealthCheck)]
    struct Now {
        #[health(with = Queue::is_short_now)]
        truth: Queue,
        #[health(with = Queue::state_now)]
        state: Queue,
        #[health(with = Queue::check_now)]
        text: Queue,
        #[health(with = Queue::health_now)]
        whole: Queue,
    }
    let queue = || Queue { length: 10 };
    let health = run(Now { truth: queue(), state: queue(), text: queue(), whole: queue() }.check());
    let expected = [("truth", Unhealthy), ("state", Degraded), ("text", Unhealthy), ("whole", Degraded)];
    assert_eq!(parts(&health), expected);
    assert_eq!(health.checks[2].message.as_deref(), Some("10 wait"));
    assert_eq!(parts(&health.checks[3]), [("inner", Degraded)]);
}

#[test]
fn probe_can_be_a_closure() {
    #[derive(HealthCheck)]
    struct Worker {
        #[health(with = |queue| queue.length < most)]
        first: Queue,
        #[health(with = |queue: &Queue| queue.is_short())]
        later: Queue,
        #[health(with = |_| self.first.length + self.most < 20)]
        most: usize,
        #[health(with = async |queue| queue.is_short().await)]
        asynchronous: Queue,
    }
    #[expect(non_upper_case_globals, reason = "the name of a field")]
    const most: usize = 10;

    let worker =
        |length| Worker { first: Queue { length }, later: Queue { length }, most: 5, asynchronous: Queue { length } };
    let names = ["first", "later", "most", "asynchronous"];
    assert_eq!(parts(&run(worker(9).check())), names.map(|name| (name, Healthy)));
    assert_eq!(parts(&run(worker(15).check())), names.map(|name| (name, Unhealthy)));
}

#[test]
fn probe_can_be_any_path() {
    struct Http;
    trait Protocol {
        async fn ping(_queue: &Queue) -> bool;
    }
    impl Protocol for Http {
        async fn ping(queue: &Queue) -> bool {
            queue.is_short().await
        }
    }
    async fn ping<P: Protocol>(queue: &Queue) -> bool {
        P::ping(queue).await
    }
    mod probes {
        use std::pin::Pin;

        type Answer<'queue> = Pin<Box<dyn Future<Output = Result<(), String>> + Send + 'queue>>;

        pub(super) fn boxed(queue: &super::Queue) -> Answer<'_> {
            Box::pin(queue.check())
        }
    }
    #[derive(HealthCheck)]
    struct Worker {
        #[health(with = probe::<Http>)]
        generic: Queue,
        #[health(with = <Http as Protocol>::ping)]
        qualified: Queue,
        #[health(with = Self::own)]
        own: Queue,
        #[health(with = probes::boxed)]
        module: Queue,
    }
    use ping as probe;
    impl Worker {
        async fn own(queue: &Queue) -> HealthState {
            queue.state().await
        }
    }

    let queue = || Queue { length: 10 };
    let health = run(Worker { generic: queue(), qualified: queue(), own: queue(), module: queue() }.check());
    let expected = [("generic", Unhealthy), ("qualified", Unhealthy), ("own", Degraded), ("module", Unhealthy)];
    assert_eq!(parts(&health), expected);
    assert_eq!(health.checks[3].message.as_deref(), Some("10 wait"));
}

#[test]
fn probe_can_be_a_method_of_the_generic_type() {
    #[derive(HealthCheck)]
    struct Pool<T> {
        #[health(with = Self::is_open)]
        connections: Vec<T>,
    }
    impl<T> Pool<T> {
        fn is_open(connections: &[T]) -> bool {
            !connections.is_empty()
        }
    }

    assert_eq!(run(Pool { connections: vec![()] }.check()).status, Healthy);
    assert_eq!(run(Pool::<()> { connections: Vec::new() }.check()).status, Unhealthy);
}

#[test]
fn panicking_synchronous_probe_is_unhealthy_and_others_are_reported() {
    #[derive(HealthCheck)]
    struct Worker {
        #[health(with = |length| 10 / *length > 1)]
        length: u8,
        #[health(with = Queue::is_short)]
        queue: Queue,
    }

    let health = run(Worker { length: 0, queue: Queue { length: 1 } }.check());
    assert_eq!(parts(&health), [("length", Unhealthy), ("queue", Healthy)]);
}

/// The derive also works on types that a user's macro generates.
#[test]
fn annotations_can_come_from_a_macro() {
    macro_rules! component {
        ($name:ident, $field:ident: $type:ty, $probe:expr, $most:expr) => {
            #[derive(HealthCheck)]
            struct $name {
                #[health(with = $probe, optional)]
                $field: $type,
                #[health(degraded_above = $most)]
                most: u8,
            }
        };
    }
    component!(Worker, queue: Queue, Queue::is_short, 5);

    let health = run(Worker { queue: Queue { length: 11 }, most: 6 }.check());
    assert_eq!(parts(&health), [("queue", Unhealthy), ("most", Degraded)]);
}

#[test]
fn an_error_that_cannot_be_formatted_is_reported_as_such() {
    #[derive(Debug)]
    struct Odd;

    impl std::fmt::Display for Odd {
        fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            Err(std::fmt::Error)
        }
    }

    impl std::error::Error for Odd {}

    fn fails(_: &u8) -> Result<(), Odd> {
        Err(Odd)
    }

    #[derive(HealthCheck)]
    struct Store {
        #[health(with = fails)]
        disk: u8,
    }

    let health = run(Store { disk: 0 }.check());
    assert_eq!(health.checks[0].message.as_deref(), Some("[formatting failed]"));
}
