//! Reading changes: what waits, what was published, what a change says and what holds now.

use chrono::{DateTime, NaiveDate, Utc};
use contract::elements::v1 as proto;
use host::Call;
use refusal::{Fault, etag};
use sqlx::PgConnection;
use statute::identifier::DivisionCode;
use uuid::Uuid;

use super::entries::read_registry;
use super::timestamp;
use crate::store::{read_body, unreadable};
use elements_domain::{Key, Registry};

/// Where a change stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// 待发布
    Proposed,
    /// 发布中
    Publishing,
    /// 已发布
    Published,
    /// 已退回
    Rejected,
    /// 已撤回
    Cancelled,
}

/// A change as it is stored.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Id.
    pub change_id: Uuid,
    /// How often it moved.
    pub version: i64,
    /// Where it stands, as stored.
    pub(super) state: String,
    pub(super) title: String,
    pub(super) reason: String,
    /// Smallest division that holds all its elements.
    pub division: String,
    /// Who proposed it.
    pub proposed_by: String,
    pub(super) proposer_name: String,
    pub(super) proposed_at: DateTime<Utc>,
    pub(super) decided_by: String,
    pub(super) decider_name: String,
    pub(super) decided_at: Option<DateTime<Utc>>,
    pub(super) answer: String,
    /// Number of entries.
    pub entries: i32,
    pub(super) done: i32,
    pub(super) operation_id: Option<Uuid>,
}

/// Which changes to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those in this state.
    pub state: Option<State>,
    /// Only those of this division and below.
    pub under: Option<DivisionCode>,
    /// Only those that the caller proposed.
    pub mine: bool,
    /// Only those that touch an element of this registry.
    pub registry: Option<Registry>,
    /// Only those that touch this element of the registry.
    pub element: Option<Key>,
}

/// A change; `None`: there is none, or it is not the caller's to see.
pub async fn get(
    conn: &mut PgConnection,
    call: &Call,
    change_id: Uuid,
) -> Result<Option<Listed>, Fault> {
    let change = row(conn, change_id).await?;
    Ok(change.filter(|change| change.may_be_seen_by(call)))
}

/// A change, whoever asks.
pub(super) async fn row(conn: &mut PgConnection, change_id: Uuid) -> Result<Option<Listed>, Fault> {
    let row = sqlx::query_as!(
        Listed,
        r#"
        select
            change_id, version, state, title, reason, division, proposed_by, proposer_name, proposed_at,
            decided_by, decider_name, decided_at, answer, entries, done, operation_id
        from change
        where change_id = $1
        "#,
        change_id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row)
}

/// A change, locked until the transaction ends.
pub(super) async fn locked(
    tx: &mut PgConnection,
    change_id: Uuid,
) -> Result<Option<Listed>, Fault> {
    let row = sqlx::query_as!(
        Listed,
        r#"
        select
            change_id, version, state, title, reason, division, proposed_by, proposer_name, proposed_at,
            decided_by, decider_name, decided_at, answer, entries, done, operation_id
        from change
        where change_id = $1
        for update
        "#,
        change_id
    )
    .fetch_optional(tx)
    .await?;
    Ok(row)
}

/// Lists the changes that the caller may see, newest first, after an id; at most `limit` of them.
pub async fn list(
    conn: &mut PgConnection,
    call: &Call,
    filter: &Filter,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Listed>, Fault> {
    let keeps = DivisionCode::parse(&call.actor.division).ok();
    let registry = filter.element.as_ref().map(|key| key.registry);
    // Codes are digits and ':' follows '9', so a division with all below it is a range.
    let rows = sqlx::query_as!(
        Listed,
        r#"
        select
            c.change_id, c.version, c.state, c.title, c.reason, c.division, c.proposed_by, c.proposer_name,
            c.proposed_at, c.decided_by, c.decider_name, c.decided_at, c.answer, c.entries, c.done, c.operation_id
        from change c
        where ($1::uuid is null or c.change_id < $1)
            and (c.state = 'PUBLISHED' or c.proposed_by = $2 or (c.division >= $3 and c.division < $3 || ':'))
            and ($4::text is null or c.state = $4)
            and ($5::text is null or (c.division >= $5 and c.division < $5 || ':'))
            and (not $6 or c.proposed_by = $2)
            and ($7::text is null or exists (
                select 1
                from change_entry entry
                where entry.change_id = c.change_id
                    and entry.registry = $7
                    and ($8::text is null or entry.element_id = $8)
            ))
        order by c.change_id desc
        limit $9
        "#,
        after,
        call.actor.principal,
        keeps.as_ref().map(DivisionCode::as_str),
        filter.state.map(State::name),
        filter.under.as_ref().map(DivisionCode::as_str),
        filter.mine,
        registry.or(filter.registry).map(Registry::name),
        filter.element.as_ref().map(|key| key.id.as_str()),
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// One row of a change's entries with what holds now.
struct Line {
    ordinal: i32,
    registry: String,
    element_id: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    seen: i64,
    body: Option<Vec<u8>>,
    present: Option<Vec<u8>>,
}

/// Lists the entries of a change after a place, with what is known now of their first days; at most `limit` of them.
pub async fn entries(
    conn: &mut PgConnection,
    change_id: Uuid,
    after: i32,
    limit: i64,
) -> Result<Vec<proto::ChangeEntry>, Fault> {
    let lines = sqlx::query_as!(
        Line,
        r#"
        select
            entry.ordinal, entry.registry, entry.element_id, entry.valid_from, entry.valid_to, entry.seen, entry.body,
            v.body as "present?"
        from change_entry entry
        left join element_version v
            on v.registry = entry.registry
            and v.element_id = entry.element_id
            and v.superseded_at is null
            and v.valid_from <= entry.valid_from
            and (v.valid_to is null or v.valid_to > entry.valid_from)
        where entry.change_id = $1 and entry.ordinal > $2
        order by entry.ordinal
        limit $3
        "#,
        change_id,
        after,
        limit
    )
    .fetch_all(conn)
    .await?;
    lines.into_iter().map(Line::read).collect()
}

impl State {
    /// Name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Proposed => "PROPOSED",
            Self::Publishing => "PUBLISHING",
            Self::Published => "PUBLISHED",
            Self::Rejected => "REJECTED",
            Self::Cancelled => "CANCELLED",
        }
    }

    /// Name for whoever keeps the lists.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Proposed => "待发布",
            Self::Publishing => "发布中",
            Self::Published => "已发布",
            Self::Rejected => "已退回",
            Self::Cancelled => "已撤回",
        }
    }

    /// The state that the contract names; `None`: not stated.
    pub const fn from_proto(state: proto::ChangeState) -> Option<Self> {
        match state {
            proto::ChangeState::Unspecified => None,
            proto::ChangeState::Proposed => Some(Self::Proposed),
            proto::ChangeState::Publishing => Some(Self::Publishing),
            proto::ChangeState::Published => Some(Self::Published),
            proto::ChangeState::Rejected => Some(Self::Rejected),
            proto::ChangeState::Cancelled => Some(Self::Cancelled),
        }
    }

    const fn to_proto(self) -> proto::ChangeState {
        match self {
            Self::Proposed => proto::ChangeState::Proposed,
            Self::Publishing => proto::ChangeState::Publishing,
            Self::Published => proto::ChangeState::Published,
            Self::Rejected => proto::ChangeState::Rejected,
            Self::Cancelled => proto::ChangeState::Cancelled,
        }
    }

    fn named(name: &str) -> Option<Self> {
        [
            Self::Proposed,
            Self::Publishing,
            Self::Published,
            Self::Rejected,
            Self::Cancelled,
        ]
        .into_iter()
        .find(|state| state.name() == name)
    }
}

impl Listed {
    /// Where it stands.
    pub fn state(&self) -> Result<State, Fault> {
        State::named(&self.state).ok_or_else(|| unreadable("state of a change"))
    }

    /// What was published is known to everybody; what is not yet, to whoever proposed it and to those who keep its division.
    pub(super) fn may_be_seen_by(&self, call: &Call) -> bool {
        let code = |text: &str| DivisionCode::parse(text).ok();
        self.state == State::Published.name()
            || self.proposed_by == call.actor.principal
            || code(&call.actor.division)
                .zip(code(&self.division))
                .is_some_and(|(keeps, division)| keeps.contains(&division))
    }

    /// As the contract writes it.
    pub fn into_proto(self) -> proto::Change {
        let state = State::named(&self.state).map(State::to_proto);
        proto::Change {
            change_id: self.change_id.to_string(),
            state: state.unwrap_or_default().into(),
            title: self.title,
            reason: self.reason,
            division: self.division,
            proposed_by: self.proposed_by,
            proposer_name: self.proposer_name,
            propose_time: Some(timestamp(self.proposed_at)),
            decided_by: self.decided_by,
            decider_name: self.decider_name,
            decide_time: self.decided_at.map(timestamp),
            answer: self.answer,
            entries: self.entries,
            done: self.done,
            operation_id: self
                .operation_id
                .map(|id| id.to_string())
                .unwrap_or_default(),
            etag: etag::write(self.version),
        }
    }
}

impl Line {
    fn read(self) -> Result<proto::ChangeEntry, Fault> {
        let element = |body: Option<Vec<u8>>| {
            let body = body.as_deref().map(read_body).transpose()?;
            Ok::<_, Fault>(body.map(|body| proto::Element { body: Some(body) }))
        };
        Ok(proto::ChangeEntry {
            ordinal: self.ordinal,
            registry: read_registry(&self.registry)?.to_proto().into(),
            element_id: self.element_id,
            valid_from: self.valid_from.to_string(),
            valid_to: self.valid_to.map(|to| to.to_string()).unwrap_or_default(),
            element: element(self.body)?,
            present: element(self.present)?,
            etag: if self.seen == 0 {
                String::new()
            } else {
                etag::write(self.seen)
            },
        })
    }
}
