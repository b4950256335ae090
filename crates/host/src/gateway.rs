//! How a service calls the others: through the gateway, as a service account (D3, D8).

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use chrono::{DateTime, Duration, Utc};
use clock::{Clock, Entropy};
use contract::identity::v1::ExchangeAssertionRequest;
use contract::identity::v1::session_service_client::SessionServiceClient;
use http::{HeaderValue, Request, Response, header};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;
use tokio::sync::{Mutex, watch};
use tonic::body::Body;
use tower::{BoxError, Service, ServiceExt as _};
use trace::Place;

use crate::upstream::Away;
use crate::{Secret, Upstream};

/// A token is renewed when it has less than this left.
const RENEW_BEFORE: Duration = Duration::seconds(60);
/// How long an assertion is good for.
const ASSERTION_LIFE: Duration = Duration::seconds(60);

/// A service account: a name and the private key that proves it (private_key_jwt, RFC 7523).
#[derive(Debug, Clone)]
pub struct ServiceAccount {
    /// Name, e.g. `cases`.
    pub name: String,
    /// Ed25519 private key (PKCS#8 PEM).
    pub private_key: Secret,
}

/// The way to the other services. Made before the gateway exists and bound to it later; calls wait until then.
#[derive(Clone)]
pub struct Gateway(Arc<Inner>);

struct Inner {
    account: ServiceAccount,
    bound: watch::Sender<Option<Upstream>>,
    token: Mutex<Option<Token>>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

#[derive(Clone)]
struct Token {
    authorization: HeaderValue,
    expires: DateTime<Utc>,
}

#[derive(Serialize)]
struct Assertion<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    iat: i64,
    nbf: i64,
    exp: i64,
    jti: String,
}

impl Gateway {
    /// The way of one service account, not yet bound to a gateway.
    pub fn new(account: ServiceAccount, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        Self(Arc::new(Inner {
            account,
            bound: watch::Sender::new(None),
            token: Mutex::new(None),
            clock,
            entropy,
        }))
    }

    /// Binds it to the gateway's entry.
    pub fn bind(&self, entry: Upstream) {
        self.0.bound.send_replace(Some(entry));
    }
}

impl Inner {
    async fn entry(&self) -> Result<Upstream, BoxError> {
        let mut bound = self.bound.subscribe();
        let entry = bound.wait_for(Option::is_some).await?.clone();
        entry.ok_or_else(|| "the gateway is not bound".into())
    }

    async fn authorization(&self, entry: &Upstream) -> Result<HeaderValue, BoxError> {
        let mut token = self.token.lock().await;
        let now = self.clock.now();
        if let Some(held) = token
            .as_ref()
            .filter(|held| held.expires - RENEW_BEFORE > now)
        {
            return Ok(held.authorization.clone());
        }
        let assertion = self.assertion(now)?;
        let answer = SessionServiceClient::new(entry.clone())
            .exchange_assertion(ExchangeAssertionRequest { assertion })
            .await?
            .into_inner();
        let expires = answer
            .expire_time
            .and_then(|t| DateTime::from_timestamp(t.seconds, 0))
            .ok_or("the token has no end")?;
        let authorization = HeaderValue::try_from(format!("Bearer {}", answer.access_token))?;
        *token = Some(Token {
            authorization: authorization.clone(),
            expires,
        });
        Ok(authorization)
    }

    fn assertion(&self, now: DateTime<Utc>) -> Result<String, BoxError> {
        let claims = Assertion {
            iss: &self.account.name,
            sub: &self.account.name,
            aud: "yifa",
            iat: now.timestamp(),
            nbf: now.timestamp(),
            exp: (now + ASSERTION_LIFE).timestamp(),
            jti: self.entropy.random_id().to_string(),
        };
        let key = EncodingKey::from_ed_pem(self.account.private_key.expose().as_bytes())?;
        Ok(jsonwebtoken::encode(
            &Header::new(Algorithm::EdDSA),
            &claims,
            &key,
        )?)
    }
}

impl Service<Request<Body>> for Gateway {
    type Response = Response<Body>;
    type Error = Away;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Away>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Away>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        let inner = Arc::clone(&self.0);
        if let Some(place) = Place::current()
            && let Ok(header) = HeaderValue::try_from(place.header())
        {
            request.headers_mut().insert(trace::HEADER, header);
        }
        Box::pin(async move {
            let entry = inner.entry().await.map_err(Away)?;
            let authorization = inner.authorization(&entry).await.map_err(Away)?;
            request
                .headers_mut()
                .insert(header::AUTHORIZATION, authorization);
            let answer = entry.oneshot(request).await?;
            let unauthenticated = answer
                .headers()
                .get("grpc-status")
                .is_some_and(|s| s == "16");
            if unauthenticated {
                // Revoked or signed by a key since replaced: the caller's retry gets a new one.
                *inner.token.lock().await = None;
            }
            Ok(answer)
        })
    }
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway")
            .field("account", &self.0.account.name)
            .field("bound", &self.0.bound.borrow().is_some())
            .finish()
    }
}
