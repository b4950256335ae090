//! Publishing, rejecting and cancelling a change.

use actor::Kind;
use host::Call;
use refusal::{Failure, Fault, Refusal, etag};
use sqlx::PgConnection;
use uuid::Uuid;

use super::read::{Listed, State, locked};
use super::{ATTEMPTS, Request, entries, kept_by, overtaken};
use crate::handle::Centre;
use crate::publish::{self, By, NotPublished};
use contract::elements::v1 as proto;
use elements_domain::reasons;
use statute::identifier::DivisionCode;

/// Entries of a change that is published within the call; larger ones are published in the background.
pub const SMALL: i32 = 500;

/// What is to be done with a change.
#[derive(Debug, Clone)]
pub struct Deciding {
    /// The change.
    pub change_id: Uuid,
    /// Version last seen; `None`: no check.
    pub seen: Option<i64>,
}

/// How a change leaves PROPOSED.
struct Move<'a> {
    state: State,
    call: &'a Call,
    answer: &'a str,
    /// What the background goes on with.
    keeps: &'a str,
    request_id: Option<Uuid>,
}

impl Centre {
    /// Publishes a change that somebody else proposed, once for each request id. A large one is published in the background.
    ///
    /// # Refuses
    /// Absent · `PERSON_ONLY` · `SAME_PERSON` · `CHANGE_NOT_PENDING` · Stale · `FOREIGN_DIVISION` · `ELEMENT_MOVED`, and what
    /// [`elements_domain::decide`] refuses of any entry. The change is PROPOSED as before.
    #[tracing::instrument(name = "elements.publish_change", skip_all)]
    pub async fn publish_change(
        &self,
        call: &Call,
        request: &Request,
        deciding: &Deciding,
    ) -> Result<proto::Change, Failure> {
        for _ in 0..ATTEMPTS {
            let mut tx = self.pool().begin().await?;
            if let Some(change) = request.answered(&mut tx, call).await? {
                return Ok(change);
            }
            let change = pending(&mut tx, call, deciding).await?;
            another_person(call, &change)?;
            let keeps = kept_by(&call.actor.division)?;
            let large = change.entries > SMALL;
            if large {
                check_keeps(&keeps, &change)?;
            } else {
                match self.publish_small(&mut tx, call, request, &change).await {
                    Ok(()) => {}
                    Err(NotPublished::Overtaken { .. }) => continue,
                    Err(why) => return Err(refused(why, change.entries)),
                }
            }
            let change = self
                .leave(
                    &mut tx,
                    &change,
                    &Move {
                        state: if large {
                            State::Publishing
                        } else {
                            State::Published
                        },
                        call,
                        answer: "",
                        keeps: if large { keeps.as_str() } else { "" },
                        request_id: large.then_some(request.request_id),
                    },
                )
                .await?;
            if request.answer(&mut tx, call, self.now(), &change).await? {
                tx.commit().await?;
                if large {
                    self.large_change().notify_one();
                } else {
                    self.feed().nudge();
                }
                return Ok(change);
            }
        }
        Err(overtaken().into())
    }

    /// Sends a change back, once for each request id.
    ///
    /// # Refuses
    /// Absent · `PERSON_ONLY` · `SAME_PERSON` · `FOREIGN_DIVISION` · `CHANGE_NOT_PENDING` · Stale
    pub async fn reject_change(
        &self,
        call: &Call,
        request: &Request,
        deciding: &Deciding,
        reason: &str,
    ) -> Result<proto::Change, Failure> {
        self.close(call, request, deciding, State::Rejected, reason)
            .await
    }

    /// Takes a change of one's own back, once for each request id.
    ///
    /// # Refuses
    /// Absent · `NOT_THE_PROPOSER` · `CHANGE_NOT_PENDING` · Stale
    pub async fn cancel_change(
        &self,
        call: &Call,
        request: &Request,
        deciding: &Deciding,
    ) -> Result<proto::Change, Failure> {
        self.close(call, request, deciding, State::Cancelled, "")
            .await
    }

    async fn close(
        &self,
        call: &Call,
        request: &Request,
        deciding: &Deciding,
        state: State,
        answer: &str,
    ) -> Result<proto::Change, Failure> {
        for _ in 0..ATTEMPTS {
            let mut tx = self.pool().begin().await?;
            if let Some(change) = request.answered(&mut tx, call).await? {
                return Ok(change);
            }
            let change = pending(&mut tx, call, deciding).await?;
            if state == State::Cancelled {
                own(call, &change)?;
            } else {
                another_person(call, &change)?;
                check_keeps(&kept_by(&call.actor.division)?, &change)?;
            }
            let moving = Move {
                state,
                call,
                answer,
                keeps: "",
                request_id: None,
            };
            let change = self.leave(&mut tx, &change, &moving).await?;
            if request.answer(&mut tx, call, self.now(), &change).await? {
                tx.commit().await?;
                return Ok(change);
            }
        }
        Err(overtaken().into())
    }

    async fn publish_small(
        &self,
        tx: &mut PgConnection,
        call: &Call,
        request: &Request,
        change: &Listed,
    ) -> Result<(), NotPublished> {
        let by = By {
            publisher: call.actor.principal.clone(),
            proposed_by: change.proposed_by.clone(),
            change_id: Some(change.change_id),
            request_id: request.request_id,
            trace_id: call.trace_id.clone(),
            keeps: Some(kept_by(&call.actor.division).map_err(of_change)?),
        };
        self.publish_entries(tx, &by, change.change_id, &|_| {})
            .await
    }

    /// Publishes the entries of a change in this transaction, unless one of its elements has moved.
    pub(super) async fn publish_entries(
        &self,
        tx: &mut PgConnection,
        by: &By,
        change_id: Uuid,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<(), NotPublished> {
        let whole = |failure: Failure| match failure {
            Failure::Refusal(refusal) => of_change(refusal),
            Failure::Fault(fault) => NotPublished::Fault(fault),
        };
        let entries = entries::read(tx, change_id, self.today())
            .await
            .map_err(whole)?;
        publish::lock(tx, &entries).await?;
        entries::check_unmoved(tx, change_id).await.map_err(whole)?;
        publish::publish(tx, self.now(), self.entropy(), by, &entries, progress).await?;
        Ok(())
    }

    /// Moves a change on that is locked and PROPOSED.
    async fn leave(
        &self,
        tx: &mut PgConnection,
        change: &Listed,
        to: &Move<'_>,
    ) -> Result<proto::Change, Fault> {
        let decided = to.state != State::Cancelled;
        let actor = &to.call.actor;
        let moved = sqlx::query_as!(
            Listed,
            r#"
            update change
            set state = $2,
                version = version + 1,
                decided_by = $3,
                decider_name = $4,
                decided_at = $5,
                answer = $6,
                done = $7,
                keeps = $8,
                request_id = $9,
                trace_id = $10
            where change_id = $1 and state = 'PROPOSED'
            returning
                change_id, version, state, title, reason, division, proposed_by, proposer_name, proposed_at,
                decided_by, decider_name, decided_at, answer, entries, done, operation_id
            "#,
            change.change_id,
            to.state.name(),
            if decided { actor.principal.as_str() } else { "" },
            if decided { actor.display_name.as_str() } else { "" },
            decided.then(|| self.now()),
            to.answer,
            if to.state == State::Published { change.entries } else { 0 },
            to.keeps,
            to.request_id,
            to.call.trace_id,
        )
        .fetch_one(tx)
        .await?;
        Ok(moved.into_proto())
    }
}

/// The change, locked, if it is PROPOSED and as its caller saw it.
async fn pending(
    tx: &mut PgConnection,
    call: &Call,
    deciding: &Deciding,
) -> Result<Listed, Failure> {
    let change = locked(tx, deciding.change_id)
        .await?
        .filter(|change| change.may_be_seen_by(call))
        .ok_or_else(|| Refusal::absent("change", "变更单"))?;
    let state = change.state()?;
    if state != State::Proposed {
        return Err(Refusal::new(
            &reasons::CHANGE_NOT_PENDING,
            format!("the change is {}", state.name()),
            format!("该变更单{}，不能再办理", state.zh()),
        )
        .with_metadata("state", state.name())
        .into());
    }
    if deciding.seen.is_some_and(|seen| seen != change.version) {
        let current = etag::write(change.version);
        return Err(Refusal::stale("change", "变更单", &current).into());
    }
    Ok(change)
}

/// Two persons: whoever publishes or rejects is a person, and not the one who proposed.
fn another_person(call: &Call, change: &Listed) -> Result<(), Refusal> {
    if call.actor.kind != Kind::Person {
        return Err(Refusal::new(
            &reasons::PERSON_ONLY,
            "a change is published or rejected by a person",
            "变更单应由要素管理员本人审核，系统账号不能发布或退回",
        ));
    }
    if change.proposed_by == call.actor.principal {
        return Err(Refusal::new(
            &reasons::SAME_PERSON,
            "a change is published or rejected by another person than the one who proposed it",
            "不能发布或退回本人提出的变更，须由另一名要素管理员审核",
        ));
    }
    Ok(())
}

fn own(call: &Call, change: &Listed) -> Result<(), Refusal> {
    if change.proposed_by == call.actor.principal {
        return Ok(());
    }
    Err(Refusal::new(
        &reasons::NOT_THE_PROPOSER,
        "a change is cancelled by whoever proposed it",
        "只有提出人可以撤回变更单",
    ))
}

fn check_keeps(keeps: &DivisionCode, change: &Listed) -> Result<(), Refusal> {
    if DivisionCode::parse(&change.division).is_ok_and(|division| keeps.contains(&division)) {
        return Ok(());
    }
    Err(Refusal::new(
        &reasons::FOREIGN_DIVISION,
        "the change touches elements of a division outside the caller's",
        "该变更单涉及您所管理区划以外的要素",
    ))
}

/// A refusal that concerns the whole change.
fn of_change(refusal: Refusal) -> NotPublished {
    NotPublished::Whole(refusal)
}

/// Why a change was not published, for its caller.
fn refused(why: NotPublished, entries: i32) -> Failure {
    match why {
        NotPublished::Refused { index, refusal, .. } if entries > 1 => refusal
            .with_metadata("entry", (index + 1).to_string())
            .into(),
        why => why.into(),
    }
}
