//! What a case is after the event that opens it.

use std::collections::BTreeSet;

use calendar::CivilDate;

use super::join;
use crate::event::{CaseFiled, InspectionOpened};
use crate::procedure::{inspection, penalty};
use crate::{Account, Case, Inspection, Opening, Penalty, Procedure, fast};

pub(super) fn opened_inspection(opened: &InspectionOpened) -> Case {
    let inspection = Inspection {
        step: inspection::Step::Opened,
        kind: opened.kind,
        reason: opened.reason.clone(),
        place: opened.place.clone(),
        planned_on: opened.planned_on,
        opened_on: opened.opened_on,
        visit: None,
        findings: Vec::new(),
        order: None,
        order_service: None,
        revisits: Vec::new(),
        conclusion: None,
        basis: opened.basis.clone(),
        emergency: opened.emergency.clone(),
        checklist: opened.checklist.clone(),
        answers: Vec::new(),
        approval: None,
        notice: None,
        told: None,
        extensions: Vec::new(),
        reminders: Vec::new(),
        escalated_to: None,
    };
    opened_case(
        &opened.opening,
        opened.opened_on,
        Procedure::Inspection(Box::new(inspection)),
    )
}

pub(super) fn filed_case(filed: &CaseFiled) -> Case {
    let penalty = Penalty {
        step: penalty::Step::Filed,
        source: filed.source.clone(),
        summary: filed.summary.clone(),
        act_on: filed.act_on,
        found_on: filed.found_on,
        filed_on: filed.filed_on,
        from_case: filed.from_case,
        extent: filed.extent.clone(),
        range: filed.range,
        evidence: Vec::new(),
        inquiry: None,
        review: None,
        notice: None,
        statements: Vec::new(),
        waiver: None,
        decision: None,
        decision_service: None,
        payments: Vec::new(),
        conclusion: None,
        revocation: None,
        fast: filed.fast.then(fast::FastPath::default),
        proposals: 0,
        forgone: None,
        endorsement: None,
        education: String::new(),
        corrections: Vec::new(),
        closing: None,
        archive_number: String::new(),
        archived_on: None,
        file_sm3: String::new(),
        bound_sm3: String::new(),
        former: Vec::new(),
    };
    opened_case(
        &filed.opening,
        filed.filed_on,
        Procedure::OrdinaryPenalty(Box::new(penalty)),
    )
}

pub(super) fn opened_case(opening: &Opening, on: CivilDate, procedure: Procedure) -> Case {
    let mut handlers = BTreeSet::new();
    join(&mut handlers, &opening.officers);
    Case {
        opening: opening.clone(),
        handlers,
        address: None,
        deadlines: Vec::new(),
        last_step_on: on,
        recusals: Vec::new(),
        distinctions: Vec::new(),
        assistances: Vec::new(),
        disputes: Vec::new(),
        handovers: Vec::new(),
        referrals: Vec::new(),
        weighings: Vec::new(),
        measures: Vec::new(),
        executions: Vec::new(),
        account: Account::default(),
        remedies: Vec::new(),
        preservations: Vec::new(),
        testings: Vec::new(),
        standstills: Vec::new(),
        exhibits: Vec::new(),
        custody: Vec::new(),
        unrecorded: Vec::new(),
        interviews: Vec::new(),
        public_notices: Vec::new(),
        servings: Vec::new(),
        captures: Vec::new(),
        tasks: Vec::new(),
        tasks_so_far: 0,
        hearings: Vec::new(),
        meetings: Vec::new(),
        documents: Vec::new(),
        presentations: Vec::new(),
        transcripts: Vec::new(),
        received: None,
        procedure,
    }
}
