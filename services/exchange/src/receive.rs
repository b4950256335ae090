//! Taking what a lower deployment hands over: believed only as far as it proves itself, kept once, whatever comes twice.

use std::collections::BTreeMap;
use std::sync::Arc;

use actor::{Actor, Kind as Principal};
use chrono::{DateTime, Utc};
use clock::Clock;
use contract::exchange::v1::{
    GetCursorRequest, GetCursorResponse, HandOverRequest, HandOverResponse,
};
use feed::Wake;
use refusal::{Failure, Refusal};
use sqlx::{PgConnection, PgPool};
use statute::identifier::DivisionCode;
use subscription::Log;

use crate::batch::{Batch, Head, Kind, MOST_EVENTS, Objection, Sealed};
use crate::grow::{Stop, check_root, grow, rewritten};
use crate::reasons;
use crate::settings::{Registered, is_name};
use crate::store::{self, Arrived, Side};

/// What receives. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Receiver {
    pool: PgPool,
    registered: Arc<BTreeMap<String, Registered>>,
    clock: Arc<dyn Clock>,
    wake: Wake,
}

/// Who hands over, and for whom.
struct Sender<'a> {
    registered: &'a Registered,
    /// Division of the origin.
    division: DivisionCode,
    origin: &'a str,
    via: &'a str,
    log: Log,
}

impl Receiver {
    /// Receives into a database; `wake` tells who watches in this process.
    pub fn new(
        pool: PgPool,
        registered: Arc<BTreeMap<String, Registered>>,
        clock: Arc<dyn Clock>,
        wake: Wake,
    ) -> Self {
        Self {
            pool,
            registered,
            clock,
            wake,
        }
    }

    /// Takes a batch: all of it, or nothing but a note of why not.
    ///
    /// # Refuses
    /// Everything in [`crate::reasons`], and `MALFORMED_FIELD`.
    #[tracing::instrument(name = "exchange.hand_over", skip_all, fields(origin = request.origin, log = request.log))]
    pub async fn hand_over(
        &self,
        actor: &Actor,
        request: HandOverRequest,
    ) -> Result<HandOverResponse, Failure> {
        check_form(&request)?;
        let (origin, via, division) = (
            request.origin.clone(),
            request.via.clone(),
            request.division.clone(),
        );
        let sender = self.sender(&origin, &via, &division, &request.log)?;
        let taken = match vouch(actor, &sender, &request) {
            Ok(()) => self.take(&sender, request).await,
            Err(objection) => Err(objection.into()),
        };
        match taken {
            Ok((answer, any_events)) => {
                if any_events {
                    self.wake.wake();
                }
                Ok(answer)
            }
            Err(Stop::Objected(objection)) => {
                self.note(&sender, &objection).await?;
                Err(Refusal::from(objection).into())
            }
            Err(Stop::Failed(fault)) => Err(fault.into()),
        }
    }

    /// How far a log has been received.
    ///
    /// # Refuses
    /// `UNKNOWN_ORIGIN`, `MALFORMED_FIELD`.
    pub async fn cursor(
        &self,
        actor: &Actor,
        request: &GetCursorRequest,
    ) -> Result<GetCursorResponse, Failure> {
        let sender = self.sender(&request.origin, &request.via, "", &request.log)?;
        if !speaks_for(actor, &sender) {
            return Err(unknown(sender.name()).into());
        }
        let mut conn = self.pool.acquire().await?;
        let found = store::find(&mut conn, sender.origin, sender.log.name()).await?;
        if let Some(link) = &found {
            check_way(link, &sender)?;
        }
        Ok(GetCursorResponse {
            position: found.as_ref().map_or(0, |link| link.position),
            proved_position: found.map_or(0, |link| link.proved_position),
        })
    }

    fn sender<'a>(
        &'a self,
        origin: &'a str,
        via: &'a str,
        division: &str,
        log: &str,
    ) -> Result<Sender<'a>, Refusal> {
        let log = Log::named(log).ok_or_else(|| {
            Refusal::malformed("log", "must be a log that is exchanged", "应为可交换的记录")
        })?;
        if !is_name(origin) {
            let rule = "must be lower-case letters, digits and hyphens";
            return Err(Refusal::malformed(
                "origin",
                rule,
                "应为小写字母、数字或连字符",
            ));
        }
        let name = if via.is_empty() { origin } else { via };
        let registered = self.registered.get(name).ok_or_else(|| unknown(name))?;
        // Who is registered here hands over by itself.
        if !via.is_empty() && self.registered.contains_key(origin) {
            return Err(unknown(origin));
        }
        // What stands below the deployment that hands it on; an unreadable one lies nowhere, and is objected to.
        let division = if via.is_empty() || division.is_empty() {
            registered.division.clone()
        } else {
            DivisionCode::parse(division)
                .map_err(|error| Refusal::malformed("division", error.to_string(), error.zh()))?
        };
        Ok(Sender {
            registered,
            division,
            origin,
            via,
            log,
        })
    }

    async fn take(
        &self,
        sender: &Sender<'_>,
        request: HandOverRequest,
    ) -> Result<(HandOverResponse, bool), Stop> {
        let trusted = sender.registered.log_keys.get(&sender.log);
        let trusted = trusted
            .filter(|_| sender.via.is_empty())
            .map(String::as_str);
        let batch = Batch::read(request, sender.log, &sender.division, trusted)?;
        let mut tx = self.pool.begin().await?;
        let taken = self.take_in(&mut tx, sender, trusted, &batch).await;
        match taken {
            Ok(answer) => {
                tx.commit().await?;
                Ok((answer, !batch.events.is_empty()))
            }
            Err(stop) => {
                tx.rollback().await?;
                Err(stop)
            }
        }
    }

    async fn take_in(
        &self,
        conn: &mut PgConnection,
        sender: &Sender<'_>,
        trusted: Option<&str>,
        batch: &Batch,
    ) -> Result<HandOverResponse, Stop> {
        let at = self.clock.now();
        let (origin, log) = (sender.origin, sender.log.name());
        let division = sender.division.as_str();
        let link = store::open(conn, origin, log, Side::Lower, sender.via, division, at).await?;
        if check_way(&link, sender).is_err() {
            let detail = "该来源由其他平台上报";
            return Err(Objection::dispute(Kind::Account, batch.first, detail).into());
        }
        let key = pinned(&link, batch, trusted)?;
        check_extent(&link, batch)?;
        let (known, fresh) = split(&batch.events, link.position);
        check_known(conn, link.link_id, known).await?;
        let signed = match &batch.head {
            Some(head) => check_head(conn, &link, head, at).await?,
            None => 0,
        };
        let grown = grow(conn, (link.link_id, link.position), fresh, at).await?;
        let position = fresh.last().map_or(link.position, |event| event.position);
        let proved = grown.unwrap_or(0).max(signed);
        let proved_position = proved.max(link.proved_position);
        let arrived = Arrived {
            link_id: link.link_id,
            division,
            position,
            proved_position,
            feed_head: batch.feed_head.max(position),
            log_public_key_pem: key,
            any_events: !fresh.is_empty(),
            at,
        };
        store::save(conn, &arrived).await?;
        // What settles a dispute is a head found right now, not one from before it arose.
        store::close(conn, origin, log, (position, proved), at).await?;
        Ok(HandOverResponse {
            position,
            proved_position,
        })
    }

    async fn note(&self, sender: &Sender<'_>, objection: &Objection) -> Result<(), Failure> {
        let at = self.clock.now();
        let about = (
            sender.origin,
            sender.log.name(),
            sender.registered.division.as_str(),
        );
        let mut conn = self.pool.acquire().await?;
        match objection {
            Objection::Gap { from, to } => {
                tracing::warn!(
                    origin = about.0,
                    log = about.1,
                    from,
                    to,
                    "positions are missing"
                );
                store::keep_gap(&mut conn, about, (*from, *to), at).await?;
            }
            Objection::Dispute {
                kind,
                position,
                detail,
            } => {
                let kind_name = kind.name();
                tracing::error!(
                    origin = about.0,
                    log = about.1,
                    kind = kind_name,
                    position,
                    "what a deployment hands over is disputed"
                );
                store::keep_dispute(&mut conn, about, (*kind, *position, detail), at).await?;
            }
        }
        Ok(())
    }
}

impl Sender<'_> {
    /// The deployment that calls.
    fn name(&self) -> &str {
        if self.via.is_empty() {
            self.origin
        } else {
            self.via
        }
    }
}

/// What can be said of a request by its form.
fn check_form(request: &HandOverRequest) -> Result<(), Refusal> {
    if request.events.len() > MOST_EVENTS {
        let (rule, zh) = ("must be at most 2000", "不能超过2000条");
        return Err(Refusal::malformed("events", rule, zh));
    }
    let count = i64::try_from(request.events.len()).unwrap_or(i64::MAX);
    let fits = request.first >= 1 && request.first.checked_add(count) == Some(request.last + 1);
    if fits {
        Ok(())
    } else {
        let rule = "must be first + number of events - 1, first at least 1";
        Err(Refusal::malformed("last", rule, "应与首条位置和条数相符"))
    }
}

/// Whether the caller is who it says, and the batch is what it signed.
fn vouch(actor: &Actor, sender: &Sender<'_>, request: &HandOverRequest) -> Result<(), Objection> {
    let at = request.first;
    if !speaks_for(actor, sender) {
        tracing::warn!(
            account = actor.principal,
            origin = sender.origin,
            "an account spoke for an origin not its own"
        );
        let detail = format!("账号“{}”冒用本平台名义上报", actor.principal);
        return Err(Objection::dispute(Kind::Account, at, detail));
    }
    sender.registered.keys.verify(request).map_err(|error| {
        tracing::warn!(origin = sender.origin, %error, "a batch is not believed");
        Objection::dispute(Kind::Signature, at, "本批数据的签名与登记的公钥不符")
    })?;
    if !sender.registered.division.contains(&sender.division) {
        let detail = format!("区划“{}”不在转报平台区划之内", sender.division.as_str());
        return Err(Objection::dispute(Kind::Division, at, detail));
    }
    Ok(())
}

fn speaks_for(actor: &Actor, sender: &Sender<'_>) -> bool {
    actor.kind == Principal::Service && actor.principal == sender.registered.account
}

/// A log comes one way only.
fn check_way(link: &store::KnownLog, sender: &Sender<'_>) -> Result<(), Refusal> {
    if link.side == Side::Lower.name() && link.via == sender.via {
        Ok(())
    } else {
        Err(unknown(sender.origin))
    }
}

fn unknown(origin: &str) -> Refusal {
    Refusal::new(
        &reasons::UNKNOWN_ORIGIN,
        format!("{origin} is not registered with the calling account"),
        format!("平台“{origin}”未登记，或者所用账号与登记不符"),
    )
}

/// The key that signs the log's heads: the configured one, the one pinned before, or the one that comes first.
fn pinned<'a>(
    link: &'a store::KnownLog,
    batch: &'a Batch,
    trusted: Option<&'a str>,
) -> Result<&'a str, Objection> {
    if let Some(trusted) = trusted {
        return Ok(trusted);
    }
    let known = &link.log_public_key_pem;
    if batch.head.is_none() {
        return Ok(known);
    }
    if known.is_empty() || *known == batch.log_public_key_pem {
        return Ok(&batch.log_public_key_pem);
    }
    let detail = "记录签名密钥与此前使用的不同";
    Err(Objection::dispute(Kind::Head, batch.first, detail))
}

/// Whether the batch joins what was received: nothing missing before it, the log no shorter than what was handed over, and
/// that signed. Another replica may have handed over more meanwhile: what counts is what the batch itself says.
fn check_extent(link: &store::KnownLog, batch: &Batch) -> Result<(), Objection> {
    let (position, before) = (link.position, batch.first - 1);
    if before > position {
        return Err(Objection::Gap {
            from: position + 1,
            to: before,
        });
    }
    if batch.feed_head < before {
        let detail = format!("已收到{position}条，而上报方记录只有{}条", batch.feed_head);
        return Err(Objection::dispute(Kind::Rewound, position, detail));
    }
    let signed = batch.head.as_ref().map_or(0, |head| head.tree_size);
    if !batch.events.is_empty() && signed < before {
        let detail = format!("已上报{before}条，而记录签名只到第{signed}条");
        return Err(Objection::dispute(Kind::Head, batch.first, detail));
    }
    Ok(())
}

/// Keeps the head, and compares its root where it can be compared now; gives the size that was found right, else 0.
async fn check_head(
    conn: &mut PgConnection,
    link: &store::KnownLog,
    head: &Head,
    at: DateTime<Utc>,
) -> Result<i64, Stop> {
    let (root, proved) = store::keep_head(conn, link.link_id, head, at).await?;
    if root != head.root_hash {
        return Err(rewritten(head.tree_size).into());
    }
    if head.tree_size > link.position {
        return Ok(0);
    }
    if !proved {
        check_root(conn, link.link_id, (head.tree_size, &root), at).await?;
    }
    Ok(head.tree_size)
}

fn split(events: &[Sealed], position: i64) -> (&[Sealed], &[Sealed]) {
    events.split_at(events.partition_point(|event| event.position <= position))
}

/// Events that came before must be the same.
async fn check_known(conn: &mut PgConnection, link_id: i32, known: &[Sealed]) -> Result<(), Stop> {
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return Ok(());
    };
    let held = store::hashes(conn, link_id, first.position - 1, last.position).await?;
    for (event, held) in known.iter().zip(held) {
        if event.hash != held {
            return Err(rewritten(event.position).into());
        }
    }
    Ok(())
}
