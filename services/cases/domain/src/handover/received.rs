//! What comes with a case that was handed over: the evidence under its first hashes, and who has had it.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::HandedObject;
use crate::{Agency, Case, CaseCode, CaseId, Evidence, OfficerId, Procedure};

/// The file of a case that was handed over, as the receiver took it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReceived {
    /// The sender's case.
    pub from_case: CaseId,
    /// Its identity code.
    pub from_code: CaseCode,
    /// The sender.
    pub from_agency: Agency,
    /// Evidence, under the numbers it had.
    pub evidence: Vec<PassedOn>,
    /// Objects that came along.
    pub objects: Vec<HandedObject>,
    /// Day.
    pub on: CivilDate,
    /// Officer who took it.
    pub by: OfficerId,
}

/// A piece of evidence with everybody who has had it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOn {
    /// The evidence, as it was collected.
    pub evidence: Evidence,
    /// Who has had it, whoever collected it first.
    pub custody: Vec<Custody>,
}

/// A time from which an agency had a piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Custody {
    /// The agency.
    pub agency: Agency,
    /// Identity code of its case.
    pub code: CaseCode,
    /// Since when.
    pub since: CivilDate,
}

/// The receiver's case with the file that came along; none: it is no penalty.
pub(crate) fn receive(case: &mut Case, file: &FileReceived) -> Option<()> {
    let Procedure::OrdinaryPenalty(penalty) = &mut case.procedure else {
        return None;
    };
    let evidence = file.evidence.iter().map(|it| it.evidence.clone());
    penalty.evidence.extend(evidence);
    case.received = Some(Box::new(file.clone()));
    Some(())
}
