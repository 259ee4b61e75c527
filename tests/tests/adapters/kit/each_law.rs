//! An adapter that breaks one law fails exactly that law.

use attuned_telemetry_rt::adapters::testing;

use super::broken::Broken;

/// A test for each law, with the name of the law.
macro_rules! each_law {
    ($($law:ident,)*) => {
        $(
            #[test]
            fn $law() {
                let report = testing::check_metrics(|| Broken::new(stringify!($law)));
                let failed: Vec<_> = report.failures().map(|result| result.law()).collect();
                assert_eq!(failed, [stringify!($law)], "{report}");
                let seen = report.failures().next().and_then(|result| result.failure()).unwrap();
                assert!(report.to_string().contains(&format!("FAILED  {}: ", stringify!($law))), "{report}");
                assert!(!seen.is_empty());
            }
        )*

        #[test]
        fn every_law_is_tested() {
            let tested = [$(stringify!($law)),*];
            let report = testing::check_metrics(|| Broken::new("none"));
            assert!(report.passed(), "{report}");
            let laws: Vec<_> = report.results().iter().map(|result| result.law()).collect();
            assert_eq!(laws, tested);
        }
    };
}

each_law! {
    name_is_printable,
    name_is_stable,
    health_check_in_time,
    empty_batch,
    typical_batch,
    huge_batch,
    single_items,
    repeated_batch,
    rejected_items,
    unicode,
    control_characters,
    not_a_number,
    infinities,
    integer_limits,
    empty_texts,
    duplicate_labels,
    long_texts,
    many_labels,
    flush_without_items,
    flush_after_items,
    flush_twice,
    shutdown_after_items,
    shutdown_twice,
    calls_after_shutdown,
    shutdown_during_a_batch,
    drop_without_shutdown,
    concurrent_calls,
    several_threads,
    another_runtime,
    no_blocking,
    slow_consumer,
    spurious_polls,
    unpolled_calls,
    cancelled_calls,
    panic_of_the_caller,
}
