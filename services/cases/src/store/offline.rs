//! Commands that phones recorded off-line, in PostgreSQL.

use calendar::CivilDate;
use cases_domain::offline::DeviceClock;
use cases_domain::{CaseId, Offline, OfflineReason};
use chrono::{DateTime, NaiveDate, Utc};
use feed::Hash;
use refusal::Fault;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{read_date, unreadable};

/// What became of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CommandState {
    /// Not settled.
    Waiting,
    /// Done.
    Accepted,
    /// Refused for good.
    Refused,
    /// Somebody else changed the case.
    Conflict,
    /// What it builds on did not come.
    Expired,
}

/// A command as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Command {
    /// Its id: the request id of the act.
    pub(crate) id: Uuid,
    /// The device.
    pub(crate) device: String,
    /// Number on the device.
    pub(crate) sequence: i64,
    /// Method (gRPC path).
    pub(crate) method: String,
    /// SM3 of everything that it says.
    pub(crate) fingerprint: Hash,
    /// The request, encoded; none: forgotten.
    pub(crate) payload: Option<Vec<u8>>,
    /// Id made on the phone for the case that it opens.
    pub(crate) opens: Option<CaseId>,
    /// The case that it names or opens.
    pub(crate) case_id: Option<CaseId>,
    /// Commands that it builds on.
    pub(crate) after: Vec<Uuid>,
    /// What the clocks showed.
    pub(crate) clock: DeviceClock,
    /// Whether the device's clock is not to be relied on.
    pub(crate) clock_off: bool,
    /// Why it was recorded off-line.
    pub(crate) reason: OfflineReason,
    /// Day on which the obstacle ended.
    pub(crate) obstacle_ended_on: CivilDate,
    /// Whether it arrived too late.
    pub(crate) late: bool,
    /// What became of it.
    pub(crate) state: CommandState,
    /// Version of the case after it.
    pub(crate) version: Option<i64>,
    /// Why it was not done, or not yet: yifa.cases.v1.CommandRefusal.
    pub(crate) refusal: Option<Vec<u8>>,
    /// When it was settled.
    pub(crate) settled_at: Option<DateTime<Utc>>,
}

/// A command that another builds on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Predecessor {
    /// Its id.
    pub(crate) id: Uuid,
    /// What became of it; none: it has not arrived.
    pub(crate) state: Option<CommandState>,
    /// Its case.
    pub(crate) case_id: Option<CaseId>,
    /// Version of the case after it.
    pub(crate) version: Option<i64>,
}

/// Which commands are listed.
#[derive(Debug, Clone, Default)]
pub(crate) struct CommandFilter {
    /// Only of this device.
    pub(crate) device: Option<String>,
    /// Only these states; none named: all.
    pub(crate) states: Vec<CommandState>,
}

/// Where a page of commands begins: behind this one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CommandPlace {
    /// When it arrived.
    pub(crate) received_at: DateTime<Utc>,
    /// Its id.
    pub(crate) id: Uuid,
}

impl CommandState {
    /// Every state.
    pub(crate) const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Accepted,
        Self::Refused,
        Self::Conflict,
        Self::Expired,
    ];

    /// Its name in the database.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "WAITING",
            Self::Accepted => "ACCEPTED",
            Self::Refused => "REFUSED",
            Self::Conflict => "CONFLICT",
            Self::Expired => "EXPIRED",
        }
    }

    fn read(name: &str) -> Result<Self, Fault> {
        let mut all = Self::ALL.into_iter();
        all.find(|state| state.name() == name)
            .ok_or_else(|| unreadable("state of a command"))
    }
}

impl Command {
    /// The back-entry that it is, on the day on which it was recorded by the platform's reckoning.
    pub(crate) fn offline(&self) -> Offline {
        Offline {
            reason: self.reason,
            handled_on: CivilDate::of(self.clock.reckoned()),
            obstacle_ended_on: self.obstacle_ended_on,
        }
    }

    /// Where it stands in a list.
    pub(crate) const fn place(&self) -> CommandPlace {
        CommandPlace {
            received_at: self.clock.received,
            id: self.id,
        }
    }
}

const fn reason(reason: OfflineReason) -> &'static str {
    match reason {
        OfflineReason::NoNetwork => "NO_NETWORK",
        OfflineReason::PlatformFailure => "PLATFORM_FAILURE",
        OfflineReason::Law => "LAW",
    }
}

fn read_reason(name: &str) -> Result<OfflineReason, Fault> {
    let all = [
        OfflineReason::NoNetwork,
        OfflineReason::PlatformFailure,
        OfflineReason::Law,
    ];
    let mut all = all.into_iter();
    all.find(|it| reason(*it) == name)
        .ok_or_else(|| unreadable("reason of a command"))
}

/// A row of the table.
#[derive(Debug)]
struct Row {
    command_id: Uuid,
    device_id: String,
    sequence: i64,
    method: String,
    fingerprint: Hash,
    payload: Option<Vec<u8>>,
    opens_case_id: Option<Uuid>,
    case_id: Option<Uuid>,
    after: Vec<Uuid>,
    device_at: DateTime<Utc>,
    sent_at: DateTime<Utc>,
    received_at: DateTime<Utc>,
    clock_off: bool,
    reason: String,
    obstacle_ended_on: NaiveDate,
    late: bool,
    state: String,
    version: Option<i64>,
    refusal: Option<Vec<u8>>,
    settled_at: Option<DateTime<Utc>>,
}

impl Row {
    fn read(self) -> Result<Command, Fault> {
        Ok(Command {
            id: self.command_id,
            device: self.device_id,
            sequence: self.sequence,
            method: self.method,
            fingerprint: self.fingerprint,
            payload: self.payload,
            opens: self.opens_case_id.map(CaseId),
            case_id: self.case_id.map(CaseId),
            after: self.after,
            clock: DeviceClock {
                recorded: self.device_at,
                sent: self.sent_at,
                received: self.received_at,
            },
            clock_off: self.clock_off,
            reason: read_reason(&self.reason)?,
            obstacle_ended_on: read_date(self.obstacle_ended_on)?,
            late: self.late,
            state: CommandState::read(&self.state)?,
            version: self.version,
            refusal: self.refusal,
            settled_at: self.settled_at,
        })
    }
}

/// Keeps a command that has arrived, to be tried or refused as it is; of one that is kept already nothing changes.
pub(crate) async fn receive_command(
    conn: &mut PgConnection,
    principal: &str,
    it: &Command,
) -> Result<(), Fault> {
    sqlx::query!(
        r#"
        insert into offline_command (
            principal, command_id, device_id, sequence, method, fingerprint, payload, opens_case_id, case_id, after,
            device_at, sent_at, received_at, clock_off, reason, obstacle_ended_on, late, state, refusal, settled_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
        on conflict on constraint offline_command_pkey do nothing
        "#,
        principal,
        it.id,
        it.device,
        it.sequence,
        it.method,
        it.fingerprint.as_slice(),
        it.payload,
        it.opens.map(|id| id.0),
        it.case_id.map(|id| id.0),
        &it.after,
        it.clock.recorded,
        it.clock.sent,
        it.clock.received,
        it.clock_off,
        reason(it.reason),
        it.obstacle_ended_on.naive(),
        it.late,
        it.state.name(),
        it.refusal,
        it.settled_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How many commands of an account wait.
pub(crate) async fn waiting_commands(
    conn: &mut PgConnection,
    principal: &str,
) -> Result<i64, Fault> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from offline_command where principal = $1 and state = 'WAITING'"#,
        principal
    )
    .fetch_one(conn)
    .await?;
    Ok(count)
}

/// These commands of an account, as far as they have arrived.
pub(crate) async fn commands(
    conn: &mut PgConnection,
    principal: &str,
    ids: &[Uuid],
) -> Result<Vec<Command>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"
        select
            command_id, device_id, sequence, method, fingerprint as "fingerprint: Hash", payload, opens_case_id, case_id,
            after, device_at, sent_at, received_at, clock_off, reason, obstacle_ended_on, late, state, version, refusal,
            settled_at
        from offline_command
        where principal = $1 and command_id = any ($2)
        "#,
        principal,
        ids
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::read).collect()
}

/// The next command of an account that waits for no other, but for those that were tried.
pub(crate) async fn ready_command(
    conn: &mut PgConnection,
    principal: &str,
    tried: &[Uuid],
) -> Result<Option<Command>, Fault> {
    let row = sqlx::query_as!(
        Row,
        r#"
        select
            c.command_id, c.device_id, c.sequence, c.method, c.fingerprint as "fingerprint: Hash", c.payload,
            c.opens_case_id, c.case_id, c.after, c.device_at, c.sent_at, c.received_at, c.clock_off, c.reason,
            c.obstacle_ended_on, c.late, c.state, c.version, c.refusal, c.settled_at
        from offline_command c
        where c.principal = $1 and c.state = 'WAITING' and c.command_id <> all ($2)
            and not exists (
                select
                from unnest(c.after) as a (command_id)
                left join offline_command p on p.principal = c.principal and p.command_id = a.command_id
                where p.command_id is null or p.state = 'WAITING'
            )
        order by c.device_id, c.sequence, c.command_id
        limit 1
        "#,
        principal,
        tried
    )
    .fetch_optional(conn)
    .await?;
    row.map(Row::read).transpose()
}

/// What became of the commands that one builds on.
pub(crate) async fn predecessors(
    conn: &mut PgConnection,
    principal: &str,
    after: &[Uuid],
) -> Result<Vec<Predecessor>, Fault> {
    let rows = sqlx::query!(
        r#"
        select a.command_id as "command_id!", p.state as "state?", p.case_id as "case_id?", p.version as "version?"
        from unnest($2::uuid[]) as a (command_id)
        left join offline_command p on p.principal = $1 and p.command_id = a.command_id
        "#,
        principal,
        after
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Predecessor {
                id: row.command_id,
                state: row.state.as_deref().map(CommandState::read).transpose()?,
                case_id: row.case_id.map(CaseId),
                version: row.version,
            })
        })
        .collect()
}

/// Notes that a command is done; false: it was settled before, otherwise or alike.
pub(crate) async fn accept_command(
    conn: &mut PgConnection,
    (principal, id): (&str, Uuid),
    (case_id, version): (CaseId, i64),
    at: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        r#"
        update offline_command
        set state = 'ACCEPTED', case_id = $3, version = $4, settled_at = $5, refusal = null, payload = null
        where principal = $1 and command_id = $2 and state = 'WAITING'
        "#,
        principal,
        id,
        case_id.0,
        version,
        at
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Settles a command that is not done, or notes why it still waits. One that is settled stays as it is.
pub(crate) async fn settle_command(
    conn: &mut PgConnection,
    (principal, id): (&str, Uuid),
    state: CommandState,
    refusal: &[u8],
    at: DateTime<Utc>,
) -> Result<(), Fault> {
    sqlx::query!(
        r#"
        update offline_command
        set state = $3, refusal = $4, settled_at = $5
        where principal = $1 and command_id = $2 and state = 'WAITING'
        "#,
        principal,
        id,
        state.name(),
        refusal,
        (state != CommandState::Waiting).then_some(at)
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends commands that have waited since before a moment; gives how many.
pub(crate) async fn expire_commands(
    conn: &mut PgConnection,
    before: DateTime<Utc>,
    refusal: &[u8],
    now: DateTime<Utc>,
) -> Result<u64, Fault> {
    let done = sqlx::query!(
        r#"
        update offline_command
        set state = 'EXPIRED', refusal = coalesce(refusal, $2), settled_at = $3
        where state = 'WAITING' and received_at < $1
        "#,
        before,
        refusal,
        now
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Forgets the contents of commands that were settled before a moment without being done.
pub(crate) async fn forget_contents(
    conn: &mut PgConnection,
    before: DateTime<Utc>,
) -> Result<(), Fault> {
    sqlx::query!(
        r#"
        update offline_command
        set payload = null
        where payload is not null and state <> 'WAITING' and settled_at < $1
        "#,
        before
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The commands of an account, the newest first.
pub(crate) async fn list_commands(
    conn: &mut PgConnection,
    principal: &str,
    filter: &CommandFilter,
    after: Option<&CommandPlace>,
    limit: i64,
) -> Result<Vec<Command>, Fault> {
    let states = match filter.states.as_slice() {
        [] => &CommandState::ALL[..],
        states => states,
    };
    let states: Vec<String> = states.iter().map(|it| it.name().to_owned()).collect();
    let rows = sqlx::query_as!(
        Row,
        r#"
        select
            command_id, device_id, sequence, method, fingerprint as "fingerprint: Hash", payload, opens_case_id, case_id,
            after, device_at, sent_at, received_at, clock_off, reason, obstacle_ended_on, late, state, version, refusal,
            settled_at
        from offline_command
        where principal = $1 and state = any ($2) and ($3::text is null or device_id = $3)
            and ($4::timestamptz is null or received_at < $4 or (received_at = $4 and command_id > $5))
        order by received_at desc, command_id
        limit $6
        "#,
        principal,
        &states,
        filter.device,
        after.map(|it| it.received_at),
        after.map(|it| it.id),
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::read).collect()
}
