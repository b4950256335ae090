//! What a hearing asks for, and what it forbids.

use calendar::CivilDate;
use refusal::Reason;
use statute::{Citation, Law};

use super::procedure::TWO_AGENTS;
use super::{Act, EndGround, Hearing, Kind, find, reasons};
use crate::guard::{Fails, View};
use crate::procedure::Stage as _;
use crate::procedure::penalty::Step as PenaltyStep;
use crate::{ActKind, Case, Deadline, DeadlineKind, SignatureManner, recusal};

/// A condition of the law for an act of a hearing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// The party was told of its right, and nothing has been decided.
    Undecided,
    /// No other hearing is open.
    NoOther,
    /// What is granted was asked for in time.
    InTime,
    /// What is refused was not.
    OutOfTime,
    /// Who presides has not investigated.
    PresiderNotHandler,
    /// Nor been recused.
    PresiderNotRecused,
    /// Who presides acts.
    ByPresider,
    /// The party is told seven working days before.
    SevenDays,
    /// What is not public has a reason.
    ClosedForReason,
    /// It is held on the day that was told.
    OnTheDay,
    /// No more than two agents come.
    TwoAgents,
    /// The record is signed, or has a witness.
    RecordSigned,
    /// A party is absent or leaves on the day that was told.
    MissedOnTheDay,
}

const fn hearing(item: u8) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, 64).item(item)
}

impl Guard {
    /// Every guard.
    pub const ALL: &'static [Self] = &[
        Self::Undecided,
        Self::NoOther,
        Self::InTime,
        Self::OutOfTime,
        Self::PresiderNotHandler,
        Self::PresiderNotRecused,
        Self::ByPresider,
        Self::SevenDays,
        Self::ClosedForReason,
        Self::OnTheDay,
        Self::TwoAgents,
        Self::RecordSigned,
        Self::MissedOnTheDay,
    ];

    /// The condition in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Undecided => "已告知听证权利且尚未作出决定",
            Self::NoOther => "没有正在进行的听证",
            Self::InTime => "听证申请在期限内提出",
            Self::OutOfTime => "期限内提出的听证申请应当受理",
            Self::PresiderNotHandler => "听证主持人不是本案调查人员",
            Self::PresiderNotRecused => "听证主持人未被决定回避",
            Self::ByPresider => "由本次听证的主持人办理",
            Self::SevenDays => "听证七个工作日前通知",
            Self::ClosedForReason => "不公开听证的写明理由",
            Self::OnTheDay => "按通知的日期举行",
            Self::TwoAgents => "代理人不超过两人",
            Self::RecordSigned => "笔录经签名，未签名的有见证或者录像",
            Self::MissedOnTheDay => "当事人在通知的听证日未出席或者中途退出",
        }
    }

    /// The reason a refusal gives, and the article that says so.
    pub(crate) const fn rule(self) -> (&'static Reason, Citation) {
        match self {
            Self::Undecided => (&reasons::HEARING_NOT_OPEN_TO_PARTY, hearing(1)),
            Self::NoOther => (&reasons::HEARING_UNDER_WAY, hearing(1)),
            Self::InTime => (&reasons::HEARING_REQUEST_LATE, hearing(1)),
            Self::OutOfTime => (
                &reasons::HEARING_MUST_BE_GRANTED,
                Citation::article(Law::AdministrativePenaltyLaw, 63).paragraph(1),
            ),
            Self::PresiderNotHandler => (&reasons::PRESIDER_HANDLED_CASE, hearing(4)),
            Self::PresiderNotRecused => (&reasons::PRESIDER_RECUSED, hearing(4)),
            Self::ByPresider => (&reasons::NOT_THE_PRESIDER, hearing(4)),
            Self::SevenDays => (&reasons::HEARING_NOTICE_TOO_LATE, hearing(2)),
            Self::ClosedForReason => (&reasons::HEARING_CLOSED_WITHOUT_REASON, hearing(3)),
            Self::OnTheDay => (&reasons::HEARING_ON_ANOTHER_DAY, hearing(2)),
            Self::TwoAgents => (&reasons::TOO_MANY_AGENTS, TWO_AGENTS),
            Self::RecordSigned => (&reasons::HEARING_RECORD_UNSIGNED, hearing(8)),
            Self::MissedOnTheDay => (&reasons::HEARING_NOT_MISSED, hearing(6)),
        }
    }

    pub(crate) fn check(self, view: &View<'_>) -> Result<(), Fails> {
        match self {
            Self::Undecided => undecided(view),
            Self::NoOther => nothing_open(view),
            Self::InTime => in_time(view),
            Self::OutOfTime => out_of_time(view),
            Self::PresiderNotHandler => presider_not_handler(view),
            Self::PresiderNotRecused => presider_not_recused(view),
            Self::ByPresider => by_presider(view),
            Self::SevenDays => seven_days(view),
            Self::ClosedForReason => closed_for_reason(view),
            Self::OnTheDay => on_the_day(view),
            Self::TwoAgents => two_agents(view),
            Self::RecordSigned => record_signed(view),
            Self::MissedOnTheDay => missed_on_the_day(view),
        }
    }
}

/// No hearing of the case is open.
pub(crate) fn nothing_open(view: &View<'_>) -> Result<(), Fails> {
    let hearings = view.case.map_or(&[][..], |case| &case.hearings);
    match hearings.iter().find(|it| !it.step.is_final()) {
        Some(open) => Err(format!("第{}次听证{}", open.number, open.step.zh())),
        None => Ok(()),
    }
}

/// Whether a request of this day is made in time for the notice on file.
pub(super) fn is_in_time(case: &Case, on: CivilDate) -> bool {
    let running = case.running(DeadlineKind::HearingRequest);
    // A day that a schedule may still move is never held against the party.
    running.is_some_and(|deadline| deadline.provisional || on <= deadline.due)
}

fn undecided(view: &View<'_>) -> Result<(), Fails> {
    let Some(penalty) = view.case.and_then(Case::penalty) else {
        return Err("本案程序没有听证".to_owned());
    };
    if !matches!(penalty.step, PenaltyStep::Noticed | PenaltyStep::Heard) {
        return Err(format!("案件现为“{}”", penalty.step.zh()));
    }
    match &penalty.notice {
        Some(notice) if notice.hearing_told => Ok(()),
        _ => Err("告知书没有告知听证权利".to_owned()),
    }
}

fn in_time(view: &View<'_>) -> Result<(), Fails> {
    match subject(view) {
        Some(it) if it.late => Err(format!(
            "当事人于{}提出听证申请，已超过期限或者已放弃听证",
            it.requested_on.zh()
        )),
        _ => Ok(()),
    }
}

fn out_of_time(view: &View<'_>) -> Result<(), Fails> {
    match subject(view) {
        Some(it) if !it.late => Err("当事人有权要求听证，并已在期限内提出".to_owned()),
        _ => Ok(()),
    }
}

fn presider_not_handler(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(crate::Act::Hearing(Act::AppointPresider(act)))) = (view.case, view.act)
    else {
        return Ok(());
    };
    if case.handlers.contains(&act.presider) {
        return Err(format!("人员{}参与过本案调查", act.presider));
    }
    Ok(())
}

fn presider_not_recused(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(crate::Act::Hearing(Act::AppointPresider(act)))) = (view.case, view.act)
    else {
        return Ok(());
    };
    if recusal::is_recused(case, &act.presider) {
        return Err(format!("人员{}已被决定回避", act.presider));
    }
    Ok(())
}

fn by_presider(view: &View<'_>) -> Result<(), Fails> {
    let presider = subject(view).and_then(|it| it.presider.as_ref());
    let caller = view
        .facts
        .person()
        .and_then(|person| person.officer_id.as_ref());
    match presider {
        Some(presider) if caller != Some(presider) => Err(format!("本次听证由人员{presider}主持")),
        _ => Ok(()),
    }
}

fn seven_days(view: &View<'_>) -> Result<(), Fails> {
    let Some(crate::Act::Hearing(Act::NotifyHearing(act))) = view.act else {
        return Ok(());
    };
    let Some(case) = view.case else { return Ok(()) };
    // The same clock that the case will show, so that what a parameter pack sets holds here too.
    let rules = (case.rules(), view.facts.parameters.as_ref());
    let notice = Deadline::by(
        DeadlineKind::HearingNotice,
        act.on,
        rules,
        view.facts.calendar,
    );
    match notice {
        Some(notice) if notice.provisional => Err(format!(
            "{}所在年度的节假日安排尚未载入，最迟通知之日未能确定",
            act.on.zh()
        )),
        Some(notice) if act.service.on > notice.due => Err(format!(
            "听证定于{}，最迟应当于{}通知，而通知于{}送达",
            act.on.zh(),
            notice.due.zh(),
            act.service.on.zh()
        )),
        _ => Ok(()),
    }
}

fn closed_for_reason(view: &View<'_>) -> Result<(), Fails> {
    match view.act {
        Some(crate::Act::Hearing(Act::NotifyHearing(act)))
            if !act.public && act.closed_because.is_empty() =>
        {
            Err("未写明涉及国家秘密、商业秘密或者个人隐私等不公开的理由".to_owned())
        }
        _ => Ok(()),
    }
}

fn on_the_day(view: &View<'_>) -> Result<(), Fails> {
    let session = subject(view).and_then(|it| it.session.as_ref());
    match (session, view.act) {
        (Some(session), Some(crate::Act::Hearing(Act::HoldHearing(act))))
            if act.on != session.on =>
        {
            Err(format!("通知的听证日期为{}", session.on.zh()))
        }
        _ => Ok(()),
    }
}

fn two_agents(view: &View<'_>) -> Result<(), Fails> {
    match view.act {
        Some(crate::Act::Hearing(Act::HoldHearing(act))) if act.agents.len() > 2 => {
            Err(format!("当事人委托了{}名代理人", act.agents.len()))
        }
        _ => Ok(()),
    }
}

fn record_signed(view: &View<'_>) -> Result<(), Fails> {
    match view.act {
        Some(crate::Act::Hearing(Act::HoldHearing(act)))
            if act.signature.manner != SignatureManner::Signed
                && act.signature.witness.is_empty() =>
        {
            Err(format!(
                "当事人{}，听证笔录未注明情况",
                act.signature.manner.zh()
            ))
        }
        _ => Ok(()),
    }
}

fn missed_on_the_day(view: &View<'_>) -> Result<(), Fails> {
    let Some(crate::Act::Hearing(Act::EndHearing(act))) = view.act else {
        return Ok(());
    };
    let session = subject(view).and_then(|it| it.session.as_ref());
    match (act.ground, session) {
        (EndGround::Absent | EndGround::Left, None) => Err("尚未通知听证的时间、地点".to_owned()),
        (EndGround::Absent | EndGround::Left, Some(session)) if view.facts.today() < session.on => {
            Err(format!("听证日期{}尚未到来", session.on.zh()))
        }
        _ => Ok(()),
    }
}

/// The hearing that an act is about.
fn subject<'a>(view: &View<'a>) -> Option<&'a Hearing> {
    let ActKind::Hearing(kind) = view.kind else {
        return None;
    };
    if kind == Kind::RequestHearing {
        return None;
    }
    view.case.and_then(|case| find(case, view.about))
}
