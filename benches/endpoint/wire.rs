//! One connection of hyper's to a service, in this process: bytes of a request go in, bytes of the answer come out. Nothing
//! between the two is left out but the socket.

use std::cell::RefCell;
use std::future::Future;
use std::io::{IoSlice, Result};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake};

use hyper::rt::{Read, ReadBufCursor, Write};
use tokio::task::yield_now;

/// What a client has sent, and what it has got.
#[derive(Default)]
pub struct Wire {
    sent: Vec<u8>,
    read: usize,
    got: Vec<u8>,
}

/// The service's end of a [`Wire`].
#[derive(Clone, Default)]
pub struct End(Rc<RefCell<Wire>>);

/// A connection that is served.
pub type Connection = Pin<Box<dyn Future<Output = hyper::Result<()>>>>;

/// How a service takes a connection.
pub type Open = Box<dyn Fn(End) -> Connection>;

/// A client of a service.
pub struct Client {
    open: Open,
    end: End,
    connection: Option<Connection>,
    woken: Arc<Woken>,
}

/// Whether the connection wants to be polled again.
#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Client {
    pub fn new(open: Open) -> Self {
        Self { open, end: End::default(), connection: None, woken: Arc::default() }
    }

    /// Send the bytes of one request, and look at those of the answer when all have been read, or the connection has ended.
    pub async fn send<R>(&mut self, request: &[u8], look: impl FnOnce(&[u8]) -> R) -> R {
        {
            let mut wire = self.end.0.borrow_mut();
            wire.sent.clear();
            wire.sent.extend_from_slice(request);
            wire.read = 0;
            wire.got.clear();
        }
        self.poll();
        while self.connection.is_some() && self.end.0.borrow().is_waiting() {
            // What the service has left to other tasks.
            yield_now().await;
            self.poll();
        }
        look(&self.end.0.borrow().got)
    }

    /// Let the connection do what it can.
    fn poll(&mut self) {
        let connection = self.connection.get_or_insert_with(|| (self.open)(self.end.clone()));
        let waker = Arc::clone(&self.woken).into();
        self.woken.0.store(true, Ordering::Relaxed);
        while self.woken.0.swap(false, Ordering::Relaxed) {
            if connection.as_mut().poll(&mut Context::from_waker(&waker)).is_ready() {
                self.connection = None;
                break;
            }
        }
    }
}

impl Wire {
    fn is_waiting(&self) -> bool {
        self.read < self.sent.len() || self.got.is_empty()
    }
}

impl Read for End {
    fn poll_read(self: Pin<&mut Self>, _: &mut Context<'_>, mut buffer: ReadBufCursor<'_>) -> Poll<Result<()>> {
        let mut wire = self.0.borrow_mut();
        let count = buffer.remaining().min(wire.sent.len() - wire.read);
        if count == 0 {
            return Poll::Pending;
        }
        buffer.put_slice(&wire.sent[wire.read..wire.read + count]);
        wire.read += count;
        Poll::Ready(Ok(()))
    }
}

impl Write for End {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        self.0.borrow_mut().got.extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_write_vectored(self: Pin<&mut Self>, _: &mut Context<'_>, buffers: &[IoSlice<'_>]) -> Poll<Result<usize>> {
        let mut wire = self.0.borrow_mut();
        buffers.iter().for_each(|bytes| wire.got.extend_from_slice(bytes));
        Poll::Ready(Ok(buffers.iter().map(|bytes| bytes.len()).sum()))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}
