//! 行政检查: what a firm is owed before anybody enters, the checklist, longer periods, letters, and the ways it may end.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use cases_domain::inspection::{
    Act as Own, Answer, Answered, Basis, BasisKind, CancelInspection, Check,
    DecideRectificationExtension, Guard, IssueReminder, Kind, RequestRectificationExtension,
    Visits,
};
use cases_domain::procedure::{Stage, inspection};
use cases_domain::*;
use chrono::Duration;
use world::scene::{Scene, trips};
use world::table::{each_pair_moves_or_is_refused, reachable};
use world::{Story, acts, day, direct, inspection_at, second, text};

const ON: &str = "2023-11-20";

fn ask(until: &str, asked_on: &str) -> Act {
    Act::Inspection(Own::RequestRectificationExtension(
        RequestRectificationExtension {
            until: day(until),
            grounds: text("设备订购需要时间"),
            asked_on: day(asked_on),
        },
    ))
}

fn answer(granted: bool) -> Act {
    Act::Inspection(Own::DecideRectificationExtension(
        DecideRectificationExtension {
            granted,
            reasons: text("情况属实"),
        },
    ))
}

fn remind(on: &str) -> Act {
    Act::Inspection(Own::IssueReminder(IssueReminder {
        co_officer: second(),
        content: text("请定期更换燃气软管"),
        service: direct(day(on)),
    }))
}

fn opened() -> (Story, Act) {
    (Story::inspection(ON), acts::open_inspection(day(ON)))
}

/// Opened with one mandatory and one optional point to look at.
fn with_checklist() -> Story {
    let mut story = Story::inspection(ON);
    let act = acts::open_inspection(day(ON));
    let mut facts = story.facts_for(&act);
    let point = |content: &str, mandatory| Check {
        number: 0,
        item: "i-gas".into(),
        content: text(content),
        method: text("现场查看"),
        norm: text("GB 50028"),
        mandatory,
    };
    facts.opening.as_mut().unwrap().checks = vec![
        point("是否安装可燃气体探测器", true),
        point("燃气软管是否老化", false),
    ];
    let events = decide(None, &act, &facts).unwrap();
    story.happen(&events);
    story
        .act(&acts::approve(true))
        .act(&acts::inspection_notice(day(ON)));
    story
}

fn site_with(answers: &[(u32, Answer)], found: &[&str]) -> Act {
    let Act::RecordSite(mut act) = acts::record_site(day(ON), found) else {
        panic!("a record")
    };
    act.answers = answers
        .iter()
        .map(|(check, answer)| Answered {
            check: *check,
            answer: *answer,
            remark: String::new(),
        })
        .collect();
    Act::RecordSite(act)
}

fn contents<'a>(scene: &'a mut Scene<'_>) -> &'a mut OpenInspection {
    match &mut scene.act {
        Act::OpenInspection(act) => act,
        other => panic!("{other:?}"),
    }
}

fn every_act() -> Vec<Act> {
    vec![
        acts::approve(true),
        acts::approve(false),
        acts::inspection_notice(day("2023-12-01")),
        acts::record_site(day("2023-12-01"), &[]),
        acts::tell_result(day("2023-12-01")),
        ask("2023-12-20", "2023-11-25"),
        answer(true),
        answer(false),
        remind("2023-12-01"),
        acts::escalate(),
        acts::cancel_inspection(),
        acts::close_inspection(),
        acts::convert(),
        acts::leave_fast(cases_domain::fast::Ground::Unfit),
    ]
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused() {
    let mut pairs = 0;
    for step in inspection::Step::ALL {
        let mut story = inspection_at(step.name());
        story.then("2023-12-01");
        for act in every_act() {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    assert_eq!(pairs, 9 * 14);
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    let mut tripped = BTreeSet::new();
    let mut trip = |guard, (story, act): (Story, Act), change: &dyn Fn(&mut Scene<'_>)| {
        let guard = cases_domain::Guard::Inspection(guard);
        tripped.insert(trips(guard, &story, act, change));
    };
    trip(Guard::SourceNamed, opened(), &|s| {
        contents(s).kind = InspectionKind::Case;
    });
    trip(Guard::WithinYearlyCap, opened(), &|s| {
        s.opening().items[0].snapshot.yearly_cap = NonZeroU32::new(1);
        let one = Visits {
            counted: 1,
            newest: 1,
        };
        s.opening().visits.insert("i-gas".into(), one);
    });
    let site = || {
        (
            inspection_at("OPENED"),
            acts::record_site(day(ON), &["未配置灭火器"]),
        )
    };
    trip(Guard::Approved, site(), &|s| s.inspection().approval = None);
    trip(Guard::Approved, site(), &|s| {
        s.inspection().approval.as_mut().unwrap().granted = false;
    });
    trip(Guard::Approved, site(), &|s| {
        s.inspection().approval.as_mut().unwrap().on = day("2023-11-21");
    });
    trip(Guard::NoticeServed, site(), &|s| {
        s.inspection().notice = None;
    });
    let just_opened = |act: Act| {
        let mut story = Story::inspection(ON);
        story.act(&acts::open_inspection(day(ON)));
        (story, act)
    };
    trip(
        Guard::NotApprovedYet,
        just_opened(acts::approve(true)),
        &|s| {
            s.inspection().approval = inspection_at("OPENED")
                .case()
                .inspection()
                .unwrap()
                .approval
                .clone();
        },
    );
    trip(
        Guard::ApproverNotHandler,
        just_opened(acts::approve(true)),
        &|s| {
            s.case.as_mut().unwrap().handlers.insert("o-wu".into());
        },
    );
    trip(
        Guard::NoticeNotServedYet,
        just_opened(acts::inspection_notice(day(ON))),
        &|s| {
            s.inspection().notice = inspection_at("OPENED")
                .case()
                .inspection()
                .unwrap()
                .notice
                .clone();
        },
    );
    let listed = |answers: &[(u32, Answer)]| (with_checklist(), site_with(answers, &[]));
    let fine = [(1, Answer::Conforming)];
    trip(Guard::ChecksKnown, listed(&fine), &|s| {
        s.act = site_with(&[(1, Answer::Conforming), (3, Answer::Conforming)], &[]);
    });
    trip(Guard::ChecksKnown, listed(&fine), &|s| {
        s.act = site_with(&[(1, Answer::Conforming), (1, Answer::NotApplicable)], &[]);
    });
    trip(Guard::ChecksAnswered, listed(&fine), &|s| {
        s.act = site_with(&[(2, Answer::Conforming)], &[]);
    });
    trip(Guard::FailuresFound, listed(&fine), &|s| {
        s.act = site_with(&[(1, Answer::Failing)], &[]);
    });
    trip(
        Guard::ApprovedAtLast,
        (inspection_at("CORRECTED"), acts::close_inspection()),
        &|s| s.inspection().approval = None,
    );
    trip(
        Guard::ResultTold,
        (inspection_at("CLEAN"), acts::close_inspection()),
        &|s| s.inspection().told = None,
    );
    let asks = || (inspection_at("SERVED"), ask("2023-12-10", "2023-11-21"));
    trip(Guard::ExtensionInTime, asks(), &|s| {
        s.inspection().order.as_mut().unwrap().due = day("2023-11-20");
    });
    trip(Guard::ExtensionLonger, asks(), &|s| {
        s.inspection().order.as_mut().unwrap().due = day("2023-12-10");
    });
    let asked = || {
        let (mut story, act) = asks();
        story.act(&act);
        story
    };
    trip(Guard::NoExtensionPending, asks(), &|s| {
        s.inspection().extensions = asked().case().inspection().unwrap().extensions.clone();
    });
    trip(Guard::ExtensionPending, (asked(), answer(true)), &|s| {
        s.inspection().extensions.clear();
    });
    trip(Guard::ExtensionAhead, (asked(), answer(true)), &|s| {
        s.facts.now = world::morning(day("2023-12-10"));
    });
    for change in [
        |s: &mut Scene<'_>| s.facts.linked = None,
        |s: &mut Scene<'_>| s.facts.linked.as_mut().unwrap().from_case = None,
        |s: &mut Scene<'_>| {
            s.facts.linked.as_mut().unwrap().procedure = ProcedureKind::Inspection;
        },
        |s: &mut Scene<'_>| s.facts.linked.as_mut().unwrap().party = "p-other".into(),
    ] {
        let escalated = (inspection_at("ORDERED"), acts::escalate());
        trip(Guard::PenaltyFiled, escalated, &change);
    }
    let mut disapproved = inspection_at("RECORDED");
    refuse_after_entry(&mut disapproved);
    trip(
        Guard::Disapproved,
        (disapproved, acts::cancel_inspection()),
        &|s| s.inspection().approval.as_mut().unwrap().granted = true,
    );
    let every: BTreeSet<_> = Guard::ALL
        .iter()
        .copied()
        .map(cases_domain::Guard::Inspection)
        .collect();
    assert_eq!(tripped, every);
}

fn refuse_after_entry(story: &mut Story) {
    let Some(Case {
        procedure: Procedure::Inspection(it),
        ..
    }) = &mut story.case
    else {
        panic!("an inspection")
    };
    it.approval.as_mut().unwrap().granted = false;
}

#[test]
fn no_way_to_a_record_ends_with_nothing_but_the_table_says_how() {
    use inspection::Step;
    let without =
        |acts: &'static [ActKind]| reachable::<Step>(None, move |row| !acts.contains(&row.act));
    // Nothing is closed by its result without a record, nor taken to a penalty.
    let unrecorded = without(&[ActKind::RecordSite]);
    assert_eq!(unrecorded, BTreeSet::from([Step::Opened, Step::Cancelled]));
    // Whatever was begun has an end, even if nobody ever comes back to correct anything.
    let never_corrected = reachable(Some(Step::Served), |row| row.when != Outcome::AllCorrected);
    assert!(never_corrected.contains(&Step::Escalated));
}

#[test]
fn a_natural_person_is_inspected_without_what_firms_are_owed() {
    let mut story = Story::inspection(ON);
    story.party = world::party(PartyKind::Person);
    story
        .act(&acts::open_inspection(day(ON)))
        .act(&acts::record_site(day(ON), &[]))
        .act(&acts::close_inspection());
    assert!(story.case().is_closed());
}

#[test]
fn what_a_complaint_leads_to_needs_no_approval_and_uses_up_no_cap() {
    let mut story = Story::inspection(ON);
    let Act::OpenInspection(mut act) = acts::open_inspection(day(ON)) else {
        panic!("opens")
    };
    act.kind = InspectionKind::Case;
    act.basis = Basis {
        kind: BasisKind::Complaint,
        reference: text("12345-2023-0031"),
    };
    let act = Act::OpenInspection(act);
    let mut facts = story.facts_for(&act);
    let opening = facts.opening.as_mut().unwrap();
    opening.items[0].snapshot.yearly_cap = NonZeroU32::new(1);
    let five = Visits {
        counted: 5,
        newest: 5,
    };
    opening.visits.insert("i-gas".into(), five);
    let events = decide(None, &act, &facts).unwrap();
    story.happen(&events);
    let site = acts::record_site(day(ON), &["未配置灭火器"]);
    let refusal = story.attempt(&site).unwrap_err();
    assert_eq!(refusal.reason().name, "INSPECTION_NOTICE_NOT_SERVED");
    story.act(&acts::inspection_notice(day(ON))).act(&site);
    assert_eq!(story.step(), "RECORDED");
}

#[test]
fn the_refusal_of_one_visit_too_many_says_how_many_there_were() {
    let (story, act) = opened();
    let mut facts = story.facts_for(&act);
    let opening = facts.opening.as_mut().unwrap();
    opening.items[0].snapshot.yearly_cap = NonZeroU32::new(2);
    let two = Visits {
        counted: 2,
        newest: 3,
    };
    opening.visits.insert("i-gas".into(), two);
    let refusal = decide(None, &act, &facts).unwrap_err();
    assert_eq!(refusal.reason().name, "INSPECTION_CAP_REACHED");
    assert!(
        refusal
            .zh()
            .contains("2023年对该企业的“事项i-gas”已安排2次，公布的年度频次上限为2次"),
        "{}",
        refusal.zh()
    );
}

/// An emergency: the officers are in before anybody could approve.
fn emergency() -> Story {
    let mut story = Story::inspection(ON);
    let Act::OpenInspection(mut act) = acts::open_inspection(day(ON)) else {
        panic!("opens")
    };
    act.emergency = text("燃气泄漏，随时可能爆炸");
    story
        .act(&Act::OpenInspection(act))
        .act(&acts::inspection_notice(day(ON)))
        .act(&acts::record_site(day(ON), &[]))
        .act(&acts::tell_result(day(ON)));
    story
}

#[test]
fn an_emergency_entry_is_approved_within_a_day_and_not_closed_before() {
    let mut story = emergency();
    let clock = story.running(DeadlineKind::InspectionApproval);
    // The record says when they went in: twenty past nine in the morning.
    let entered = world::morning(day(ON)) - Duration::minutes(40);
    assert_eq!(clock.until, Some(entered + Duration::hours(24)));
    let refusal = story.attempt(&acts::close_inspection()).unwrap_err();
    assert_eq!(refusal.reason().name, "INSPECTION_NOT_APPROVED");
    story
        .act(&acts::approve(true))
        .act(&acts::close_inspection());
    let settled = &story.case().deadlines[0];
    assert_eq!(settled.state, DeadlineState::Met);
}

#[test]
fn an_emergency_entry_that_is_not_approved_is_ended_and_by_nothing_else() {
    let mut story = emergency();
    let refusal = story.attempt(&acts::cancel_inspection()).unwrap_err();
    assert_eq!(refusal.reason().name, "INSPECTION_UNDER_WAY");
    story.then("2023-11-22").act(&acts::approve(false));
    assert!(story.attempt(&acts::close_inspection()).is_err());
    let end = Act::Inspection(Own::CancelInspection(CancelInspection {
        reasons: text("进入检查未获批准"),
    }));
    story.act(&end);
    assert_eq!(story.step(), "CANCELLED");
    assert!(story.case().deadlines.iter().all(|it| !it.is_open()));
}

#[test]
fn a_longer_period_moves_the_clock_once_a_leader_has_granted_it() {
    let mut story = inspection_at("SERVED");
    story
        .then("2023-11-28")
        .act(&ask("2023-12-15", "2023-11-28"));
    assert_eq!(
        story.running(DeadlineKind::Rectification).due,
        day("2023-11-30")
    );
    story.act(&answer(true));
    let clock = story.running(DeadlineKind::Rectification);
    assert_eq!(clock.due, day("2023-12-15"));
    assert_eq!(clock.recounted(&story.calendar).due, clock.due);
    let order = story.case().inspection().unwrap().order.as_ref().unwrap();
    assert_eq!(order.due, day("2023-12-15"));
    // Another may be asked for, and refused.
    story
        .act(&ask("2023-12-31", "2023-11-28"))
        .act(&answer(false));
    assert_eq!(
        story.running(DeadlineKind::Rectification).due,
        day("2023-12-15")
    );
    story
        .then("2023-12-15")
        .act(&acts::revisit(day("2023-12-15"), &[(1, true), (2, true)]));
    let met = story
        .case()
        .deadlines
        .iter()
        .find(|it| it.kind() == DeadlineKind::Rectification);
    assert_eq!(met.unwrap().state, DeadlineState::Met);
}

#[test]
fn a_longer_period_asked_for_in_time_counts_even_if_it_is_granted_late() {
    let mut story = inspection_at("SERVED");
    story
        .then("2023-11-30")
        .act(&ask("2023-12-15", "2023-11-30"));
    story
        .then("2023-12-01")
        .act(&Act::PassDeadline(DeadlineKind::Rectification.into()));
    story.act(&answer(true));
    assert_eq!(
        story.running(DeadlineKind::Rectification).due,
        day("2023-12-15")
    );
}

#[test]
fn a_reminder_letter_is_numbered_and_moves_nothing() {
    let mut story = inspection_at("RECORDED");
    story.act(&remind(ON)).act(&remind(ON));
    let it = story.case().inspection().unwrap();
    let letters: Vec<(u32, String)> = it
        .reminders
        .iter()
        .map(|it| {
            (
                it.number,
                it.letter.document_number.as_ref().unwrap().to_string(),
            )
        })
        .collect();
    assert_eq!(letters[0], (1, "龙市监提示〔2023〕1号".to_owned()));
    assert_eq!(letters[1].0, 2);
    assert_eq!(story.step(), "RECORDED");
    assert!(it.order.is_none());
}

#[test]
fn an_inspection_taken_to_a_penalty_names_the_case_and_leaves_no_order_due() {
    let mut story = inspection_at("SERVED");
    story.act(&acts::escalate());
    let case = story.case();
    assert_eq!((case.step_name(), case.is_closed()), ("ESCALATED", true));
    let it = case.inspection().unwrap();
    assert_eq!(it.escalated_to, Some(acts::next_case()));
    assert!(case.deadlines.iter().all(|it| !it.is_open()));
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(case));
}

#[test]
fn the_checklist_is_numbered_answered_and_kept() {
    let mut story = with_checklist();
    story.act(&site_with(
        &[(1, Answer::Failing), (2, Answer::NotApplicable)],
        &["未安装可燃气体探测器"],
    ));
    let it = story.case().inspection().unwrap();
    let numbers: Vec<u32> = it.checklist.iter().map(|check| check.number).collect();
    assert_eq!(numbers, [1, 2]);
    assert_eq!(it.answers[0].answer, Answer::Failing);
    assert_eq!(story.step(), "RECORDED");
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn what_may_be_done_is_listed_with_the_approval_that_is_missing() {
    let mut story = Story::inspection(ON);
    story.act(&acts::open_inspection(day(ON)));
    let site = acts::record_site(day(ON), &[]);
    let listed = allowed(story.case(), &story.facts_for(&site));
    let verdict = |kind: ActKind| {
        let found = listed.iter().find(|it| it.act == kind).unwrap();
        found.verdict.as_ref().err().map(|it| it.reason().name)
    };
    assert_eq!(
        verdict(ActKind::RecordSite),
        Some("INSPECTION_NOT_APPROVED")
    );
    let kind = |kind| ActKind::Inspection(kind);
    assert_eq!(verdict(kind(Kind::ServeInspectionNotice)), None);
    assert_eq!(verdict(kind(Kind::CancelInspection)), None);
    assert_eq!(
        verdict(kind(Kind::ApproveInspection)),
        Some("NOT_A_RESPONSIBLE_LEADER")
    );
    assert_eq!(verdict(kind(Kind::TellResult)), Some("SITE_NOT_RECORDED"));
}
