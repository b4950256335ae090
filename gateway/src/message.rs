//! The length-prefixed messages of a gRPC body, followed without copying or decoding them.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use bytes::{BufMut as _, Bytes, BytesMut};
use http_body::{Frame, SizeHint};
use tonic::Status;
use tonic::body::Body;

use crate::refusals;

/// Length of the prefix of every message: one byte of flags, four of length.
pub(crate) const PREFIX: usize = 5;

/// A message with its prefix, as the whole body of a unary call.
pub(crate) fn framed(message: &[u8]) -> Bytes {
    let mut framed = BytesMut::with_capacity(PREFIX + message.len());
    framed.put_u8(0);
    framed.put_u32(u32::try_from(message.len()).unwrap_or(u32::MAX));
    framed.put_slice(message);
    framed.freeze()
}

/// The message of a unary answer's body; none when it is not exactly one, uncompressed.
pub(crate) fn unframed(mut body: Bytes) -> Option<Bytes> {
    let prefix: [u8; PREFIX] = body.get(..PREFIX)?.try_into().ok()?;
    let [0, length @ ..] = prefix else {
        return None;
    };
    let message = body.split_off(PREFIX);
    (message.len() == usize::try_from(u32::from_be_bytes(length)).ok()?).then_some(message)
}

/// A request body whose messages may not be larger than so many bytes. Noticed in the prefix, before the message is read.
#[derive(Debug)]
pub(crate) struct Measured {
    inner: Body,
    tracker: Tracker,
    max_bytes: u32,
    exceeded: Exceeded,
}

/// Whether a body was too large.
#[derive(Debug, Clone, Default)]
pub(crate) struct Exceeded(Arc<AtomicBool>);

impl Exceeded {
    pub(crate) fn get(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

impl Measured {
    pub(crate) fn new(inner: Body, max_bytes: u32, exceeded: Exceeded) -> Self {
        Self {
            inner,
            tracker: Tracker::default(),
            max_bytes,
            exceeded,
        }
    }
}

impl http_body::Body for Measured {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let polled = Pin::new(&mut self.inner).poll_frame(cx);
        if let Poll::Ready(Some(Ok(frame))) = &polled
            && let Some(data) = frame.data_ref()
        {
            let max_bytes = self.max_bytes;
            if !self.tracker.follow(data, max_bytes) {
                self.exceeded.0.store(true, Ordering::Release);
                return Poll::Ready(Some(Err(refusals::too_large(max_bytes.into()).into())));
            }
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// Where in the sequence of messages a body stands.
#[derive(Debug, Default)]
struct Tracker {
    prefix: [u8; PREFIX],
    filled: usize,
    left: u64,
}

impl Tracker {
    /// Follows `data`; false when a message announces more than `max_bytes`.
    fn follow(&mut self, mut data: &[u8], max_bytes: u32) -> bool {
        while !data.is_empty() {
            if self.left > 0 {
                let taken = data
                    .len()
                    .min(usize::try_from(self.left).unwrap_or(usize::MAX));
                self.left -= u64::try_from(taken).unwrap_or(self.left);
                data = &data[taken..];
                continue;
            }
            let taken = data.len().min(PREFIX - self.filled);
            self.prefix[self.filled..self.filled + taken].copy_from_slice(&data[..taken]);
            self.filled += taken;
            data = &data[taken..];
            if self.filled == PREFIX {
                let [_, length @ ..] = self.prefix;
                let length = u32::from_be_bytes(length);
                if length > max_bytes {
                    return false;
                }
                self.left = length.into();
                self.filled = 0;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_comes_back_out_of_its_frame() {
        let message = Bytes::from_static(b"notice");
        assert_eq!(unframed(framed(&message)), Some(message));
        assert_eq!(unframed(Bytes::from_static(&[0, 0, 0])), None);
        assert_eq!(
            unframed(Bytes::from_static(&[0, 0, 0, 0, 2, 1])),
            None,
            "cut short"
        );
        assert_eq!(
            unframed(Bytes::from_static(&[1, 0, 0, 0, 0])),
            None,
            "compressed"
        );
    }

    #[test]
    fn sizes_are_followed_however_the_bytes_are_cut() {
        let mut body = Vec::new();
        for length in [0_usize, 10, 3, 10] {
            body.extend_from_slice(&framed(&vec![7; length]));
        }
        for size in 1..body.len() {
            let (mut small, mut large) = (Tracker::default(), Tracker::default());
            assert!(
                body.chunks(size).all(|chunk| large.follow(chunk, 10)),
                "in pieces of {size}"
            );
            assert!(
                !body.chunks(size).all(|chunk| small.follow(chunk, 9)),
                "in pieces of {size}"
            );
        }
    }
}
