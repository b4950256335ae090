//! Events of a registered preservation, and what they make of it.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use statute::Citation;

use super::{Fate, Kind, Plan, Preservation, Step};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Case, DocumentNumber, OfficerId, OfficerSnapshot, Service, Signature};

/// Something that has happened in a preservation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已申请先行登记保存
    Applied(Applied),
    /// 已审批先行登记保存
    Decided(Decided),
    /// 已实施先行登记保存
    Preserved(Preserved),
    /// 已报告紧急先行登记保存
    Reported(Reported),
    /// 已处理先行登记保存的证据
    Handled(Handled),
    /// 不再实施先行登记保存
    Dropped(Dropped),
    /// 逾期未处理，已自动解除
    Lapsed(Lapsed),
}

/// Approval was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// Its number.
    pub number: u32,
    /// What is to be kept.
    pub plan: Plan,
    /// Day.
    pub on: CivilDate,
    /// Officer who asked.
    pub by: OfficerId,
}

/// It was approved or refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// Its number.
    pub number: u32,
    /// Whether it is approved.
    pub approved: bool,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who decided.
    pub by: OfficerId,
}

/// Evidence was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preserved {
    /// Its number.
    pub number: u32,
    /// Whether it was done first, in an emergency.
    pub emergency: bool,
    /// What is kept.
    pub plan: Plan,
    /// Officers who did it.
    pub officers: Vec<OfficerSnapshot>,
    /// When.
    pub at: DateTime<Utc>,
    /// How the party signed.
    pub signature: Signature,
    /// Number of the notice.
    pub document_number: Option<DocumentNumber>,
}

/// An emergency was reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// Its number.
    pub number: u32,
    /// What was reported.
    pub report: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Officer who reported.
    pub by: OfficerId,
}

/// It was said what becomes of every object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handled {
    /// Its number.
    pub number: u32,
    /// Officers who did it.
    pub officers: Vec<OfficerSnapshot>,
    /// What becomes of each object.
    pub fates: Vec<Fate>,
    /// How the party was told.
    pub service: Service,
    /// Number of the notice.
    pub document_number: Option<DocumentNumber>,
}

/// What was not done was given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// Its number.
    pub number: u32,
    /// Why.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who gave it up.
    pub by: OfficerId,
}

/// Nothing was said in time: everything is released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lapsed {
    /// Its number.
    pub number: u32,
    /// Rule by which it is released.
    pub citation: Citation,
    /// Day.
    pub on: CivilDate,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Applied(_) => "PreservationApplied",
            Self::Decided(_) => "PreservationDecided",
            Self::Preserved(_) => "EvidencePreserved",
            Self::Reported(_) => "PreservationReported",
            Self::Handled(_) => "PreservationHandled",
            Self::Dropped(_) => "PreservationDropped",
            Self::Lapsed(_) => "PreservationLapsed",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::Applied(_) => Kind::ApplyForPreservation,
            Self::Decided(_) => Kind::DecidePreservation,
            Self::Preserved(it) if it.emergency => Kind::PreserveAtOnce,
            Self::Preserved(_) => Kind::CarryOutPreservation,
            Self::Reported(_) => Kind::ReportPreservation,
            Self::Handled(_) => Kind::HandlePreserved,
            Self::Dropped(_) => Kind::DropPreservation,
            Self::Lapsed(_) => Kind::LapsePreservation,
        }
    }

    /// What the act came to.
    pub(crate) const fn outcome(&self) -> Outcome {
        match self {
            Self::Decided(it) if it.approved => Outcome::Granted,
            Self::Decided(_) => Outcome::Refused,
            _ => Outcome::Done,
        }
    }

    const fn number(&self) -> u32 {
        match self {
            Self::Applied(it) => it.number,
            Self::Decided(it) => it.number,
            Self::Preserved(it) => it.number,
            Self::Reported(it) => it.number,
            Self::Handled(it) => it.number,
            Self::Dropped(it) => it.number,
            Self::Lapsed(it) => it.number,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::Applied(it) => format!("申请先行登记保存{}", listed(&it.plan)),
            Self::Decided(it) if it.approved => format!("批准先行登记保存：{}", it.reasons),
            Self::Decided(it) => format!("不批准先行登记保存：{}", it.reasons),
            Self::Preserved(it) => {
                let first = if it.emergency { "紧急" } else { "" };
                let number = it.document_number.as_ref();
                let number = number.map_or_else(String::new, |number| format!("，文号：{number}"));
                let manner = it.plan.manner.zh();
                format!("{first}先行登记保存{}，{manner}{number}", listed(&it.plan))
            }
            Self::Reported(it) => format!("报告紧急先行登记保存：{}", it.report),
            Self::Handled(it) => {
                let fates = it.fates.iter();
                let fates: Vec<String> = fates
                    .map(|fate| format!("第{}项{}", fate.object, fate.disposition.zh()))
                    .collect();
                format!("处理先行登记保存的证据：{}", fates.join("、"))
            }
            Self::Dropped(it) => format!("不再实施先行登记保存：{}", it.reasons),
            Self::Lapsed(it) => format!("先行登记保存逾期未处理，自动解除（{}）", it.citation),
        }
    }
}

fn listed(plan: &Plan) -> String {
    let names: Vec<&str> = plan.objects.iter().map(|it| it.name.as_str()).collect();
    format!("{}项物品：{}", plan.objects.len(), names.join("、"))
}

/// The case after an event of a preservation; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let kind = ActKind::Preservation(event.kind());
    let number = event.number();
    let before = case.preservations.iter().position(|it| it.number == number);
    let from = before.and_then(|at| Some(case.preservations.get(at)?.step));
    let step = Step::after(from, kind, event.outcome())?;
    if let Event::Preserved(Preserved { officers, .. }) | Event::Handled(Handled { officers, .. }) =
        event
    {
        let ids = officers.iter().map(|officer| officer.id.clone());
        case.handlers.extend(ids);
    }
    let preservation = match (before, event) {
        (Some(at), _) => case.preservations.get_mut(at)?,
        (None, Event::Applied(Applied { plan, .. }) | Event::Preserved(Preserved { plan, .. })) => {
            case.preservations.push(begun(number, step, plan));
            case.preservations.last_mut()?
        }
        (None, _) => return None,
    };
    preservation.step = step;
    note(preservation, event);
    Some(())
}

fn begun(number: u32, step: Step, plan: &Plan) -> Preservation {
    Preservation {
        number,
        step,
        plan: plan.clone(),
        emergency: false,
        decided_by: None,
        approved_on: None,
        reasons: String::new(),
        at: None,
        officers: Vec::new(),
        signature: None,
        document_number: None,
        reported_at: None,
        fates: Vec::new(),
        handling_service: None,
        handling_number: None,
        ended_on: None,
    }
}

fn note(preservation: &mut Preservation, event: &Event) {
    match event {
        Event::Applied(_) => {}
        Event::Decided(it) => {
            preservation.decided_by = Some(it.by.clone());
            preservation.reasons.clone_from(&it.reasons);
            preservation.approved_on = it.approved.then_some(it.on);
            if !it.approved {
                preservation.ended_on = Some(it.on);
            }
        }
        Event::Preserved(it) => {
            preservation.emergency = it.emergency;
            preservation.at = Some(it.at);
            preservation.officers.clone_from(&it.officers);
            preservation.signature = Some(it.signature.clone());
            preservation.document_number.clone_from(&it.document_number);
        }
        Event::Reported(it) => preservation.reported_at = Some(it.at),
        Event::Handled(it) => {
            preservation.fates.clone_from(&it.fates);
            preservation.handling_service = Some(it.service.clone());
            preservation.handling_number.clone_from(&it.document_number);
            preservation.ended_on = Some(it.service.on);
        }
        Event::Dropped(it) => {
            preservation.reasons.clone_from(&it.reasons);
            preservation.ended_on = Some(it.on);
        }
        Event::Lapsed(it) => preservation.ended_on = Some(it.on),
    }
}
