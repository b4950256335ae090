//! `SessionService`: signing in, staying signed in, signing out, and who one is.

use chrono::{DateTime, Utc};
use contract::identity::v1::session_service_server::SessionService;
use contract::identity::v1::{
    ExchangeAssertionRequest, ExchangeAssertionResponse, GetMyselfRequest, GetMyselfResponse,
    Myself, RefreshSessionRequest, RefreshSessionResponse, SignInRequest, SignInResponse,
    SignOutRequest, SignOutResponse, Tokens,
};
use refusal::{Failure, Fault, Refusal};
use tonic::{Request, Response, Status, async_trait};

use super::session::{self, seconds};
use super::{Identity, Visit, timestamp};
use crate::caller::Caller;
use crate::identity::account::Proof;
use crate::refusals;
use crate::tokens::{Claims, YIFA};
use crate::{one_time, passwords};

/// Checked in place of the secret of an account that does not exist.
const NOBODY: [u8; one_time::SECRET] = [0; one_time::SECRET];

/// What the audit log says of the failure that locks an account.
const LOCKS: &str = "ACCOUNT_LOCKED_NOW";

/// Why signing in failed: for the audit log only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause {
    SourceLocked,
    NoSuchAccount,
    AccountLocked,
    AccountDisabled,
    WrongPassword,
    WrongCode,
    CodeReused,
}

impl Cause {
    fn name(self) -> &'static str {
        match self {
            Self::SourceLocked => "SOURCE_LOCKED",
            Self::NoSuchAccount => "NO_SUCH_ACCOUNT",
            Self::AccountLocked => "ACCOUNT_LOCKED",
            Self::AccountDisabled => "ACCOUNT_DISABLED",
            Self::WrongPassword => "WRONG_PASSWORD",
            Self::WrongCode => "WRONG_ONE_TIME_CODE",
            Self::CodeReused => "ONE_TIME_CODE_REUSED",
        }
    }
}

#[async_trait]
impl SessionService for Identity {
    async fn sign_in(
        &self,
        request: Request<SignInRequest>,
    ) -> Result<Response<SignInResponse>, Status> {
        let visit = Visit::of(&request)?;
        let answer = self.sign_in_from(&visit, &request.into_inner()).await?;
        Ok(Response::new(answer))
    }

    async fn refresh_session(
        &self,
        request: Request<RefreshSessionRequest>,
    ) -> Result<Response<RefreshSessionResponse>, Status> {
        let visit = Visit::of(&request)?;
        let tokens = self
            .refresh(&visit, &request.into_inner().refresh_token)
            .await?;
        Ok(Response::new(RefreshSessionResponse {
            tokens: Some(tokens),
        }))
    }

    async fn sign_out(
        &self,
        request: Request<SignOutRequest>,
    ) -> Result<Response<SignOutResponse>, Status> {
        let visit = Visit::of(&request)?;
        // A service account has no session: its token ends by itself within ten minutes.
        if let Some(session_id) = visit.caller()?.session() {
            self.end(session_id, "signed out", self.clock.now()).await?;
        }
        Ok(Response::new(SignOutResponse {}))
    }

    async fn exchange_assertion(
        &self,
        request: Request<ExchangeAssertionRequest>,
    ) -> Result<Response<ExchangeAssertionResponse>, Status> {
        let visit = Visit::of(&request)?;
        let answer = self
            .exchange(&visit, &request.into_inner().assertion)
            .await?;
        Ok(Response::new(answer))
    }

    async fn get_myself(
        &self,
        request: Request<GetMyselfRequest>,
    ) -> Result<Response<GetMyselfResponse>, Status> {
        let visit = Visit::of(&request)?;
        let myself = myself(visit.caller()?);
        Ok(Response::new(GetMyselfResponse {
            myself: Some(myself),
        }))
    }
}

impl Identity {
    async fn sign_in_from(
        &self,
        visit: &Visit,
        request: &SignInRequest,
    ) -> Result<SignInResponse, Failure> {
        visit.note.username(&request.username);
        let now = self.clock.now();
        if self.is_source_locked(visit, now).await {
            return Err(failed(visit, Cause::SourceLocked).into());
        }
        let proof = self.proof(&request.username).await?;
        match self.prove(request, proof.as_ref(), now).await? {
            Ok((proof, step)) => {
                let source = visit.source.to_string();
                let Some(tokens) = self.begin(proof.account_id, step, &source, now).await? else {
                    return self
                        .sign_in_failed(
                            visit,
                            &request.username,
                            Some(proof),
                            Cause::CodeReused,
                            now,
                        )
                        .await;
                };
                let myself = self.myself_of(proof.account_id).await?;
                Ok(SignInResponse {
                    tokens: Some(tokens),
                    myself: Some(myself),
                })
            }
            Err(cause) => {
                self.sign_in_failed(visit, &request.username, proof.as_ref(), cause, now)
                    .await
            }
        }
    }

    /// Checks everything, whatever fails first, so that the time taken tells nothing.
    async fn prove<'a>(
        &self,
        request: &SignInRequest,
        proof: Option<&'a Proof>,
        now: DateTime<Utc>,
    ) -> Result<Result<(&'a Proof, i64), Cause>, Failure> {
        let fits = request.password.len() <= passwords::LONGEST;
        let password = if fits { request.password.as_str() } else { "" };
        let hashed = proof.map(|proof| proof.password_hash.clone());
        let password_matches = self.passwords.is(password, hashed).await? && fits;
        let opened = match proof {
            Some(proof) => Some(
                self.seal
                    .open(&proof.one_time_secret, &proof.account_id.to_string())
                    .map_err(Fault::internal)?,
            ),
            None => None,
        };
        let secret = opened
            .as_ref()
            .map_or(NOBODY.as_slice(), |secret| secret.as_slice());
        let step = one_time::step_of(&request.one_time_code, secret, now);
        let Some(proof) = proof else {
            return Ok(Err(Cause::NoSuchAccount));
        };
        Ok(match step {
            _ if proof.disabled => Err(Cause::AccountDisabled),
            _ if proof.locked_until.is_some_and(|until| now < until) => Err(Cause::AccountLocked),
            _ if !password_matches => Err(Cause::WrongPassword),
            None => Err(Cause::WrongCode),
            Some(step) if step <= proof.one_time_step => Err(Cause::CodeReused),
            Some(step) => Ok((proof, step)),
        })
    }

    async fn sign_in_failed<T>(
        &self,
        visit: &Visit,
        username: &str,
        proof: Option<&Proof>,
        cause: Cause,
        now: DateTime<Utc>,
    ) -> Result<T, Failure> {
        let account_id = proof.map(|proof| proof.account_id);
        let locked = self.count_failure(username, account_id, now).await?;
        self.count_source_failure(visit, now).await;
        let refusal = failed(visit, cause);
        if locked {
            tracing::warn!(
                ?account_id,
                cause = cause.name(),
                "an account is locked by failed sign-ins"
            );
            visit.note.reason(LOCKS);
        }
        Err(refusal.into())
    }

    async fn refresh(&self, visit: &Visit, token: &str) -> Result<Tokens, Failure> {
        let now = self.clock.now();
        let hash = session::hash_of(token).ok_or_else(refusals::unauthenticated)?;
        if let Some(tokens) = self.renew(&hash, now).await? {
            return Ok(tokens);
        }
        if let Some(session_id) = self.reused(&hash).await? {
            visit.note.reason("REFRESH_TOKEN_REUSED");
            tracing::warn!(%session_id, "a refresh token came twice: its session ends");
            self.end(session_id, "refresh token used twice", now)
                .await?;
        }
        Err(refusals::unauthenticated().into())
    }

    async fn exchange(
        &self,
        visit: &Visit,
        assertion: &str,
    ) -> Result<ExchangeAssertionResponse, Failure> {
        let now = self.clock.now();
        if self.is_source_locked(visit, now).await {
            visit.note.reason(Cause::SourceLocked.name());
            return Err(refusals::unauthenticated().into());
        }
        let Some(name) = self.asserted(visit, assertion, now).await? else {
            self.count_source_failure(visit, now).await;
            return Err(refusals::unauthenticated().into());
        };
        let claims = Claims {
            iss: YIFA.to_owned(),
            aud: YIFA.to_owned(),
            sub: name,
            sid: None,
            jti: self.entropy.random_id(),
            iat: now.timestamp(),
            nbf: now.timestamp(),
            exp: (now + seconds(self.settings.service_seconds)).timestamp(),
        };
        Ok(ExchangeAssertionResponse {
            access_token: self.keys.sign(&claims).map_err(Fault::internal)?,
            expire_time: Some(timestamp(claims.expires())),
        })
    }

    async fn is_source_locked(&self, visit: &Visit, now: DateTime<Utc>) -> bool {
        match visit.source.block() {
            Some(block) => self.store.failures(block, now).await >= self.settings.source_failures,
            None => false,
        }
    }

    async fn count_source_failure(&self, visit: &Visit, now: DateTime<Utc>) {
        if let Some(block) = visit.source.block() {
            self.store
                .add_failure(block, seconds(self.settings.lock_seconds), now)
                .await;
        }
    }
}

fn failed(visit: &Visit, cause: Cause) -> Refusal {
    visit.note.reason(cause.name());
    Refusal::new(
        &refusals::SIGN_IN_FAILED,
        "user name, password or one-time code is wrong, or the account is locked",
        refusals::SIGN_IN_FAILED.remedy,
    )
}

fn myself(caller: &Caller) -> Myself {
    let actor = caller.actor();
    Myself {
        principal: actor.principal.clone(),
        username: caller.username().to_owned(),
        display_name: actor.display_name.clone(),
        officer_id: actor.officer_id.clone().unwrap_or_default(),
        agency_id: actor.agency_id.clone(),
        division: actor.division.clone(),
        roles: caller.roles().to_vec(),
        permissions: actor.permissions.iter().cloned().collect(),
    }
}
