//! 行政处罚简易程序: limits, cash, hand-over on the spot, filing with the agency, and the way to the ordinary procedure.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::{BTreeMap, BTreeSet};

use cases_domain::procedure::{Outcome, Stage, summary};
use cases_domain::summary_penalty::{Act as Own, Collection, DecideOnSpot, Guard, HowCollected};
use cases_domain::*;
use statute::penalty::CashGround;
use world::scene::{Scene, trips};
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table, reachable};
use world::{Story, acts, day, summary_at, text};

const ON: &str = "2026-03-02";

const CASH: HowCollected = HowCollected::OnSpot {
    hard_to_enforce_later: false,
    remote_and_requested: false,
};

fn every_act() -> Vec<Act> {
    let on = day(ON);
    vec![
        acts::hear(on, Fen::yuan(1000)),
        acts::decide_on_spot(on, Fen::yuan(1000), HowCollected::Bank),
        acts::hand_over(on),
        acts::pay(on, Fen::yuan(500), "FJ-1"),
        acts::pay(on, Fen::yuan(1000), "FJ-2"),
        acts::file_summary(),
        acts::convert(),
        acts::close_case(),
        acts::revoke(on),
        acts::evidence(on),
        acts::close_inspection(),
        acts::approve(true),
    ]
}

fn decision<'a>(scene: &'a mut Scene<'_>) -> &'a mut DecideOnSpot {
    match &mut scene.act {
        Act::Summary(Own::DecideOnSpot(act)) => act,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_table_is_sound() {
    is_a_sound_table::<summary::Step>();
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused() {
    let mut pairs = 0;
    for step in summary::Step::ALL {
        let story = summary_at(step.name());
        for act in every_act() {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    assert_eq!(pairs, 8 * 12);
}

#[test]
fn nothing_is_decided_that_was_not_told_and_nothing_closed_that_was_not_handed_over() {
    use summary::Step;
    use summary_penalty::Kind;
    let without = |kind: ActKind| reachable::<Step>(None, move |row| row.act != kind);
    let untold = without(ActKind::Summary(Kind::HearOnSpot));
    assert!(!untold.contains(&Step::Decided));
    let kept = without(ActKind::Summary(Kind::HandOverDecision));
    assert!(!kept.contains(&Step::Performed) && !kept.contains(&Step::Closed));
    // Nor is a fine performed without its payment.
    let unpaid = reachable::<Step>(None, |row| {
        row.when != Outcome::PaidInFull && row.when != Outcome::NothingToPay
    });
    assert!(!unpaid.contains(&Step::Performed));
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    let mut tripped = BTreeSet::new();
    let mut trip = |guard, (story, act): (Story, Act), change: &dyn Fn(&mut Scene<'_>)| {
        let guard = cases_domain::Guard::Summary(guard);
        tripped.insert(trips(guard, &story, act, change));
    };
    let on = day(ON);
    let opens = || (Story::on(ON), acts::open_summary(on));
    trip(Guard::OpenToItem, opens(), &|s| {
        s.opening().items[0].procedures = BTreeSet::from([ItemProcedure::Ordinary]);
    });
    let decides = || {
        (
            summary_at("HEARD"),
            acts::decide_on_spot(on, Fen::yuan(1000), HowCollected::Bank),
        )
    };
    trip(Guard::FactsClear, decides(), &|s| {
        decision(s).facts_clear = false;
    });
    trip(Guard::WithinLimit, decides(), &|s| {
        s.summary().hearing.as_mut().unwrap().intended_fine = Fen::yuan(5000);
        decision(s).fine = Fen(300_001);
    });
    trip(Guard::InRange, decides(), &|s| {
        decision(s).fine = Fen::yuan(999);
    });
    trip(Guard::AsTold, decides(), &|s| {
        decision(s).fine = Fen::yuan(1001);
    });
    trip(Guard::CashGrounded, decides(), &|s| {
        decision(s).collected = CASH;
    });
    trip(Guard::OnTheSpot, decides(), &|s| {
        s.facts.now = world::morning(day("2026-03-03"));
    });
    let hands = || (summary_at("DECIDED"), acts::hand_over(on));
    trip(Guard::OnTheSpot, hands(), &|s| {
        s.facts.now = world::morning(day("2026-03-03"));
        s.act = acts::hand_over(day("2026-03-03"));
    });
    trip(Guard::SignatureWitnessed, hands(), &|s| {
        let Act::Summary(Own::HandOverDecision(act)) = &mut s.act else {
            panic!("handed over")
        };
        act.signature.manner = SignatureManner::Refused;
    });
    trip(
        Guard::NotFiledYet,
        (summary_at("PERFORMED"), acts::file_summary()),
        &|s| s.summary().filed_on = Some(day(ON)),
    );
    let mut filed = summary_at("PERFORMED");
    filed.act(&acts::file_summary());
    trip(Guard::Filed, (filed, acts::close_case()), &|s| {
        s.summary().filed_on = None;
    });
    let ordinary = cases_domain::Guard::Summary(Guard::OrdinaryFiled);
    tripped.insert(trips(
        ordinary,
        &summary_at("HEARD"),
        acts::convert(),
        |s| {
            s.facts.linked = None;
        },
    ));
    // What the steps of the table stand for.
    let behind = [Guard::Heard, Guard::Performed].map(cases_domain::Guard::Summary);
    for (guard, step, act) in [
        (behind[0], "OPENED", every_act()[1].clone()),
        (behind[1], "HANDED_OVER", acts::close_case()),
    ] {
        let refusal = summary_at(step).attempt(&act).unwrap_err();
        assert_eq!(refusal.reason(), guard.reason());
        tripped.insert(guard);
    }
    let every: BTreeSet<_> = Guard::ALL
        .iter()
        .copied()
        .map(cases_domain::Guard::Summary)
        .collect();
    assert_eq!(tripped, every);
}

#[test]
fn who_acts_on_the_spot_has_shown_the_certificate_and_told_the_rights() {
    type Change = fn(&mut summary_penalty::OpenSummary);
    let cases: [(&str, Change); 3] = [
        ("CERTIFICATE_NOT_SHOWN", |act| {
            act.certificates_shown = false;
        }),
        ("RIGHTS_NOT_TOLD", |act| act.rights_told = false),
        ("FEWER_THAN_TWO_OFFICERS", |act| act.co_officer = None),
    ];
    for (reason, change) in cases {
        let Act::Summary(Own::OpenSummary(mut act)) = acts::open_summary(day(ON)) else {
            panic!("opens")
        };
        change(&mut act);
        let act = Act::Summary(Own::OpenSummary(act));
        let refusal = Story::on(ON).attempt(&act).unwrap_err();
        assert_eq!(refusal.reason().name, reason);
    }
}

#[test]
fn a_person_may_be_fined_two_hundred_yuan_on_the_spot_and_not_a_fen_more() {
    let heard = |party| {
        let mut story = Story::on(ON);
        story.party = world::party(party);
        story.item.person_fine.floor = Fen::yuan(50);
        story
            .act(&acts::open_summary(day(ON)))
            .act(&acts::hear(day(ON), Fen::yuan(3000)));
        story
    };
    let fined = |party, fine| {
        let act = acts::decide_on_spot(day(ON), fine, HowCollected::Bank);
        heard(party).attempt(&act).map(|_| ())
    };
    for party in [PartyKind::Person, PartyKind::IndividualBusiness] {
        assert!(fined(party, Fen::yuan(200)).is_ok(), "{party:?}");
        let refusal = fined(party, Fen(20_001)).unwrap_err();
        assert_eq!(refusal.reason().name, "SUMMARY_ABOVE_LIMIT");
        assert_eq!(refusal.article(), Some("行政处罚法第五十一条"));
    }
    assert!(fined(PartyKind::Organisation, Fen::yuan(3000)).is_ok());
    // A warning is always within.
    assert!(fined(PartyKind::Person, Fen::ZERO).is_ok());
}

#[test]
fn cash_is_taken_on_the_ground_that_the_law_names() {
    let decided = |yuan, hard, remote| {
        let mut story = Story::on(ON);
        story.item.fine.floor = Fen::yuan(50);
        let fine = Fen::yuan(yuan);
        let collected = HowCollected::OnSpot {
            hard_to_enforce_later: hard,
            remote_and_requested: remote,
        };
        story
            .act(&acts::open_summary(day(ON)))
            .act(&acts::hear(day(ON), fine));
        story
            .attempt(&acts::decide_on_spot(day(ON), fine, collected))
            .map(|_| {
                let summary = story.case().summary().unwrap();
                summary.decision.as_ref().unwrap().collection
            })
            .map_err(|refusal| refusal.reason().name)
    };
    let on = |ground| Ok(Collection::OnSpot(ground));
    assert_eq!(decided(100, false, false), on(CashGround::SmallFine));
    assert_eq!(decided(101, false, false), Err("CASH_WITHOUT_GROUND"));
    assert_eq!(
        decided(101, true, false),
        on(CashGround::HardToEnforceLater)
    );
    assert_eq!(
        decided(101, false, true),
        on(CashGround::RemoteAndRequested)
    );
}

#[test]
fn a_warning_is_performed_by_its_hand_over_and_closed_once_it_is_filed() {
    let mut story = Story::on(ON);
    story
        .act(&acts::open_summary(day(ON)))
        .act(&acts::hear(day(ON), Fen::ZERO))
        .act(&acts::decide_on_spot(
            day(ON),
            Fen::ZERO,
            HowCollected::Bank,
        ))
        .act(&acts::hand_over(day(ON)));
    assert_eq!(story.step(), "PERFORMED");
    let decision = story.case().summary().unwrap().decision.clone().unwrap();
    assert_eq!(decision.collection, Collection::Nothing);
    assert_eq!(
        decision.document_number.unwrap().to_string(),
        "龙市监当罚〔2026〕1号"
    );
    assert!(
        decision
            .remedy
            .contains("先向漳州市龙海区人民政府申请行政复议")
    );
    let refusal = story.attempt(&acts::close_case()).unwrap_err();
    assert_eq!(refusal.reason().name, "SUMMARY_NOT_FILED");
    story.act(&acts::file_summary()).act(&acts::close_case());
    assert!(story.case().is_closed());
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn the_clocks_are_those_of_a_decision_made_on_the_spot() {
    let story = summary_at("HANDED_OVER");
    let running: BTreeMap<&str, CivilDate> = story
        .case()
        .deadlines
        .iter()
        .map(|it| (it.kind().name(), it.due))
        .collect();
    // Review alone, no suit; seven working days to file it with the agency (市场监管); fifteen days to pay; nothing to publish.
    let expected = BTreeMap::from([
        ("PAYMENT", day("2026-03-17")),
        ("REVIEW_APPLICATION", day("2026-05-06")),
        ("SUMMARY_FILING", day("2026-03-11")),
    ]);
    assert_eq!(running, expected);

    let mut cash = Story::on(ON);
    cash.item.fine.floor = Fen::yuan(50);
    cash.act(&acts::open_summary(day(ON)))
        .act(&acts::hear(day(ON), Fen::yuan(100)))
        .act(&acts::decide_on_spot(day(ON), Fen::yuan(100), CASH))
        .act(&acts::hand_over(day(ON)));
    assert!(cash.case().running(DeadlineKind::Payment).is_none());
}

#[test]
fn the_police_file_within_twenty_four_hours() {
    let mut story = Story::on(ON);
    story.item = world::item("i-label", ItemKind::Penalty, Domain::PublicSecurity);
    for act in [
        acts::open_summary(day(ON)),
        acts::hear(day(ON), Fen::ZERO),
        acts::decide_on_spot(day(ON), Fen::ZERO, HowCollected::Bank),
    ] {
        let mut facts = story.facts_for(&act);
        let Caller::Person(person) = &mut facts.caller else {
            panic!("a person")
        };
        let first = person.officer.as_mut().unwrap();
        for officer in [first, facts.co_officer.as_mut().unwrap()] {
            officer.certificates[0]
                .domains
                .insert(Domain::PublicSecurity);
        }
        let events = story.judge(&act, &facts).unwrap();
        story.happen(&events);
    }
    let clock = story.running(DeadlineKind::SummaryFiling);
    let decided = world::morning(day(ON));
    assert_eq!(clock.until, Some(decided + chrono::Duration::hours(24)));
}

#[test]
fn what_does_not_fit_goes_on_as_an_ordinary_case() {
    let mut story = summary_at("HEARD");
    story.act(&acts::convert());
    let summary = story.case().summary().unwrap();
    assert_eq!(summary.converted_to, Some(acts::next_case()));
    assert!(story.case().is_closed());
    // What was decided is not converted any more: it is corrected.
    let refusal = summary_at("DECIDED").attempt(&acts::convert()).unwrap_err();
    assert_eq!(refusal.reason().name, "STEP_PASSED");
}

#[test]
fn a_decision_on_the_spot_that_is_revoked_leaves_nothing_due() {
    let story = summary_at("REVOKED");
    assert!(story.case().deadlines.iter().all(|it| !it.is_open()));
    assert!(story.case().summary().unwrap().revocation.is_some());
}

#[test]
fn what_was_done_off_line_is_entered_with_the_days_on_which_it_was_done() {
    let mut story = Story::on("2026-03-05");
    let Act::Summary(Own::OpenSummary(mut act)) = acts::open_summary(day(ON)) else {
        panic!("opens")
    };
    act.offline = Some(Offline {
        reason: OfflineReason::NoNetwork,
        handled_on: day(ON),
        obstacle_ended_on: day("2026-03-04"),
    });
    story
        .act(&Act::Summary(Own::OpenSummary(act)))
        .act(&acts::hear(day(ON), Fen::yuan(1000)))
        .act(&acts::decide_on_spot(
            day(ON),
            Fen::yuan(1000),
            HowCollected::Bank,
        ))
        .act(&acts::hand_over(day(ON)));
    assert_eq!(story.running(DeadlineKind::Payment).start, day(ON));
    assert_eq!(text("HANDED_OVER"), story.step());
}
