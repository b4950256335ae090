//! The leads and cases of a matter, and how one leads to another.

use actor::Actor;
use cases_domain::{Case, CaseId, LeadId, Procedure};
use contract::cases::v1 as proto;
use leads_domain::{Ending, Lead};
use refusal::Fault;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::visibility::{sees, sees_lead};
use crate::{leads, record, store};

/// Which lead or case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Lead(LeadId),
    Case(CaseId),
}

/// A lead or a case that the caller may see.
#[derive(Debug)]
pub(super) enum Known {
    Lead(Box<Lead>),
    Case(Box<Case>),
}

impl Place {
    pub(super) const fn kind(self) -> proto::TimelinePartKind {
        match self {
            Self::Lead(_) => proto::TimelinePartKind::Lead,
            Self::Case(_) => proto::TimelinePartKind::Case,
        }
    }

    /// Kind and id of its aggregate.
    pub(super) const fn aggregate(self) -> (&'static str, Uuid) {
        match self {
            Self::Lead(id) => (leads::AGGREGATE, id.0),
            Self::Case(id) => (record::AGGREGATE, id.0),
        }
    }
}

/// Looks a part up; none: it is not there, or not the caller's to see.
pub(super) async fn look_up(
    conn: &mut PgConnection,
    actor: &Actor,
    place: Place,
) -> Result<Option<Known>, Fault> {
    Ok(match place {
        Place::Lead(id) => leads::store::get(conn, id)
            .await?
            .map(|kept| kept.lead)
            .filter(|lead| sees_lead(actor, lead))
            .map(|lead| Known::Lead(Box::new(lead))),
        Place::Case(id) => store::get(conn, id)
            .await?
            .map(|stored| stored.case)
            .filter(|case| sees(actor, case))
            .map(|case| Known::Case(Box::new(case))),
    })
}

impl Known {
    /// What it leads to, and where it comes from.
    pub(super) fn around(&self) -> Vec<(Place, &'static str)> {
        match self {
            Self::Lead(lead) => around_lead(lead),
            Self::Case(case) => around_case(case),
        }
    }

    /// The part as it is shown.
    pub(super) fn shown(&self, number: i32, relation: &str, from: i32) -> proto::TimelinePart {
        let (kind, id, code, name, agency, step) = match self {
            Self::Lead(lead) => (
                proto::TimelinePartKind::Lead,
                lead.id.to_string(),
                String::new(),
                "线索",
                &lead.agency.name,
                lead.step.zh(),
            ),
            Self::Case(case) => (
                proto::TimelinePartKind::Case,
                case.id().to_string(),
                case.opening.code.to_string(),
                procedure(case),
                &case.opening.agency.name,
                case.step_zh(),
            ),
        };
        proto::TimelinePart {
            number,
            kind: kind.into(),
            id,
            code,
            relation: relation.to_owned(),
            from,
            name: name.to_owned(),
            agency_name: agency.clone(),
            step_name: step.to_owned(),
            visible: true,
        }
    }
}

fn procedure(case: &Case) -> &'static str {
    match case.procedure {
        Procedure::Inspection(_) => "行政检查",
        Procedure::OrdinaryPenalty(_) => "行政处罚普通程序",
        Procedure::SummaryPenalty(_) => "行政处罚简易程序",
    }
}

fn around_lead(lead: &Lead) -> Vec<(Place, &'static str)> {
    let merged = lead.duplicates.iter();
    let mut around: Vec<_> = merged
        .map(|id| (Place::Lead(*id), "合并办理的线索"))
        .collect();
    match &lead.ending {
        Some(Ending::Merged { into }) => around.push((Place::Lead(*into), "并入的线索")),
        Some(Ending::Converted { case_id, .. }) => {
            around.push((Place::Case(*case_id), "由线索开办的案件"));
        }
        _ => {}
    }
    around
}

fn around_case(case: &Case) -> Vec<(Place, &'static str)> {
    let mut around = Vec::new();
    if let Some(lead) = case.opening.from_lead {
        around.push((Place::Lead(lead), "来源线索"));
    }
    if let Some(received) = &case.received {
        around.push((Place::Case(received.from_case), "移送前的案件"));
    }
    match &case.procedure {
        Procedure::Inspection(it) => {
            let escalated = it.escalated_to.map(|id| (Place::Case(id), "转立案处罚"));
            around.extend(escalated);
        }
        Procedure::OrdinaryPenalty(it) => {
            let from = it.from_case.map(|id| (Place::Case(id), "来源案件"));
            around.extend(from);
        }
        Procedure::SummaryPenalty(it) => {
            let converted = it.converted_to.map(|id| (Place::Case(id), "转普通程序"));
            around.extend(converted);
        }
    }
    for handover in &case.handovers {
        let accepted = handover.acceptance.as_ref();
        around.extend(accepted.map(|it| (Place::Case(it.new_case), "移送后的案件")));
    }
    around
}
