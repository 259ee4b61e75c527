//! Compresses a page piece by piece.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

/// The compressed pieces of a page. All of them together are one gzip file.
pub(crate) struct Gzip<P> {
    pieces: P,
    encoder: GzEncoder<Vec<u8>>,
    has_ended: bool,
}

impl<P> Gzip<P> {
    pub(crate) fn new(pieces: P) -> Self {
        // The scraper waits for the page, so speed is more important than size. The names on a page repeat, so the
        // fastest level compresses it well, too.
        Self { pieces, encoder: GzEncoder::new(Vec::new(), Compression::fast()), has_ended: false }
    }
}

impl<P: Iterator<Item = Vec<u8>>> Iterator for Gzip<P> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        while self.encoder.get_ref().is_empty() && !self.has_ended {
            // Writing to a vector does not fail.
            let _ = match self.pieces.next() {
                Some(piece) => self.encoder.write_all(&piece),
                None => {
                    self.has_ended = true;
                    self.encoder.try_finish()
                }
            };
        }
        let piece = std::mem::take(self.encoder.get_mut());
        (!piece.is_empty()).then_some(piece)
    }
}
