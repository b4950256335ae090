//! The case: what stands on file, whatever its procedure.

use std::collections::BTreeSet;

use calendar::CivilDate;
use serde::{Deserialize, Serialize};
use statute::Domain;

use crate::handover::FileReceived;
use crate::inspection::Inspection;
use crate::penalty::Penalty;
use crate::summary_penalty::SummaryPenalty;
use crate::{
    Account, Agency, AgencyId, Assistance, BackEntry, Capture, CaseCode, CaseId, Clock, Deadline,
    Dispute, Distinction, Division, Document, Execution, Handover, Hearing, Interview, ItemId,
    ItemSnapshot, LeadId, Measure, Meeting, OfficerId, OfficerSnapshot, Party, Presentation,
    Preservation, PublicNotice, Recusal, Referral, Remedy, Rules, ServiceAddress, Serving,
    Standstill, Task, Testing, Transcript, Weighing, custody, exhibit::Exhibit, recording,
};

/// A case: an inspection or a penalty, with everything decided so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// What it was opened with.
    pub opening: Opening,
    /// Everyone who has handled any part of it: none of them may review or decide it.
    pub handlers: BTreeSet<OfficerId>,
    /// Where papers reach the party, once confirmed.
    pub address: Option<ServiceAddress>,
    /// Clocks, in the order in which they were started.
    pub deadlines: Vec<Deadline>,
    /// Day of the last step: no step may lie before it.
    pub last_step_on: CivilDate,
    /// Recusals asked for, in order.
    #[serde(default)]
    pub recusals: Vec<Recusal>,
    /// 不同违法行为的认定, in order.
    #[serde(default)]
    pub distinctions: Vec<Distinction>,
    /// 行政协助, in order.
    #[serde(default)]
    pub assistances: Vec<Assistance>,
    /// 管辖争议与指定, in order.
    #[serde(default)]
    pub disputes: Vec<Dispute>,
    /// 案件移送, in order.
    #[serde(default)]
    pub handovers: Vec<Handover>,
    /// 涉嫌犯罪案件移送, in order.
    #[serde(default)]
    pub referrals: Vec<Referral>,
    /// Weighings of the fine, in order: the last one counts.
    #[serde(default)]
    pub weighings: Vec<Weighing>,
    /// 行政强制措施, in order.
    #[serde(default)]
    pub measures: Vec<Measure>,
    /// 行政强制执行, in order.
    #[serde(default)]
    pub executions: Vec<Execution>,
    /// What is owed, paid and to be given back.
    pub account: Account,
    /// 行政复议、行政诉讼, in order.
    pub remedies: Vec<Remedy>,
    /// 先行登记保存, in order.
    #[serde(default)]
    pub preservations: Vec<Preservation>,
    /// 抽样取证、检测鉴定, in order.
    #[serde(default)]
    pub testings: Vec<Testing>,
    /// 中止调查、延长办案期限, in order.
    #[serde(default)]
    pub standstills: Vec<Standstill>,
    /// 证据材料, in order.
    #[serde(default)]
    pub exhibits: Vec<Exhibit>,
    /// 证据保管交接, in order.
    #[serde(default)]
    pub custody: Vec<custody::Transfer>,
    /// What was not recorded by sound and picture, with the reasons.
    #[serde(default)]
    pub unrecorded: Vec<recording::Unrecorded>,
    /// 询问, in order.
    #[serde(default)]
    pub interviews: Vec<Interview>,
    /// 电子技术监控记录, in order.
    #[serde(default)]
    pub captures: Vec<Capture>,
    /// 公告送达, in order.
    #[serde(default)]
    pub public_notices: Vec<PublicNotice>,
    /// Certificates shown, in order.
    #[serde(default)]
    pub presentations: Vec<Presentation>,
    /// 送达, one for each document that was handed out, in order.
    #[serde(default)]
    pub servings: Vec<Serving>,
    /// What the case waits for.
    pub tasks: Vec<Task>,
    /// How many tasks it has had: the number of the last one.
    pub tasks_so_far: u32,
    /// Hearings asked for, in order.
    #[serde(default)]
    pub hearings: Vec<Hearing>,
    /// Collective discussions, in order.
    #[serde(default)]
    pub meetings: Vec<Meeting>,
    /// Documents issued, in order: those that are void too.
    #[serde(default)]
    pub documents: Vec<Document>,
    /// 电子笔录, every version, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transcripts: Vec<Transcript>,
    /// The file of the case that was handed over, where it came from another agency.
    #[serde(default)]
    pub received: Option<Box<FileReceived>>,
    /// What is special to its procedure.
    pub procedure: Procedure,
}

/// What a case is opened with; it never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Id.
    pub id: CaseId,
    /// Identity code.
    pub code: CaseCode,
    /// Agency in whose name it is handled. Its division owns the case.
    pub agency: Agency,
    /// Agencies that take part.
    pub joint_agencies: Vec<AgencyId>,
    /// Party.
    pub party: Party,
    /// Items, at least one.
    pub items: Vec<ItemSnapshot>,
    /// Line whose rules count: that of the first item.
    pub domain: Domain,
    /// Handling officers, first and second, with the certificates relied on.
    pub officers: Vec<OfficerSnapshot>,
    /// Versions of the laws in force on the day of the act.
    pub bound_versions: Vec<String>,
    /// How it was entered afterwards; none: it was handled on-line.
    #[serde(default)]
    pub back_entry: Option<BackEntry>,
    /// Division of the place of the act; none: a record from before this was kept.
    #[serde(default)]
    pub place: Option<Division>,
    /// Instruments by which the agency has the power, e.g. `grant-shima@2022-06-01`; empty: it is its own.
    #[serde(default)]
    pub powers: Vec<String>,
    /// Lead it comes from; none: it comes from none.
    #[serde(default)]
    pub from_lead: Option<LeadId>,
}

/// Procedures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProcedureKind {
    /// 行政检查
    Inspection,
    /// 行政处罚普通程序
    OrdinaryPenalty,
    /// 行政处罚简易程序
    SummaryPenalty,
}

/// What is special to a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Procedure {
    /// 行政检查
    Inspection(Box<Inspection>),
    /// 行政处罚普通程序
    OrdinaryPenalty(Box<Penalty>),
    /// 行政处罚简易程序
    SummaryPenalty(Box<SummaryPenalty>),
}

impl Opening {
    /// Lines of all items, each once.
    pub fn domains(&self) -> BTreeSet<Domain> {
        self.items.iter().map(|item| item.domain).collect()
    }

    /// Whether the case rests on this item.
    pub fn has_item(&self, id: &ItemId) -> bool {
        self.items.iter().any(|item| item.id == *id)
    }
}

impl Case {
    /// Id.
    pub fn id(&self) -> CaseId {
        self.opening.id
    }

    /// Division that owns the case.
    pub fn division(&self) -> &Division {
        &self.opening.agency.division
    }

    /// Whether hand signatures are taken in the case before this officer: one who handles it, or any of the agency that does. Who
    /// only looks on, of a superior or another agency, takes none.
    pub fn is_signed_before(&self, officer: &OfficerId, agency: &AgencyId) -> bool {
        self.handlers.contains(officer) || *agency == self.opening.agency.id
    }

    /// Line whose rules count.
    pub fn domain(&self) -> Domain {
        self.opening.domain
    }

    /// What its clocks are counted by.
    pub fn rules(&self) -> Rules {
        Rules {
            domain: self.domain(),
            procedure: self.procedure.kind(),
        }
    }

    /// Day on which what it is about began: no clock of it can have started earlier.
    pub fn begun_on(&self) -> CivilDate {
        match &self.procedure {
            Procedure::Inspection(inspection) => inspection.opened_on,
            Procedure::OrdinaryPenalty(penalty) => penalty.found_on.min(penalty.filed_on),
            Procedure::SummaryPenalty(penalty) => penalty.opened_on,
        }
    }

    /// Agencies that have to do with it beside the one that handles it: those that take part, that it was offered to, that claim it,
    /// that were asked for assistance, and the superiors that decide.
    pub fn involved(&self) -> BTreeSet<&AgencyId> {
        let joint = self.opening.joint_agencies.iter();
        let handovers = self.handovers.iter().flat_map(|it| {
            let superior = it.escalation.as_ref().map(|it| &it.superior.id);
            superior.into_iter().chain([&it.offer.to.id])
        });
        let disputes = self.disputes.iter().flat_map(|it| {
            let claimant = it.claim.as_ref().map(|it| &it.claimant.id);
            let superior = it.escalation.as_ref().map(|it| &it.superior.id);
            let taking_up = it.taking_up.as_ref();
            let above = taking_up.map(|it| [&it.superior.id, &it.to.id]);
            claimant
                .into_iter()
                .chain(superior)
                .chain(above.into_iter().flatten())
        });
        let assistances = self.assistances.iter().flat_map(|it| {
            let superior = it.escalation.as_ref().map(|it| &it.superior.id);
            superior.into_iter().chain([&it.request.from.id])
        });
        joint
            .chain(handovers)
            .chain(disputes)
            .chain(assistances)
            .filter(|id| **id != self.opening.agency.id)
            .collect()
    }

    /// Name of the step reached, e.g. `NOTICED`.
    pub fn step_name(&self) -> &'static str {
        match &self.procedure {
            Procedure::Inspection(inspection) => inspection.step.name(),
            Procedure::OrdinaryPenalty(penalty) => penalty.step.name(),
            Procedure::SummaryPenalty(penalty) => penalty.step.name(),
        }
    }

    /// The step in Chinese, e.g. `已告知`.
    pub fn step_zh(&self) -> &'static str {
        match &self.procedure {
            Procedure::Inspection(inspection) => inspection.step.zh(),
            Procedure::OrdinaryPenalty(penalty) => penalty.step.zh(),
            Procedure::SummaryPenalty(penalty) => penalty.step.zh(),
        }
    }

    /// Whether the procedure has ended.
    pub fn is_closed(&self) -> bool {
        match &self.procedure {
            Procedure::Inspection(inspection) => inspection.step.is_final(),
            Procedure::OrdinaryPenalty(penalty) => penalty.step.is_final(),
            Procedure::SummaryPenalty(penalty) => penalty.step.is_final(),
        }
    }

    /// This clock as it runs, if it does.
    pub fn running(&self, clock: impl Into<Clock>) -> Option<&Deadline> {
        let clock = clock.into();
        self.deadlines
            .iter()
            .find(|deadline| deadline.clock == clock && deadline.is_open())
    }

    /// The inspection, if it is one.
    pub fn inspection(&self) -> Option<&Inspection> {
        match &self.procedure {
            Procedure::Inspection(inspection) => Some(inspection),
            Procedure::OrdinaryPenalty(_) | Procedure::SummaryPenalty(_) => None,
        }
    }

    /// The ordinary penalty, if it is one.
    pub fn penalty(&self) -> Option<&Penalty> {
        match &self.procedure {
            Procedure::Inspection(_) | Procedure::SummaryPenalty(_) => None,
            Procedure::OrdinaryPenalty(penalty) => Some(penalty),
        }
    }

    /// The summary penalty, if it is one.
    pub fn summary(&self) -> Option<&SummaryPenalty> {
        match &self.procedure {
            Procedure::Inspection(_) | Procedure::OrdinaryPenalty(_) => None,
            Procedure::SummaryPenalty(penalty) => Some(penalty),
        }
    }

    /// The day on which a penalty was decided, by whatever procedure; none: none was.
    pub fn decided_on(&self) -> Option<CivilDate> {
        let ordinary = self.penalty().and_then(|it| Some(it.decision.as_ref()?.on));
        ordinary.or_else(|| self.summary().and_then(|it| Some(it.decision.as_ref()?.on)))
    }
}

impl Procedure {
    /// Which it is.
    pub const fn kind(&self) -> ProcedureKind {
        match self {
            Self::Inspection(_) => ProcedureKind::Inspection,
            Self::OrdinaryPenalty(_) => ProcedureKind::OrdinaryPenalty,
            Self::SummaryPenalty(_) => ProcedureKind::SummaryPenalty,
        }
    }

    /// Name in storage: `INSPECTION`, `ORDINARY_PENALTY`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Inspection(_) => "INSPECTION",
            Self::OrdinaryPenalty(_) => "ORDINARY_PENALTY",
            Self::SummaryPenalty(_) => "SUMMARY_PENALTY",
        }
    }

    /// The procedure in Chinese: `行政处罚普通程序`.
    pub const fn zh(&self) -> &'static str {
        match self {
            Self::Inspection(_) => "行政检查",
            Self::OrdinaryPenalty(_) => "行政处罚普通程序",
            Self::SummaryPenalty(_) => "行政处罚简易程序",
        }
    }
}
