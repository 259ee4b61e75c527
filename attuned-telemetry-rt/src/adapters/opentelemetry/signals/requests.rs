//! Sends a list of items in requests of limited size.

use std::ops::Range;

use super::sender::Sender;
use crate::delivery::{DeliveryError, Receipt};
use crate::export::otlp::client::SendError;
use crate::export::otlp::encode::request::Part;

/// The maximum size of a request before compression, in bytes. gRPC servers take up to 4 MiB unless they are configured
/// otherwise.
///
/// Source: <https://grpc.github.io/grpc/core/group__grpc__arg__keys.html>, `GRPC_ARG_MAX_RECEIVE_MESSAGE_LENGTH`
pub(in crate::adapters::opentelemetry) const LARGEST_REQUEST: usize = 4 * 1024 * 1024 - 1024;

/// Why not all items were sent.
#[derive(Debug)]
pub(in crate::adapters::opentelemetry) struct Interrupted {
    /// How many of the first items were sent, or are too large to be sent.
    pub(in crate::adapters::opentelemetry) done: usize,
    /// The answers to them.
    pub(in crate::adapters::opentelemetry) receipt: Receipt,
    pub(in crate::adapters::opentelemetry) error: DeliveryError,
}

/// Sends `count` items. `encode` encodes as many of the items with these indices as fit into a request.
///
/// If the server refuses a request as too large, the next one has half as many items. A single item that is too large
/// is counted as rejected.
pub(in crate::adapters::opentelemetry) async fn send_all(
    sender: &Sender,
    count: usize,
    encode: impl Fn(Range<usize>) -> Part,
) -> Result<Receipt, Interrupted> {
    let (mut done, mut most, mut receipt) = (0, usize::MAX, Receipt::all());
    while done < count {
        let mut part = encode(done..done.saturating_add(most).min(count));
        if part.len() == 0 {
            part.oversize = 1;
        }
        if part.oversize > 0 {
            receipt = receipt.and(oversize(part.oversize, "it is larger than 4 MiB"));
        }
        let length = part.len();
        if part.items > 0 {
            match sender.send(part.body).await {
                Ok(answer) => receipt = receipt.and(answer),
                Err(SendError::TooLarge { message }) if part.items == 1 => {
                    receipt = receipt.and(oversize(1, &message));
                }
                Err(SendError::TooLarge { .. }) => {
                    most = part.items / 2;
                    // Items that were left out as too large are between those that are sent again.
                    receipt = without(&receipt, part.oversize);
                    continue;
                }
                Err(SendError::Delivery(error)) => {
                    let receipt = without(&receipt, part.oversize);
                    return Err(Interrupted { done, receipt, error });
                }
            }
        }
        done += length;
    }
    Ok(receipt)
}

/// Returns the receipt of items that cannot be sent.
pub(in crate::adapters::opentelemetry) fn oversize(items: usize, why: &str) -> Receipt {
    Receipt::rejected(items as u64, format!("an item was too large to be sent: {why}"))
}

/// Takes items back that were counted as rejected.
fn without(receipt: &Receipt, items: usize) -> Receipt {
    let rejected = receipt.rejected_items().saturating_sub(items as u64);
    receipt.message().map_or_else(Receipt::all, |message| Receipt::rejected(rejected, message))
}
