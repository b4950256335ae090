//! What a collective discussion asks for, and how it bounds the decision.

use std::collections::BTreeSet;

use refusal::Reason;
use statute::Citation;
use statute::discussion::{DISCUSSION, QUORUM, Trigger};

use super::{Act, CallMeeting, ConcludeMeeting, called_for, find, reasons, that_counts};
use crate::guard::{Fails, View};
use crate::procedure::Stage as _;
use crate::procedure::penalty::Step as PenaltyStep;
use crate::{Case, OfficerId, recusal};

/// A condition of the law for an act of a collective discussion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// There is a proposal, and no decision.
    Proposed,
    /// No other discussion is open.
    NoOther,
    /// Enough different members are called.
    EnoughMembers,
    /// None of them has handled the case.
    MembersNotHandlers,
    /// None of them has been recused.
    MembersNotRecused,
    /// The proposal is the one for which they were called.
    SameProposal,
    /// Those who are recorded were called, each once.
    VoicesOfMembers,
    /// None of those who were there has been recused meanwhile.
    PresentNotRecused,
    /// Enough of them were there.
    QuorumMet,
    /// Who presided was.
    PresiderThere,
    /// Who disagrees says why.
    DissentExplained,
}

impl Guard {
    /// Every guard.
    pub const ALL: &'static [Self] = &[
        Self::Proposed,
        Self::NoOther,
        Self::EnoughMembers,
        Self::MembersNotHandlers,
        Self::MembersNotRecused,
        Self::SameProposal,
        Self::VoicesOfMembers,
        Self::PresentNotRecused,
        Self::QuorumMet,
        Self::PresiderThere,
        Self::DissentExplained,
    ];

    /// The condition in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Proposed => "已提出处理意见且尚未作出决定",
            Self::NoOther => "没有正在进行的集体讨论",
            Self::EnoughMembers => "成员不少于三人且不重复",
            Self::MembersNotHandlers => "成员未参与办案",
            Self::MembersNotRecused => "成员未被决定回避",
            Self::SameProposal => "讨论的是提请时的处理意见",
            Self::VoicesOfMembers => "按成员逐人记录意见",
            Self::PresentNotRecused => "到会成员未被决定回避",
            Self::QuorumMet => "到会成员超过半数",
            Self::PresiderThere => "主持人到会",
            Self::DissentExplained => "不同意见记明理由",
        }
    }

    /// The reason a refusal gives, and the article that says so.
    pub(crate) const fn rule(self) -> (&'static Reason, Citation) {
        let recusal = Citation::article(statute::Law::AdministrativePenaltyLaw, 43).paragraph(1);
        match self {
            Self::Proposed => (&reasons::NOTHING_TO_DISCUSS, DISCUSSION),
            Self::NoOther => (&reasons::MEETING_UNDER_WAY, DISCUSSION),
            Self::EnoughMembers => (&reasons::MEETING_TOO_SMALL, DISCUSSION),
            Self::MembersNotHandlers => (&reasons::MEMBER_HANDLED_CASE, DISCUSSION),
            Self::MembersNotRecused | Self::PresentNotRecused => {
                (&reasons::MEMBER_RECUSED, recusal)
            }
            Self::SameProposal => (&reasons::MEETING_ON_OTHER_PROPOSAL, DISCUSSION),
            Self::VoicesOfMembers => (&reasons::VOICE_NOT_OF_MEMBER, DISCUSSION),
            Self::QuorumMet => (&reasons::QUORUM_NOT_MET, DISCUSSION),
            Self::PresiderThere => (&reasons::PRESIDER_NOT_THERE, DISCUSSION),
            Self::DissentExplained => (&reasons::DISSENT_NOT_EXPLAINED, DISCUSSION),
        }
    }

    pub(crate) fn check(self, view: &View<'_>) -> Result<(), Fails> {
        match self {
            Self::Proposed => proposed(view),
            Self::NoOther => no_other(view),
            Self::EnoughMembers => enough_members(view),
            Self::MembersNotHandlers => members_not_handlers(view),
            Self::MembersNotRecused | Self::PresentNotRecused => nobody_recused(view),
            Self::SameProposal => same_proposal(view),
            Self::VoicesOfMembers => voices_of_members(view),
            Self::QuorumMet => quorum_met(view),
            Self::PresiderThere => presider_there(view),
            Self::DissentExplained => dissent_explained(view),
        }
    }
}

/// Where the decision needs a discussion, there was one on this proposal and on every hearing.
pub(crate) fn needed_and_held(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(crate::Act::Decide(act))) = (view.case, view.act) else {
        return Ok(());
    };
    let triggers = called_for(case, &act.disposal);
    if triggers.is_empty() || that_counts(case).is_some() {
        return Ok(());
    }
    let why: Vec<&str> = triggers.iter().map(|it: &Trigger| it.zh()).collect();
    Err(format!("本案{}，应当由负责人集体讨论决定", why.join("、")))
}

/// The decision is not heavier than what was concluded.
pub(crate) fn as_concluded(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(crate::Act::Decide(act))) = (view.case, view.act) else {
        return Ok(());
    };
    let heavier = that_counts(case).and_then(|it| act.disposal.heavier_than(&it.disposal));
    match heavier {
        Some(by) => Err(format!("与集体讨论的结论相比，{by}")),
        None => Ok(()),
    }
}

/// Who decides took part in the discussion that counts.
pub(crate) fn decider_attended(view: &View<'_>) -> Result<(), Fails> {
    let Some(minutes) = view.case.and_then(that_counts) else {
        return Ok(());
    };
    let person = view.facts.person();
    let decider = person.and_then(|person| person.officer_id.as_ref());
    let there = decider.is_none_or(|id| minutes.voices.iter().any(|it| it.member == *id));
    if there {
        Ok(())
    } else {
        Err("您没有参加本案的集体讨论".to_owned())
    }
}

fn proposed(view: &View<'_>) -> Result<(), Fails> {
    let Some(penalty) = view.case.and_then(Case::penalty) else {
        return Err("本案程序没有集体讨论".to_owned());
    };
    let before_decision = matches!(
        penalty.step,
        PenaltyStep::Concluded | PenaltyStep::Reviewed | PenaltyStep::Noticed | PenaltyStep::Heard
    );
    if before_decision {
        Ok(())
    } else {
        Err(format!("案件现为“{}”", penalty.step.zh()))
    }
}

fn no_other(view: &View<'_>) -> Result<(), Fails> {
    let meetings = view.case.map_or(&[][..], |case| &case.meetings);
    match meetings.iter().find(|it| !it.step.is_final()) {
        Some(open) => Err(format!("第{}次集体讨论尚未形成结论", open.number)),
        None => Ok(()),
    }
}

fn enough_members(view: &View<'_>) -> Result<(), Fails> {
    let Some(call) = call(view) else {
        return Ok(());
    };
    let different: BTreeSet<&OfficerId> = call.members.iter().collect();
    let least = usize::try_from(QUORUM.members).unwrap_or(usize::MAX);
    if different.len() < call.members.len() {
        return Err("成员名单有重复".to_owned());
    }
    if different.len() < least {
        return Err(format!("成员只有{}人", different.len()));
    }
    Ok(())
}

fn members_not_handlers(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(call)) = (view.case, call(view)) else {
        return Ok(());
    };
    let mut members = call.members.iter();
    match members.find(|it| case.handlers.contains(*it)) {
        Some(member) => Err(format!("成员{member}参与过本案办理")),
        None => Ok(()),
    }
}

fn nobody_recused(view: &View<'_>) -> Result<(), Fails> {
    let Some(case) = view.case else { return Ok(()) };
    let called = call(view).into_iter().flat_map(|it| it.members.iter());
    let there = conclusion(view)
        .into_iter()
        .flat_map(|it| it.voices.iter().map(|voice| &voice.member));
    match called.chain(there).find(|it| recusal::is_recused(case, it)) {
        Some(member) => Err(format!("成员{member}已被决定回避")),
        None => Ok(()),
    }
}

fn same_proposal(view: &View<'_>) -> Result<(), Fails> {
    let Some(case) = view.case else { return Ok(()) };
    let discussed = find(case, view.about).map(|it| it.proposal);
    let now = case.penalty().map(|it| it.proposals);
    if discussed.is_some() && discussed != now {
        return Err("提请之后处理意见已经变更".to_owned());
    }
    // Between two proposals there is none to discuss.
    proposed(view)
}

fn voices_of_members(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(act)) = (view.case, conclusion(view)) else {
        return Ok(());
    };
    let members = find(case, act.number).map_or(&[][..], |it| &it.members);
    let mut seen = BTreeSet::new();
    for voice in &act.voices {
        if !members.contains(&voice.member) {
            return Err(format!("人员{}不在成员名单中", voice.member));
        }
        if !seen.insert(&voice.member) {
            return Err(format!("成员{}重复记录", voice.member));
        }
    }
    Ok(())
}

fn quorum_met(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(act)) = (view.case, conclusion(view)) else {
        return Ok(());
    };
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let called = count(find(case, act.number).map_or(0, |it| it.members.len()));
    let there = count(act.voices.len());
    if QUORUM.is_met(there, called) {
        Ok(())
    } else {
        Err(format!("应到{called}人，实到{there}人"))
    }
}

fn presider_there(view: &View<'_>) -> Result<(), Fails> {
    match conclusion(view) {
        Some(act) if act.voices.iter().all(|it| it.member != act.presider) => {
            Err(format!("主持人{}没有到会记录", act.presider))
        }
        _ => Ok(()),
    }
}

fn dissent_explained(view: &View<'_>) -> Result<(), Fails> {
    let silent = conclusion(view).and_then(|act| {
        let mut voices = act.voices.iter();
        voices.find(|it| !it.agrees && it.opinion.is_empty())
    });
    match silent {
        Some(voice) => Err(format!("成员{}不同意，未记明理由", voice.member)),
        None => Ok(()),
    }
}

fn call<'a>(view: &View<'a>) -> Option<&'a CallMeeting> {
    match view.act {
        Some(crate::Act::Meeting(Act::CallMeeting(act))) => Some(act),
        _ => None,
    }
}

fn conclusion<'a>(view: &View<'a>) -> Option<&'a ConcludeMeeting> {
    match view.act {
        Some(crate::Act::Meeting(Act::ConcludeMeeting(act))) => Some(act),
        _ => None,
    }
}
