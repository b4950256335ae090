//! Transcripts to be concluded and signed.

use std::collections::BTreeSet;

use cases_domain::interview::Role;
use cases_domain::transcript::{
    Act as Own, Asked, ConcludeTranscript, Content, Entry, Form, MarkManner, NoteUnsigned, Person,
    Reading, RecusalAsked, ReviseTranscript, SeenPage, SignAsOfficer, SignPages, Step,
    UnsignedManner,
};
use cases_domain::*;
use chrono::Duration;
use uuid::Uuid;

use super::{Story, chen, lin, morning, person, second, text};

/// What 王某 was asked on a day.
pub(crate) fn content(on: CivilDate) -> Content {
    Content {
        form: Form::Interview,
        nth: 1,
        started: morning(on) - Duration::minutes(40),
        ended: morning(on) - Duration::minutes(10),
        place: text("当事人办公室"),
        subject: text("涉嫌经营标签不合格食品"),
        person: Person {
            name: text("王某"),
            role: Role::Representative,
            relation: text("法定代表人"),
            identity: text("居民身份证3506**********1234"),
            contact: text("13800000000"),
            employer: text("龙海某食品有限公司经理"),
            conditions: BTreeSet::new(),
            without_help: String::new(),
        },
        attendants: Vec::new(),
        certificates_shown: true,
        rights_told: true,
        duty_told: true,
        recusal: RecusalAsked {
            asked: true,
            wanted: false,
            answer: text("不申请"),
        },
        alone: true,
        template: text("market-food@1"),
        body: vec![
            asked("标签由谁印制？", "本公司自行印制。"),
            asked("已经销售多少？", "二十袋，每袋十五元。"),
        ],
        corrections: Vec::new(),
        taken: Vec::new(),
        recording: text("ZF-0071"),
        remark: String::new(),
        hearing: 0,
        extraction: None,
    }
}

pub(crate) fn asked(question: &str, answer: &str) -> Entry {
    Entry::Asked(Asked {
        question: text(question),
        answer: text(answer),
    })
}

pub(crate) fn concluding(content: Content) -> ConcludeTranscript {
    ConcludeTranscript {
        co_officer: second(),
        content,
        draft: Uuid::from_u128(501),
        draft_version: 3,
    }
}

pub(crate) fn conclude(content: Content) -> Act {
    Act::Transcript(Box::new(Own::ConcludeTranscript(concluding(content))))
}

pub(crate) fn revise(number: u32, content: Content) -> Act {
    Act::Transcript(Box::new(Own::ReviseTranscript(ReviseTranscript {
        number,
        why: text("更正销售数量"),
        as_new: ConcludeTranscript {
            draft: Uuid::from_u128(502),
            ..concluding(content)
        },
    })))
}

/// Everything on record of a transcript, as it is shown to whoever signs.
fn shown(story: &Story, number: u32) -> (Vec<SeenPage>, String) {
    let case = story.case.as_ref();
    let transcript = case.and_then(|case| transcript::find(case, number));
    let Some(transcript) = transcript else {
        return (Vec::new(), String::new());
    };
    let pages = transcript.pages.iter().zip(1..);
    let pages = pages.map(|(sm3, page)| SeenPage {
        page,
        sm3: sm3.clone(),
    });
    (pages.collect(), transcript.sm3.clone())
}

pub(crate) fn sign_as(story: &Story, number: u32, signer: &str) -> Act {
    Act::Transcript(Box::new(Own::SignPages(SignPages {
        number,
        signer: text(signer),
        pages: shown(story, number).0,
        manner: MarkManner::Strokes,
        strokes_sm3: "ab".repeat(32),
        reading: Some(Reading::Read),
        remark: String::new(),
    })))
}

pub(crate) fn sign(story: &Story, number: u32) -> Act {
    sign_as(story, number, "王某")
}

pub(crate) fn unsigned(number: u32, manner: UnsignedManner) -> Act {
    Act::Transcript(Box::new(Own::NoteUnsigned(NoteUnsigned {
        number,
        manner,
        reasons: text("称需与律师商量"),
        witness: text("社区网格员李某"),
        recording: text("ZF-0071-20260303"),
    })))
}

pub(crate) fn officer_signs(story: &Story, number: u32) -> Act {
    Act::Transcript(Box::new(Own::SignAsOfficer(SignAsOfficer {
        number,
        sm3: shown(story, number).1,
        strokes_sm3: String::new(),
    })))
}

/// A case in which a transcript has just reached a step, with the penalty at one of its own.
pub(crate) fn transcribed_to(penalty: &str, step: Step) -> Story {
    let mut story = super::penalty_at(penalty);
    story.act(&conclude(content(story.today)));
    match step {
        Step::Concluded => {}
        Step::Confirmed | Step::Signed => {
            let act = sign(&story, 1);
            story.act(&act);
        }
        Step::Unsigned | Step::Noted => {
            story.act(&unsigned(1, UnsignedManner::Refused));
        }
    }
    if matches!(step, Step::Signed | Step::Noted) {
        both_sign(&mut story, 1);
    }
    story
}

/// Both officers of a transcript sign it.
pub(crate) fn both_sign(story: &mut Story, number: u32) {
    for officer in [lin(), chen()] {
        let act = officer_signs(story, number);
        let mut facts = story.facts_for(&act);
        facts.caller = person(officer, &[Right::Handle]);
        let events = story.judge(&act, &facts).unwrap();
        story.happen(&events);
    }
}
