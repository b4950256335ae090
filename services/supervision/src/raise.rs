//! Raising and lifting warnings: once for one object of one case, into tables and record in the same transaction.

use std::collections::BTreeMap;

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use clock::Entropy;
use contract::supervision::v1 as proto;
use feed::{Batch, Chain, Hash, Provenance};
use refusal::Fault;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::facts::Facts;
use crate::rules::{Finding, Ground, Rule, ground};
use crate::state::{Act, State};
use crate::store::{self, CaseRow, Change, Known, Raised};

/// Principal under which the platform raises and lifts.
pub const PRINCIPAL: &str = "yifa.supervision";

/// Kind of the aggregates in the record.
pub const AGGREGATE: &str = "warning";

/// What brought a warning about: the event of a case, or a sweep.
#[derive(Debug, Clone)]
pub(crate) struct Cause {
    /// Request of the act.
    pub(crate) request_id: Uuid,
    /// Its trace.
    pub(crate) trace_id: String,
    /// When it was recorded: parameters count as they were then.
    pub(crate) recorded_at: DateTime<Utc>,
    /// Day of that.
    pub(crate) on: CivilDate,
}

/// Warnings of the cases at hand, those raised before and those to be raised.
pub(crate) struct Ledger<'a> {
    entropy: &'a dyn Entropy,
    now: DateTime<Utc>,
    known: BTreeMap<Key, Entry>,
    batches: Vec<Batch>,
}

type Key = (Uuid, &'static str, String);

struct Entry {
    known: Known,
    /// None: it was raised before.
    raised: Option<Raised>,
    before: Option<State>,
}

impl<'a> Ledger<'a> {
    /// A ledger of what is known of these cases.
    pub(crate) fn new(entropy: &'a dyn Entropy, now: DateTime<Utc>, known: Vec<Known>) -> Self {
        let entries = known.into_iter().filter_map(|known| {
            // A warning of a rule that is no more stays as it is.
            let rule = Rule::named(&known.rule)?;
            let key = (known.case_id, rule.id, known.object.clone());
            let before = Some(known.state);
            let entry = Entry {
                known,
                raised: None,
                before,
            };
            Some((key, entry))
        });
        Self {
            entropy,
            now,
            known: entries.collect(),
            batches: Vec::new(),
        }
    }

    /// Raises what was found and was not raised before.
    pub(crate) fn raise(&mut self, case: &CaseRow, findings: Vec<Finding>, cause: &Cause) {
        for finding in findings {
            let key = (case.case_id, finding.rule, finding.object.clone());
            if self.known.contains_key(&key) {
                continue;
            }
            let Some(rule) = Rule::named(finding.rule) else {
                continue;
            };
            let warning_id = self.entropy.id(self.now);
            let raised_on = CivilDate::of(self.now);
            let subject = subject(case, rule, &finding, raised_on);
            let mut chain = Chain::new(AGGREGATE, warning_id.to_string(), &case.division);
            let event = proto::WarningRaised {
                subject: Some(subject.clone()),
            };
            self.seal(&mut chain, cause, &event);
            let known = Known {
                warning_id,
                case_id: case.case_id,
                rule: rule.id.to_owned(),
                object: finding.object,
                origin: case.origin.clone(),
                division: case.division.clone(),
                agency_id: case.agency_id.clone(),
                domain: case.domain.clone(),
                state: State::Raised,
                version: chain.version,
                head: chain.head,
                close_note: String::new(),
            };
            let raised = Raised {
                subject,
                ground_on: finding.ground_on,
                on: raised_on,
            };
            let entry = Entry {
                known,
                raised: Some(raised),
                before: None,
            };
            self.known.insert(key, entry);
        }
    }

    /// Lifts what nobody has touched and has no ground any more.
    pub(crate) fn lift(&mut self, case_id: Uuid, facts: &Facts, cause: &Cause) {
        let keys: Vec<Key> = self
            .known
            .range((case_id, "", String::new())..)
            .take_while(|(key, _)| key.0 == case_id)
            .filter(|((_, rule, object), entry)| {
                entry.known.state == State::Raised
                    && Rule::named(rule)
                        .is_some_and(|rule| ground(rule, facts, object) == Ground::Gone)
            })
            .map(|(key, _)| key.clone())
            .collect();
        for key in keys {
            let Some(entry) = self.known.get(&key) else {
                continue;
            };
            let Ok(state) = entry.known.state.after(Act::Lift) else {
                continue;
            };
            let known = &entry.known;
            let mut chain = Chain::resume(
                AGGREGATE,
                known.warning_id.to_string(),
                &known.division,
                known.version,
                known.head,
            );
            let note = "预警所依据的期限已有结果，由平台自动办结".to_owned();
            let event = proto::WarningClosed {
                closed_by: String::new(),
                outcome: proto::WarningOutcome::GroundGone.into(),
                note: note.clone(),
            };
            self.seal(&mut chain, cause, &event);
            if let Some(entry) = self.known.get_mut(&key) {
                entry.known.state = state;
                entry.known.version = chain.version;
                entry.known.head = chain.head;
                entry.known.close_note = note;
            }
        }
    }

    /// Writes what was raised and lifted; gives how many events.
    pub(crate) async fn write(self, conn: &mut PgConnection) -> Result<usize, Fault> {
        if self.batches.is_empty() {
            return Ok(0);
        }
        let changed = self
            .known
            .into_values()
            .filter(|entry| entry.before != Some(entry.known.state));
        let changes: Vec<Change> = changed
            .map(|entry| Change {
                known: entry.known,
                raised: entry.raised,
                before: entry.before,
            })
            .collect();
        store::write_warnings(conn, &changes, self.now).await?;
        store::append_all(conn, &self.batches).await?;
        Ok(self.batches.len())
    }

    fn seal<E: prost::Name>(&mut self, chain: &mut Chain, cause: &Cause, event: &E) {
        let mut batch = Batch::new(Provenance {
            actor: PRINCIPAL.to_owned(),
            request_id: cause.request_id,
            trace_id: cause.trace_id.clone(),
            at: self.now,
        });
        batch.seal(chain, self.entropy.id(self.now), event);
        self.batches.push(batch);
    }
}

/// A request id for what no request brought about (UUID version 8 over SM3): the same for the same sweep of the same case.
pub(crate) fn swept(case_id: Uuid, on: CivilDate) -> Uuid {
    let hash: Hash = feed::sm3(&[
        b"yifa.supervision.sweep",
        case_id.as_bytes(),
        on.to_string().as_bytes(),
    ]);
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&hash.as_slice()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

fn subject(
    case: &CaseRow,
    rule: &Rule,
    finding: &Finding,
    raised_on: CivilDate,
) -> proto::WarningSubject {
    proto::WarningSubject {
        rule: rule.id.to_owned(),
        level: proto::WarningLevel::from(rule.level).into(),
        reason: finding.reason.clone(),
        citation: finding.citation.clone(),
        case_id: case.case_id.to_string(),
        case_code: case.code.clone(),
        agency_id: case.agency_id.clone(),
        agency_name: case.agency_name.clone(),
        division: case.division.clone(),
        domain: case.domain.clone(),
        object: finding.object.clone(),
        ground_date: finding.ground_on.to_string(),
        raised_date: raised_on.to_string(),
        origin: case.origin.clone(),
        rule_version: rule.version.to_owned(),
    }
}
