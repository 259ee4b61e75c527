//! Methods of traits and of `impl` blocks, sync and async, also under `#[async_trait]`.

use std::collections::BTreeMap;
use std::sync::Mutex;

use async_trait::async_trait;
use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::task::{pause, run};
use attuned_telemetry_tests::watch;

use super::{calls, errors};

#[async_trait]
trait Store: Send + Sync {
    async fn get(&self, user: &str) -> Option<u32>;
    async fn put(&self, user: String, value: u32) -> Result<(), std::fmt::Error>;

    #[observed]
    async fn get_or_zero(&self, user: &str) -> u32 {
        self.get(user).await.unwrap_or_default()
    }
}

#[derive(Default)]
struct Memory(Mutex<BTreeMap<String, u32>>);

#[async_trait]
impl Store for Memory {
    #[observed]
    async fn get(&self, user: &str) -> Option<u32> {
        pause().await;
        self.0.lock().unwrap().get(user).copied()
    }

    #[observed(op = "upsert", fields(user, value))]
    async fn put(&self, user: String, value: u32) -> Result<(), std::fmt::Error> {
        if user.is_empty() {
            return Err(std::fmt::Error);
        }
        pause().await;
        self.0.lock().unwrap().insert(user, value);
        Ok(())
    }
}

#[test]
fn methods_under_async_trait_are_observed_until_they_complete() {
    let watched = watch(|| {
        let store: Box<dyn Store> = Box::<Memory>::default();
        run(async {
            store.put("ada".to_owned(), 7).await.unwrap();
            store.put(String::new(), 7).await.unwrap_err();
            store.get("ada").await
        })
    });
    assert_eq!(watched.returned, Some(7));
    assert_eq!(calls(&watched.metrics, "upsert", "success"), Some(1));
    assert_eq!(calls(&watched.metrics, "upsert", "error"), Some(1));
    assert_eq!(errors(&watched.metrics, "upsert", "Error"), Some(1));
    assert_eq!(calls(&watched.metrics, "get", "success"), Some(1));
    let spans = watched.trace.spans();
    assert_eq!(spans[0].text("user"), Some("ada"));
    assert_eq!(spans[0].entered, 2, "the span is entered once for each poll");
}

#[test]
fn default_method_under_async_trait_is_observed() {
    let watched = watch(|| run(Memory::default().get_or_zero("nobody")));
    assert_eq!(watched.returned, 0);
    assert_eq!(calls(&watched.metrics, "get_or_zero", "success"), Some(1));
    let spans = watched.trace.spans();
    assert_eq!(spans[1].parent, Some("attuned.telemetry.tests.get_or_zero"));
}

#[test]
fn attribute_above_an_async_trait_impl_accepts_its_expansion() {
    struct Ready;
    #[async_trait]
    trait Answer {
        async fn answer(self: Box<Self>, times: u32) -> u32;
    }
    #[async_trait(?Send)]
    trait Local {
        async fn local(&self) -> std::rc::Rc<u32>;
    }
    #[async_trait]
    impl Answer for Ready {
        #[observed]
        async fn answer(self: Box<Self>, times: u32) -> u32 {
            pause().await;
            21 * times
        }
    }
    #[async_trait(?Send)]
    impl Local for Ready {
        #[observed]
        async fn local(&self) -> std::rc::Rc<u32> {
            pause().await;
            std::rc::Rc::new(1)
        }
    }

    let watched = watch(|| run(async { Box::new(Ready).answer(2).await + *Ready.local().await }));
    assert_eq!(watched.returned, 43);
    assert_eq!(calls(&watched.metrics, "answer", "success"), Some(1));
    assert_eq!(calls(&watched.metrics, "local", "success"), Some(1));
}

#[test]
fn default_method_of_a_trait_is_observed_for_every_type() {
    trait Named {
        fn name(&self) -> String;

        #[observed]
        fn greeting(&self) -> String {
            format!("hello {}", self.name())
        }
    }
    impl Named for u8 {
        fn name(&self) -> String {
            "number".to_owned()
        }
    }
    impl Named for &str {
        fn name(&self) -> String {
            (*self).to_owned()
        }
    }

    let watched = watch(|| (1_u8.greeting(), "ada".greeting()));
    assert_eq!(watched.returned, ("hello number".to_owned(), "hello ada".to_owned()));
    assert_eq!(calls(&watched.metrics, "greeting", "success"), Some(2));
}

#[test]
fn async_fn_in_a_trait_is_observed() {
    trait Load {
        async fn load(&mut self) -> u8;

        #[observed]
        async fn load_twice(&mut self) -> u8 {
            self.load().await + self.load().await
        }
    }
    impl Load for u8 {
        #[observed]
        async fn load(&mut self) -> u8 {
            pause().await;
            *self += 1;
            *self
        }
    }

    let watched = watch(|| run(async { 1_u8.load_twice().await }));
    assert_eq!(watched.returned, 5);
    assert_eq!(calls(&watched.metrics, "load", "success"), Some(2));
    assert_eq!(calls(&watched.metrics, "load_twice", "success"), Some(1));
}

#[test]
fn associated_types_and_functions_are_observed() {
    trait Parse {
        type Output;
        fn parse(text: &str) -> Self::Output;
    }
    struct Number;
    impl Parse for Number {
        type Output = Result<u8, std::num::ParseIntError>;

        #[observed]
        fn parse(text: &str) -> Self::Output {
            text.parse()
        }
    }
    #[observed]
    fn through<S: Parse>(text: &str) -> <S as Parse>::Output {
        S::parse(text)
    }

    let watched = watch(|| through::<Number>("x").is_err());
    assert!(watched.returned);
    assert_eq!(errors(&watched.metrics, "parse", "ParseIntError"), Some(1));
    assert_eq!(calls(&watched.metrics, "through", "success"), Some(1), "the macro cannot resolve an associated type");
}
