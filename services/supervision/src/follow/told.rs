//! Events of cases as supervision hears them: what no rule needs is not read.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use contract::cases::v1 as cases;
use contract::cases::v1::{
    CaseOpening, DeadlineState, InspectionKind, OfficerSnapshot, OfflineReason,
};
use contract::feed::v1::Event;
use prost::Message;
use refusal::Fault;
use uuid::Uuid;

use crate::facts::{Act, Clock, ClockState, Entry};
use crate::raise::Cause;

/// An event of a case.
#[derive(Debug)]
pub(crate) struct Heard {
    /// The case.
    pub(crate) case_id: Uuid,
    /// Which act brought it about.
    pub(crate) cause: Cause,
    /// What happened.
    pub(crate) told: Told,
    /// Officers who acted.
    pub(crate) acts: Vec<Act>,
    /// What was entered afterwards.
    pub(crate) entries: Vec<Entry>,
    /// Where it may bring the case.
    pub(crate) moved: Moved,
}

/// What moves a case to another step, as it was told.
#[derive(Debug)]
pub(crate) struct Moved {
    position: i64,
    type_name: String,
    payload: Vec<u8>,
}

impl Moved {
    /// The step after it; none: it moves no step.
    pub(crate) fn after(&self, now: &str) -> Result<Option<&'static str>, Fault> {
        let step = course::step_after(now, &self.type_name, &self.payload);
        step.map_err(|_| Reader(self.position).bad("payload"))
    }
}

/// What happened, as far as rules look at it.
#[derive(Debug)]
pub(crate) enum Told {
    /// A case was opened.
    Opened(Box<Opened>),
    /// A site was visited.
    Visited(CivilDate),
    /// The notice was served.
    Noticed(CivilDate),
    /// The decision was made.
    Decided(CivilDate),
    /// The case was closed.
    Closed(CivilDate),
    /// A clock was armed.
    Armed(Clock),
    /// The running clock of a kind, about a thing, ended.
    Ended(String, u32, ClockState),
    /// The running clock of a kind, about a thing, runs on otherwise.
    Adjusted(Clock),
    /// Officers acted, or the case came to another step, nothing else.
    Acted,
}

/// A case that was opened.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) procedure: &'static str,
    pub(crate) step: &'static str,
    pub(crate) inspection_kind: &'static str,
    pub(crate) on: CivilDate,
    pub(crate) opening: CaseOpening,
}

/// An event that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("event {position} of cases cannot be read: {what}")]
pub(crate) struct Unreadable {
    position: i64,
    what: &'static str,
}

const PREFIX: &str = "yifa.cases.v1.";

/// Reads an event; none: no rule looks at it.
pub(crate) fn hear(event: &Event) -> Result<Option<Heard>, Fault> {
    let reader = Reader(event.position);
    let payload = event
        .payload
        .as_ref()
        .ok_or_else(|| reader.bad("payload"))?;
    let type_name = payload.type_url.rsplit('/').next().unwrap_or_default();
    let Some(name) = type_name.strip_prefix(PREFIX) else {
        return Ok(None);
    };
    let recorded_at = recorded_at(event).ok_or_else(|| reader.bad("record_time"))?;
    let recorded_on = CivilDate::of(recorded_at);
    let Some((told, acts)) = reader.told(name, &payload.value, recorded_on)? else {
        return Ok(None);
    };
    let uuid = |text: &str, what| Uuid::parse_str(text).map_err(|_| reader.bad(what));
    Ok(Some(Heard {
        case_id: uuid(&event.aggregate_id, "aggregate_id")?,
        cause: Cause {
            request_id: uuid(&event.request_id, "request_id")?,
            trace_id: event.trace_id.clone(),
            recorded_at,
            on: recorded_on,
        },
        entries: reader.entries(name, &payload.value, (&told, recorded_on))?,
        told,
        acts,
        moved: Moved {
            position: event.position,
            type_name: type_name.to_owned(),
            payload: payload.value.clone(),
        },
    }))
}

/// When an event was recorded.
pub(crate) fn recorded_at(event: &Event) -> Option<DateTime<Utc>> {
    instant(event.record_time.as_ref()?)
}

fn instant(time: &prost_types::Timestamp) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(time.seconds, u32::try_from(time.nanos).ok()?)
}

/// Reads the event at a position.
#[derive(Clone, Copy)]
struct Reader(i64);

type Read<T> = Result<T, Fault>;

impl Reader {
    fn told(
        self,
        name: &str,
        bytes: &[u8],
        recorded_on: CivilDate,
    ) -> Read<Option<(Told, Vec<Act>)>> {
        let told = match name {
            "InspectionOpened" => {
                let it: cases::InspectionOpened = self.decode(bytes)?;
                let on = self.day(&it.opened_date, "opened_date")?;
                let kind = kind(it.kind());
                self.opened(it.opening, "INSPECTION", "OPENED", kind, on)?
            }
            "CaseFiled" => {
                let it: cases::CaseFiled = self.decode(bytes)?;
                let on = self.day(&it.filed_date, "filed_date")?;
                self.opened(it.opening, "ORDINARY_PENALTY", "FILED", "", on)?
            }
            "SummaryOpened" => {
                let it: cases::SummaryOpened = self.decode(bytes)?;
                let on = self.day(&it.opened_date, "opened_date")?;
                self.opened(it.opening, "SUMMARY_PENALTY", "OPENED", "", on)?
            }
            "SummaryHeard" => {
                let it: cases::SummaryHeard = self.decode(bytes)?;
                let on = self.day(&it.heard_date, "heard_date")?;
                (Told::Acted, self.acts(&it.officers, on)?)
            }
            "SummaryDecided" => {
                let it: cases::SummaryDecided = self.decode(bytes)?;
                let on = self.day(&it.decided_date, "decided_date")?;
                (Told::Acted, self.acts(&it.officers, on)?)
            }
            "SummaryConverted" => {
                let it: cases::SummaryConverted = self.decode(bytes)?;
                let on = self.day(&it.converted_date, "converted_date")?;
                (Told::Closed(on), Vec::new())
            }
            "SiteRecorded" => {
                let it: cases::SiteRecorded = self.decode(bytes)?;
                let start = it.start_time.as_ref();
                let on = start
                    .and_then(|time| DateTime::from_timestamp(time.seconds, 0))
                    .map_or(recorded_on, CivilDate::of);
                (Told::Visited(on), self.acts(&it.officers, on)?)
            }
            "RectificationOrdered" => {
                let it: cases::RectificationOrdered = self.decode(bytes)?;
                let on = self.day(&it.ordered_date, "ordered_date")?;
                (Told::Acted, self.acts(&it.officers, on)?)
            }
            "RevisitRecorded" => {
                let it: cases::RevisitRecorded = self.decode(bytes)?;
                (Told::Acted, self.acts(&it.officers, recorded_on)?)
            }
            "InspectionClosed" => {
                let it: cases::InspectionClosed = self.decode(bytes)?;
                (
                    Told::Closed(self.day(&it.closed_date, "closed_date")?),
                    Vec::new(),
                )
            }
            "EvidenceRecorded" => {
                let it: cases::EvidenceRecorded = self.decode(bytes)?;
                (Told::Acted, self.acts(&it.officers, recorded_on)?)
            }
            "InquiryConcluded" => {
                let it: cases::InquiryConcluded = self.decode(bytes)?;
                let on = self.day(&it.concluded_date, "concluded_date")?;
                (Told::Acted, self.acts(&it.officers, on)?)
            }
            "NoticeServed" => {
                let it: cases::NoticeServed = self.decode(bytes)?;
                let service = it.service.unwrap_or_default();
                let on = self.day(&service.served_date, "served_date")?;
                (Told::Noticed(on), self.acts(&it.officers, on)?)
            }
            "StatementRecorded" => {
                let it: cases::StatementRecorded = self.decode(bytes)?;
                (Told::Acted, self.acts(&it.officers, recorded_on)?)
            }
            "PenaltyDecided" => {
                let it: cases::PenaltyDecided = self.decode(bytes)?;
                (
                    Told::Decided(self.day(&it.decided_date, "decided_date")?),
                    Vec::new(),
                )
            }
            "CaseClosed" => {
                let it: cases::CaseClosed = self.decode(bytes)?;
                (
                    Told::Closed(self.day(&it.closed_date, "closed_date")?),
                    Vec::new(),
                )
            }
            "CaseEnded" => {
                let it: cases::CaseEnded = self.decode(bytes)?;
                let on = self.day(&it.ended_date, "ended_date")?;
                (Told::Closed(on), Vec::new())
            }
            "CaseTransferred" => {
                let it: cases::CaseTransferred = self.decode(bytes)?;
                let on = self.day(&it.closed_date, "closed_date")?;
                (Told::Closed(on), Vec::new())
            }
            "DeadlineArmed" => {
                let it: cases::DeadlineArmed = self.decode(bytes)?;
                let deadline = it.deadline.ok_or_else(|| self.bad("deadline"))?;
                (Told::Armed(self.clock(deadline)?), Vec::new())
            }
            "DeadlineAdjusted" => {
                let it: cases::DeadlineAdjusted = self.decode(bytes)?;
                let deadline = it.deadline.ok_or_else(|| self.bad("deadline"))?;
                (Told::Adjusted(self.clock(deadline)?), Vec::new())
            }
            "DeadlineSettled" => {
                let it: cases::DeadlineSettled = self.decode(bytes)?;
                let state = match it.state() {
                    DeadlineState::Met => ClockState::Met(recorded_on),
                    DeadlineState::Passed => ClockState::Passed(recorded_on),
                    DeadlineState::Cancelled => ClockState::Cancelled(recorded_on),
                    DeadlineState::Open | DeadlineState::Unspecified => {
                        return Err(self.bad("state"));
                    }
                };
                let about = self.number(it.about)?;
                (Told::Ended(it.kind, about, state), Vec::new())
            }
            "CommandReplayed" => (Told::Acted, Vec::new()),
            name => {
                let type_name = format!("{PREFIX}{name}");
                let moves = course::step_after("", &type_name, bytes);
                if moves.map_err(|_| self.bad("payload"))?.is_none() {
                    return Ok(None);
                }
                (Told::Acted, Vec::new())
            }
        };
        Ok(Some(told))
    }

    /// What was handled off-line and entered by this event.
    fn entries(
        self,
        name: &str,
        bytes: &[u8],
        (told, recorded_on): (&Told, CivilDate),
    ) -> Read<Vec<Entry>> {
        let (entry, entered_on) = match (name, told) {
            (_, Told::Opened(opened)) => (opened.opening.back_entry.clone(), recorded_on),
            ("CommandReplayed", _) => {
                let it: cases::CommandReplayed = self.decode(bytes)?;
                let received = it.receive_time.as_ref().and_then(instant);
                (it.back_entry, received.map_or(recorded_on, CivilDate::of))
            }
            _ => return Ok(Vec::new()),
        };
        let Some(entry) = entry else {
            return Ok(Vec::new());
        };
        Ok(vec![Entry {
            reason: reason(entry.reason()).to_owned(),
            obstacle_ended_on: self.day(&entry.obstacle_ended_date, "obstacle_ended_date")?,
            entered_on,
        }])
    }

    fn opened(
        self,
        opening: Option<CaseOpening>,
        procedure: &'static str,
        step: &'static str,
        inspection_kind: &'static str,
        on: CivilDate,
    ) -> Read<(Told, Vec<Act>)> {
        let opening = opening.ok_or_else(|| self.bad("opening"))?;
        let acts = self.acts(&opening.officers, on)?;
        let opened = Opened {
            procedure,
            step,
            inspection_kind,
            on,
            opening,
        };
        Ok((Told::Opened(Box::new(opened)), acts))
    }

    fn acts(self, officers: &[OfficerSnapshot], on: CivilDate) -> Read<Vec<Act>> {
        let acts = officers.iter().map(|officer| {
            let expiry = &officer.certificate_expiry;
            Ok(Act {
                officer_id: officer.officer_id.clone(),
                on,
                certificate_expiry: if expiry.is_empty() {
                    None
                } else {
                    Some(self.day(expiry, "certificate_expiry")?)
                },
            })
        });
        acts.collect()
    }

    fn clock(self, deadline: cases::Deadline) -> Read<Clock> {
        let until = deadline.until_time.as_ref();
        Ok(Clock {
            about: self.number(deadline.about)?,
            until: until
                .map(|at| instant(at).ok_or_else(|| self.bad("until_time")))
                .transpose()?,
            paused: !deadline.paused_date.is_empty(),
            former: Vec::new(),
            start: self.day(&deadline.start_date, "start_date")?,
            due: self.day(&deadline.due_date, "due_date")?,
            kind: deadline.kind,
            name: deadline.name,
            length: deadline.length,
            citation: deadline.citation,
            provisional: deadline.provisional,
            state: ClockState::Open,
        })
    }

    fn number(self, number: i32) -> Read<u32> {
        u32::try_from(number).map_err(|_| self.bad("about"))
    }

    fn day(self, text: &str, what: &'static str) -> Read<CivilDate> {
        CivilDate::parse(text).map_err(|_| self.bad(what))
    }

    fn decode<M: Message + Default>(self, bytes: &[u8]) -> Read<M> {
        M::decode(bytes).map_err(|_| self.bad("message"))
    }

    fn bad(self, what: &'static str) -> Fault {
        Fault::internal(Unreadable {
            position: self.0,
            what,
        })
    }
}

const fn reason(reason: OfflineReason) -> &'static str {
    match reason {
        OfflineReason::Unspecified => "线下办理",
        OfflineReason::NoNetwork => "因现场无网络线下办理",
        OfflineReason::PlatformFailure => "因平台故障且情况紧急线下办理",
        OfflineReason::Law => "因法律法规另有规定线下办理",
    }
}

const fn kind(kind: InspectionKind) -> &'static str {
    match kind {
        InspectionKind::Unspecified => "",
        InspectionKind::Daily => "DAILY",
        InspectionKind::Special => "SPECIAL",
        InspectionKind::Case => "CASE",
    }
}
