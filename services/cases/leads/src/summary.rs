//! What an event says, in Chinese, for the history of a lead.

use cases_domain::{DeadlineState, OfficerSnapshot};

use crate::Event;

impl Event {
    /// What happened, in one line.
    pub fn summary(&self) -> String {
        match self {
            Self::Reported { report, agency, .. } => format!(
                "登记线索（{}），由{}承办：{}",
                report.source.zh(),
                agency.name,
                report.content
            ),
            Self::Accepted { remarks, .. } => with("受理线索", remarks),
            Self::Declined {
                reasons,
                belongs_to,
                ..
            } => {
                let whose = if belongs_to.is_empty() {
                    String::new()
                } else {
                    format!("（属于{belongs_to}）")
                };
                format!("不予受理{whose}：{reasons}")
            }
            Self::Merged { into, reasons, .. } => format!("并入线索{into}办理：{reasons}"),
            Self::DuplicateLinked { duplicate, .. } => format!("重复线索{duplicate}并入本线索"),
            Self::Assigned { officers, .. } => format!("指派核查人员：{}", names(officers)),
            Self::Extended { reasons, .. } => format!("批准延长核查期限：{reasons}"),
            Self::Verified {
                officers,
                finding,
                facts,
                ..
            } => format!("{}核查，{}：{facts}", names(officers), finding.zh()),
            Self::RefusalProposed { reasons, .. } => format!("提请不予立案：{reasons}"),
            Self::RefusalApproved { opinion, .. } => with("批准不予立案", opinion),
            Self::RefusalRejected { reasons, .. } => format!("不批准不予立案，继续核查：{reasons}"),
            Self::Converted { kind, case_id, .. } => format!("{}：{case_id}", kind.zh()),
            Self::Transferred {
                to,
                reasons,
                designation,
                ..
            } => {
                let by = if designation.is_empty() {
                    String::new()
                } else {
                    format!("（{designation}指定管辖）")
                };
                format!("移送{}{by}：{reasons}", to.name)
            }
            Self::TransferAccepted { .. } => "接收移送".to_owned(),
            Self::TransferRefused { reasons, .. } => format!("退回移送：{reasons}"),
            Self::TransferWithdrawn { reasons, .. } => format!("撤回移送：{reasons}"),
            Self::FeedbackGiven {
                to,
                manner,
                content,
                ..
            } => format!("向{to}反馈（{manner}）：{content}"),
            Self::ClockStarted(deadline) => format!(
                "{}起算，{}，至{}",
                deadline.kind().zh(),
                deadline.length,
                deadline.due.zh()
            ),
            Self::ClockAdjusted { deadline, why } => {
                format!("{}：{why}，至{}止", deadline.kind().zh(), deadline.due.zh())
            }
            Self::ClockSettled { clock, state, .. } => {
                let state = match state {
                    DeadlineState::Passed => "已逾期",
                    state => state.zh(),
                };
                format!("{}{state}", clock.kind.zh())
            }
        }
    }
}

fn with(what: &str, remarks: &str) -> String {
    if remarks.is_empty() {
        what.to_owned()
    } else {
        format!("{what}：{remarks}")
    }
}

fn names(officers: &[OfficerSnapshot]) -> String {
    let names: Vec<&str> = officers
        .iter()
        .map(|officer| officer.name.as_str())
        .collect();
    names.join("、")
}
