//! Events of an inspection beside the record, the order and the revisit, and what they make of it.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{Approval, Extension, Inspection, Kind, Paper, Reminder, Told};
use crate::procedure::Outcome;
use crate::{CaseId, DocumentNumber, OfficerId, OfficerSnapshot, Service};

/// Something that has happened in an inspection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 检查已审批
    InspectionApprovalDecided(InspectionApprovalDecided),
    /// 行政检查通知书已送达
    InspectionNoticeServed(InspectionNoticeServed),
    /// 检查结果已告知
    InspectionResultTold(InspectionResultTold),
    /// 已申请延长改正期限
    RectificationExtensionRequested(RectificationExtensionRequested),
    /// 延长改正期限已审批
    RectificationExtensionDecided(RectificationExtensionDecided),
    /// 提示函已发出
    ReminderIssued(ReminderIssued),
}

/// A leader decided whether the inspection may be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionApprovalDecided {
    /// Whether it may.
    pub granted: bool,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// The leader.
    pub by: OfficerId,
}

/// The notice of the inspection was handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionNoticeServed {
    /// Its number.
    pub document_number: Option<DocumentNumber>,
    /// How, when and to whom.
    pub service: Service,
    /// Officer who recorded it.
    pub by: OfficerId,
}

/// The party was told the result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionResultTold {
    /// As told.
    pub content: String,
    /// How, when and to whom.
    pub service: Service,
    /// Officer who recorded it.
    pub by: OfficerId,
}

/// The party asked for a longer period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RectificationExtensionRequested {
    /// Number of the application, from 1.
    pub number: u32,
    /// Last day asked for.
    pub until: CivilDate,
    /// Why.
    pub grounds: String,
    /// Day of the application.
    pub on: CivilDate,
    /// Officer who recorded it.
    pub by: OfficerId,
}

/// It was decided on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RectificationExtensionDecided {
    /// Number of the application.
    pub number: u32,
    /// Whether the period is longer.
    pub granted: bool,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// The leader.
    pub by: OfficerId,
}

/// A reminder letter was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderIssued {
    /// Officers who issued it.
    pub officers: Vec<OfficerSnapshot>,
    /// Number of the letter within the inspection, from 1.
    pub number: u32,
    /// What it says.
    pub content: String,
    /// Its document number.
    pub document_number: Option<DocumentNumber>,
    /// How, when and to whom.
    pub service: Service,
}

/// The inspection has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionClosed {
    /// Conclusion.
    pub conclusion: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who recorded it.
    pub by: OfficerId,
    /// In which way.
    pub ending: Ending,
}

/// Ways in which an inspection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// 办结
    Completed,
    /// 转立案处罚
    Escalated(CaseId),
    /// 终止
    Cancelled,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::InspectionApprovalDecided(_) => "InspectionApprovalDecided",
            Self::InspectionNoticeServed(_) => "InspectionNoticeServed",
            Self::InspectionResultTold(_) => "InspectionResultTold",
            Self::RectificationExtensionRequested(_) => "RectificationExtensionRequested",
            Self::RectificationExtensionDecided(_) => "RectificationExtensionDecided",
            Self::ReminderIssued(_) => "ReminderIssued",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::InspectionApprovalDecided(_) => Kind::ApproveInspection,
            Self::InspectionNoticeServed(_) => Kind::ServeInspectionNotice,
            Self::InspectionResultTold(_) => Kind::TellResult,
            Self::RectificationExtensionRequested(_) => Kind::RequestRectificationExtension,
            Self::RectificationExtensionDecided(_) => Kind::DecideRectificationExtension,
            Self::ReminderIssued(_) => Kind::IssueReminder,
        }
    }

    /// What the act came to.
    pub(crate) const fn outcome(&self) -> Outcome {
        let granted = match self {
            Self::InspectionApprovalDecided(it) => it.granted,
            Self::RectificationExtensionDecided(it) => it.granted,
            _ => return Outcome::Done,
        };
        if granted {
            Outcome::Granted
        } else {
            Outcome::Refused
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        let number = |number: &Option<DocumentNumber>| {
            let number = number.as_ref();
            number.map_or_else(String::new, |number| format!("，文号：{number}"))
        };
        match self {
            Self::InspectionApprovalDecided(it) if it.granted => {
                format!("机关负责人批准检查：{}", it.reasons)
            }
            Self::InspectionApprovalDecided(it) => {
                format!("机关负责人不批准检查：{}", it.reasons)
            }
            Self::InspectionNoticeServed(it) => format!(
                "{}行政检查通知书{}",
                it.service.manner.zh(),
                number(&it.document_number)
            ),
            Self::InspectionResultTold(it) => {
                format!("{}检查结果告知书：{}", it.service.manner.zh(), it.content)
            }
            Self::RectificationExtensionRequested(it) => {
                format!(
                    "当事人申请将改正期限延长至{}：{}",
                    it.until.zh(),
                    it.grounds
                )
            }
            Self::RectificationExtensionDecided(it) if it.granted => {
                format!("准许延长改正期限：{}", it.reasons)
            }
            Self::RectificationExtensionDecided(it) => {
                format!("不准许延长改正期限：{}", it.reasons)
            }
            Self::ReminderIssued(it) => {
                format!("发出提示函{}：{}", number(&it.document_number), it.content)
            }
        }
    }

    /// The day of the step, where it is one by which later ones are ordered.
    pub(crate) const fn step_on(&self) -> Option<CivilDate> {
        match self {
            Self::InspectionNoticeServed(it) => Some(it.service.on),
            // A leader's approval may come late, an application or a letter beside the steps.
            _ => None,
        }
    }

    /// Officers who took part in handling.
    pub(crate) fn handlers(&self) -> Vec<OfficerId> {
        match self {
            Self::InspectionApprovalDecided(_) | Self::RectificationExtensionDecided(_) => {
                Vec::new()
            }
            Self::InspectionNoticeServed(it) => vec![it.by.clone()],
            Self::InspectionResultTold(it) => vec![it.by.clone()],
            Self::RectificationExtensionRequested(it) => vec![it.by.clone()],
            Self::ReminderIssued(it) => it.officers.iter().map(|it| it.id.clone()).collect(),
        }
    }
}

/// What an event adds to an inspection's file.
pub(crate) fn evolve(inspection: &mut Inspection, event: &Event) {
    match event {
        Event::InspectionApprovalDecided(it) => {
            inspection.approval = Some(Approval {
                granted: it.granted,
                by: it.by.clone(),
                reasons: it.reasons.clone(),
                on: it.on,
            });
        }
        Event::InspectionNoticeServed(it) => {
            inspection.notice = Some(Paper {
                document_number: it.document_number.clone(),
                service: it.service.clone(),
            });
        }
        Event::InspectionResultTold(it) => {
            inspection.told = Some(Told {
                content: it.content.clone(),
                service: it.service.clone(),
            });
        }
        Event::RectificationExtensionRequested(it) => inspection.extensions.push(Extension {
            number: it.number,
            until: it.until,
            grounds: it.grounds.clone(),
            asked_on: it.on,
            decided: None,
        }),
        Event::RectificationExtensionDecided(it) => {
            let mut extensions = inspection.extensions.iter_mut();
            let Some(asked) = extensions.find(|asked| asked.number == it.number) else {
                return;
            };
            asked.decided = Some(Approval {
                granted: it.granted,
                by: it.by.clone(),
                reasons: it.reasons.clone(),
                on: it.on,
            });
            if let (true, Some(order)) = (it.granted, &mut inspection.order) {
                order.due = asked.until;
            }
        }
        Event::ReminderIssued(it) => inspection.reminders.push(Reminder {
            number: it.number,
            content: it.content.clone(),
            letter: Paper {
                document_number: it.document_number.clone(),
                service: it.service.clone(),
            },
        }),
    }
}
