//! The adapters of each signal, and the items that they receive.

pub(super) mod health;
pub(super) mod logging;
pub(super) mod metrics;
pub(super) mod tracing;

/// The methods of `Subject` that are the same for each signal.
macro_rules! common_methods {
    () => {
        fn name(&self) -> String {
            self.0.name().to_owned()
        }

        fn health_check(&self) -> Call<'_, AdapterHealth> {
            self.0.health_check()
        }

        fn flush(&self) -> Call<'_, Result<(), DeliveryError>> {
            self.0.flush()
        }

        fn shutdown(&self) -> Call<'_, Result<(), DeliveryError>> {
            self.0.shutdown()
        }
    };
}

use common_methods;

/// The length as the type of a batch's items.
fn length<T>(items: &[T]) -> u64 {
    u64::try_from(items.len()).unwrap_or(u64::MAX)
}
