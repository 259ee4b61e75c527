//! Carriers other than HTTP headers.

use std::collections::HashMap;

use attuned_telemetry_rt::propagation::{BaggagePolicy, CarriedContext, Extractor, Injector, Propagators};

use super::{CALLER, TRACE_ID, extracted};

fn propagators() -> Propagators {
    let policy = BaggagePolicy::default().send_to(["queue"]).unwrap().send(["tenant"]).unwrap();
    Propagators::default().with_baggage(policy)
}

fn received() -> CarriedContext {
    extracted(&[("traceparent", CALLER), ("tracestate", "foo=1"), ("baggage", "tenant=acme")])
}

#[test]
fn maps_of_texts_carry_a_context() {
    let mut map = HashMap::new();
    propagators().inject_context(&received(), &mut map, "queue");
    assert_eq!((map["traceparent"].as_str(), map["tracestate"].as_str()), (CALLER, "foo=1"));
    assert_eq!(map["baggage"], "tenant=acme");
    assert_eq!(propagators().extract(&map), received());
}

#[test]
fn lists_of_texts_carry_a_context() {
    let mut list = vec![("TraceParent".to_owned(), "old".to_owned()), ("other".to_owned(), "kept".to_owned())];
    propagators().inject_context(&received(), &mut list, "queue");
    assert_eq!(list.len(), 4);
    assert_eq!(propagators().extract(list.as_slice()), received());

    let twice = [("baggage", "a=1"), ("Baggage", "b=2")];
    assert_eq!(Propagators::default().extract(&twice[..]).baggage().len(), 2);
}

/// The metadata of a message.
#[derive(Default)]
struct Message(Vec<(&'static str, Vec<u8>)>);

impl Extractor for Message {
    fn visit<'carrier>(&'carrier self, name: &str, visit: &mut dyn FnMut(&'carrier [u8])) {
        self.0.iter().filter(|(other, _)| *other == name).for_each(|(_, value)| visit(value));
    }
}

impl Injector for Message {
    fn set(&mut self, name: &'static str, value: &str) {
        self.remove(name);
        self.0.push((name, value.as_bytes().to_vec()));
    }

    fn remove(&mut self, name: &'static str) {
        self.0.retain(|(other, _)| *other != name);
    }
}

#[test]
fn a_carrier_of_the_user_may_be_used_as_a_trait_object() {
    let mut message = Message::default();
    let injector: &mut dyn Injector = &mut message;
    propagators().inject_context(&received(), injector, "queue");
    let extractor: &dyn Extractor = &message;
    let context = propagators().extract(extractor);
    assert_eq!(context.trace_context().unwrap().trace_id.to_string(), TRACE_ID);
    assert_eq!(context, received());
}
