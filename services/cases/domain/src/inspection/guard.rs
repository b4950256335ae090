//! What inspections ask for before anybody enters, of the record, and of what follows.

use refusal::Reason;
use statute::{Citation, Law};

use super::basis::{is_firm, needs_approval};
use super::{Act, Answer, Inspection, InspectionKind, Kind, reasons};
use crate::guard::{Fails, View};
use crate::{Act as AnyAct, Case, CivilDate, PartyKind, ProcedureKind, RecordSite};

/// A condition of the law for an act of an inspection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// An inspection of one case alone has a source.
    SourceNamed,
    /// The year's cap is not used up.
    WithinYearlyCap,
    /// A leader approved the inspection, or could not before.
    Approved,
    /// A leader approved the inspection.
    ApprovedAtLast,
    /// It is not approved yet.
    NotApprovedYet,
    /// Who approves does not handle it.
    ApproverNotHandler,
    /// The notice was handed over.
    NoticeServed,
    /// It was not handed over yet.
    NoticeNotServedYet,
    /// Answers are to points of the checklist, each once.
    ChecksKnown,
    /// Every mandatory point is answered.
    ChecksAnswered,
    /// What failed is found.
    FailuresFound,
    /// The firm was told the result.
    ResultTold,
    /// The longer period was asked for in time.
    ExtensionInTime,
    /// It is longer.
    ExtensionLonger,
    /// No application awaits a decision.
    NoExtensionPending,
    /// One does.
    ExtensionPending,
    /// What was asked for lies ahead.
    ExtensionAhead,
    /// The penalty case was filed from this one.
    PenaltyFiled,
    /// The inspection that took place was disapproved.
    Disapproved,
}

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

const OPINION: Citation = Citation::whole(Law::EnterpriseInspectionOpinion);

impl Guard {
    /// Every guard.
    pub const ALL: &'static [Self] = &[
        Self::SourceNamed,
        Self::WithinYearlyCap,
        Self::Approved,
        Self::ApprovedAtLast,
        Self::NotApprovedYet,
        Self::ApproverNotHandler,
        Self::NoticeServed,
        Self::NoticeNotServedYet,
        Self::ChecksKnown,
        Self::ChecksAnswered,
        Self::FailuresFound,
        Self::ResultTold,
        Self::ExtensionInTime,
        Self::ExtensionLonger,
        Self::NoExtensionPending,
        Self::ExtensionPending,
        Self::ExtensionAhead,
        Self::PenaltyFiled,
        Self::Disapproved,
    ];

    /// The condition in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::SourceNamed => "个案检查有线索、案件来源或者经批准",
            Self::WithinYearlyCap => "未超过同一企业年度检查频次上限",
            Self::Approved => "进入企业的检查已经机关负责人批准，紧急的除外",
            Self::ApprovedAtLast => "进入企业的检查已经机关负责人批准",
            Self::NotApprovedYet => "检查尚未批准",
            Self::ApproverNotHandler => "审批人未参与检查",
            Self::NoticeServed => "进入企业的检查已送达行政检查通知书",
            Self::NoticeNotServedYet => "行政检查通知书尚未送达",
            Self::ChecksKnown => "检查项编号存在且不重复",
            Self::ChecksAnswered => "必查项均已填写",
            Self::FailuresFound => "不合格的检查项已写明问题",
            Self::ResultTold => "已将检查结果告知企业",
            Self::ExtensionInTime => "在改正期限内申请延期",
            Self::ExtensionLonger => "申请的期限晚于原期限",
            Self::NoExtensionPending => "没有待审批的延期申请",
            Self::ExtensionPending => "有待审批的延期申请",
            Self::ExtensionAhead => "申请延长至的日期尚未过去",
            Self::PenaltyFiled => "已以本案为来源立案",
            Self::Disapproved => "检查未获批准",
        }
    }

    /// The reason a refusal gives, and the article that says so.
    pub(crate) const fn rule(self) -> (&'static Reason, Citation) {
        match self {
            Self::SourceNamed => (&reasons::INSPECTION_SOURCE_MISSING, OPINION),
            Self::WithinYearlyCap => (&reasons::INSPECTION_CAP_REACHED, OPINION),
            Self::Approved | Self::ApprovedAtLast => (&reasons::INSPECTION_NOT_APPROVED, OPINION),
            Self::NotApprovedYet => (&reasons::INSPECTION_ALREADY_APPROVED, OPINION),
            Self::ApproverNotHandler => (&reasons::INSPECTION_APPROVED_BY_HANDLER, OPINION),
            Self::NoticeServed => (&reasons::INSPECTION_NOTICE_NOT_SERVED, OPINION),
            Self::NoticeNotServedYet => (&reasons::INSPECTION_NOTICE_REPEATED, OPINION),
            Self::ChecksKnown => (&reasons::CHECK_UNKNOWN, penalty(55).paragraph(2)),
            Self::ChecksAnswered => (&reasons::CHECK_UNANSWERED, penalty(54).paragraph(1)),
            Self::FailuresFound => (
                &reasons::CHECK_FAILED_WITHOUT_FINDING,
                penalty(55).paragraph(2),
            ),
            Self::ResultTold => (&reasons::RESULT_NOT_TOLD, OPINION),
            Self::ExtensionInTime => (&reasons::EXTENSION_TOO_LATE, penalty(28).paragraph(1)),
            Self::ExtensionLonger => (&reasons::EXTENSION_NOT_LONGER, penalty(28).paragraph(1)),
            Self::NoExtensionPending => (&reasons::EXTENSION_PENDING, penalty(28).paragraph(1)),
            Self::ExtensionPending => (&reasons::EXTENSION_NOT_REQUESTED, penalty(28).paragraph(1)),
            Self::ExtensionAhead => (&reasons::EXTENSION_OVER, penalty(28).paragraph(1)),
            Self::PenaltyFiled => (&reasons::PENALTY_NOT_FILED, penalty(54).paragraph(2)),
            Self::Disapproved => (&reasons::INSPECTION_UNDER_WAY, penalty(47)),
        }
    }

    pub(crate) fn check(self, view: &View<'_>) -> Result<(), Fails> {
        match self {
            Self::SourceNamed => source_named(view),
            Self::WithinYearlyCap => within_cap(view),
            Self::PenaltyFiled => penalty_filed(view),
            Self::ChecksKnown => checks_known(view),
            Self::ChecksAnswered => checks_answered(view),
            Self::FailuresFound => failures_found(view),
            _ => match view.case.and_then(|case| Some((case, case.inspection()?))) {
                Some((case, inspection)) => self.check_of(view, case, inspection),
                None => Ok(()),
            },
        }
    }

    fn check_of(self, view: &View<'_>, case: &Case, it: &Inspection) -> Result<(), Fails> {
        match self {
            Self::Approved if it.is_emergency() => Ok(()),
            Self::Approved => approved_before_entry(view, case, it),
            Self::ApprovedAtLast if needs_approval_of(case, it) && !it.is_approved() => {
                Err("检查未经机关负责人批准".to_owned())
            }
            Self::NotApprovedYet if it.is_approved() => Err("检查已经批准".to_owned()),
            Self::ApproverNotHandler => approver_not_handler(view, case),
            Self::NoticeServed if is_entered(case, it) && it.notice.is_none() => {
                Err("尚未送达行政检查通知书".to_owned())
            }
            Self::NoticeNotServedYet if it.notice.is_some() => {
                Err("行政检查通知书已经送达".to_owned())
            }
            Self::ResultTold if is_entered(case, it) && it.told.is_none() => {
                Err("尚未将检查结果告知检查对象".to_owned())
            }
            Self::ExtensionInTime | Self::ExtensionLonger => extension_asked(self, view, it),
            Self::NoExtensionPending if it.pending_extension().is_some() => {
                Err("已有延期申请尚未审批".to_owned())
            }
            Self::ExtensionPending if it.pending_extension().is_none() => {
                Err("没有待审批的延期申请".to_owned())
            }
            Self::ExtensionAhead => extension_ahead(view, it),
            Self::Disapproved if it.approval.as_ref().is_none_or(|it| it.granted) => {
                Err(format!("案件现为“{}”", it.step.zh()))
            }
            _ => Ok(()),
        }
    }
}

fn source_named(view: &View<'_>) -> Result<(), Fails> {
    let (Some(AnyAct::OpenInspection(act)), Some(facts)) = (view.act, &view.facts.opening) else {
        return Ok(());
    };
    let firm = facts
        .party
        .as_ref()
        .is_some_and(|party| is_firm(party.kind));
    let planned = matches!(
        act.basis.kind,
        super::BasisKind::Plan | super::BasisKind::Campaign
    );
    if firm && act.kind == InspectionKind::Case && planned {
        return Err(format!(
            "个案检查以“{}”为依据，没有线索或者案件来源",
            act.basis.kind.zh()
        ));
    }
    Ok(())
}

/// The year's cap counts what the agency chose to do, not what a lead, a transfer, data or the firm itself asked for.
fn within_cap(view: &View<'_>) -> Result<(), Fails> {
    let (Some(AnyAct::OpenInspection(act)), Some(facts)) = (view.act, &view.facts.opening) else {
        return Ok(());
    };
    let firm = facts
        .party
        .as_ref()
        .is_some_and(|party| is_firm(party.kind));
    if !firm || !act.basis.kind.cause().counts_towards_cap() {
        return Ok(());
    }
    for item in &facts.items {
        let visits = facts.visits.get(&item.snapshot.id).copied();
        let counted = visits.unwrap_or_default().counted;
        if let Some(cap) = item.snapshot.yearly_cap
            && counted >= cap.get()
        {
            let (name, year) = (&item.snapshot.name, act.planned_on.year());
            return Err(format!(
                "{year}年对该企业的“{name}”已安排{counted}次，公布的年度频次上限为{cap}次"
            ));
        }
    }
    Ok(())
}

/// Whether a leader has to approve the inspection; not one from before approvals were kept.
fn needs_approval_of(case: &Case, it: &Inspection) -> bool {
    let basis = it.basis.as_ref();
    basis.is_some_and(|basis| needs_approval(case.opening.party.kind, it.kind, basis))
}

impl Inspection {
    /// Whether it uses up what a firm has to put up with in a year.
    pub fn counts_towards_cap(&self, party: PartyKind) -> bool {
        let basis = self.basis.as_ref();
        is_firm(party) && basis.is_some_and(|basis| basis.kind.cause().counts_towards_cap())
    }
}

/// What a leader is asked for now: the approval of the inspection, that of a longer period.
pub(crate) fn approvals(case: &Case) -> impl Iterator<Item = Kind> + use<> {
    let it = case.inspection().filter(|it| !it.step.is_final());
    let approve = it.is_some_and(|it| it.approval.is_none() && needs_approval_of(case, it));
    let extend = it.is_some_and(|it| it.pending_extension().is_some());
    let approve = approve.then_some(Kind::ApproveInspection);
    let extend = extend.then_some(Kind::DecideRectificationExtension);
    approve.into_iter().chain(extend)
}

/// Whether it is one of a firm, to which the rules on entering apply; not one from before they were kept.
fn is_entered(case: &Case, it: &Inspection) -> bool {
    it.basis.is_some() && is_firm(case.opening.party.kind)
}

fn approved_before_entry(view: &View<'_>, case: &Case, it: &Inspection) -> Result<(), Fails> {
    if !needs_approval_of(case, it) {
        return Ok(());
    }
    match &it.approval {
        None => Err("进入企业检查尚未经机关负责人批准".to_owned()),
        Some(approval) if !approval.granted => {
            Err(format!("机关负责人未批准本次检查：{}", approval.reasons))
        }
        Some(approval) => match entered_on(view) {
            Some(on) if on < approval.on && case.opening.back_entry.is_none() => {
                Err(format!("{}进入企业，{}才获批准", on.zh(), approval.on.zh()))
            }
            _ => Ok(()),
        },
    }
}

fn entered_on(view: &View<'_>) -> Option<CivilDate> {
    view.act.and_then(AnyAct::done_on)
}

fn approver_not_handler(view: &View<'_>, case: &Case) -> Result<(), Fails> {
    let caller = view
        .facts
        .person()
        .and_then(|person| person.officer_id.as_ref());
    if caller.is_some_and(|id| case.handlers.contains(id)) {
        return Err("您参与了本次检查的办理".to_owned());
    }
    Ok(())
}

fn record<'a>(view: &View<'a>) -> Option<(&'a Inspection, &'a RecordSite)> {
    match view.act {
        Some(AnyAct::RecordSite(act)) => Some((view.case?.inspection()?, act)),
        _ => None,
    }
}

fn checks_known(view: &View<'_>) -> Result<(), Fails> {
    let Some((it, act)) = record(view) else {
        return Ok(());
    };
    for (at, answered) in act.answers.iter().enumerate() {
        let number = answered.check;
        if !it.checklist.iter().any(|check| check.number == number) {
            return Err(format!("检查表中没有第{number}项"));
        }
        let mut before = act.answers.iter().take(at);
        if before.any(|earlier| earlier.check == number) {
            return Err(format!("检查表第{number}项重复填写"));
        }
    }
    Ok(())
}

fn checks_answered(view: &View<'_>) -> Result<(), Fails> {
    let Some((it, act)) = record(view) else {
        return Ok(());
    };
    let is_answered = |number| act.answers.iter().any(|answered| answered.check == number);
    let mut mandatory = it.checklist.iter().filter(|check| check.mandatory);
    match mandatory.find(|check| !is_answered(check.number)) {
        Some(check) => Err(format!(
            "必查项第{}项“{}”未填写",
            check.number, check.content
        )),
        None => Ok(()),
    }
}

fn failures_found(view: &View<'_>) -> Result<(), Fails> {
    let (Some((it, act)), Some(case)) = (record(view), view.case) else {
        return Ok(());
    };
    let first = case.opening.items.first().map(|item| &item.id);
    let found = |item| {
        let mut findings = act.findings.iter();
        findings.any(|found| found.item.as_ref().or(first) == Some(item))
    };
    let failing = act
        .answers
        .iter()
        .filter(|answered| answered.answer == Answer::Failing)
        .filter_map(|answered| {
            it.checklist
                .iter()
                .find(|check| check.number == answered.check)
        });
    match failing.into_iter().find(|check| !found(&check.item)) {
        Some(check) => Err(format!(
            "第{}项“{}”不合格，但没有写明发现的问题",
            check.number, check.content
        )),
        None => Ok(()),
    }
}

fn extension_asked(guard: Guard, view: &View<'_>, it: &Inspection) -> Result<(), Fails> {
    let Some(AnyAct::Inspection(Act::RequestRectificationExtension(act))) = view.act else {
        return Ok(());
    };
    let Some(order) = &it.order else {
        return Ok(());
    };
    match guard {
        Guard::ExtensionInTime if act.asked_on > order.due => Err(format!(
            "改正期限已于{}届满，{}才申请延期",
            order.due.zh(),
            act.asked_on.zh()
        )),
        Guard::ExtensionLonger if act.until <= order.due => Err(format!(
            "申请的{}不晚于原改正期限{}",
            act.until.zh(),
            order.due.zh()
        )),
        _ => Ok(()),
    }
}

fn extension_ahead(view: &View<'_>, it: &Inspection) -> Result<(), Fails> {
    let grants = matches!(
        view.act,
        Some(AnyAct::Inspection(Act::DecideRectificationExtension(act))) if act.granted
    );
    match it.pending_extension() {
        Some(asked) if grants && asked.until <= view.facts.today() => {
            Err(format!("申请延长至{}，已经届满", asked.until.zh()))
        }
        _ => Ok(()),
    }
}

/// The case named is a penalty that was filed from this case, against the same party.
pub(crate) fn penalty_filed(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(act)) = (view.case, view.act) else {
        return Ok(());
    };
    let Some(named) = act.leads_to() else {
        return Ok(());
    };
    let filed = view.facts.linked.as_ref().is_some_and(|linked| {
        linked.id == named
            && linked.procedure == ProcedureKind::OrdinaryPenalty
            && linked.from_case == Some(case.id())
            && linked.party == case.opening.party.id
    });
    if filed {
        return Ok(());
    }
    Err("所填案件不是以本案为来源、对同一当事人立案的行政处罚案件".to_owned())
}
