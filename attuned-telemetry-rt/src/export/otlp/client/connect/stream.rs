//! Streams of bytes.

use tokio::io::{AsyncRead, AsyncWrite};

/// A stream of bytes in both directions, with or without encryption. One type for both halves the code of the client.
pub(super) trait ByteStream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> ByteStream for S {}
