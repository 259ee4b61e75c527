// The meter provider behind the annotation, which exports every minute.

use opentelemetry_sdk::metrics::{InMemoryMetricExporter, PeriodicReader, SdkMeterProvider};

pub fn set_up() {
    let reader = PeriodicReader::builder(InMemoryMetricExporter::default()).build();
    opentelemetry::global::set_meter_provider(SdkMeterProvider::builder().with_reader(reader).build());
}
