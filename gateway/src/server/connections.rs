//! How many connections there are, and whether a new one has said what it speaks.

use std::collections::HashMap;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Bytes after which it is known what a connection speaks: the preface of HTTP/2. An HTTP/1 request line with its host is
/// longer too.
const PREFACE: usize = 24;

/// The connections of one listener, in all and by source.
#[derive(Debug, Clone)]
pub(super) struct Connections(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    all: usize,
    per_source: usize,
    present: Mutex<Present>,
}

#[derive(Debug, Default)]
struct Present {
    all: usize,
    by_source: HashMap<IpAddr, usize>,
}

/// A connection's place, given back when dropped.
#[derive(Debug)]
pub(super) struct Place {
    connections: Connections,
    source: Option<IpAddr>,
}

impl Connections {
    pub(super) fn new(all: usize, per_source: usize) -> Self {
        Self(Arc::new(Inner {
            all,
            per_source,
            present: Mutex::default(),
        }))
    }

    /// A place for a connection, when there is one. Without a source only the total counts.
    pub(super) fn enter(&self, source: Option<IpAddr>) -> Option<Place> {
        let mut present = self.present();
        if present.all >= self.0.all {
            return None;
        }
        if let Some(source) = source {
            let count = present.by_source.get(&source).copied().unwrap_or(0);
            if count >= self.0.per_source {
                return None;
            }
            present.by_source.insert(source, count + 1);
        }
        present.all += 1;
        Some(Place {
            connections: self.clone(),
            source,
        })
    }

    fn present(&self) -> MutexGuard<'_, Present> {
        self.0
            .present
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut present = self.connections.present();
        present.all = present.all.saturating_sub(1);
        if let Some(source) = self.source
            && let Some(count) = present.by_source.get_mut(&source)
        {
            *count -= 1;
            if *count == 0 {
                present.by_source.remove(&source);
            }
        }
    }
}

/// How much a connection has said.
#[derive(Debug, Clone, Default)]
pub(super) struct Greeting(Arc<AtomicUsize>);

impl Greeting {
    /// Whether it has said enough to know what it speaks.
    pub(super) fn is_said(&self) -> bool {
        self.0.load(Ordering::Relaxed) >= PREFACE
    }

    /// The stream, listened to.
    pub(super) fn watch<S>(&self, stream: S) -> Watched<S> {
        Watched {
            stream,
            greeting: self.clone(),
        }
    }
}

/// A stream whose first bytes are counted.
#[derive(Debug)]
pub(super) struct Watched<S> {
    stream: S,
    greeting: Greeting,
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(cx, buffer);
        if !self.greeting.is_said() {
            self.greeting
                .0
                .fetch_add(buffer.filled().len() - before, Ordering::Relaxed);
        }
        polled
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_and_given_back() {
        let connections = Connections::new(3, 2);
        let (a, b): (IpAddr, IpAddr) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        let first = connections.enter(Some(a));
        let second = connections.enter(Some(a));
        assert!(first.is_some() && second.is_some());
        assert!(
            connections.enter(Some(a)).is_none(),
            "a third of one source"
        );
        let third = connections.enter(Some(b));
        assert!(third.is_some());
        assert!(connections.enter(None).is_none(), "a fourth in all");
        drop((first, second, third));
        assert!(connections.enter(Some(a)).is_some());
        assert!(connections.present().by_source.is_empty());
    }
}
