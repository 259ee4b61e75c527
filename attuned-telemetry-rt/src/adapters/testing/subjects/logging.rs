//! Logging adapters.

use tracing::Level;

use super::{common_methods, length};
use crate::adapters::testing::content::{Content, Load};
use crate::adapters::testing::subject::{Call, Exported, Subject};
use crate::adapters::traits::adapter_health::AdapterHealth;
use crate::adapters::traits::logging_adapter::LoggingAdapter;
use crate::collect::{AttributeValue, LogRecord};
use crate::delivery::DeliveryError;

pub(in crate::adapters::testing) struct LoggingSubject<A>(pub(in crate::adapters::testing) A);

impl<A: LoggingAdapter> Subject for LoggingSubject<A> {
    common_methods!();

    fn export(&self, load: Load) -> Call<'_, Exported> {
        Box::pin(async move {
            let records = records(load);
            Exported { items: length(&records), answer: self.0.export_logs(&records).await }
        })
    }

    fn single(&self, load: Load) -> Call<'_, ()> {
        Box::pin(async move {
            for record in &records(load) {
                self.0.log(record).await;
            }
        })
    }
}

fn records(load: Load) -> Vec<LogRecord> {
    load.contents().into_iter().map(record).collect()
}

fn record(content: Content) -> LogRecord {
    let Content { name, text, labels, float, unsigned, signed, time, .. } = content;
    let record = LogRecord::new(time, Level::INFO, &name, &text)
        .with_attribute("number", AttributeValue::F64(float))
        .with_attribute("number", AttributeValue::U64(unsigned))
        .with_attribute("number", AttributeValue::I64(signed));
    labels.iter().fold(record, |record, (name, value)| record.with_attribute(name, AttributeValue::Text(value)))
}
