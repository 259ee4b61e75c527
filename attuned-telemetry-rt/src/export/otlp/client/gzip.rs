//! Compresses messages.

use std::io::Write as _;

use ::bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::task::yield_now;

/// How much is compressed before the worker looks at its deadline, in bytes: a few milliseconds of work.
const PIECE: usize = 256 * 1024;

/// Compresses a message, at the fastest level.
///
/// Measured with 4,000 spans and 20,000 points: this level leaves 25 % and 13 % of the bytes, the default level 23 %
/// and 11 % in 6 to 16 times the time, which is longer than the network needs for the difference.
pub(super) async fn compress(message: &Bytes) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::with_capacity(message.len() / 8 + 64), Compression::fast());
    for piece in message.chunks(PIECE) {
        // Writing to a vector does not fail.
        let _ = encoder.write_all(piece);
        yield_now().await;
    }
    encoder.finish().unwrap_or_default().into()
}
