//! Proposing a change: its entries are written down and hold nowhere yet.

use std::collections::HashSet;

use calendar::CivilDate;
use chrono::{DateTime, NaiveDate, Utc};
use clock::Entropy;
use contract::elements::v1 as proto;
use host::Call;
use prost::Message;
use refusal::{Failure, Fault, etag};
use sqlx::PgConnection;
use statute::identifier::DivisionCode;
use uuid::Uuid;

use super::{ATTEMPTS, Ask, Request, Title, kept_by, overtaken, read, smallest_division};
use crate::handle::Centre;
use crate::publish::{self, By, Entry, Outcome, Step, TOGETHER};
use elements_domain::Change;

/// What the caller of a change is told. On the wire it is any of the `Record…Response`s, which have the same three fields.
#[derive(Clone, PartialEq, Message)]
pub struct Answer {
    /// The version that is proposed; absent: nothing is to hold.
    #[prost(message, optional, tag = "1")]
    pub version: Option<proto::Version>,
    /// Tag that the element's state will have.
    #[prost(string, tag = "2")]
    pub etag: String,
    /// The change; empty when it was only checked.
    #[prost(string, tag = "3")]
    pub change_id: String,
    /// The change as it was written down.
    #[prost(message, optional, tag = "16")]
    pub change: Option<proto::Change>,
}

/// Why somebody wants a change, and whether it is only to be tried.
#[derive(Debug, Clone)]
pub struct Wish {
    /// What it is called.
    pub title: Title,
    /// Why; may be empty.
    pub reason: String,
    /// Refuse as if it were proposed, write nothing.
    pub validate_only: bool,
}

impl Centre {
    /// Proposes a change, once for each request id; it holds nowhere until somebody else has published it.
    ///
    /// # Refuses
    /// What [`elements_domain::decide`] refuses of any entry (`metadata.entry` says which, from 1), `IDEMPOTENCY_KEY_REUSED`.
    #[tracing::instrument(name = "elements.propose", skip_all)]
    pub async fn propose(
        &self,
        call: &Call,
        request: &Request,
        ask: &Ask,
        wish: &Wish,
    ) -> Result<Answer, Failure> {
        let by = By {
            publisher: String::new(),
            proposed_by: call.actor.principal.clone(),
            change_id: None,
            request_id: request.request_id,
            trace_id: call.trace_id.clone(),
            keeps: None,
        };
        for _ in 0..ATTEMPTS {
            let mut tx = self.pool().begin().await?;
            if let Some(answer) = request.answered(&mut tx, call).await? {
                return Ok(answer);
            }
            let by = By {
                keeps: Some(kept_by(&call.actor.division)?),
                ..by.clone()
            };
            let now = self.now();
            let entries = first_sights(ask.entries(&mut tx, self.today()).await?);
            let steps = publish::examine(&mut tx, now, &by, &entries).await?;
            refuse_any(&steps)?;
            let divisions = steps.iter().filter_map(|step| step.division.as_ref());
            let division = smallest_division(divisions).unwrap_or(kept_by(&call.actor.division)?);
            let title = match &wish.title {
                Title::Made => ask.title(&steps, &entries),
                Title::Given(title) => title.clone(),
            };
            let proposal = Proposal {
                proposed_by: &call.actor.principal,
                proposer_name: &call.actor.display_name,
                division: &division,
                title: &title,
                reason: &wish.reason,
                operation_id: None,
                entries: &entries,
            };
            if wish.validate_only {
                return Ok(answer(&proposal, &steps, None));
            }
            // The versions that the steps were decided on, not those at which the elements stand a moment later.
            let entries: Vec<Entry> = entries
                .iter()
                .zip(&steps)
                .map(|(entry, step)| Entry {
                    seen: Some(step.before),
                    ..entry.clone()
                })
                .collect();
            let proposal = Proposal {
                entries: &entries,
                ..proposal
            };
            let change_id = propose(&mut tx, now, self.entropy(), &proposal).await?;
            let written = read::row(&mut tx, change_id).await?;
            let answer = answer(&proposal, &steps, written.map(read::Listed::into_proto));
            if request.answer(&mut tx, call, now, &answer).await? {
                tx.commit().await?;
                return Ok(answer);
            }
        }
        Err(overtaken().into())
    }
}

/// A version that somebody saw is compared with the element as it stood before the change, not as the change's own earlier
/// entries leave it.
fn first_sights(mut entries: Vec<Entry>) -> Vec<Entry> {
    let mut known = HashSet::new();
    for entry in &mut entries {
        if !known.insert(entry.change.key().clone()) {
            entry.seen = None;
        }
    }
    entries
}

fn refuse_any(steps: &[Step]) -> Result<(), Failure> {
    for (at, step) in steps.iter().enumerate() {
        if let Outcome::Refused(refusal) = &step.outcome {
            let refusal = refusal.clone();
            return Err(if steps.len() == 1 {
                refusal.into()
            } else {
                refusal.with_metadata("entry", (at + 1).to_string()).into()
            });
        }
    }
    Ok(())
}

fn answer(proposal: &Proposal<'_>, steps: &[Step], change: Option<proto::Change>) -> Answer {
    let version = proposal
        .entries
        .last()
        .and_then(|entry| match &entry.change {
            Change::Record(element) => Some(proto::Version {
                valid_from: entry.span.from().to_string(),
                valid_to: entry.span.to().map(|to| to.to_string()).unwrap_or_default(),
                element: Some(element.to_proto()),
                change_id: change
                    .as_ref()
                    .map(|change| change.change_id.clone())
                    .unwrap_or_default(),
                proposed_by: proposal.proposed_by.to_owned(),
                ..proto::Version::default()
            }),
            Change::Withdraw(_) => None,
        });
    let tried = proto::Change {
        state: proto::ChangeState::Proposed.into(),
        title: proposal.title.to_owned(),
        reason: proposal.reason.to_owned(),
        division: proposal.division.as_str().to_owned(),
        proposed_by: proposal.proposed_by.to_owned(),
        proposer_name: proposal.proposer_name.to_owned(),
        entries: i32::try_from(proposal.entries.len()).unwrap_or(i32::MAX),
        ..proto::Change::default()
    };
    Answer {
        version,
        etag: steps
            .last()
            .map(|step| etag::write(step.after))
            .unwrap_or_default(),
        change_id: change
            .as_ref()
            .map(|change| change.change_id.clone())
            .unwrap_or_default(),
        change: change.or(Some(tried)),
    }
}

/// What somebody proposes.
#[derive(Debug, Clone, Copy)]
pub struct Proposal<'a> {
    /// Principal who proposes it.
    pub proposed_by: &'a str,
    /// Name of who proposes it.
    pub proposer_name: &'a str,
    /// Smallest division that holds all its elements.
    pub division: &'a DivisionCode,
    /// What it is, in words.
    pub title: &'a str,
    /// Why; may be empty.
    pub reason: &'a str,
    /// Import it comes from.
    pub operation_id: Option<Uuid>,
    /// The entries, at least one, in the order in which they refer to each other. `seen` is the version that the element is
    /// to stand at when it is published; `None`: at which it stands now.
    pub entries: &'a [Entry],
}

/// Writes a change down in the caller's transaction, however many entries it has; gives its id. Nothing is checked here:
/// call [`crate::publish::check`] before.
pub async fn propose(
    tx: &mut PgConnection,
    now: DateTime<Utc>,
    entropy: &dyn Entropy,
    proposal: &Proposal<'_>,
) -> Result<Uuid, Fault> {
    let change_id = entropy.id(now);
    sqlx::query!(
        r#"
        insert into change (
            change_id, version, state, title, reason, division, proposed_by, proposer_name, proposed_at, entries,
            operation_id
        )
        values ($1, 1, 'PROPOSED', $2, $3, $4, $5, $6, $7, $8, $9)
        "#,
        change_id,
        proposal.title,
        proposal.reason,
        proposal.division.as_str(),
        proposal.proposed_by,
        proposal.proposer_name,
        now,
        i32::try_from(proposal.entries.len()).map_err(Fault::internal)?,
        proposal.operation_id,
    )
    .execute(&mut *tx)
    .await?;
    let mut ordinal = 1;
    for entries in proposal.entries.chunks(TOGETHER) {
        write_entries(tx, change_id, ordinal, entries).await?;
        ordinal += entries.len();
    }
    Ok(change_id)
}

async fn write_entries(
    tx: &mut PgConnection,
    change_id: Uuid,
    first: usize,
    entries: &[Entry],
) -> Result<(), Fault> {
    let first = i32::try_from(first).map_err(Fault::internal)?;
    let ordinals: Vec<i32> = (first..).take(entries.len()).collect();
    let registries: Vec<String> = entries
        .iter()
        .map(|entry| entry.change.key().registry.name().to_owned())
        .collect();
    let ids: Vec<String> = entries
        .iter()
        .map(|entry| entry.change.key().id.clone())
        .collect();
    let from: Vec<NaiveDate> = entries
        .iter()
        .map(|entry| entry.span.from().naive())
        .collect();
    let to: Vec<Option<NaiveDate>> = entries
        .iter()
        .map(|entry| entry.span.to().map(CivilDate::naive))
        .collect();
    let seen: Vec<Option<i64>> = entries.iter().map(|entry| entry.seen).collect();
    let bodies: Vec<Option<Vec<u8>>> = entries
        .iter()
        .map(|entry| match &entry.change {
            Change::Record(element) => Some(element.to_proto().encode_to_vec()),
            Change::Withdraw(_) => None,
        })
        .collect();
    sqlx::query!(
        r#"
        insert into change_entry (change_id, ordinal, registry, element_id, valid_from, valid_to, seen, body)
        select
            $1, new.ordinal, new.registry, new.element_id, new.valid_from, new.valid_to,
            coalesce(new.seen, e.version, 0), new.body
        from unnest($2::integer[], $3::text[], $4::text[], $5::date[], $6::date[], $7::bigint[], $8::bytea[])
            as new (ordinal, registry, element_id, valid_from, valid_to, seen, body)
        left join element e on e.registry = new.registry and e.element_id = new.element_id
        "#,
        change_id,
        &ordinals,
        &registries,
        &ids,
        &from,
        &to as &[Option<NaiveDate>],
        &seen as &[Option<i64>],
        &bodies as &[Option<Vec<u8>>],
    )
    .execute(tx)
    .await?;
    Ok(())
}
