//! 电子笔录: fixed page by page, signed on every page, changed only by another version that leaves the former as it was.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::interview::Role;
use cases_domain::procedure::{Row, Stage as _, penalty};
use cases_domain::transcript::{
    Act as Own, Attendant, AttendantRole, Condition, Content, Correction, Entry, Extraction, Form,
    Guard, NoteUnsigned, Questioning, Reading, SignAsOfficer, SignPages, Step, UnsignedManner,
    find, lines, page, versions,
};
use cases_domain::*;
use chrono::Duration;
use world::inquiry::interview;
use world::scene::{Scene, trips};
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::transcribing::*;
use world::{Story, acts, day, morning, penalty_at, text};

type G = cases_domain::Guard;

#[test]
fn the_table_is_sound() {
    is_a_sound_table::<Step>();
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused() {
    let mut pairs = 0;
    for step in penalty::Step::ALL {
        let story = penalty_at(step.name());
        each_pair_moves_or_is_refused(&story, &conclude(content(story.today)));
        each_pair_moves_or_is_refused(&story, &sign(&story, 1));
        pairs += 1;
    }
    assert_eq!(pairs, penalty::Step::ALL.len());
    let mut own = 0;
    for step in Step::ALL {
        let story = transcribed_to("FILED", *step);
        let on = story.today;
        for act in [
            conclude(content(on)),
            revise(1, content(on)),
            sign(&story, 1),
            unsigned(1, UnsignedManner::Refused),
            unsigned(1, UnsignedManner::Absent),
            officer_signs(&story, 1),
        ] {
            each_pair_moves_or_is_refused(&story, &act);
            own += 1;
        }
    }
    assert_eq!(own, Step::ALL.len() * 6);
}

fn own<'s>(scene: &'s mut Scene<'_>) -> &'s mut Own {
    match &mut scene.act {
        Act::Transcript(act) => act,
        _ => panic!("a transcript"),
    }
}

fn said<'s>(scene: &'s mut Scene<'_>) -> &'s mut Content {
    match own(scene) {
        Own::ConcludeTranscript(act) => &mut act.content,
        Own::ReviseTranscript(act) => &mut act.as_new.content,
        _ => panic!("concluded"),
    }
}

fn signing<'s>(scene: &'s mut Scene<'_>) -> &'s mut SignPages {
    match own(scene) {
        Own::SignPages(act) => act,
        _ => panic!("pages are signed"),
    }
}

fn noting<'s>(scene: &'s mut Scene<'_>) -> &'s mut NoteUnsigned {
    match own(scene) {
        Own::NoteUnsigned(act) => act,
        _ => panic!("noted"),
    }
}

fn by_officer<'s>(scene: &'s mut Scene<'_>) -> &'s mut SignAsOfficer {
    match own(scene) {
        Own::SignAsOfficer(act) => act,
        _ => panic!("an officer signs"),
    }
}

/// What is refused of a transcript that would be concluded but for one change.
fn concluding_is_refused(guard: Guard, change: impl FnOnce(&mut Scene<'_>)) -> G {
    let story = penalty_at("FILED");
    let act = conclude(content(story.today));
    trips(G::Transcript(guard), &story, act, change)
}

fn of_another_form(form: Form) -> (Story, Act) {
    let story = penalty_at("FILED");
    let mut content = content(story.today);
    content.form = form;
    content.extraction = Some(Extraction {
        source: text("网店后台"),
        method: text("截图并导出"),
        digest: text("SM3:00"),
    });
    let act = conclude(content);
    (story, act)
}

#[test]
fn each_guard_of_what_it_says_is_tripped_and_only_it() {
    let told = [
        concluding_is_refused(Guard::DutyTold, |s| said(s).duty_told = false),
        concluding_is_refused(Guard::RecusalAsked, |s| said(s).recusal.answer.clear()),
        concluding_is_refused(Guard::RecusalRegistered, |s| said(s).recusal.wanted = true),
        concluding_is_refused(Guard::SomethingRecorded, |s| said(s).body.clear()),
        concluding_is_refused(Guard::EveryAnswer, |s| {
            said(s).body.push(asked("是否召回？", ""));
        }),
        concluding_is_refused(Guard::Alone, |s| said(s).alone = false),
        concluding_is_refused(Guard::OneAtATime, |s| {
            let on = s.facts.today();
            s.facts.questionings.push(Questioning {
                case: CaseCode::from_random([9; 10]),
                officers: vec!["o-chen".into()],
                started: morning(on) - Duration::minutes(15),
                ended: morning(on),
            });
        }),
        concluding_is_refused(Guard::Helped, |s| {
            said(s).person.conditions.insert(Condition::OtherLanguage);
        }),
        concluding_is_refused(Guard::CorrectionsConfirmed, |s| {
            said(s).corrections.push(Correction {
                entry: 2,
                from: text("二十袋"),
                to: text("三十袋"),
                confirmed: false,
            });
        }),
        concluding_is_refused(Guard::HearingPresided, |s| said(s).hearing = 1),
    ];
    assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), told.len());
    let (story, act) = of_another_form(Form::ElectronicData);
    trips(G::Transcript(Guard::DataIdentified), &story, act, |s| {
        said(s).extraction.as_mut().unwrap().digest.clear();
    });
    let story = penalty_at("FILED");
    let act = || conclude(content(story.today));
    trips(G::CertificatesShown, &story, act(), |s| {
        said(s).certificates_shown = false;
    });
    trips(G::RightsTold, &story, act(), |s| {
        said(s).rights_told = false;
    });
    trips(G::NotInFuture, &story, act(), |s| {
        said(s).ended += Duration::days(1);
    });
    let draft_used = transcribed_to("FILED", Step::Concluded);
    let mut other = concluding(content(draft_used.today));
    other.draft = uuid::Uuid::from_u128(9);
    other.content.person.name = text("李某");
    other.content.ended = other.content.started;
    other.content.started -= Duration::minutes(10);
    other.content.ended -= Duration::minutes(1);
    let act = Act::Transcript(Box::new(Own::ConcludeTranscript(other)));
    trips(G::Transcript(Guard::DraftOnce), &draft_used, act, |s| {
        if let Own::ConcludeTranscript(act) = own(s) {
            act.draft = uuid::Uuid::from_u128(501);
        }
    });
}

#[test]
fn each_guard_of_signing_is_tripped_and_only_it() {
    let t = G::Transcript;
    let story = transcribed_to("FILED", Step::Concluded);
    trips(
        t(Guard::SameMatter),
        &story,
        revise(1, content(story.today)),
        |s| {
            said(s).person.name = text("李某");
        },
    );
    let replaced = |s: &mut Scene<'_>| {
        let case = s.case.as_mut().unwrap();
        case.transcripts[0].superseded_by = Some(2);
    };
    trips(
        t(Guard::Newest),
        &story,
        revise(1, content(story.today)),
        replaced,
    );
    trips(t(Guard::Newest), &story, sign(&story, 1), replaced);
    trips(t(Guard::AsShown), &story, sign(&story, 1), |s| {
        signing(s).pages[0].sm3 = "00".repeat(32);
    });
    trips(t(Guard::SignerKnown), &story, sign(&story, 1), |s| {
        signing(s).signer = text("路人");
    });
    trips(t(Guard::SignedOnce), &story, sign(&story, 1), |s| {
        let again = signing(s).pages[0].clone();
        signing(s).pages.push(again);
    });
    trips(t(Guard::Checked), &story, sign(&story, 1), |s| {
        signing(s).reading = None;
    });
    trips(t(Guard::ReadOut), &story, sign(&story, 1), |s| {
        let case = s.case.as_mut().unwrap();
        let person = &mut case.transcripts[0].content.person;
        person.conditions.insert(Condition::CannotRead);
    });
    let refused = || unsigned(1, UnsignedManner::Refused);
    trips(t(Guard::Witnessed), &story, refused(), |s| {
        noting(s).witness.clear();
        noting(s).recording.clear();
    });
    trips(
        t(Guard::AbsenceWitnessed),
        &story,
        unsigned(1, UnsignedManner::Absent),
        |s| {
            let case = s.case.as_mut().unwrap();
            case.transcripts[0].content.form = Form::Scene;
            noting(s).witness.clear();
        },
    );
    let confirmed = transcribed_to("FILED", Step::Confirmed);
    trips(
        t(Guard::WholeAsShown),
        &confirmed,
        officer_signs(&confirmed, 1),
        |s| {
            by_officer(s).sm3 = "00".repeat(32);
        },
    );
    trips(
        t(Guard::OfficerOfIt),
        &confirmed,
        officer_signs(&confirmed, 1),
        |s| {
            s.case.as_mut().unwrap().transcripts[0].officers.remove(0);
        },
    );
}

#[test]
fn every_guard_of_a_transcript_is_in_the_table() {
    let used: BTreeSet<G> = Step::ROWS.iter().flat_map(Row::guards).copied().collect();
    let others = [Guard::StatementSigned];
    for guard in Guard::ALL.iter().filter(|it| !others.contains(it)) {
        assert!(used.contains(&G::Transcript(*guard)), "{guard:?}");
    }
}

/// Forty questions: more than a page holds.
fn long(on: CivilDate) -> Content {
    let mut content = content(on);
    content.body = (1..=40)
        .map(|n| asked(&format!("问题{n}？"), &format!("回答{n}。")))
        .collect();
    content
}

#[test]
fn it_is_signed_page_by_page_and_whole_once_every_page_and_everybody_has() {
    let mut story = penalty_at("FILED");
    let mut content = long(story.today);
    content.attendants.push(Attendant {
        name: text("阿依古丽"),
        role: AttendantRole::Interpreter,
        identity: text("某翻译公司"),
    });
    content.person.conditions.insert(Condition::OtherLanguage);
    story.act(&conclude(content));
    let pages = find(story.case(), 1).unwrap().pages.len();
    assert!(pages > 2, "{pages}");
    let first = |mut act: Act| {
        if let Act::Transcript(it) = &mut act
            && let Own::SignPages(it) = &mut **it
        {
            it.pages.truncate(1);
            it.reading = None;
        }
        act
    };
    let act = first(sign(&story, 1));
    story.act(&act);
    assert_eq!(find(story.case(), 1).unwrap().step, Step::Concluded);
    let again = story.attempt(&act).unwrap_err();
    assert_eq!(again.reason().name, "TRANSCRIPT_PAGE_SIGNED_TWICE");
    let rest = |signer: &str, story: &Story| {
        let mut act = sign_as(story, 1, signer);
        if let Act::Transcript(it) = &mut act
            && let Own::SignPages(it) = &mut **it
        {
            it.pages.remove(0);
            it.reading = Some(Reading::ReadOut);
        }
        act
    };
    let act = rest("王某", &story);
    story.act(&act);
    assert_eq!(
        find(story.case(), 1).unwrap().step,
        Step::Concluded,
        "the interpreter is missing"
    );
    let act = rest("阿依古丽", &story);
    story.act(&act);
    let transcript = find(story.case(), 1).unwrap();
    assert_eq!(transcript.step, Step::Confirmed);
    assert_eq!(
        transcript.marks[1].remark,
        "以上笔录已向我宣读，与我所说一致。"
    );
    both_sign(&mut story, 1);
    assert_eq!(find(story.case(), 1).unwrap().step, Step::Signed);
    let late = officer_signs(&story, 1);
    assert!(story.attempt(&late).is_err());
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn a_refusal_is_noted_and_the_officers_sign_that() {
    let mut story = transcribed_to("FILED", Step::Unsigned);
    let early = find(story.case(), 1).unwrap();
    assert_eq!(early.unsigned.as_ref().unwrap().witness, "社区网格员李某");
    both_sign(&mut story, 1);
    assert_eq!(find(story.case(), 1).unwrap().step, Step::Noted);
}

#[test]
fn another_version_leaves_the_former_with_its_signatures() {
    let mut story = transcribed_to("FILED", Step::Signed);
    let former = find(story.case(), 1).unwrap().clone();
    let mut amended = content(story.today);
    amended.body[1] = asked("已经销售多少？", "三十袋，每袋十五元。");
    story.act(&revise(1, amended));
    let all = versions(story.case(), 1);
    assert_eq!(
        all.iter()
            .map(|it| (it.number, it.version))
            .collect::<Vec<_>>(),
        [(1, 1), (2, 2)]
    );
    let kept = find(story.case(), 1).unwrap();
    assert_eq!(kept.marks, former.marks);
    assert_eq!(kept.officer_marks, former.officer_marks);
    assert_eq!(
        (kept.pages.clone(), kept.sm3.clone()),
        (former.pages, former.sm3)
    );
    assert_eq!(kept.superseded_by, Some(2));
    let new = find(story.case(), 2).unwrap();
    assert_eq!(
        (new.step, new.first, new.marks.len()),
        (Step::Concluded, 1, 0)
    );
    let words = lines(&new.content, &new.officers, new.version, &new.why);
    assert!(
        words.contains(&"第2版，修改原因：更正销售数量".to_owned()),
        "{words:?}"
    );
    let stale = story.attempt(&revise(1, content(story.today))).unwrap_err();
    // The draft is looked at first; another draft meets the version.
    assert_eq!(stale.reason().name, "TRANSCRIPT_DRAFT_CONCLUDED");
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn the_pages_can_be_made_again_and_are_what_was_signed() {
    let mut story = penalty_at("FILED");
    story.act(&conclude(long(story.today)));
    let it = find(story.case(), 1).unwrap();
    let words = lines(&it.content, &it.officers, it.version, &it.why);
    let place = page::Place {
        case: story.case().id(),
        number: 1,
    };
    let pages = page::divide(it.page_rule, place, &words).unwrap();
    let hashes: Vec<String> = pages.iter().map(|it| it.sm3.clone()).collect();
    assert_eq!(hashes, it.pages);
    assert_eq!(page::whole(&hashes), it.sm3);
    let text = pages
        .iter()
        .flat_map(|it| it.lines.clone())
        .collect::<Vec<_>>();
    assert!(
        text.contains(&"询问人：林建国（执法证号：3506-o-lin）".to_owned()),
        "{text:?}"
    );
    assert!(text.contains(&"问：问题40？".to_owned()));
}

#[test]
fn nobody_is_asked_while_the_same_officers_ask_somebody_else() {
    let mut story = penalty_at("FILED");
    let on = story.today;
    // An interview that was recorded without a transcript of its own counts too.
    story.act(&interview(on, Role::Witness));
    let held = story.case().interviews[0].held.clone().unwrap();
    let mut overlapping = content(on);
    overlapping.started = held.started;
    overlapping.ended = held.ended;
    overlapping.person.name = text("赵某");
    let refused = story.attempt(&conclude(overlapping.clone())).unwrap_err();
    assert_eq!(refused.reason().name, "TRANSCRIPT_OFFICERS_ELSEWHERE");
    assert_eq!(
        refused.article(),
        Some("市场监管行政处罚程序规定第二十九条")
    );
    overlapping.started = held.ended;
    overlapping.ended = held.ended + Duration::minutes(1);
    story.act(&conclude(overlapping));
}

#[test]
fn the_party_is_heard_by_a_transcript_that_was_signed_or_noted() {
    let mut story = penalty_at("FILED");
    let on = story.today;
    let mut record = acts::evidence(on);
    if let Act::RecordEvidence(act) = &mut record {
        act.kind = EvidenceKind::SiteRecord;
    }
    story.act(&record);
    if let Procedure::OrdinaryPenalty(penalty) = &mut story.case.as_mut().unwrap().procedure {
        penalty
            .evidence
            .retain(|it| it.kind == EvidenceKind::SiteRecord);
    }
    story.act(&conclude(content(on)));
    let conclude = acts::conclude(Fen::yuan(3000));
    let early = story
        .clone()
        .then("2026-03-10")
        .attempt(&conclude)
        .unwrap_err();
    assert_eq!(early.reason().name, "PARTY_NOT_ASKED");
    let act = sign(&story, 1);
    story.act(&act);
    both_sign(&mut story, 1);
    story.then("2026-03-10").act(&conclude);
    assert_eq!(story.step(), "CONCLUDED");
}

#[test]
fn a_site_is_told_and_not_asked() {
    let (mut story, act) = of_another_form(Form::Inspection);
    let mut act = act;
    if let Act::Transcript(it) = &mut act
        && let Own::ConcludeTranscript(it) = &mut **it
    {
        it.content.body = vec![Entry::Found(text("货架第二层有过期食品四袋。"))];
        it.content.recusal.asked = false;
        it.content.recusal.answer.clear();
        it.content.duty_told = false;
        it.content.alone = false;
        it.content.extraction = None;
    }
    story.act(&act);
    let it = find(story.case(), 1).unwrap();
    assert_eq!((it.step, it.content.form.code()), (Step::Concluded, "JC04"));
    assert_eq!(
        day("2026-03-02"),
        story.case().last_step_on.min(day("2026-03-02"))
    );
}

#[test]
fn a_transcript_that_everybody_signed_is_evidence() {
    let mut story = transcribed_to("FILED", Step::Confirmed);
    let before = story.case().penalty().unwrap().evidence.len();
    both_sign(&mut story, 1);
    let sm3 = find(story.case(), 1).unwrap().sm3.clone();
    let evidence = &story.case().penalty().unwrap().evidence;
    assert_eq!(evidence.len(), before + 1, "once, with the last signature");
    let last = evidence.last().unwrap();
    assert_eq!(
        (last.kind, &last.content_hash),
        (EvidenceKind::PartyStatement, &sm3)
    );
    assert!(
        last.description.contains("第1号询问笔录"),
        "{}",
        last.description
    );
    // After the decision it is a paper of the case and no evidence of it.
    let mut late = transcribed_to("DECIDED", Step::Confirmed);
    let before = late.case().penalty().unwrap().evidence.len();
    both_sign(&mut late, 1);
    assert_eq!(late.case().penalty().unwrap().evidence.len(), before);
}

#[test]
fn a_statement_may_rest_on_its_signed_transcript() {
    let mut story = penalty_at("NOTICED");
    let on = story.today;
    let mut told = content(on);
    told.form = Form::Statement;
    told.body = vec![asked("对拟处罚有什么意见？", "请求从轻。")];
    story.act(&conclude(told));
    let statement = |number: u32, on: CivilDate| {
        let mut act = acts::statement(on);
        if let Act::RecordStatement(act) = &mut act {
            act.statement.clear();
            act.transcript = number;
        }
        act
    };
    let early = story.attempt(&statement(1, on)).unwrap_err();
    assert_eq!(early.reason().name, "TRANSCRIPT_OF_STATEMENT_UNSIGNED");
    assert_eq!(early.article(), Some("行政处罚法第四十五条第一款"));
    let act = sign(&story, 1);
    story.act(&act);
    both_sign(&mut story, 1);
    assert!(
        story.attempt(&statement(2, on)).is_err(),
        "there is no other"
    );
    trips(
        G::Transcript(Guard::StatementSigned),
        &story,
        statement(1, on),
        |s| s.case.as_mut().unwrap().transcripts[0].superseded_by = Some(2),
    );
    story.act(&statement(1, on));
    let penalty = story.case().penalty().unwrap();
    assert_eq!(
        penalty.statements[0].statement,
        "问：对拟处罚有什么意见？\n答：请求从轻。"
    );
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}
