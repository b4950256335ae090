//! Files that were handed over as the contract writes them, and back.

use cases_domain::OfficerId;
use cases_domain::handover::{Custody, FileReceived, PassedOn};
use contract::cases::v1 as proto;

use super::{Unreadable, handover, parts};

type Read<T> = Result<T, Unreadable>;

/// The file as events and answers carry it.
pub(crate) fn file(it: &FileReceived) -> proto::ReceivedFile {
    proto::ReceivedFile {
        from_case_id: it.from_case.to_string(),
        from_case_code: it.from_code.to_string(),
        from_agency: Some(parts::involved(&it.from_agency)),
        evidence: it.evidence.iter().map(passed_on).collect(),
        objects: it.objects.iter().map(handover::handed_object).collect(),
        received_date: it.on.to_string(),
        received_by: it.by.to_string(),
    }
}

pub(super) fn read_file(it: Option<proto::ReceivedFile>) -> Read<FileReceived> {
    let it = it.ok_or(Unreadable("received file"))?;
    let evidence = it.evidence.into_iter().map(read_passed_on);
    let objects = it.objects.into_iter().map(handover::read_handed_object);
    Ok(FileReceived {
        from_case: parts::case_id(&it.from_case_id)?,
        from_code: parts::case_code(&it.from_case_code)?,
        from_agency: parts::read_involved(it.from_agency)?,
        evidence: evidence.collect::<Read<_>>()?,
        objects: objects.collect(),
        on: parts::day(&it.received_date)?,
        by: OfficerId(it.received_by),
    })
}

fn passed_on(it: &PassedOn) -> proto::PassedOnEvidence {
    proto::PassedOnEvidence {
        evidence: Some(parts::evidence(&it.evidence)),
        custody: it.custody.iter().map(custody).collect(),
    }
}

fn read_passed_on(it: proto::PassedOnEvidence) -> Read<PassedOn> {
    let custody = it.custody.into_iter().map(read_custody);
    Ok(PassedOn {
        evidence: parts::read_evidence(it.evidence)?,
        custody: custody.collect::<Read<_>>()?,
    })
}

fn custody(it: &Custody) -> proto::Custody {
    proto::Custody {
        agency: Some(parts::involved(&it.agency)),
        case_code: it.code.to_string(),
        since_date: it.since.to_string(),
    }
}

fn read_custody(it: proto::Custody) -> Read<Custody> {
    Ok(Custody {
        agency: parts::read_involved(it.agency)?,
        code: parts::case_code(&it.case_code)?,
        since: parts::day(&it.since_date)?,
    })
}
