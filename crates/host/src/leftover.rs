//! The rest of requests that were answered before they were read.
//!
//! To drop an unread body is to reset its stream; a client whose bytes are already on their way then breaks a rule it does
//! not know of, and h2 ends a connection on which that happens a hundred times. So the rest is read and thrown away, as
//! long as it is short.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt as _;
use tokio::sync::mpsc;

/// Bytes of a rest that are read.
const MOST: usize = 256 * 1024;
/// How long a rest may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// A request's body that hands its rest over when dropped.
pub struct Whole<B: Body + Unpin> {
    body: Option<B>,
    rest: mpsc::UnboundedSender<B>,
}

impl<B: Body + Unpin> Whole<B> {
    /// The body of a request whose rest is handed to `rest`.
    pub fn new(body: B, rest: &mpsc::UnboundedSender<B>) -> Self {
        Self {
            body: Some(body),
            rest: rest.clone(),
        }
    }
}

impl<B: Body + Unpin> Body for Whole<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        match &mut self.body {
            Some(body) => Pin::new(body).poll_frame(cx),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(B::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map(B::size_hint).unwrap_or_default()
    }
}

impl<B: Body + Unpin> Drop for Whole<B> {
    fn drop(&mut self) {
        if let Some(body) = self.body.take().filter(|body| !body.is_end_stream()) {
            // Nobody takes it when the connection has ended, and then nothing is left to read.
            let _ = self.rest.send(body);
        }
    }
}

impl<B: Body + Unpin> fmt::Debug for Whole<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Whole")
            .field("is_there", &self.body.is_some())
            .finish_non_exhaustive()
    }
}

/// Reads the rests of requests. Does not end. There are never more of them than open streams.
pub async fn read<B: Body<Data = Bytes> + Unpin>(mut rests: mpsc::UnboundedReceiver<B>) {
    let mut reading = FuturesUnordered::new();
    loop {
        tokio::select! {
            Some(body) = rests.recv() => reading.push(throw_away(body)),
            Some(()) = reading.next() => {}
            else => std::future::pending().await,
        }
    }
}

async fn throw_away<B: Body<Data = Bytes> + Unpin>(mut body: B) {
    let reading = async {
        let mut read = 0;
        while let Some(Ok(frame)) = body.frame().await {
            read += frame.data_ref().map_or(0, Bytes::len);
            if read > MOST {
                return;
            }
        }
    };
    // One that takes longer is reset after all.
    let _ = tokio::time::timeout(PATIENCE, reading).await;
}
