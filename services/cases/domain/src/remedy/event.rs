//! Events of a review or a suit, and what they make of it.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::{Concluded, Kind, Outcome, Path, Remedy};
use crate::procedure::{Outcome as Move, Stage};
use crate::{ActKind, Case, Fen, OfficerId, in_yuan};

/// Something that has happened in a review or a suit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 已收到复议申请
    RemedyReceived(RemedyReceived),
    /// 已转送复议申请
    RemedyForwarded(RemedyForwarded),
    /// 复议、诉讼已受理
    RemedyNoted(RemedyNoted),
    /// 已提交答复和证据
    ReplySubmitted(ReplySubmitted),
    /// 已停止执行
    StayNoted(StayNoted),
    /// 复议、诉讼已有结果
    RemedyConcluded(RemedyConcluded),
}

/// An application was handed in here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemedyReceived {
    /// Its number.
    pub number: u32,
    /// Review organ it is for.
    pub body: String,
    /// What the party asks for.
    pub claim: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who recorded it.
    pub recorded_by: OfficerId,
}

/// It was forwarded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemedyForwarded {
    /// Its number.
    pub number: u32,
    /// Day.
    pub on: CivilDate,
    /// Officer who forwarded it.
    pub recorded_by: OfficerId,
}

/// The review organ or the court took it up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemedyNoted {
    /// Its number.
    pub number: u32,
    /// Which it is.
    pub path: Path,
    /// Review organ or court.
    pub body: String,
    /// Its number of the matter.
    pub reference: String,
    /// What the party asks for.
    pub claim: String,
    /// Day of filing.
    pub filed_on: CivilDate,
    /// Day on which the copy was received.
    pub received_on: CivilDate,
    /// Whether the review is a simplified one.
    pub simplified: bool,
    /// Whether it was handed in here before.
    pub forwarded: bool,
    /// Officer who recorded it.
    pub recorded_by: OfficerId,
}

/// The agency answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplySubmitted {
    /// Its number.
    pub number: u32,
    /// What is answered.
    pub reply: String,
    /// Evidence and basis handed in.
    pub evidence: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who recorded it.
    pub recorded_by: OfficerId,
}

/// Execution was stayed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StayNoted {
    /// Its number.
    pub number: u32,
    /// Who ordered it, by which instrument.
    pub instrument: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who recorded it.
    pub recorded_by: OfficerId,
}

/// It ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemedyConcluded {
    /// Its number.
    pub number: u32,
    /// The result.
    pub result: Outcome,
    /// The instrument that says so.
    pub instrument: String,
    /// The fine as changed; none: it was not.
    pub fine: Option<Fen>,
    /// Day on which it was served.
    pub on: CivilDate,
    /// Officer who recorded it.
    pub recorded_by: OfficerId,
}

impl Event {
    /// Name of the event's message.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::RemedyReceived(_) => "RemedyReceived",
            Self::RemedyForwarded(_) => "RemedyForwarded",
            Self::RemedyNoted(_) => "RemedyNoted",
            Self::ReplySubmitted(_) => "RemedyReplySubmitted",
            Self::StayNoted(_) => "RemedyStayNoted",
            Self::RemedyConcluded(_) => "RemedyConcluded",
        }
    }

    /// The act that made it.
    pub(crate) const fn kind(&self) -> Kind {
        match self {
            Self::RemedyReceived(_) => Kind::ReceiveRemedy,
            Self::RemedyForwarded(_) => Kind::ForwardRemedy,
            Self::RemedyNoted(_) => Kind::NoteRemedy,
            Self::ReplySubmitted(_) => Kind::SubmitReply,
            Self::StayNoted(_) => Kind::NoteStay,
            Self::RemedyConcluded(_) => Kind::ConcludeRemedy,
        }
    }

    /// What happened, in Chinese.
    pub(crate) fn summary(&self) -> String {
        match self {
            Self::RemedyReceived(it) => format!("收到当事人向{}提出的行政复议申请", it.body),
            Self::RemedyForwarded(_) => "转送行政复议申请".to_owned(),
            Self::RemedyNoted(it) => {
                format!("{}受理{}（{}）", it.body, it.path.zh(), it.reference)
            }
            Self::ReplySubmitted(_) => "提交复议答复、答辩和证据".to_owned(),
            Self::StayNoted(it) => format!("停止执行（{}）", it.instrument),
            Self::RemedyConcluded(it) => {
                let fine = it
                    .fine
                    .map_or_else(String::new, |fine| format!("，罚款变更为{}", in_yuan(fine)));
                format!(
                    "复议、诉讼结果：{}（{}）{fine}",
                    it.result.zh(),
                    it.instrument
                )
            }
        }
    }
}

/// The case after an event of a review or a suit; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let kind = ActKind::Remedy(event.kind());
    let begins = |step| Stage::after(step, kind, Move::Done);
    match event {
        Event::RemedyReceived(it) => {
            let step = begins(None)?;
            case.remedies.push(Remedy {
                number: it.number,
                step,
                path: Path::Review,
                body: it.body.clone(),
                reference: String::new(),
                claim: it.claim.clone(),
                filed_on: it.on,
                simplified: false,
                replied_on: None,
                evidence: String::new(),
                stayed_on: None,
                result: None,
                recorded_by: it.recorded_by.clone(),
            });
        }
        Event::RemedyForwarded(it) => {
            let remedy = find_mut(case, it.number)?;
            remedy.step = begins(Some(remedy.step))?;
        }
        Event::RemedyNoted(it) if it.forwarded => {
            let remedy = find_mut(case, it.number)?;
            remedy.step = begins(Some(remedy.step))?;
            remedy.reference.clone_from(&it.reference);
            remedy.simplified = it.simplified;
        }
        Event::RemedyNoted(it) => {
            let step = begins(None)?;
            case.remedies.push(Remedy {
                number: it.number,
                step,
                path: it.path,
                body: it.body.clone(),
                reference: it.reference.clone(),
                claim: it.claim.clone(),
                filed_on: it.filed_on,
                simplified: it.simplified,
                replied_on: None,
                evidence: String::new(),
                stayed_on: None,
                result: None,
                recorded_by: it.recorded_by.clone(),
            });
        }
        Event::ReplySubmitted(it) => {
            let remedy = find_mut(case, it.number)?;
            remedy.step = begins(Some(remedy.step))?;
            remedy.replied_on = Some(it.on);
            remedy.evidence.clone_from(&it.evidence);
        }
        Event::StayNoted(it) => {
            let remedy = find_mut(case, it.number)?;
            remedy.step = begins(Some(remedy.step))?;
            remedy.stayed_on = Some(it.on);
        }
        Event::RemedyConcluded(it) => {
            let remedy = find_mut(case, it.number)?;
            remedy.step = begins(Some(remedy.step))?;
            remedy.result = Some(Concluded {
                result: it.result,
                instrument: it.instrument.clone(),
                served_on: it.on,
                fine: it.fine,
            });
        }
    }
    Some(())
}

fn find_mut(case: &mut Case, number: u32) -> Option<&mut Remedy> {
    let mut remedies = case.remedies.iter_mut();
    remedies.find(|it| it.number == number)
}
