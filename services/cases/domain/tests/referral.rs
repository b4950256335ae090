//! 涉嫌犯罪案件移送: to the police under its clocks, refused, reconsidered, and back.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use calendar::Hours;
use cases_domain::measure::Holding;
use cases_domain::procedure::Stage;
use cases_domain::procedure::penalty;
use cases_domain::referral::{Act as ReferralAct, CriminalOutcome, DossierKind, Guard, Step};
use cases_domain::*;
use world::beside::*;
use world::force::measure_at;
use world::scene::trips;
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{acts, day, morning, penalty_at};

type G = cases_domain::Guard;

#[test]
fn the_table_is_sound() {
    is_a_sound_table::<Step>();
}

fn every_act() -> Vec<Act> {
    let on = day("2026-03-26");
    vec![
        report(),
        decide_referral(true),
        decide_referral(false),
        transfer(on),
        receipt(on),
        forwarding(on),
        police_answer(true, on),
        police_answer(false, on),
        ask_review(on),
        review_answer(true, on),
        review_answer(false, on),
        ask_prosecutor(on),
        supervision(true, on),
        supervision(false, on),
        accept_refusal(),
        lapse_review(),
        hand_over_goods(Some(on), on),
        outcome(CriminalOutcome::Convicted, on),
        outcome(CriminalOutcome::Withdrawn, on),
    ]
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused() {
    let mut pairs = 0;
    let before = penalty::Step::ALL
        .iter()
        .map(|step| penalty_at(step.name()));
    let begun = Step::ALL.iter().map(|step| referred_to(step.name()));
    for mut story in before.chain(begun) {
        story.today = story.today.max(day("2026-03-26"));
        for act in every_act() {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    assert_eq!(pairs, (penalty::Step::ALL.len() + Step::ALL.len()) * 19);
}

/// The same act with other contents.
fn bent(act: Act, bend: impl FnOnce(&mut ReferralAct)) -> Act {
    let Act::Referral(mut own) = act else {
        panic!("an act of a referral")
    };
    bend(&mut own);
    Act::Referral(own)
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    let own = G::Referral;
    let mut tripped = BTreeSet::new();
    tripped.insert(trips(
        own(Guard::OfPenalty),
        &penalty_at("FILED"),
        report(),
        |s| {
            let inspection = world::inspection_at("OPENED").case.unwrap();
            s.case.as_mut().unwrap().procedure = inspection.procedure;
        },
    ));
    tripped.insert(trips(
        own(Guard::NoneUnderWay),
        &referred_to("NOT_FILED"),
        report(),
        |s| {
            s.case.as_mut().unwrap().referrals[0].step = Step::UnderReview;
        },
    ));
    tripped.insert(trips(
        own(Guard::HeadNotOfGroup),
        &referred_to("REPORTED"),
        decide_referral(true),
        |s| {
            s.case.as_mut().unwrap().referrals[0]
                .report
                .officers
                .push("o-wu".into());
        },
    ));
    let approved = referred_to("APPROVED");
    tripped.insert(trips(
        own(Guard::DossierComplete),
        &approved,
        transfer(day("2026-03-05")),
        |s| {
            s.act = bent(transfer(day("2026-03-05")), |act| {
                let ReferralAct::TransferCrime(act) = act else {
                    return;
                };
                act.dossier
                    .retain(|paper| paper.kind != DossierKind::GoodsList);
            });
        },
    ));
    let received = referred_to("RECEIVED");
    let refused = police_answer(false, day("2026-03-06"));
    tripped.insert(trips(
        own(Guard::RefusalReasoned),
        &received,
        refused.clone(),
        |s| {
            s.act = bent(refused, |act| {
                let ReferralAct::RecordPoliceAnswer(act) = act else {
                    return;
                };
                act.reasons.clear();
            });
        },
    ));
    let at_refusal = referred_to("POLICE_REFUSED");
    tripped.insert(trips(
        own(Guard::ObjectionInTime),
        &at_refusal,
        ask_review(day("2026-03-09")),
        |s| {
            s.facts.now = morning(day("2026-03-13"));
            s.act = ask_review(day("2026-03-13"));
        },
    ));
    let mut over = at_refusal.clone();
    over.then("2026-03-13");
    tripped.insert(trips(
        own(Guard::ObjectionOver),
        &over,
        lapse_review(),
        |s| {
            s.facts.now = morning(day("2026-03-12"));
        },
    ));
    let filed = referred_to("FILED");
    let on = day("2026-03-09");
    let with_goods = |told| {
        bent(hand_over_goods(told, on), |act| {
            if let ReferralAct::HandOverGoods(act) = act {
                act.goods[0].measure_number = 1;
                act.goods[0].name = "包装袋".to_owned();
            }
        })
    };
    let mut seized = filed.clone();
    let measures = measure_at("IN_FORCE").case().measures.clone();
    seized.case.as_mut().unwrap().measures = measures;
    tripped.insert(trips(
        own(Guard::PartyTold),
        &seized,
        with_goods(Some(on)),
        |s| {
            s.act = with_goods(None);
        },
    ));
    tripped.insert(trips(
        own(Guard::GoodsHeld),
        &seized,
        with_goods(Some(on)),
        |s| {
            s.case.as_mut().unwrap().measures[0].objects[1].holding = Holding::Returned;
        },
    ));
    let every: BTreeSet<G> = Guard::ALL.iter().copied().map(own).collect();
    assert_eq!(tripped, every);
}

#[test]
fn while_the_police_have_the_case_it_does_not_end_in_a_fine() {
    let mut story = referred_to("RECEIVED");
    let fine = acts::conclude(Fen::yuan(3000));
    let refusal = story.attempt(&fine).unwrap_err();
    assert_eq!(refusal.reason().name, "REFERRAL_PENDING");
    assert_eq!(refusal.article(), Some("移送规定第十一条第一款"));
    let refusal = story.attempt(&close_transferred()).unwrap_err();
    assert_eq!(refusal.reason().name, "POLICE_NOT_FILED");
    let mut back = referred_to("RETURNED");
    back.act(&fine);
    let mut sentenced = referred_to("CONVICTED");
    let refusal = sentenced.attempt(&fine).unwrap_err();
    assert_eq!(refusal.reason().name, "REFERRAL_PENDING");
    let mut heard = penalty_at("HEARD");
    heard.act(&report());
    let decide = acts::decide(Fen::yuan(3000));
    let refusal = heard.attempt(&decide).unwrap_err();
    assert_eq!(refusal.reason().name, "REFERRAL_PENDING");
}

#[test]
fn a_fine_that_was_imposed_before_counts_towards_the_criminal_one() {
    let mut story = penalty_at("PAID");
    story.act(&report()).act(&decide_referral(true));
    let on = story.today;
    story
        .act(&transfer(on))
        .act(&receipt(on))
        .act(&police_answer(true, on))
        .act(&outcome(CriminalOutcome::Convicted, on));
    let ended = story.case().referrals[0].outcome.as_ref().unwrap();
    assert_eq!(ended.set_off, Fen::yuan(3000));
}

/// Vectors TR-01 to TR-05: nominal day and last day of each clock.
#[test]
fn the_clocks_run_as_the_regulation_says() {
    let clock = |story: &world::Story, kind: DeadlineKind| {
        let deadline = story.case().running(kind.about(1)).unwrap().clone();
        (deadline.nominal.to_string(), deadline.due.to_string())
    };
    let pair = |nominal: &str, due: &str| (nominal.to_owned(), due.to_owned());

    let mut story = penalty_at("FILED");
    story.then("2026-03-03").act(&report());
    let approval = clock(&story, DeadlineKind::ReferralApproval);
    assert_eq!(approval, pair("2026-03-06", "2026-03-06"), "TR-01");

    let mut story = penalty_at("FILED");
    story.then("2026-09-30").act(&report());
    let approval = clock(&story, DeadlineKind::ReferralApproval);
    assert_eq!(approval, pair("2026-10-03", "2026-10-08"), "TR-02");
    story.act(&decide_referral(true));
    let transfer_by = story
        .case()
        .running(DeadlineKind::ReferralTransfer.about(1));
    let until = transfer_by.unwrap().until;
    assert_eq!(until, Some(Hours(24).after(morning(day("2026-09-30")))));

    let mut story = referred_to("TRANSFERRED");
    story.then("2026-03-09").act(&receipt(day("2026-03-09")));
    let reply = clock(&story, DeadlineKind::PoliceReply);
    assert_eq!(reply, pair("2026-03-12", "2026-03-12"), "TR-03");

    let mut story = referred_to("RECEIVED");
    let refused = police_answer(false, day("2026-06-17"));
    story.then("2026-06-17").act(&refused);
    let review = clock(&story, DeadlineKind::PoliceReview);
    assert_eq!(review, pair("2026-06-20", "2026-06-22"), "TR-04");

    let mut story = referred_to("RECEIVED");
    story
        .then("2026-11-06")
        .act(&police_answer(true, day("2026-11-06")));
    let goods = clock(&story, DeadlineKind::GoodsHandover);
    assert_eq!(goods, pair("2026-11-09", "2026-11-09"), "TR-05");
}

#[test]
fn refused_reconsidered_put_before_the_prosecutor_filed_and_closed_as_transferred() {
    let mut story = referred_to("UNDER_SUPERVISION");
    let decision = story.running(DeadlineKind::Decision);
    assert_eq!(decision.paused_on, Some(day("2026-03-06")));
    story
        .then("2026-03-20")
        .act(&supervision(true, day("2026-03-20")));
    let on = day("2026-03-23");
    story.then("2026-03-23").act(&hand_over_goods(Some(on), on));
    story.act(&close_transferred());
    assert_eq!(story.step(), "TRANSFERRED");
    assert!(story.case().is_closed());
    assert_eq!(story.case().running(DeadlineKind::Decision), None);
    // What the court says is kept although the case has ended.
    story
        .then("2026-12-01")
        .act(&outcome(CriminalOutcome::Convicted, day("2026-12-01")));
    assert_eq!(story.case().referrals[0].step, Step::Convicted);
    let again = replay(&story.history).unwrap();
    assert_eq!(again.as_ref(), Some(story.case()));
}

#[test]
fn days_that_pass_without_an_objection_give_the_case_back_to_the_agency() {
    let mut story = referred_to("POLICE_REFUSED");
    story.then("2026-03-13");
    let falls_due: Vec<Act> = due(story.case(), &story.calendar)
        .into_iter()
        .filter(|it| it.from <= story.today)
        .map(|it| it.act)
        .collect();
    assert_eq!(falls_due, [lapse_review()]);
    story.act(&falls_due[0]);
    assert_eq!(story.case().referrals[0].step, Step::NotFiled);
    // From the transfer on 6 March to this day the days to decide did not count: eight days.
    let decision = story.running(DeadlineKind::Decision);
    assert_eq!(decision.paused_on, None);
    assert_eq!(decision.excluded[0].from, day("2026-03-06"));
    assert_eq!(decision.excluded[0].to, day("2026-03-13"));
    story.act(&acts::conclude(Fen::yuan(3000)));
}
