//! Metrics with conflicting names.

use metrics::{counter, gauge, histogram};

use super::{Config, engine, page, within};

#[test]
fn metrics_of_different_kinds_with_one_name_never_share_a_series() {
    let engine = engine(Config::default());
    within(&engine, || {
        gauge!("hits_total").set(0.5);
        // The replacement name of the counter is also taken.
        gauge!("hits_counter_total").set(1.5);
        counter!("hits_total").increment(3);
        counter!("hits_total").increment(4);
        histogram!("hits_total").record(1.0);
        histogram!("hits_total_gauge").record(1.0);
    });
    let page = page(&engine);
    assert_eq!(page["hits_total"].to_bits(), 0.5_f64.to_bits());
    assert_eq!(page["hits_counter_total"].to_bits(), 1.5_f64.to_bits());
    assert_eq!(page["hits_counter_counter_total"].to_bits(), 7.0_f64.to_bits());
    assert_eq!(page["hits_total_histogram"].to_bits(), 1.0_f64.to_bits());
}

/// Prometheus keeps only one of two samples with the same name.
#[test]
fn no_metric_has_the_name_of_a_histogram_sample() {
    let engine = engine(Config::default());
    let count = || {
        histogram!("req").record(1.0);
        for line in ["req_count", "req_sum", "req_bucket"] {
            gauge!(line).set(0.5);
            histogram!(line).record(1.0);
        }
        gauge!("wait_count").set(0.5);
        gauge!("wait_histogram_sum").set(0.5);
        histogram!("wait").record(1.0);
        // None of these has the name of a histogram's sample.
        gauge!("wait").set(0.5);
        gauge!("req_counts").set(0.5);
        gauge!("level").set(0.5);
        gauge!("level_sum").set(0.5);
    };
    within(&engine, count);
    within(&engine, count);
    let names: Vec<_> = page(&engine).into_keys().collect();
    let expected = [
        "level",
        "level_sum",
        "req",
        "req_bucket_gauge",
        "req_bucket_histogram",
        "req_count_gauge",
        "req_count_histogram",
        "req_counts",
        "req_sum_gauge",
        "req_sum_histogram",
        "wait",
        "wait_count",
        "wait_histogram_histogram",
        "wait_histogram_sum",
    ];
    assert_eq!(names, expected);
    assert_eq!(page(&engine)["req"].to_bits(), 2.0_f64.to_bits());
}

#[test]
fn threads_that_create_a_histogram_and_a_metric_named_like_its_sample_keep_both() {
    let engine = engine(Config::default());
    let names: Vec<_> = (0..200).map(|number| format!("req_{number}")).collect();
    std::thread::scope(|scope| {
        for is_histogram in [true, false] {
            let (engine, names) = (&engine, &names);
            scope.spawn(move || {
                within(engine, || {
                    for name in names {
                        if is_histogram {
                            histogram!(name.clone()).record(1.0);
                        } else {
                            gauge!(format!("{name}_count")).set(0.5);
                        }
                    }
                });
            });
        }
    });
    let page = page(&engine);
    for name in names {
        let shown = |end: &str| page.contains_key(&format!("{name}{end}"));
        let has_clash = shown("") && shown("_count");
        assert!(
            !has_clash && (shown("") || shown("_histogram")) && (shown("_count") || shown("_count_gauge")),
            "{name}"
        );
    }
}
