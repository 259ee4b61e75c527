//! Names that several metrics have.

use metrics::{counter, gauge, histogram};

use super::{Config, engine, page, within};

#[test]
fn metrics_of_one_name_and_different_sorts_never_share_a_series() {
    let engine = engine(Config::default());
    within(&engine, || {
        gauge!("hits_total").set(0.5);
        // The name that the counter would be given is taken as well.
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
