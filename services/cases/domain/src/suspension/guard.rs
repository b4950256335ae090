//! What suspension and extension ask for.

use statute::{Approver, Citation, Law};

use super::{Act, Step, next_extension};
use crate::DeadlineKind;
use crate::beside::{approver_is_no_handler, guards};
use crate::guard::{Fails, View};

const INQUIRY: Citation = Citation::article(Law::AdministrativePenaltyLaw, 54).paragraph(1);
const DECISION: Citation = Citation::article(Law::AdministrativePenaltyLaw, 60);

guards! {
    BeforeDecision = "行政处罚案件尚未作出决定", STANDSTILL_AFTER_DECISION, DECISION, before_decision;
    NonePending = "没有待审批的中止、延期申请", STANDSTILL_PENDING, INQUIRY, none_pending;
    ApproverNotHandler = "批准人未参与办案", STANDSTILL_APPROVED_BY_HANDLER, INQUIRY, approver_is_no_handler;
    LineKnowsExtension = "本领域规则允许再次延长", NO_FURTHER_EXTENSION, DECISION, line_knows;
    DecisionClockRuns = "办案期限正在进行", DECISION_CLOCK_NOT_RUNNING, DECISION, clock_runs;
    WithinMost = "延长的期限不超过规定", EXTENSION_TOO_LONG, DECISION, within_most;
    ApprovedAsRuled = "经规定的方式批准", EXTENSION_NOT_APPROVED_AS_RULED, DECISION, approved_as_ruled;
}

fn own<'a>(view: &View<'a>) -> Option<&'a Act> {
    match view.act {
        Some(crate::Act::Suspension(act)) => Some(act),
        _ => None,
    }
}

fn before_decision(view: &View<'_>) -> Result<(), Fails> {
    match view.case.map(|case| (case.penalty(), case.decided_on())) {
        Some((None, _)) => Err("本案不是行政处罚普通程序案件".to_owned()),
        Some((_, Some(on))) => Err(format!("处罚决定已于{}作出", on.zh())),
        _ => Ok(()),
    }
}

fn none_pending(view: &View<'_>) -> Result<(), Fails> {
    let pending = |step| matches!(step, Step::SuspensionProposed | Step::ExtensionProposed);
    let mut standstills = view.case.into_iter().flat_map(|case| &case.standstills);
    match standstills.find(|it| pending(it.step)) {
        Some(it) => Err(format!("第{}号申请尚未审批", it.number)),
        None => Ok(()),
    }
}

fn line_knows(view: &View<'_>) -> Result<(), Fails> {
    let Some(case) = view.case else { return Ok(()) };
    match next_extension(case) {
        (_, Some(_)) => Ok(()),
        (nth, None) => Err(format!(
            "{}领域的规则没有规定第{nth}次延长",
            case.domain().zh()
        )),
    }
}

fn clock_runs(view: &View<'_>) -> Result<(), Fails> {
    match view.case.map(|case| case.running(DeadlineKind::Decision)) {
        Some(None) => Err("办案期限已届满或者已有结果".to_owned()),
        _ => Ok(()),
    }
}

fn within_most(view: &View<'_>) -> Result<(), Fails> {
    let (Some(Act::ProposeExtension(act)), Some(case)) = (own(view), view.case) else {
        return Ok(());
    };
    let most = next_extension(case).1.and_then(|it| it.most);
    match most.map(|most| most.count()) {
        Some(most) if act.days > most => Err(format!("最多延长{most}日，申请延长{}日", act.days)),
        _ => Ok(()),
    }
}

fn approved_as_ruled(view: &View<'_>) -> Result<(), Fails> {
    let (Some(Act::DecideExtension(act)), Some(case)) = (own(view), view.case) else {
        return Ok(());
    };
    let Some(extension) = next_extension(case).1 else {
        return Ok(());
    };
    let citation = extension.citation;
    match extension.approver {
        Approver::CollectiveDiscussion if act.meeting.is_empty() => {
            Err(format!("{citation}要求集体讨论决定，没有载明会议编号"))
        }
        Approver::SuperiorOrgan if act.instrument.is_empty() => {
            Err(format!("{citation}要求上级机关批准，没有载明批准文书"))
        }
        _ => Ok(()),
    }
}
