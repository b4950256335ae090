//! Events of a hearing, and what they make of it.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{EndGround, Hearing, Kind, Manner, Minutes, Session, Step};
use crate::procedure::{Outcome, Stage};
use crate::{ActKind, Case, OfficerId, Procedure};

/// Something that has happened in a hearing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已申请听证
    HearingRequested(HearingRequested),
    /// 听证申请已答复
    HearingAnswered(HearingAnswered),
    /// 听证主持人已指定
    PresiderAppointed(PresiderAppointed),
    /// 听证已通知
    HearingNotified(HearingNotified),
    /// 听证已延期
    HearingPostponed(HearingPostponed),
    /// 听证已举行
    HearingHeld(HearingHeld),
    /// 听证已终止
    HearingEnded(HearingEnded),
    /// 听证报告已出具
    HearingReported(HearingReported),
}

/// A hearing was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingRequested {
    /// Its number.
    pub number: u32,
    /// How.
    pub manner: Manner,
    /// Day.
    pub on: CivilDate,
    /// Whether that was too late.
    pub late: bool,
    /// Officer who recorded it.
    pub by: OfficerId,
}

/// A request was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingAnswered {
    /// Its number.
    pub number: u32,
    /// Whether it is granted.
    pub granted: bool,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who answered.
    pub by: OfficerId,
}

/// Who presides was appointed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresiderAppointed {
    /// Its number.
    pub number: u32,
    /// Who presides.
    pub presider: OfficerId,
    /// Day.
    pub on: CivilDate,
    /// Leader who appointed.
    pub by: OfficerId,
}

/// The party was told when and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingNotified {
    /// Its number.
    pub number: u32,
    /// When, where, how it was told.
    pub session: Session,
    /// Who told it.
    pub by: OfficerId,
}

/// The hearing was put off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingPostponed {
    /// Its number.
    pub number: u32,
    /// Why.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Who did it.
    pub by: OfficerId,
}

/// The hearing was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingHeld {
    /// Its number.
    pub number: u32,
    /// What happened.
    pub minutes: Minutes,
    /// Who presided.
    pub by: OfficerId,
}

/// The hearing ended without a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingEnded {
    /// Its number.
    pub number: u32,
    /// Why.
    pub ground: EndGround,
    /// What happened.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Who recorded it.
    pub by: OfficerId,
}

/// The hearing was reported on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingReported {
    /// Its number.
    pub number: u32,
    /// The report.
    pub report: String,
    /// Day.
    pub on: CivilDate,
    /// Who presided.
    pub by: OfficerId,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::HearingRequested(_) => "HearingRequested",
            Self::HearingAnswered(_) => "HearingAnswered",
            Self::PresiderAppointed(_) => "PresiderAppointed",
            Self::HearingNotified(_) => "HearingNotified",
            Self::HearingPostponed(_) => "HearingPostponed",
            Self::HearingHeld(_) => "HearingHeld",
            Self::HearingEnded(_) => "HearingEnded",
            Self::HearingReported(_) => "HearingReported",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::HearingRequested(_) => Kind::RequestHearing,
            Self::HearingAnswered(_) => Kind::AnswerHearing,
            Self::PresiderAppointed(_) => Kind::AppointPresider,
            Self::HearingNotified(_) => Kind::NotifyHearing,
            Self::HearingPostponed(_) => Kind::PostponeHearing,
            Self::HearingHeld(_) => Kind::HoldHearing,
            Self::HearingEnded(_) => Kind::EndHearing,
            Self::HearingReported(_) => Kind::ReportHearing,
        }
    }

    /// What the act came to.
    pub(crate) const fn outcome(&self) -> Outcome {
        match self {
            Self::HearingAnswered(it) if it.granted => Outcome::Granted,
            Self::HearingAnswered(_) => Outcome::Refused,
            _ => Outcome::Done,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::HearingRequested(it) => {
                let late = if it.late { "，已超过期限" } else { "" };
                format!("当事人于{}{}申请听证{late}", it.on.zh(), it.manner.zh())
            }
            Self::HearingAnswered(it) if it.granted => "受理听证申请".to_owned(),
            Self::HearingAnswered(it) => format!("不予听证：{}", it.reasons),
            Self::PresiderAppointed(it) => format!("指定人员{}主持听证", it.presider),
            Self::HearingNotified(it) => {
                let public = if it.session.closed_because.is_empty() {
                    "公开"
                } else {
                    "不公开"
                };
                let (on, place) = (it.session.on.zh(), &it.session.place);
                format!("通知当事人于{on}在{place}{public}听证")
            }
            Self::HearingPostponed(it) => format!("听证延期：{}", it.reasons),
            Self::HearingHeld(it) => format!("{}举行听证", it.minutes.on.zh()),
            Self::HearingEnded(it) => format!("终止听证：{}", it.ground.zh()),
            Self::HearingReported(_) => "出具听证报告".to_owned(),
        }
    }

    const fn number(&self) -> u32 {
        match self {
            Self::HearingRequested(it) => it.number,
            Self::HearingAnswered(it) => it.number,
            Self::PresiderAppointed(it) => it.number,
            Self::HearingNotified(it) => it.number,
            Self::HearingPostponed(it) => it.number,
            Self::HearingHeld(it) => it.number,
            Self::HearingEnded(it) => it.number,
            Self::HearingReported(it) => it.number,
        }
    }
}

/// The case after an event of a hearing; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let kind = ActKind::Hearing(event.kind());
    if let Event::HearingRequested(it) = event {
        case.hearings.push(Hearing {
            number: it.number,
            step: Step::after(None, kind, event.outcome())?,
            manner: it.manner,
            requested_on: it.on,
            late: it.late,
            answer: String::new(),
            presider: None,
            session: None,
            minutes: None,
            ended: None,
            report: String::new(),
            since: None,
        });
        return Some(());
    }
    let mut hearings = case.hearings.iter_mut();
    let hearing = hearings.find(|it| it.number == event.number())?;
    hearing.step = Step::after(Some(hearing.step), kind, event.outcome())?;
    match event {
        Event::HearingRequested(_) => {}
        Event::HearingAnswered(it) => {
            hearing.answer.clone_from(&it.reasons);
            hearing.since = it.granted.then_some(it.on);
        }
        Event::PresiderAppointed(it) => hearing.presider = Some(it.presider.clone()),
        Event::HearingNotified(it) => hearing.session = Some(it.session.clone()),
        Event::HearingPostponed(_) => hearing.session = None,
        Event::HearingHeld(it) => hearing.minutes = Some(it.minutes.clone()),
        Event::HearingEnded(it) => hearing.ended = Some(it.ground),
        Event::HearingReported(it) => {
            hearing.report.clone_from(&it.report);
            // What was reviewed and endorsed before is looked at anew, in the light of the record (§58(1)(2), §65).
            if let Procedure::OrdinaryPenalty(penalty) = &mut case.procedure {
                penalty.review = None;
                penalty.endorsement = None;
            }
        }
    }
    Some(())
}
