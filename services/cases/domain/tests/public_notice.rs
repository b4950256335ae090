//! 公告送达: nothing is published that does not wait to be served, nothing counts as served before the notice has run its days.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use calendar::CivilDate;
use cases_domain::procedure::{Stage as _, penalty};
use cases_domain::public_notice::{
    Act as Own, Ground, Guard, Paper, Publication, PublishNotice, Step, WithdrawPublicNotice,
};
use cases_domain::*;
use world::scene::trips;
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{Story, acts, day, penalty_at, text};

fn publish(paper: Paper, on: CivilDate) -> Act {
    Act::PublicNotice(Own::PublishNotice(PublishNotice {
        publication: Publication {
            paper,
            ground: Ground::Missing,
            attempts: text("2026年3月两次到登记住所查找，无人办公；邮寄退回"),
            place: text("福建日报"),
            on,
        },
    }))
}

fn withdraw() -> Act {
    Act::PublicNotice(Own::WithdrawPublicNotice(WithdrawPublicNotice {
        number: 1,
        reasons: text("当事人已到机关领取"),
    }))
}

fn lapse() -> Act {
    Act::PublicNotice(Own::LapsePublicNotice(1))
}

fn by_notice(on: CivilDate) -> Service {
    Service {
        manner: ServiceManner::PublicNotice,
        on,
        receiver: String::new(),
        remarks: String::new(),
    }
}

/// The notice of a penalty, served by public notice.
fn told(on: CivilDate) -> Act {
    let Act::ServeNotice(mut act) = acts::notice(on, true) else {
        panic!("a notice")
    };
    act.service = by_notice(on);
    Act::ServeNotice(act)
}

/// A penalty whose notice was published on 2026-03-12: thirty days, so served on 2026-04-11.
fn published() -> Story {
    let mut story = penalty_at("REVIEWED");
    let today = story.today;
    assert_eq!(today, day("2026-03-12"));
    story.act(&publish(Paper::PenaltyNotice, today));
    story
}

fn lapsed() -> Story {
    let mut story = published();
    story.then("2026-04-12").act(&lapse());
    story
}

fn begun() -> Vec<Story> {
    let mut withdrawn = published();
    withdrawn.act(&withdraw());
    vec![published(), lapsed(), withdrawn]
}

fn clock(story: &Story, kind: DeadlineKind) -> &Deadline {
    let mut newest_first = story.case().deadlines.iter().rev();
    newest_first.find(|it| it.kind() == kind).unwrap()
}

#[test]
fn the_table_is_sound() {
    is_a_sound_table::<Step>();
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused() {
    let reached: BTreeSet<Step> = begun()
        .iter()
        .map(|story| story.case().public_notices[0].step)
        .collect();
    assert_eq!(reached, Step::ALL.iter().copied().collect());
    let before = penalty::Step::ALL
        .iter()
        .map(|step| penalty_at(step.name()));
    let mut pairs = 0;
    for story in before.chain(begun()) {
        let on = story.today;
        for act in [
            publish(Paper::PenaltyNotice, on),
            publish(Paper::Decision, on),
            publish(Paper::RectificationOrder, on),
            withdraw(),
            lapse(),
        ] {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    assert_eq!(pairs, (penalty::Step::ALL.len() + 3) * 5);
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    type G = cases_domain::Guard;
    let reviewed = penalty_at("REVIEWED");
    let publishing = || publish(Paper::PenaltyNotice, reviewed.today);
    let mut tripped = BTreeSet::new();
    tripped.insert(trips(
        G::PublicNotice(Guard::PaperWaits),
        &reviewed,
        publishing(),
        |s| s.act = publish(Paper::Decision, day("2026-03-12")),
    ));
    tripped.insert(trips(
        G::PublicNotice(Guard::PaperWaits),
        &reviewed,
        publishing(),
        |s| s.act = publish(Paper::PenaltyNotice, day("2026-03-01")),
    ));
    tripped.insert(trips(
        G::PublicNotice(Guard::PublishedOnce),
        &reviewed,
        publishing(),
        |s| s.case = published().case,
    ));
    let mut over = published();
    over.then("2026-04-12");
    tripped.insert(trips(
        G::PublicNotice(Guard::PeriodOver),
        &over,
        lapse(),
        |s| s.facts.now = world::morning(day("2026-04-11")),
    ));
    let served = lapsed();
    for wrong in ["2026-04-10", "2026-04-12"] {
        tripped.insert(trips(
            G::PublicNotice(Guard::LastDayNamed),
            &served,
            told(day("2026-04-11")),
            |s| s.act = told(day(wrong)),
        ));
    }
    tripped.insert(trips(
        G::PublicNotice(Guard::LastDayNamed),
        &served,
        told(day("2026-04-11")),
        |s| s.case.as_mut().unwrap().public_notices.clear(),
    ));
    tripped.insert(trips(
        G::PublicNotice(Guard::NotBothWays),
        &reviewed,
        acts::notice(day("2026-03-12"), true),
        |s| s.case = published().case,
    ));
    let every: BTreeSet<_> = Guard::ALL.iter().copied().map(G::PublicNotice).collect();
    assert_eq!(tripped, every);
    trips(G::NotInFuture, &reviewed, publishing(), |s| {
        s.act = publish(Paper::PenaltyNotice, day("2026-03-13"));
    });
}

#[test]
fn the_notice_is_served_on_its_last_day_and_the_days_to_decide_stand_still() {
    let before = penalty_at("REVIEWED");
    let decision = clock(&before, DeadlineKind::Decision).nominal;
    let mut story = published();
    let notice = clock(&story, DeadlineKind::PublicNotice);
    assert_eq!(
        (notice.start, notice.due),
        (day("2026-03-12"), day("2026-04-11"))
    );
    assert_eq!(
        notice.citation.to_string(),
        "市场监管行政处罚程序规定第八十二条"
    );
    let awaited: Vec<_> = story.case().tasks.iter().map(|it| it.act).collect();
    assert_eq!(awaited, [lapse().kind()], "nothing is to be done meanwhile");
    assert_eq!(
        clock(&story, DeadlineKind::Decision).paused_on,
        Some(day("2026-03-12"))
    );
    let early = story.attempt(&told(day("2026-03-12"))).unwrap_err();
    assert_eq!(early.reason().name, "PUBLIC_NOTICE_NOT_OVER");
    assert!(early.zh().contains("2026年4月11日"), "{}", early.zh());

    // What falls due by itself, on the day after the last.
    let due = cases_domain::due(story.case(), &calendar::Calendar::state_council());
    let due = due.iter().find(|it| it.act == lapse()).unwrap();
    assert_eq!(due.from, day("2026-04-12"));
    story.then("2026-04-12").act(&lapse());
    let running = clock(&story, DeadlineKind::Decision);
    assert_eq!(running.paused_on, None);
    assert_eq!(running.nominal, decision.add_days(31));
    assert_eq!(
        clock(&story, DeadlineKind::PublicNotice).state,
        DeadlineState::Met
    );

    story.act(&told(day("2026-04-11")));
    assert_eq!(story.step(), "NOTICED");
    assert_eq!(
        clock(&story, DeadlineKind::Statement).start,
        day("2026-04-11")
    );
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn a_decision_published_in_time_is_served_in_time_and_one_withdrawn_has_to_be_served_after_all() {
    let mut story = penalty_at("DECIDED");
    let on = story.today;
    story.act(&publish(Paper::Decision, on));
    let service = clock(&story, DeadlineKind::DecisionService);
    assert_eq!(service.state, DeadlineState::Met);
    story.act(&withdraw());
    let service = clock(&story, DeadlineKind::DecisionService);
    assert_eq!((service.state, service.start), (DeadlineState::Open, on));
    assert_eq!(
        clock(&story, DeadlineKind::PublicNotice).state,
        DeadlineState::Cancelled
    );

    story.act(&publish(Paper::Decision, on));
    let due = clock(&story, DeadlineKind::PublicNotice).due;
    story
        .then(&due.add_days(1).to_string())
        .act(&Act::PublicNotice(Own::LapsePublicNotice(2)))
        .act(&Act::ServeDecision(by_notice(due)));
    assert_eq!(story.step(), "SERVED");
    assert_eq!(clock(&story, DeadlineKind::Payment).start, due);
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn agriculture_publishes_for_sixty_days() {
    // Vector CD-25: published on 2026-06-01 in agriculture.
    let rules = Rules {
        domain: Domain::Agriculture,
        procedure: ProcedureKind::OrdinaryPenalty,
    };
    let calendar = calendar::Calendar::state_council();
    let notice = Deadline::started(
        DeadlineKind::PublicNotice.about(1),
        day("2026-06-01"),
        rules,
        &calendar,
    );
    assert_eq!(notice.unwrap().due, day("2026-07-31"));
}
