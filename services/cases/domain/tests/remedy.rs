//! 复议、诉讼: late fines stand still, replies are due in time, and a decision becomes final only when nothing is left.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::account::{Terms, payable_on};
use cases_domain::procedure::{Stage, penalty};
use cases_domain::remedy::{
    Act as Own, ConcludeRemedy, ForwardRemedy, Guard, NoteRemedy, NoteStay, Outcome, Path,
    ReceiveRemedy, Step, SubmitReply, is_final_on,
};
use cases_domain::*;
use world::scene::trips;
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{Story, acts, day, penalty_at, text};

fn own(act: Own) -> Act {
    Act::Remedy(act)
}

fn received(on: &str) -> Act {
    own(Own::ReceiveRemedy(ReceiveRemedy {
        body: text("龙海区人民政府"),
        claim: text("请求撤销"),
        on: day(on),
    }))
}

fn forwarded(on: &str) -> Act {
    own(Own::ForwardRemedy(ForwardRemedy {
        number: 1,
        on: day(on),
    }))
}

fn noted(number: u32, path: Path, filed: &str, received: &str) -> Act {
    own(Own::NoteRemedy(NoteRemedy {
        number,
        path,
        body: text("龙海区人民政府"),
        reference: text("龙政复受〔2026〕1号"),
        claim: text("请求撤销"),
        filed_on: day(filed),
        received_on: day(received),
        simplified: false,
    }))
}

fn reply(on: &str) -> Act {
    own(Own::SubmitReply(SubmitReply {
        number: 1,
        reply: text("事实清楚"),
        evidence: text("案卷材料一册"),
        on: day(on),
    }))
}

fn stayed(on: &str) -> Act {
    own(Own::NoteStay(NoteStay {
        number: 1,
        instrument: text("停止执行通知书"),
        on: day(on),
    }))
}

fn ended(on: &str, result: Outcome, fine: Option<Fen>) -> Act {
    own(Own::ConcludeRemedy(ConcludeRemedy {
        number: 1,
        result,
        instrument: text("龙政行复〔2026〕7号"),
        on: day(on),
        fine,
    }))
}

fn owed(story: &Story, on: &str) -> Fen {
    payable_on(story.case(), Terms::default(), day(on))
        .owed
        .total()
}

#[test]
fn the_table_is_sound() {
    is_a_sound_table::<Step>();
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused() {
    let on = "2026-03-26";
    let beginnings: [&[Act]; 6] = [
        &[],
        &[received(on)],
        &[received(on), forwarded(on)],
        &[noted(0, Path::Suit, on, on)],
        &[noted(0, Path::Review, on, on), reply(on)],
        &[
            noted(0, Path::Review, on, on),
            ended(on, Outcome::Upheld, None),
        ],
    ];
    let mut pairs = 0;
    for step in penalty::Step::ALL {
        if step.name() == "TRANSFERRED" {
            continue;
        }
        for begun in beginnings {
            let mut story = penalty_at(step.name());
            story.then(on);
            for act in begun {
                drop(story.attempt(act));
            }
            for act in [
                received(on),
                forwarded(on),
                noted(0, Path::Review, on, on),
                noted(1, Path::Review, on, on),
                reply(on),
                stayed(on),
                ended(on, Outcome::Upheld, None),
            ] {
                each_pair_moves_or_is_refused(&story, &act);
                pairs += 1;
            }
        }
    }
    assert_eq!(pairs, (penalty::Step::ALL.len() - 1) * 6 * 7);
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    let guard = cases_domain::Guard::Remedy;
    let on = "2026-03-26";
    let mut served = penalty_at("SERVED");
    served.then(on);
    let mut tripped = BTreeSet::new();
    tripped.insert(trips(
        guard(Guard::DecisionTold),
        &served,
        received(on),
        |s| {
            s.act = received("2026-03-18");
        },
    ));
    tripped.insert(trips(
        guard(Guard::NoneUnderWay),
        &served,
        received(on),
        |s| {
            let mut story = served.clone();
            story.act(&received(on));
            s.case = story.case;
        },
    ));
    let mut begun = served.clone();
    begun.act(&noted(0, Path::Review, on, on));
    tripped.insert(trips(
        guard(Guard::NotBeforeFiling),
        &begun,
        reply(on),
        |s| {
            s.act = reply("2026-03-25");
        },
    ));
    let upheld = || ended(on, Outcome::Upheld, None);
    tripped.insert(trips(
        guard(Guard::FineOnlyChanged),
        &begun,
        upheld(),
        |s| {
            s.act = ended(on, Outcome::Changed, None);
        },
    ));
    let every: BTreeSet<_> = Guard::ALL
        .iter()
        .copied()
        // Only a decision made on the spot goes to review first.
        .filter(|it| *it != Guard::ReviewFirst)
        .map(guard)
        .collect();
    assert_eq!(tripped, every);
}

#[test]
fn service_arms_both_periods_and_the_decision_is_final_after_the_longer_one() {
    // As in vector CD-20; the last day of the suit period is a worked Sunday.
    let mut story = penalty_at("SERVED");
    let clocks = story.case().clone();
    assert_eq!(
        story.running(DeadlineKind::ReviewApplication).due,
        day("2026-05-18")
    );
    assert_eq!(story.running(DeadlineKind::Suit).due, day("2026-09-20"));
    assert!(!is_final_on(&clocks, &story.calendar, day("2026-09-20")));
    assert!(is_final_on(&clocks, &story.calendar, day("2026-09-21")));
    story.then("2026-03-26").act(&received("2026-03-26"));
    assert!(!is_final_on(
        story.case(),
        &story.calendar,
        day("2026-09-22")
    ));
}

#[test]
fn a_review_pauses_the_late_fine_from_filing_to_service() {
    // Vector LF-06 with 3,000 yuan: due 2026-04-03, review 2026-04-10 to 2026-05-30, both left out.
    let mut story = penalty_at("SERVED");
    story
        .then("2026-04-07")
        .act(&Act::PassDeadline(DeadlineKind::Payment.into()));
    let due = story.case().account.claims[0].due;
    assert_eq!(due, day("2026-04-03"));
    story
        .then("2026-04-10")
        .act(&noted(0, Path::Review, "2026-04-10", "2026-04-10"));
    assert!(story.case().running(DeadlineKind::LateFine).is_none());
    assert_eq!(
        story
            .case()
            .running(DeadlineKind::RemedyReply.about(1))
            .unwrap()
            .due,
        day("2026-04-24")
    );
    assert_eq!(owed(&story, "2026-05-20"), Fen::yuan(3000 + 6 * 90));
    story
        .then("2026-04-20")
        .act(&reply("2026-04-20"))
        .act(&stayed("2026-04-20"));
    story
        .then("2026-05-30")
        .act(&ended("2026-05-30", Outcome::Upheld, None));
    assert_eq!(owed(&story, "2026-06-05"), Fen::yuan(3000 + 12 * 90));
    assert_eq!(story.running(DeadlineKind::Suit).due, day("2026-06-15"));
    // 28 of 34 days are left.
    assert_eq!(story.running(DeadlineKind::LateFine).due, day("2026-06-27"));
}

#[test]
fn an_application_handed_in_here_is_forwarded_in_five_working_days() {
    let mut story = penalty_at("SERVED");
    story.then("2026-03-26").act(&received("2026-03-26"));
    let clock = DeadlineKind::RemedyForwarding.about(1);
    assert_eq!(story.case().running(clock).unwrap().due, day("2026-04-02"));
    story.then("2026-03-30").act(&forwarded("2026-03-30"));
    story
        .then("2026-04-02")
        .act(&noted(1, Path::Review, "2026-04-02", "2026-04-02"));
    assert_eq!(story.case().remedies[0].filed_on, day("2026-03-26"));
    assert_eq!(story.case().remedies.len(), 1);
}

#[test]
fn a_decision_withdrawn_after_reconsideration_owes_the_party_its_money() {
    let mut story = penalty_at("PAID");
    story
        .then("2026-03-26")
        .act(&noted(0, Path::Review, "2026-03-26", "2026-03-26"));
    story.act(&reply("2026-03-26"));
    story
        .then("2026-05-08")
        .act(&ended("2026-05-08", Outcome::Revoked, None));
    story.act(&acts::revoke(day("2026-05-08")));
    let balances = story.case().account.journal.balances();
    assert_eq!(balances.amount(ledger::Account::RefundDue), Fen::yuan(3000));
}

#[test]
fn a_changed_fine_leaves_the_difference_to_be_given_back() {
    let mut story = penalty_at("PAID");
    story
        .then("2026-03-26")
        .act(&noted(0, Path::Review, "2026-03-26", "2026-03-26"));
    story.then("2026-05-08");
    story.act(&ended(
        "2026-05-08",
        Outcome::Changed,
        Some(Fen::yuan(2000)),
    ));
    let Act::RevokeDecision(revoke) = acts::revoke(day("2026-05-08")) else {
        panic!("a revocation")
    };
    story.act(&Act::RevokeDecision(RevokeDecision {
        effect: RevocationEffect::Changed,
        changed: Some(Disposal::fined(Fen::yuan(2000))),
        ..revoke
    }));
    let balances = story.case().account.journal.balances();
    assert_eq!(balances.amount(ledger::Account::RefundDue), Fen::yuan(1000));
}
