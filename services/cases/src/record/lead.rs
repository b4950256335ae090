//! Events of leads as the contract writes them (proto/yifa/cases/v1/lead_events.proto), and back.

use calendar::CivilDate;
use cases_domain::{Agency, AgencyId, CaseId, Domain, LeadId, OfficerId, PartyId};
use contract::cases::v1 as proto;
use leads_domain::{Event, Finding, Geo, Kind, Report, Source, Urgency};
use uuid::Uuid;

use super::read::message;
use super::{Unreadable, Written, clocks, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub fn write(event: &Event) -> Written {
    match event {
        Event::Reported {
            report,
            agency,
            domain,
            on,
            ..
        } => Written::of(&proto::LeadReported {
            contents: Some(contents(report)),
            agency: Some(write_agency(agency)),
            domain: write_domain(*domain),
            on_date: on.to_string(),
        }),
        Event::Accepted {
            domain,
            remarks,
            on,
            by,
        } => Written::of(&proto::LeadAccepted {
            domain: write_domain(*domain),
            remarks: remarks.clone(),
            on_date: on.to_string(),
            done_by: by.to_string(),
        }),
        Event::Declined {
            reasons,
            belongs_to,
            on,
            by,
        } => Written::of(&proto::LeadDeclined {
            reasons: reasons.clone(),
            belongs_to: belongs_to.clone(),
            on_date: on.to_string(),
            done_by: by.to_string(),
        }),
        Event::Merged {
            into,
            reasons,
            on,
            by,
        } => Written::of(&proto::LeadMerged {
            into_lead_id: into.to_string(),
            reasons: reasons.clone(),
            on_date: on.to_string(),
            done_by: by.to_string(),
        }),
        Event::DuplicateLinked { duplicate, on, by } => Written::of(&proto::LeadDuplicateLinked {
            duplicate_lead_id: duplicate.to_string(),
            on_date: on.to_string(),
            done_by: by.to_string(),
        }),
        Event::Assigned { officers, on, by } => Written::of(&proto::LeadAssigned {
            officers: parts::officers(officers),
            on_date: on.to_string(),
            done_by: by.to_string(),
        }),
        Event::Extended { reasons, on, by } => Written::of(&proto::LeadVerificationExtended {
            reasons: reasons.clone(),
            on_date: on.to_string(),
            done_by: by.to_string(),
        }),
        Event::Verified {
            officers,
            finding,
            facts,
            on,
        } => Written::of(&proto::LeadVerified {
            officers: parts::officers(officers),
            finding: write_finding(*finding).into(),
            facts: facts.clone(),
            on_date: on.to_string(),
        }),
        Event::RefusalProposed { reasons, on, by } => Written::of(&proto::LeadRefusalProposed {
            reasons: reasons.clone(),
            on_date: on.to_string(),
            done_by: by.to_string(),
        }),
        Event::RefusalApproved { opinion, on, by } => Written::of(&proto::LeadRefusalApproved {
            opinion: opinion.clone(),
            on_date: on.to_string(),
            done_by: by.to_string(),
        }),
        Event::RefusalRejected { reasons, on, by } => Written::of(&proto::LeadRefusalRejected {
            reasons: reasons.clone(),
            on_date: on.to_string(),
            done_by: by.to_string(),
        }),
        Event::Converted {
            kind,
            case_id,
            procedure,
            on,
            by,
        } => Written::of(&proto::LeadConverted {
            inspection: *kind == Kind::ConvertToInspection,
            case_id: case_id.to_string(),
            procedure: procedure.clone(),
            on_date: on.to_string(),
            done_by: by.to_string(),
        }),
        Event::Transferred {
            number,
            to,
            reasons,
            designation,
            on,
            by,
        } => Written::of(&proto::LeadTransferred {
            number: parts::count(*number),
            to: Some(write_agency(to)),
            reasons: reasons.clone(),
            designation: designation.clone(),
            on_date: on.to_string(),
            done_by: by.to_string(),
        }),
        Event::TransferAccepted { domain, on, by } => Written::of(&proto::LeadTransferAccepted {
            domain: write_domain(*domain),
            on_date: on.to_string(),
            done_by: by.to_string(),
        }),
        Event::TransferRefused { reasons, on, by } => Written::of(&proto::LeadTransferRefused {
            reasons: reasons.clone(),
            on_date: on.to_string(),
            done_by: by.to_string(),
        }),
        Event::TransferWithdrawn { reasons, on, by } => {
            Written::of(&proto::LeadTransferWithdrawn {
                reasons: reasons.clone(),
                on_date: on.to_string(),
                done_by: by.to_string(),
            })
        }
        Event::FeedbackGiven {
            to,
            manner,
            content,
            on,
            by,
        } => Written::of(&proto::LeadFeedbackGiven {
            to: to.clone(),
            manner: manner.clone(),
            content: content.clone(),
            on_date: on.to_string(),
            done_by: by.to_string(),
        }),
        Event::ClockStarted(deadline) => Written::of(&proto::LeadClockStarted {
            deadline: Some(clocks::deadline(deadline)),
        }),
        Event::ClockAdjusted { deadline, why } => Written::of(&proto::LeadClockAdjusted {
            deadline: Some(clocks::deadline(deadline)),
            why: why.clone(),
        }),
        Event::ClockSettled { clock, state, on } => Written::of(&proto::LeadClockSettled {
            kind: clock.kind.name().to_owned(),
            about: parts::count(clock.about),
            state: parts::deadline_state(*state).into(),
            on_date: on.to_string(),
        }),
    }
}

/// Reads an event of a lead.
pub fn read(lead_id: LeadId, written: &Written) -> Read<Event> {
    let name = written
        .type_name
        .strip_prefix("yifa.cases.v1.")
        .ok_or(Unreadable("name"))?;
    Ok(match name {
        "LeadReported" => {
            let it: proto::LeadReported = message(written)?;
            Event::Reported {
                id: lead_id,
                report: Box::new(read_contents(it.contents)?),
                agency: read_agency(it.agency)?,
                domain: read_domain(&it.domain)?,
                on: parts::day(&it.on_date)?,
            }
        }
        "LeadAccepted" => {
            let it: proto::LeadAccepted = message(written)?;
            let (on, by) = done(&it.on_date, it.done_by)?;
            Event::Accepted {
                domain: read_domain(&it.domain)?,
                remarks: it.remarks,
                on,
                by,
            }
        }
        "LeadDeclined" => {
            let it: proto::LeadDeclined = message(written)?;
            let (on, by) = done(&it.on_date, it.done_by)?;
            Event::Declined {
                reasons: it.reasons,
                belongs_to: it.belongs_to,
                on,
                by,
            }
        }
        "LeadMerged" => {
            let it: proto::LeadMerged = message(written)?;
            let (on, by) = done(&it.on_date, it.done_by)?;
            Event::Merged {
                into: lead(&it.into_lead_id)?,
                reasons: it.reasons,
                on,
                by,
            }
        }
        "LeadDuplicateLinked" => {
            let it: proto::LeadDuplicateLinked = message(written)?;
            let (on, by) = done(&it.on_date, it.done_by)?;
            Event::DuplicateLinked {
                duplicate: lead(&it.duplicate_lead_id)?,
                on,
                by,
            }
        }
        "LeadAssigned" => {
            let it: proto::LeadAssigned = message(written)?;
            let (on, by) = done(&it.on_date, it.done_by)?;
            Event::Assigned {
                officers: parts::read_officers(it.officers)?,
                on,
                by,
            }
        }
        "LeadVerificationExtended" => {
            let it: proto::LeadVerificationExtended = message(written)?;
            let (on, by) = done(&it.on_date, it.done_by)?;
            Event::Extended {
                reasons: it.reasons,
                on,
                by,
            }
        }
        "LeadVerified" => {
            let it: proto::LeadVerified = message(written)?;
            Event::Verified {
                finding: read_finding(it.finding())
                    .ok_or(Unreadable("finding of a verification"))?,
                on: parts::day(&it.on_date)?,
                officers: parts::read_officers(it.officers)?,
                facts: it.facts,
            }
        }
        "LeadRefusalProposed" => {
            let it: proto::LeadRefusalProposed = message(written)?;
            let (on, by) = done(&it.on_date, it.done_by)?;
            Event::RefusalProposed {
                reasons: it.reasons,
                on,
                by,
            }
        }
        "LeadRefusalApproved" => {
            let it: proto::LeadRefusalApproved = message(written)?;
            let (on, by) = done(&it.on_date, it.done_by)?;
            Event::RefusalApproved {
                opinion: it.opinion,
                on,
                by,
            }
        }
        "LeadRefusalRejected" => {
            let it: proto::LeadRefusalRejected = message(written)?;
            let (on, by) = done(&it.on_date, it.done_by)?;
            Event::RefusalRejected {
                reasons: it.reasons,
                on,
                by,
            }
        }
        "LeadConverted" => {
            let it: proto::LeadConverted = message(written)?;
            let (on, by) = done(&it.on_date, it.done_by)?;
            let kind = if it.inspection {
                Kind::ConvertToInspection
            } else {
                Kind::ConvertToCase
            };
            Event::Converted {
                kind,
                case_id: CaseId(Uuid::parse_str(&it.case_id).map_err(|_| Unreadable("case id"))?),
                procedure: it.procedure,
                on,
                by,
            }
        }
        "LeadTransferred" => {
            let it: proto::LeadTransferred = message(written)?;
            let (on, by) = done(&it.on_date, it.done_by)?;
            Event::Transferred {
                number: parts::number(it.number)?,
                to: read_agency(it.to)?,
                reasons: it.reasons,
                designation: it.designation,
                on,
                by,
            }
        }
        "LeadTransferAccepted" => {
            let it: proto::LeadTransferAccepted = message(written)?;
            let (on, by) = done(&it.on_date, it.done_by)?;
            Event::TransferAccepted {
                domain: read_domain(&it.domain)?,
                on,
                by,
            }
        }
        "LeadTransferRefused" => {
            let it: proto::LeadTransferRefused = message(written)?;
            let (on, by) = done(&it.on_date, it.done_by)?;
            Event::TransferRefused {
                reasons: it.reasons,
                on,
                by,
            }
        }
        "LeadTransferWithdrawn" => {
            let it: proto::LeadTransferWithdrawn = message(written)?;
            let (on, by) = done(&it.on_date, it.done_by)?;
            Event::TransferWithdrawn {
                reasons: it.reasons,
                on,
                by,
            }
        }
        "LeadFeedbackGiven" => {
            let it: proto::LeadFeedbackGiven = message(written)?;
            let (on, by) = done(&it.on_date, it.done_by)?;
            Event::FeedbackGiven {
                to: it.to,
                manner: it.manner,
                content: it.content,
                on,
                by,
            }
        }
        "LeadClockStarted" => {
            let it: proto::LeadClockStarted = message(written)?;
            Event::ClockStarted(clocks::read_deadline(it.deadline)?)
        }
        "LeadClockAdjusted" => {
            let it: proto::LeadClockAdjusted = message(written)?;
            Event::ClockAdjusted {
                deadline: clocks::read_deadline(it.deadline)?,
                why: it.why,
            }
        }
        "LeadClockSettled" => {
            let it: proto::LeadClockSettled = message(written)?;
            Event::ClockSettled {
                clock: clocks::read_clock(&it.kind, it.about)?,
                state: parts::read_deadline_state(it.state())?,
                on: parts::day(&it.on_date)?,
            }
        }
        _ => return Err(Unreadable("name")),
    })
}

/// What was reported, as the contract writes it.
pub(crate) fn contents(report: &Report) -> proto::LeadContents {
    let point = report.geo.map(|geo| proto::LeadPoint {
        latitude_e6: geo.latitude_e6,
        longitude_e6: geo.longitude_e6,
    });
    proto::LeadContents {
        source: write_source(report.source).into(),
        source_number: report.source_number.clone(),
        received_date: report.received_on.to_string(),
        division: report.division.to_string(),
        place: report.place.clone(),
        point,
        content: report.content.clone(),
        suspect: report.suspect.clone(),
        party_id: report
            .party
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        urgency: write_urgency(report.urgency).into(),
        feedback_wanted: report.feedback_wanted,
        reported_by: report.reported_by.clone(),
    }
}

fn read_contents(contents: Option<proto::LeadContents>) -> Read<Report> {
    let it = contents.ok_or(Unreadable("contents of a lead"))?;
    Ok(Report {
        source: read_source(it.source()).ok_or(Unreadable("source of a lead"))?,
        urgency: read_urgency(it.urgency()).ok_or(Unreadable("urgency of a lead"))?,
        received_on: parts::day(&it.received_date)?,
        source_number: it.source_number,
        reported_by: it.reported_by,
        division: it.division.as_str().into(),
        place: it.place,
        geo: it.point.map(|point| Geo {
            latitude_e6: point.latitude_e6,
            longitude_e6: point.longitude_e6,
        }),
        content: it.content,
        suspect: it.suspect,
        party: (!it.party_id.is_empty()).then_some(PartyId(it.party_id)),
        feedback_wanted: it.feedback_wanted,
    })
}

fn done(on: &str, by: String) -> Read<(CivilDate, OfficerId)> {
    Ok((parts::day(on)?, OfficerId(by)))
}

fn lead(id: &str) -> Read<LeadId> {
    parts::read_lead_id(id)?.ok_or(Unreadable("lead id"))
}

fn write_agency(agency: &Agency) -> proto::LeadAgency {
    proto::LeadAgency {
        agency_id: agency.id.to_string(),
        name: agency.name.clone(),
        division: agency.division.to_string(),
    }
}

fn read_agency(agency: Option<proto::LeadAgency>) -> Read<Agency> {
    let agency = agency.ok_or(Unreadable("agency of a lead"))?;
    Ok(Agency {
        id: AgencyId(agency.agency_id),
        name: agency.name,
        division: agency.division.as_str().into(),
    })
}

pub(crate) fn write_domain(domain: Option<Domain>) -> String {
    domain.map(|domain| domain.to_string()).unwrap_or_default()
}

fn read_domain(code: &str) -> Read<Option<Domain>> {
    if code.is_empty() {
        Ok(None)
    } else {
        parts::domain(code).map(Some)
    }
}

/// Declares how a choice is written and read.
macro_rules! choices {
    ($write:ident, $read:ident, $ours:ident, $theirs:ident { $($one:ident),* $(,)? }) => {
        pub(crate) const fn $write(it: $ours) -> proto::$theirs {
            match it { $($ours::$one => proto::$theirs::$one,)* }
        }

        pub(crate) const fn $read(it: proto::$theirs) -> Option<$ours> {
            match it {
                $(proto::$theirs::$one => Some($ours::$one),)*
                proto::$theirs::Unspecified => None,
            }
        }
    };
}

choices!(
    write_source,
    read_source,
    Source,
    LeadSource {
        Hotline,
        Grid,
        Patrol,
        Inspection,
        Transfer,
        Assignment,
        Media,
        Complaint,
    }
);
choices!(
    write_urgency,
    read_urgency,
    Urgency,
    LeadUrgency {
        Normal,
        Urgent,
        Critical
    }
);
choices!(
    write_finding,
    read_finding,
    Finding,
    LeadFinding {
        Suspected,
        NothingFound,
        Minor
    }
);
