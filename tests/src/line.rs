//! The line between two deployments, which can be cut and healed.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use host::Tasks;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// A line to a deployment: a proxy on a port of its own.
#[derive(Debug)]
pub struct Line {
    address: SocketAddr,
    whole: watch::Sender<bool>,
    carrying: Tasks,
}

impl Line {
    /// A line to the server at `target`.
    pub async fn to(target: SocketAddr) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .expect("a port is free");
        let address = listener.local_addr().expect("a listener has an address");
        let whole = watch::Sender::new(true);
        let state = whole.subscribe();
        let carrying = Tasks::new();
        let (each, stopping) = (carrying.clone(), carrying.stopping());
        carrying.spawn("line", async move {
            loop {
                let caller = tokio::select! {
                    accepted = listener.accept() => accepted,
                    () = stopping.cancelled() => return,
                };
                let Ok((caller, _)) = caller else { return };
                each.spawn("line.carry", carry(caller, target, state.clone()));
            }
        });
        Self {
            address,
            whole,
            carrying,
        }
    }

    /// Its near end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Cuts it: what is under way breaks, what comes is not taken.
    pub fn cut(&self) {
        self.whole.send_replace(false);
    }

    /// Takes it down.
    pub async fn close(self) {
        self.cut();
        self.carrying.stop(Duration::from_secs(5)).await;
    }

    /// Heals it.
    pub fn heal(&self) {
        self.whole.send_replace(true);
    }
}

async fn carry(mut caller: TcpStream, target: SocketAddr, mut whole: watch::Receiver<bool>) {
    if !*whole.borrow_and_update() {
        return;
    }
    let Ok(mut called) = TcpStream::connect(target).await else {
        return;
    };
    tokio::select! {
        _ = tokio::io::copy_bidirectional(&mut caller, &mut called) => {}
        _ = whole.wait_for(|whole| !whole) => {}
    }
}
