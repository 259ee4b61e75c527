//! `#[derive(ErrorType)]`, and types that implement `ErrorType`.

use std::convert::Infallible;
use std::fmt;
use std::io;
use std::rc::Rc;
use std::sync::Arc;

use attuned_telemetry_rt::{ErrorType, observed};
use attuned_telemetry_tests::watch;

#[derive(Debug, ErrorType)]
enum StoreError {
    NotFound {
        #[expect(dead_code, reason = "only the variant matters")]
        user: String,
    },
    #[error_type("full")]
    QuotaExceeded(#[expect(dead_code, reason = "only the variant matters")] u32),
    HTTPStatus,
}

/// A type without `ErrorType`.
#[derive(Debug)]
struct Opaque;

#[test]
fn kind_is_the_variant_in_snake_case() {
    assert_eq!(StoreError::NotFound { user: "ada".to_owned() }.error_type(), "not_found");
    assert_eq!(StoreError::HTTPStatus.error_type(), "http_status");
}

#[test]
fn variant_text_can_be_overridden() {
    #[derive(ErrorType)]
    enum Coarse {
        #[error_type(text = "client fault")]
        Invalid,
        #[error_type("client fault")]
        Missing,
    }

    assert_eq!(StoreError::QuotaExceeded(3).error_type(), "full");
    let kinds = [Coarse::Invalid, Coarse::Missing].map(|error| error.error_type());
    assert_eq!(kinds, ["client fault"; 2], "several variants can have the same error type");
}

#[test]
fn kind_of_a_struct_is_its_name() {
    #[derive(ErrorType)]
    struct DecodeError {
        _position: usize,
    }
    #[derive(ErrorType)]
    struct Closed;
    #[derive(ErrorType)]
    #[error_type("late")]
    struct Elapsed(#[expect(dead_code, reason = "only the struct matters")] u8);

    assert_eq!(DecodeError { _position: 1 }.error_type(), "decode_error");
    assert_eq!((Closed.error_type(), Elapsed(1).error_type()), ("closed", "late"));
}

#[test]
fn transparent_error_has_the_inner_error_type() {
    #[derive(ErrorType)]
    enum ServiceError {
        #[error_type(transparent)]
        Store(StoreError),
        #[error_type(transparent)]
        Disk {
            source: io::Error,
        },
        Timeout,
    }
    #[derive(ErrorType)]
    #[error_type(transparent)]
    struct Wrapped(ServiceError);
    #[derive(ErrorType)]
    #[error_type(transparent)]
    struct Named {
        cause: Wrapped,
    }

    assert_eq!(ServiceError::Store(StoreError::HTTPStatus).error_type(), "http_status");
    let disk = ServiceError::Disk { source: io::ErrorKind::StorageFull.into() };
    let named = Named { cause: Wrapped(disk) };
    assert_eq!((named.error_type(), named.cause.error_type()), ("storage_full", "storage_full"));
    assert_eq!(ServiceError::Timeout.error_type(), "timeout");
}

#[test]
fn one_field_among_several_can_be_transparent() {
    #[derive(ErrorType)]
    enum ServiceError<'a> {
        Tuple(u8, #[error_type(transparent)] StoreError, &'a str),
        Braces {
            _path: &'a str,
            #[error_type(transparent)]
            r#type: StoreError,
        },
    }
    #[derive(ErrorType)]
    struct Both(u8, #[error_type(transparent)] StoreError);

    let tuple = ServiceError::Tuple(1, StoreError::HTTPStatus, "a");
    assert_eq!(tuple.error_type(), "http_status");
    assert!(matches!(tuple, ServiceError::Tuple(1, _, "a")));
    assert_eq!(ServiceError::Braces { _path: "a", r#type: StoreError::QuotaExceeded(1) }.error_type(), "full");
    let both = Both(7, StoreError::QuotaExceeded(1));
    assert_eq!((both.error_type(), both.0), ("full", 7));
}

#[test]
fn transparent_error_can_be_behind_a_pointer() {
    #[derive(ErrorType)]
    enum Behind<'a> {
        #[error_type(transparent)]
        Boxed(Box<StoreError>),
        #[error_type(transparent)]
        Shared(Arc<StoreError>),
        #[error_type(transparent)]
        Local(Rc<StoreError>),
        #[error_type(transparent)]
        Borrowed(&'a StoreError),
        #[error_type(transparent)]
        Object(Box<dyn ErrorType + Send + 'a>),
        #[error_type(transparent)]
        Again(Box<Behind<'a>>),
    }

    let borrowed = StoreError::HTTPStatus;
    let errors = [
        Behind::Boxed(Box::new(StoreError::HTTPStatus)),
        Behind::Shared(Arc::new(StoreError::HTTPStatus)),
        Behind::Local(Rc::new(StoreError::HTTPStatus)),
        Behind::Borrowed(&borrowed),
        Behind::Object(Box::new(StoreError::HTTPStatus)),
        Behind::Again(Box::new(Behind::Again(Box::new(Behind::Borrowed(&borrowed))))),
    ];
    assert_eq!(errors.map(|error| error.error_type()), ["http_status"; 6]);
}

#[test]
fn generic_error_bounds_only_the_transparent_types() {
    #[derive(ErrorType)]
    enum Retried<E, T, const N: usize>
    where
        T: fmt::Debug,
    {
        #[error_type(transparent)]
        Last(Box<E>),
        GaveUp([T; N]),
        #[error_type(transparent)]
        Nested(Box<Retried<E, T, N>>),
    }
    #[derive(ErrorType)]
    enum Plain<E: ?Sized> {
        Held(Box<E>),
    }

    let last = Retried::<_, Opaque, 1>::Last(Box::new(StoreError::HTTPStatus));
    assert_eq!(last.error_type(), "http_status");
    assert_eq!(Retried::<StoreError, _, 1>::GaveUp([Opaque]).error_type(), "gave_up");
    assert_eq!(Retried::Nested(Box::new(last)).error_type(), "http_status");
    assert_eq!(Plain::Held(Box::new(Opaque)).error_type(), "held");
    assert_eq!(Plain::<dyn fmt::Debug>::Held(Box::new(Opaque)).error_type(), "held");
}

#[test]
fn transparent_field_can_be_unsized() {
    #[derive(ErrorType)]
    struct Context<E: ?Sized> {
        code: u8,
        #[error_type(transparent)]
        error: E,
    }

    let context: &Context<dyn ErrorType> = &Context { code: 1, error: StoreError::HTTPStatus };
    assert_eq!((context.error_type(), context.code), ("http_status", 1));
}

#[test]
fn associated_type_can_be_transparent() {
    trait Backend {
        type Error;
    }
    #[derive(ErrorType)]
    enum BackendError<B: Backend> {
        #[error_type(transparent)]
        Backend(B::Error),
    }
    struct Memory;
    impl Backend for Memory {
        type Error = StoreError;
    }

    assert_eq!(BackendError::<Memory>::Backend(StoreError::HTTPStatus).error_type(), "http_status");
}

#[test]
fn enum_without_variants_can_derive_error_type() {
    fn kinds<E: ErrorType>(errors: &[E]) -> Vec<&'static str> {
        errors.iter().map(ErrorType::error_type).collect()
    }
    #[derive(ErrorType)]
    enum Never {}

    assert!(kinds::<Never>(&[]).is_empty());
    assert!(kinds::<Infallible>(&[]).is_empty());
}

#[test]
fn variants_can_be_raw_identifiers_and_have_fields_that_are_not_copy() {
    #[derive(ErrorType)]
    #[non_exhaustive]
    #[expect(non_camel_case_types, reason = "wire format")]
    enum Wire {
        r#type(Opaque),
        r#Self_,
    }

    assert_eq!((Wire::r#type(Opaque).error_type(), Wire::Self_.error_type()), ("type", "self_"));
}

#[test]
fn attributes_of_another_derive_are_ignored() {
    #[derive(Debug, ErrorType, thiserror::Error)]
    enum ServiceError {
        #[error("no user {user}")]
        NotFound { user: String },
        #[error(transparent)]
        #[error_type(transparent)]
        Disk(#[from] io::Error),
        #[error(transparent)]
        Other(#[from] fmt::Error),
    }

    let not_found = ServiceError::NotFound { user: "ada".to_owned() };
    assert_eq!((not_found.error_type(), not_found.to_string().as_str()), ("not_found", "no user ada"));
    assert_eq!(ServiceError::from(io::Error::from(io::ErrorKind::BrokenPipe)).error_type(), "broken_pipe");
    assert_eq!(ServiceError::from(fmt::Error).error_type(), "other");
}

#[test]
fn io_error_is_named_by_its_kind() {
    let kind = |error: io::Error| error.error_type();
    assert_eq!(kind(io::ErrorKind::PermissionDenied.into()), "permission_denied");
    assert_eq!(kind(io::Error::other("no reason")), "other");
    assert_eq!(kind(io::Error::from_raw_os_error(2)), "not_found");
    assert_eq!(kind(io::Error::from_raw_os_error(i32::MAX)), "_OTHER");
}

#[test]
fn derived_error_type_is_on_the_span_and_in_the_metrics() {
    #[observed]
    fn find() -> Result<(), Arc<StoreError>> {
        Err(Arc::new(StoreError::QuotaExceeded(1)))
    }

    let watched = watch(find);
    assert_eq!(watched.trace.span().text("error.type"), Some("full"));
    let series = r#"attuned_telemetry_tests_errors_total{error_type="full",operation="find"}"#;
    assert_eq!(watched.metrics.counter(series), Some(1));
}
