//! Cases that are heard and discussed.

use cases_domain::hearing::{
    Act as HearingAct, AnswerHearing, AppointPresider, EndGround, EndHearing, HoldHearing, Manner,
    NotifyHearing, PostponeHearing, ReportHearing, RequestHearing,
};
use cases_domain::meeting::{
    Act as MeetingAct, CallMeeting, CancelMeeting, ConcludeMeeting, Voice,
};
use cases_domain::*;

use super::{Story, acts, day, direct, penalty_at, signed, text};

pub(crate) fn request(on: &str) -> Act {
    Act::Hearing(HearingAct::RequestHearing(RequestHearing {
        manner: Manner::Oral,
        on: day(on),
    }))
}

pub(crate) fn answer(granted: bool) -> Act {
    Act::Hearing(HearingAct::AnswerHearing(AnswerHearing {
        number: 1,
        granted,
        reasons: text("符合受理条件"),
    }))
}

pub(crate) fn appoint(presider: &str) -> Act {
    Act::Hearing(HearingAct::AppointPresider(AppointPresider {
        number: 1,
        presider: presider.into(),
    }))
}

pub(crate) fn notify(told: &str, on: &str) -> Act {
    Act::Hearing(HearingAct::NotifyHearing(NotifyHearing {
        number: 1,
        on: day(on),
        place: text("上午九时，局三楼听证室"),
        public: true,
        closed_because: String::new(),
        service: direct(day(told)),
    }))
}

pub(crate) fn postpone() -> Act {
    Act::Hearing(HearingAct::PostponeHearing(PostponeHearing {
        number: 1,
        reasons: text("当事人因不可抗力无法参加"),
    }))
}

pub(crate) fn hold(on: &str) -> Act {
    Act::Hearing(HearingAct::HoldHearing(HoldHearing {
        number: 1,
        on: day(on),
        agents: vec![text("王律师")],
        record: text("调查人员陈述事实、证据和建议，当事人申辩、质证"),
        signature: signed(),
    }))
}

pub(crate) fn end(ground: EndGround) -> Act {
    Act::Hearing(HearingAct::EndHearing(EndHearing {
        number: 1,
        ground,
        reasons: text("如实记录"),
    }))
}

pub(crate) fn report() -> Act {
    Act::Hearing(HearingAct::ReportHearing(ReportHearing {
        number: 1,
        report: text("事实清楚，建议维持拟处罚意见"),
    }))
}

pub(crate) const MEMBERS: [&str; 3] = ["o-wu", "o-zhou", "o-zheng"];

pub(crate) fn call() -> Act {
    Act::Meeting(MeetingAct::CallMeeting(CallMeeting {
        members: MEMBERS.map(Into::into).to_vec(),
        why: text("拟给予较重的行政处罚"),
    }))
}

pub(crate) fn voice(member: &str, agrees: bool) -> Voice {
    Voice {
        member: member.into(),
        agrees,
        opinion: if agrees {
            String::new()
        } else {
            text("建议减轻")
        },
    }
}

pub(crate) fn conclude(number: u32, on: CivilDate, disposal: Disposal) -> Act {
    Act::Meeting(MeetingAct::ConcludeMeeting(ConcludeMeeting {
        number,
        on,
        presider: "o-wu".into(),
        voices: vec![voice("o-wu", true), voice("o-zhou", false)],
        disposal,
        conclusion: text("同意拟处罚意见"),
    }))
}

pub(crate) fn cancel(number: u32) -> Act {
    Act::Meeting(MeetingAct::CancelMeeting(CancelMeeting {
        number,
        reasons: text("处理意见变更"),
    }))
}

/// The fine of the cases that are heard.
pub(crate) const HEAVY: Fen = Fen::yuan(120_000);

/// A heavy case whose party was told of its right to a hearing and has made its statement.
pub(crate) fn told() -> Story {
    let mut story = penalty_at("FILED");
    story
        .then("2026-03-10")
        .act(&acts::conclude(HEAVY))
        .then("2026-03-11")
        .act(&acts::review(ReviewOpinion::Passed))
        .then("2026-03-13")
        .act(&acts::notice(day("2026-03-13"), true))
        .then("2026-03-16")
        .act(&acts::statement(day("2026-03-16")));
    story
}

/// A heavy case with a hearing, stopped right after reaching a step of it.
pub(crate) fn hearing_at(step: &str) -> Story {
    let mut story = told();
    if step == "ENDED" {
        story
            .act(&request("2026-03-16"))
            .act(&end(EndGround::Withdrawn));
        return story;
    }
    if step == "REFUSED" {
        story
            .then("2026-03-23")
            .act(&request("2026-03-23"))
            .act(&answer(false));
        return story;
    }
    for (reached, today, act) in [
        ("REQUESTED", "2026-03-16", request("2026-03-16")),
        ("GRANTED", "2026-03-17", answer(true)),
        ("APPOINTED", "2026-03-17", appoint("o-huang")),
        ("NOTIFIED", "2026-03-18", notify("2026-03-18", "2026-03-31")),
        ("HELD", "2026-03-31", hold("2026-03-31")),
        ("REPORTED", "2026-04-01", report()),
    ] {
        story.then(today).act(&act);
        if reached == step {
            return story;
        }
    }
    panic!("no such step: {step}")
}
