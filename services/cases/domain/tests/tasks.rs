//! 待办: what a case waits for follows from where it stands; who is to do it is passed from hand to hand.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::procedure::{Stage, inspection, penalty};
use cases_domain::recusal::{Act as RecusalAct, Asker, RequestRecusal};
use cases_domain::task::{
    Act as TaskAct, AssignTask, DelegateTask, Guard, ReturnTask, UrgeTask, Whom,
};
use cases_domain::*;
use world::scene::trips;
use world::table::each_pair_moves_or_is_refused;
use world::{Story, acts, chen, day, inspection_at, lin, penalty_at, person, reviewer, text};

fn assign(number: u32, to: &str) -> Act {
    Act::Task(TaskAct::AssignTask(AssignTask {
        number,
        to: to.into(),
        words: text("请于本周内审核"),
    }))
}

fn delegate(number: u32, to: &str) -> Act {
    Act::Task(TaskAct::DelegateTask(DelegateTask {
        number,
        to: to.into(),
        words: text("出差"),
    }))
}

fn give_back(number: u32) -> Act {
    Act::Task(TaskAct::ReturnTask(ReturnTask {
        number,
        words: text("不属于本岗位"),
    }))
}

fn urge(number: u32) -> Act {
    Act::Task(TaskAct::UrgeTask(UrgeTask {
        number,
        words: text("期限将至"),
    }))
}

fn waits(story: &Story) -> Vec<(&'static str, u32, Whom)> {
    let tasks = story.case().tasks.iter();
    tasks
        .map(|task| (task.act.name(), task.about, task.whom))
        .collect()
}

/// Judges an act on a task by somebody, with the officer it names known.
fn judged(
    story: &Story,
    act: &Act,
    by: Officer,
    right: Right,
) -> Result<Vec<Event>, refusal::Refusal> {
    let mut facts = story.facts_for(act);
    facts.caller = person(by, &[right]);
    facts.co_officer = match act {
        Act::Task(TaskAct::AssignTask(act)) if act.to.as_str() == "o-huang" => Some(reviewer()),
        Act::Task(_) => Some(chen()),
        _ => facts.co_officer,
    };
    story.judge(act, &facts)
}

#[test]
fn every_open_step_waits_for_one_act_and_a_closed_inspection_for_none_of_its_own() {
    let own = |story: &Story| -> Vec<ActKind> {
        let tasks = story.case().tasks.iter().filter(|task| task.about == 0);
        tasks.map(|task| task.act).collect()
    };
    for step in penalty::Step::ALL.iter().filter(|step| !step.is_final()) {
        assert_eq!(own(&penalty_at(step.name())).len(), 1, "{step:?}");
    }
    for step in inspection::Step::ALL {
        let awaited: Vec<ActKind> = step.awaits().into_iter().collect();
        assert_eq!(own(&inspection_at(step.name())), awaited, "{step:?}");
    }
}

#[test]
fn whose_turn_it_is_follows_from_the_right_to_the_act_and_from_the_party() {
    for (step, act, whom) in [
        ("FILED", "CONCLUDE_INQUIRY", Whom::Handlers),
        ("CONCLUDED", "REVIEW_LEGALITY", Whom::Reviewer),
        ("NOTICED", "RECORD_STATEMENT", Whom::Party),
        ("HEARD", "DECIDE", Whom::Leader),
        ("SERVED", "RECORD_PAYMENT", Whom::Party),
    ] {
        assert_eq!(waits(&penalty_at(step)), [(act, 0, whom)], "{step}");
    }
    let mut story = penalty_at("FILED");
    story.act(&Act::Recusal(RecusalAct::RequestRecusal(RequestRecusal {
        officer: "o-chen".into(),
        by: Asker::Party,
        grounds: text("近亲属"),
    })));
    assert_eq!(
        waits(&story),
        [
            ("CONCLUDE_INQUIRY", 0, Whom::Handlers),
            ("DECIDE_RECUSAL", 1, Whom::Leader)
        ]
    );
}

#[test]
fn an_inquiry_that_stands_still_waits_for_nothing_but_its_resumption() {
    use world::inquiry::{decide_suspension, propose_suspension};
    let mut story = penalty_at("FILED");
    story
        .act(&propose_suspension())
        .act(&decide_suspension(1, true));
    assert_eq!(waits(&story), [("RESUME_INQUIRY", 1, Whom::Handlers)]);
}

#[test]
fn what_is_open_beside_the_case_waits_for_somebody_of_its_own() {
    use world::inquiry::{
        apply, at_once, capture, decide_extension, decide_preservation, decide_suspension, entrust,
        propose_extension, propose_suspension, report_preservation, result_of, take_sample, tell,
        tell_capture, verify_capture,
    };
    let on = penalty_at("FILED").today;
    let beside = |path: &[Act]| -> Vec<(&'static str, u32, Whom)> {
        let mut story = penalty_at("FILED");
        for act in path {
            story.act(act);
        }
        let mut all = waits(&story);
        all.retain(|it| it.1 > 0);
        all
    };
    let later = on.add_days(20);
    let told = [entrust(on), result_of(1, on), tell(on, Some(later))];
    for (path, act, whom) in [
        (&[apply()][..], "DECIDE_PRESERVATION", Whom::Leader),
        (
            &[apply(), decide_preservation(true)],
            "CARRY_OUT_PRESERVATION",
            Whom::Handlers,
        ),
        (&[at_once(on)], "REPORT_PRESERVATION", Whom::Handlers),
        (
            &[at_once(on), report_preservation()],
            "DECIDE_PRESERVATION",
            Whom::Leader,
        ),
        (
            &[
                at_once(on),
                report_preservation(),
                decide_preservation(true),
            ],
            "HANDLE_PRESERVED",
            Whom::Handlers,
        ),
        (&[take_sample(on)], "SEND_SAMPLE", Whom::Handlers),
        (&told[..1], "RECORD_RESULT", Whom::Outside),
        (&told[..2], "TELL_TESTING_RESULT", Whom::Handlers),
        (&told, "ENTRUST_RETEST", Whom::Party),
        (&[propose_suspension()], "DECIDE_SUSPENSION", Whom::Leader),
        (
            &[propose_suspension(), decide_suspension(1, true)],
            "RESUME_INQUIRY",
            Whom::Handlers,
        ),
        (&[propose_extension(30)], "DECIDE_EXTENSION", Whom::Leader),
        (&[capture(on)], "VERIFY_CAPTURE", Whom::Handlers),
        (
            &[capture(on), verify_capture(true)],
            "TELL_CAPTURE",
            Whom::Handlers,
        ),
    ] {
        assert_eq!(beside(path), [(act, 1, whom)], "{path:?}");
    }
    for path in [
        &[capture(on), verify_capture(true), tell_capture(on)][..],
        &[capture(on), verify_capture(false)],
        &[apply(), decide_preservation(false)],
        &[propose_extension(30), decide_extension(1, true, "")],
    ] {
        assert_eq!(beside(path), [], "{path:?}");
    }
}

#[test]
fn a_task_keeps_its_number_while_it_stands_and_a_new_one_gets_another() {
    let mut story = penalty_at("FILED");
    assert_eq!(story.case().tasks[0].number, 1);
    story
        .then("2026-03-05")
        .act(&acts::evidence(day("2026-03-05")));
    assert_eq!(story.case().tasks[0].number, 1);
    story
        .then("2026-03-10")
        .act(&acts::conclude(Fen::yuan(3000)));
    story.act(&acts::review(ReviewOpinion::Returned));
    assert_eq!(story.case().tasks[0].number, 3);
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn a_task_goes_from_hand_to_hand_and_all_of_it_is_kept() {
    let mut story = penalty_at("CONCLUDED");
    let number = story.case().tasks[0].number;
    let who = |story: &Story| story.case().tasks[0].officers(story.case());
    assert_eq!(who(&story), []);
    let events = judged(
        &story,
        &assign(number, "o-huang"),
        world::leader(),
        Right::Approve,
    )
    .unwrap();
    story.happen(&events);
    assert_eq!(who(&story), ["o-huang".into()]);

    let mut filed = penalty_at("FILED");
    assert_eq!(who(&filed), ["o-lin".into(), "o-chen".into()]);
    let events = judged(
        &filed,
        &assign(1, "o-chen"),
        world::leader(),
        Right::Approve,
    )
    .unwrap();
    filed.happen(&events);
    let refusal = judged(&filed, &delegate(1, "o-chen"), lin(), Right::Read).unwrap_err();
    assert_eq!(refusal.reason().name, "TASK_NOT_ASSIGNED_TO_CALLER");
    let events = judged(&filed, &give_back(1), chen(), Right::Read).unwrap();
    filed.happen(&events);
    let events = judged(&filed, &urge(1), lin(), Right::Read).unwrap();
    filed.happen(&events);
    let task = &filed.case().tasks[0];
    assert_eq!(
        (
            task.assignee.as_ref(),
            task.returned.len(),
            task.urged.len()
        ),
        (None, 1, 1)
    );
    assert_eq!(replay(&filed.history).unwrap().as_ref(), Some(filed.case()));
}

#[test]
fn a_task_is_due_by_the_agencys_own_clock_not_by_the_partys() {
    let story = penalty_at("NOTICED");
    let decision = story.running(DeadlineKind::Decision).due;
    assert!(story.running(DeadlineKind::Statement).due < decision);
    assert_eq!(Task::due(story.case()), Some(decision));
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused() {
    for step in penalty::Step::ALL {
        let story = penalty_at(step.name());
        for number in [1, 99] {
            for act in [
                assign(number, "o-chen"),
                delegate(number, "o-chen"),
                give_back(number),
                urge(number),
            ] {
                each_pair_moves_or_is_refused(&story, &act);
            }
        }
    }
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    let own = cases_domain::Guard::Task;
    let mut story = penalty_at("CONCLUDED");
    let number = story.case().tasks[0].number;
    let mut tripped = BTreeSet::new();
    tripped.insert(trips(own(Guard::TaskOpen), &story, urge(number), |s| {
        s.act = urge(99);
    }));
    tripped.insert(trips(
        own(Guard::AssigneeOfAgency),
        &story,
        assign(number, "o-huang"),
        |s| {
            s.facts.co_officer = None;
        },
    ));
    tripped.insert(trips(
        own(Guard::AssigneeOfAgency),
        &story,
        assign(number, "o-huang"),
        |s| {
            s.facts.co_officer.as_mut().unwrap().agency = "elsewhere".into();
        },
    ));
    tripped.insert(trips(
        own(Guard::AssigneeFits),
        &story,
        assign(number, "o-huang"),
        |s| {
            s.act = assign(number, "o-chen");
        },
    ));
    let assigned = judged(
        &story,
        &assign(number, "o-huang"),
        world::leader(),
        Right::Approve,
    )
    .unwrap();
    story.happen(&assigned);
    story.case.as_mut().unwrap().tasks[0].assignee = Some("o-lin".into());
    tripped.insert(trips(
        own(Guard::AssignedToCaller),
        &story,
        give_back(number),
        |s| {
            s.case.as_mut().unwrap().tasks[0].assignee = Some("o-chen".into());
        },
    ));
    tripped.insert(trips(
        cases_domain::Guard::MayRead,
        &story,
        urge(number),
        |s| {
            s.person().rights.clear();
        },
    ));
    let every: BTreeSet<_> = Guard::ALL
        .iter()
        .copied()
        .map(own)
        .chain([cases_domain::Guard::MayRead])
        .collect();
    assert_eq!(tripped, every);
}
