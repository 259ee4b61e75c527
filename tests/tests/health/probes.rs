//! Probe functions: on a reference to the field, with whatever says how the field is.

use attuned_telemetry_rt::HealthState::{Degraded, Healthy, Unhealthy};
use attuned_telemetry_rt::{ComponentHealth, HealthCheck, HealthState};
use attuned_telemetry_tests::task::{pause, run};

use super::parts;

/// Not a component itself.
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
fn probes_may_give_whatever_says_how_the_field_is() {
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
fn error_of_a_probe_is_its_message() {
    let health = run(worker(11).check());
    assert_eq!(health.checks[2].message.as_deref(), Some("11 wait"));
    assert_eq!(health.checks[3].message.as_deref(), Some("connection refused"));
}

#[test]
fn health_that_a_probe_gives_keeps_its_parts_under_the_name_of_the_field() {
    let health = run(worker(10).check());
    assert_eq!(health.checks[4].name, "whole");
    assert_eq!(parts(&health.checks[4]), [("inner", Degraded)]);
}

#[test]
fn probe_may_be_a_function_on_a_foreign_type() {
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
