//! A host for tests: the clock stands still until it is moved, and the test holds the stamping key.

use std::sync::Arc;

use ::actor::{Actor, Stamper, Verifier, keys};
use chrono::{DateTime, Utc};
use clock::{Clock, ManualClock, SystemEntropy};
use host::{Gateway, Host, ServiceAccount, Tasks};
use http::HeaderValue;
use tonic::metadata::AsciiMetadataValue;

/// A host and the levers a test needs.
#[derive(Debug)]
pub struct TestHost {
    /// What services are started with.
    pub host: Host,
    /// The clock of the host.
    pub clock: Arc<ManualClock>,
    stamper: Stamper,
    /// The stamping key, for a gateway under test.
    pub actor_key_pem: String,
}

/// A host whose clock stands at `at` (RFC 3339, e.g. `2023-11-20T09:00:00+08:00`).
pub fn host(at: &str) -> TestHost {
    let now: DateTime<Utc> = at.parse().expect("the instant is RFC 3339");
    let manual = Arc::new(ManualClock::at(now));
    let clock: Arc<dyn Clock> = manual.clone();
    let entropy = Arc::new(SystemEntropy);
    let pem = keys::generate().expect("a key can be made");
    let public = keys::public_pem(&pem).expect("the key has a public half");
    let account = ServiceAccount {
        name: "test".to_owned(),
        private_key: pem.as_str().into(),
    };
    TestHost {
        host: Host {
            clock: Arc::clone(&clock),
            entropy: entropy.clone(),
            tasks: Tasks::new(),
            verifier: Arc::new(
                Verifier::from_spki_pem(&public).expect("the public key can be read"),
            ),
            gateway: Gateway::new(account, clock, entropy),
        },
        clock: manual,
        stamper: Stamper::from_pkcs8_pem(&pem).expect("the key can be read"),
        actor_key_pem: pem,
    }
}

impl TestHost {
    /// A request as the gateway would pass it on for `actor`.
    pub fn request<T>(&self, actor: &Actor, message: T) -> tonic::Request<T> {
        let mut actor = actor.clone();
        actor.expires = self.clock.now() + chrono::Duration::seconds(60);
        let mut request = tonic::Request::new(message);
        let stamp = self.stamper.stamp(&actor);
        let value = AsciiMetadataValue::try_from(stamp).expect("a stamp is ASCII");
        request.metadata_mut().insert(::actor::HEADER, value);
        request
    }

    /// The header that vouches for `actor` at any moment, for a caller at the other end of a socket.
    pub fn voucher(
        &self,
        actor: Actor,
    ) -> impl Fn() -> (&'static str, HeaderValue) + Send + Sync + 'static {
        let stamper = Stamper::from_pkcs8_pem(&self.actor_key_pem).expect("the key can be read");
        let clock = Arc::clone(&self.clock);
        move || {
            let mut actor = actor.clone();
            actor.expires = clock.now() + chrono::Duration::seconds(60);
            let stamp = HeaderValue::try_from(stamper.stamp(&actor)).expect("a stamp is ASCII");
            (::actor::HEADER, stamp)
        }
    }

    /// The header value that vouches for `actor` for a minute.
    pub fn stamp(&self, actor: &Actor) -> HeaderValue {
        let mut actor = actor.clone();
        actor.expires = self.clock.now() + chrono::Duration::seconds(60);
        HeaderValue::try_from(self.stamper.stamp(&actor)).expect("a stamp is ASCII")
    }
}
