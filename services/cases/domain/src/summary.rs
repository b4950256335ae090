//! Events in one Chinese sentence, as a case's timeline shows them.

use crate::inspection::Ending;
use crate::{
    BackEntry, Deadline, DocumentNumber, Event, InquiryConcluded, OfficerSnapshot, Service, in_yuan,
};

impl Event {
    /// Name of the event's message, e.g. `NoticeServed`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::InspectionOpened(_) => "InspectionOpened",
            Self::SiteRecorded(_) => "SiteRecorded",
            Self::RectificationOrdered(_) => "RectificationOrdered",
            Self::ServiceAddressConfirmed { .. } => "ServiceAddressConfirmed",
            Self::OrderServed { .. } => "OrderServed",
            Self::RevisitRecorded(_) => "RevisitRecorded",
            Self::InspectionClosed(_) => "InspectionClosed",
            Self::CaseFiled(_) => "CaseFiled",
            Self::EvidenceRecorded { .. } => "EvidenceRecorded",
            Self::InquiryConcluded(_) => "InquiryConcluded",
            Self::LegalityReviewed(_) => "LegalityReviewed",
            Self::NoticeServed(_) => "NoticeServed",
            Self::StatementRecorded(_) => "StatementRecorded",
            Self::StatementWaived(_) => "StatementWaived",
            Self::StatementLapsed(_) => "StatementLapsed",
            Self::ReviewExtended { .. } => "ReviewExtended",
            Self::ReviewForgone(_) => "ReviewForgone",
            Self::DecisionEndorsed(_) => "DecisionEndorsed",
            Self::PenaltyDecided(_) => "PenaltyDecided",
            Self::CaseDismissed(_) => "CaseDismissed",
            Self::DecisionCorrected(_) => "DecisionCorrected",
            Self::DecisionServed { .. } => "DecisionServed",
            Self::PaymentRecorded(_) => "PaymentRecorded",
            Self::ClosingProposed(_) => "ClosingProposed",
            Self::ClosingReturned { .. } => "ClosingReturned",
            Self::CaseClosed(_) => "CaseClosed",
            Self::CaseTransferred(_) => "CaseTransferred",
            Self::CaseArchived { .. } => "CaseArchived",
            Self::FileReceived(_) => "FileReceived",
            Self::MeasureReceived(_) => "MeasureReceived",
            Self::DecisionRevoked(_) => "DecisionRevoked",
            Self::Inspection(event) => event.name(),
            Self::Summary(event) => event.name(),
            Self::Fast(event) => event.name(),
            Self::Recusal(event) => event.name(),
            Self::Concurrence(event) => event.name(),
            Self::Assistance(event) => event.name(),
            Self::Jurisdiction(event) => event.name(),
            Self::Handover(event) => event.name(),
            Self::Referral(event) => event.name(),
            Self::Weighing(event) => event.name(),
            Self::Measure(event) => event.name(),
            Self::Execution(event) => event.name(),
            Self::Account(event) => event.name(),
            Self::Remedy(event) => event.name(),
            Self::Preservation(event) => event.name(),
            Self::Testing(event) => event.name(),
            Self::Suspension(event) => event.name(),
            Self::Exhibit(event) => event.name(),
            Self::Custody(event) => event.name(),
            Self::Recording(event) => event.name(),
            Self::Interview(event) => event.name(),
            Self::Offsite(event) => event.name(),
            Self::Presentation(event) => event.name(),
            Self::PublicNotice(event) => event.name(),
            Self::Serving(event) => event.name(),
            Self::CaseEnded(_) => "CaseEnded",
            Self::Task(event) => event.name(),
            Self::Hearing(event) => event.name(),
            Self::Meeting(event) => event.name(),
            Self::Issuing(event) => event.name(),
            Self::CommandReplayed(_) => "CommandReplayed",
            Self::Transcript(event) => event.name(),
            Self::DeadlineArmed(_) => "DeadlineArmed",
            Self::DeadlineAdjusted { .. } => "DeadlineAdjusted",
            Self::DeadlineStartCorrected(_) => "DeadlineStartCorrected",
            Self::DeadlineSettled { .. } => "DeadlineSettled",
        }
    }

    /// What happened, in Chinese, e.g. `向当事人直接送达行政处罚告知书，拟罚款3000元`.
    pub fn summary(&self) -> String {
        match self {
            Self::InspectionOpened(opened) => format!(
                "建立{}任务，检查对象：{}，执法人员：{}{}",
                opened.kind.zh(),
                opened.opening.party.name,
                names(&opened.opening.officers),
                entered(opened.opening.back_entry.as_ref())
            ),
            Self::SiteRecorded(site) if site.findings.is_empty() => {
                format!("{}现场检查，未发现问题", names(&site.officers))
            }
            Self::SiteRecorded(site) => {
                let found: Vec<&str> = site
                    .findings
                    .iter()
                    .map(|finding| finding.description.as_str())
                    .collect();
                let (who, what) = (names(&site.officers), found.join("；"));
                format!("{who}现场检查，发现{}项问题：{what}", site.findings.len())
            }
            Self::RectificationOrdered(order) => {
                format!(
                    "责令当事人于{}前改正{}项问题{}",
                    order.due.zh(),
                    order.findings.len(),
                    numbered(order.document_number.as_ref())
                )
            }
            Self::ServiceAddressConfirmed { address, .. } if address.electronic_consent => {
                "当事人签署送达地址确认书，同意电子送达".to_owned()
            }
            Self::ServiceAddressConfirmed { .. } => "当事人签署送达地址确认书".to_owned(),
            Self::OrderServed { service, .. } => served(service, "责令改正通知书"),
            Self::RevisitRecorded(revisit) => {
                let corrected = revisit
                    .results
                    .iter()
                    .filter(|result| result.corrected)
                    .count();
                let all = if revisit.all_corrected {
                    "，全部问题已整改到位"
                } else {
                    ""
                };
                format!(
                    "{}复查，{corrected}项问题已改正{all}",
                    names(&revisit.officers)
                )
            }
            Self::InspectionClosed(closed) => {
                let ending = match closed.ending {
                    Ending::Completed => "检查结案",
                    Ending::Escalated(_) => "检查转立案处罚",
                    Ending::Cancelled => "终止检查",
                };
                format!("{ending}：{}", closed.conclusion)
            }
            Self::CaseFiled(filed) => format!(
                "立案，当事人：{}，承办人：{}{}",
                filed.opening.party.name,
                names(&filed.opening.officers),
                entered(filed.opening.back_entry.as_ref())
            ),
            Self::EvidenceRecorded { evidence, .. } => {
                format!(
                    "证据入卷（{}）：{}",
                    evidence.kind.zh(),
                    evidence.description
                )
            }
            Self::InquiryConcluded(inquiry) => {
                format!("调查终结，建议{}", proposed(inquiry))
            }
            Self::LegalityReviewed(review) => format!("法制审核：{}", review.opinion.zh()),
            Self::NoticeServed(notice) => {
                let hearing = if notice.hearing_told {
                    "，并告知听证权利"
                } else {
                    ""
                };
                let service = served(&notice.service, "行政处罚告知书");
                format!(
                    "{service}，拟{}{hearing}",
                    notice.disposal.or_fine(notice.fine).zh()
                )
            }
            Self::StatementRecorded(statement) => {
                let adopted = if statement.adopted {
                    "予以采纳"
                } else {
                    "不予采纳"
                };
                let late = if statement.late {
                    "（期限届满后提出）"
                } else {
                    ""
                };
                format!("听取当事人陈述申辩并复核{late}，{adopted}")
            }
            Self::StatementWaived(waived) if waived.hearing_waived => {
                "当事人书面放弃陈述申辩和听证".to_owned()
            }
            Self::StatementWaived(_) => "当事人书面放弃陈述申辩".to_owned(),
            Self::StatementLapsed(lapsed) => {
                format!("陈述申辩期限于{}届满，当事人未行使权利", lapsed.due.zh())
            }
            Self::PenaltyDecided(decided) => {
                let number = numbered(decided.document_number.as_ref());
                let what = decided.disposal.or_fine(decided.fine).zh();
                format!("作出行政处罚决定，{what}{number}")
            }
            Self::ReviewExtended { reasons, .. } => format!("延长法制审核期限：{reasons}"),
            Self::ReviewForgone(it) => format!("未经法制审核先行告知：{}", it.reasons),
            Self::DecisionEndorsed(it) => format!("办案机构负责人意见：{}", it.opinion.zh()),
            Self::CaseDismissed(it) => {
                let number = numbered(it.document_number.as_ref());
                format!("决定{}{number}", it.disposal.zh())
            }
            Self::DecisionCorrected(it) => {
                let number = numbered(it.document_number.as_ref());
                format!("补正决定书，“{}”更正为“{}”{number}", it.wrong, it.right)
            }
            Self::DecisionServed { service, .. } => served(service, "行政处罚决定书"),
            Self::PaymentRecorded(payment) => {
                let whole = if payment.paid_in_full {
                    "，罚款已缴清"
                } else {
                    ""
                };
                format!(
                    "缴纳罚款{}，票据号{}{whole}",
                    in_yuan(payment.amount),
                    payment.receipt
                )
            }
            Self::ClosingProposed(it) => format!("申请结案，{}：{}", it.ground.zh(), it.conclusion),
            Self::ClosingReturned { remarks, .. } => format!("退回结案申请：{remarks}"),
            Self::CaseClosed(closed) => format!("结案：{}", closed.conclusion),
            Self::FileReceived(file) => format!(
                "接收{}移送的案卷（原案件身份码{}），证据{}件，物品{}项",
                file.from_agency.name,
                file.from_code,
                file.evidence.len(),
                file.objects.len()
            ),
            Self::MeasureReceived(it) => {
                let from = it.measure.from.as_ref();
                let code = from.map_or_else(String::new, |it| it.code.to_string());
                let (kind, held) = (it.measure.kind.zh(), it.measure.objects.len());
                format!(
                    "接收随案转入的{kind}措施（原案件身份码{code}），财物{held}项，期限继续计算"
                )
            }
            Self::CaseTransferred(closed) => format!("移送结案：{}", closed.conclusion),
            Self::CaseArchived { archive_number, .. } => format!("归档，档号：{archive_number}"),
            Self::DecisionRevoked(revocation) => {
                let (ground, effect) = (revocation.ground.zh(), revocation.effect.zh());
                let (instrument, reasons) = (&revocation.instrument, &revocation.reasons);
                let instead = match &revocation.changed {
                    Some(it) => format!("为{}", it.zh()),
                    None if revocation.redo => "，重新作出决定".to_owned(),
                    None => String::new(),
                };
                let number = numbered(revocation.document_number.as_ref());
                format!("处罚决定经{ground}被{effect}{instead}（{instrument}）：{reasons}{number}")
            }
            Self::CommandReplayed(it) => it.summary(),
            Self::DeadlineArmed(deadline) => {
                let provisional = if deadline.provisional {
                    "（暂计）"
                } else {
                    ""
                };
                let (kind, due) = (deadline.kind().zh(), deadline.due.zh());
                format!("{kind}起算，{}，至{due}{provisional}", deadline.length)
            }
            Self::Inspection(event) => event.summary(),
            Self::Summary(event) => event.summary(),
            Self::Fast(event) => event.summary(),
            Self::Recusal(event) => event.summary(),
            Self::Concurrence(event) => event.summary(),
            Self::Assistance(event) => event.summary(),
            Self::Jurisdiction(event) => event.summary(),
            Self::Handover(event) => event.summary(),
            Self::Referral(event) => event.summary(),
            Self::Weighing(event) => event.summary(),
            Self::Measure(event) => event.summary(),
            Self::Execution(event) => event.summary(),
            Self::Account(event) => event.summary(),
            Self::Remedy(event) => event.summary(),
            Self::Preservation(event) => event.summary(),
            Self::Testing(event) => event.summary(),
            Self::Suspension(event) => event.summary(),
            Self::Exhibit(event) => event.summary(),
            Self::Custody(event) => event.summary(),
            Self::Recording(event) => event.summary(),
            Self::Interview(event) => event.summary(),
            Self::Offsite(event) => event.summary(),
            Self::Presentation(event) => event.summary(),
            Self::PublicNotice(event) => event.summary(),
            Self::Serving(event) => event.summary(),
            Self::CaseEnded(ended) => format!("{}：{}", ended.ground.zh(), ended.reasons),
            Self::Task(event) => event.summary(),
            Self::Hearing(event) => event.summary(),
            Self::Meeting(event) => event.summary(),
            Self::Issuing(event) => event.summary(),
            Self::Transcript(event) => event.summary(),
            Self::DeadlineAdjusted { deadline, why } => adjusted(deadline, why),
            Self::DeadlineStartCorrected(it) => format!(
                "{}起算日由{}更正为{}：{}",
                it.clock.kind.zh(),
                it.from.zh(),
                it.to.zh(),
                it.reason
            ),
            Self::DeadlineSettled { clock, state, .. } => {
                format!("{}{}", clock.kind.zh(), state.zh())
            }
        }
    }
}

/// A clock that runs on differently: `作出处罚决定期限：鉴定期间不计入办案期限，至2026年5月16日止`.
fn adjusted(deadline: &Deadline, why: &str) -> String {
    let kind = deadline.kind().zh();
    match deadline.paused_on {
        Some(_) => format!("{kind}：{why}，暂停计算"),
        None => format!("{kind}：{why}，至{}止", deadline.due.zh()),
    }
}

fn proposed(inquiry: &InquiryConcluded) -> String {
    inquiry.proposal.or_fine(inquiry.proposed_fine).zh()
}

fn names(officers: &[OfficerSnapshot]) -> String {
    let names: Vec<&str> = officers
        .iter()
        .map(|officer| officer.name.as_str())
        .collect();
    names.join("、")
}

/// The number of a document: `，文号：龙市监罚〔2026〕1号`; nothing where there is none.
fn numbered(number: Option<&DocumentNumber>) -> String {
    number.map_or_else(String::new, |number| format!("，文号：{number}"))
}

/// How a case was entered afterwards: `，补录（现场无网络，2026年3月2日线下办理）`; nothing where it was not.
fn entered(entry: Option<&BackEntry>) -> String {
    let Some(BackEntry { offline, late }) = entry else {
        return String::new();
    };
    let late = if *late {
        "，已超过五个工作日"
    } else {
        ""
    };
    let (reason, handled) = (offline.reason.zh(), offline.handled_on.zh());
    format!("，补录（{reason}，{handled}线下办理{late}）")
}

fn served(service: &Service, paper: &str) -> String {
    format!("{}{paper}", service.manner.zh())
}
