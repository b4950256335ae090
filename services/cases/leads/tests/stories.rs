//! Leads from their report to their end.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use cases_domain::{DeadlineKind, DeadlineState, Domain, Parameters};
use leads_domain::{
    Act, Ending, Finding, Kind, Source, Step, TransferEnd, check_limit, due, replay,
};
use world::{FARM, MARKET, Story, at, clock, day, doer, one_of, report, transfer, verify};

fn go(story: &mut Story, kind: Kind) {
    let act = one_of(kind, story.lead.as_ref());
    let by = doer(kind, story.lead.as_ref());
    story.act(by, &act);
}

#[test]
fn a_call_to_the_hotline_becomes_a_case_and_the_caller_is_told() {
    let mut story = Story::new();
    story.act("o-lin", &report(Source::Hotline, true));
    assert_eq!(story.lead().deadlines[0].length, "十五个工作日");
    assert_eq!(story.lead().deadlines[0].due, day("2026-03-23"));
    go(&mut story, Kind::Accept);
    assert_eq!(
        story.lead().deadlines.len(),
        1,
        "the period is not begun again"
    );
    go(&mut story, Kind::Assign);
    let assigned = story.lead().officers.iter().map(|it| it.id.as_str());
    assert!(assigned.eq(["o-lin", "o-chen"]));
    story.on("2026-03-10");
    go(&mut story, Kind::Verify);
    go(&mut story, Kind::ConvertToCase);
    let lead = story.lead();
    assert_eq!(lead.step, Step::AwaitingFeedback);
    assert_eq!(lead.deadlines[0].state, DeadlineState::Met);
    assert!(
        matches!(&lead.ending, Some(Ending::Converted { case_id, .. }) if *case_id == world::case_id())
    );
    go(&mut story, Kind::GiveFeedback);
    assert_eq!(story.lead().step, Step::Ended);
    assert_eq!(story.lead().turn(), None);
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.lead()));
}

#[test]
fn not_filing_is_proposed_by_one_and_approved_by_another() {
    let mut story = at(Step::Verifying, false);
    story.act("o-chen", &verify("o-lin", Finding::NothingFound));
    let refused = story
        .attempt(
            "o-lin",
            &one_of(Kind::ConvertToCase, story.lead.clone().as_ref()),
        )
        .unwrap_err();
    assert_eq!(refused.reason().name, "LEAD_NOTHING_SUSPECTED");
    go(&mut story, Kind::ProposeRefusal);
    let own = story
        .attempt("o-lin", &one_of(Kind::ApproveRefusal, None))
        .unwrap_err();
    assert_eq!(own.reason().name, "LEAD_APPROVER_HANDLED");
    // The leader is not convinced: it is verified again.
    go(&mut story, Kind::RejectRefusal);
    assert_eq!(
        (story.lead().step, &story.lead().verification),
        (Step::Verifying, &None)
    );
    go(&mut story, Kind::Verify);
    go(&mut story, Kind::ProposeRefusal);
    go(&mut story, Kind::ApproveRefusal);
    let lead = story.lead();
    assert_eq!(lead.step, Step::Ended);
    assert!(
        matches!(&lead.ending, Some(Ending::NotFiled { approved_by, .. }) if approved_by.as_str() == "o-wu")
    );
}

#[test]
fn a_lead_sent_back_stands_with_its_sender_until_the_superior_designates() {
    let mut story = at(Step::Accepted, true);
    story.act("o-lin", &transfer(FARM, ""));
    assert_eq!(story.lead().turn().unwrap().id.as_str(), FARM);
    assert_eq!(
        story.lead().agency.id.as_str(),
        MARKET,
        "the sender still has it"
    );
    story.on("2026-03-04");
    go(&mut story, Kind::RefuseTransfer);
    assert_eq!(story.lead().turn().unwrap().id.as_str(), MARKET);
    let back = TransferEnd::Refused {
        on: day("2026-03-04"),
        reasons: "理由".to_owned(),
    };
    assert_eq!(story.lead().transfers[0].end, Some(back));

    let again = story.attempt("o-lin", &transfer(FARM, "")).unwrap_err();
    assert_eq!(again.reason().name, "LEAD_TRANSFER_REFUSED_BEFORE");
    story.act("o-lin", &transfer(FARM, "龙政指〔2026〕1号"));
    let bound = story
        .attempt("o-fang", &one_of(Kind::RefuseTransfer, None))
        .unwrap_err();
    assert_eq!(bound.reason().name, "LEAD_TRANSFER_DESIGNATED");
    story.on("2026-03-06");
    go(&mut story, Kind::AcceptTransfer);
    let lead = story.lead();
    assert_eq!((lead.agency.id.as_str(), lead.step), (FARM, Step::Accepted));
    // The receiver's own period, by the rules of its line, from the day the lead reached it.
    let running = lead.running(clock()).unwrap();
    assert_eq!(
        (running.start, running.length.as_str()),
        (day("2026-03-04"), "七个工作日")
    );
    assert_eq!(lead.deadlines[0].state, DeadlineState::Cancelled);
}

#[test]
fn a_transfer_that_nobody_answers_is_late_for_both_and_can_be_taken_back() {
    let mut story = at(Step::Transferring, true);
    let reply = story.lead().deadlines[1].clone();
    assert_eq!(
        (reply.kind(), reply.due),
        (DeadlineKind::LeadTransferReply, day("2026-03-09"))
    );
    assert!(reply.length.contains("系统参数"), "{}", reply.length);
    story.on("2026-03-10");
    let due = due(story.lead(), &story.calendar);
    let late: Vec<_> = due
        .iter()
        .filter(|it| it.from <= day("2026-03-10"))
        .collect();
    assert_eq!(late.len(), 1);
    assert!(!story.lead().is_overdue());
    story.act("", &late[0].act);
    assert!(story.lead().is_overdue());
    assert_eq!(story.lead().agencies().len(), 2, "both see it");
    go(&mut story, Kind::WithdrawTransfer);
    assert_eq!(story.lead().turn().unwrap().id.as_str(), MARKET);
    assert!(!story.lead().is_overdue(), "the verification has time yet");
}

#[test]
fn each_line_counts_by_its_own_rule_and_the_province_for_the_others() {
    for (domain, expected) in [
        (
            Some(Domain::MarketSupervision),
            "市场监管行政处罚程序规定第十八条",
        ),
        (Some(Domain::Agriculture), "农业行政处罚程序规定第二十九条"),
        (Some(Domain::FireSafety), "福建省行政执法条例第三十一条"),
        (None, "福建省行政执法条例第三十一条"),
    ] {
        assert_eq!(
            check_limit(domain, Parameters::NATIONAL, day("2026-03-02"))
                .0
                .citation
                .to_string(),
            expected
        );
    }
    let mut story = Story::new();
    let Act::Report {
        id, report, agency, ..
    } = report(Source::Grid, true)
    else {
        panic!("a report")
    };
    story.act(
        "o-lin",
        &Act::Report {
            id,
            report,
            agency,
            domain: None,
        },
    );
    let first = story.lead().deadlines[0].clone();
    assert!(
        first.length.starts_with("三十日") && first.length.contains("未规定"),
        "{}",
        first.length
    );
    story.on("2026-03-03");
    story.act(
        "o-lin",
        &Act::Accept {
            domain: Some(Domain::Agriculture),
            remarks: String::new(),
        },
    );
    let counted = story.lead().running(clock()).unwrap();
    assert_eq!(
        (counted.start, counted.due),
        (day("2026-03-02"), day("2026-03-11"))
    );
    assert_eq!(story.lead().deadlines[0].state, DeadlineState::Cancelled);
}

#[test]
fn a_leader_prolongs_the_verification_once() {
    let mut story = at(Step::Verifying, true);
    go(&mut story, Kind::Extend);
    let extended = story.lead().running(clock()).unwrap();
    // Fifteen and fifteen working days after 2026-03-02; 4 to 6 April are days of rest.
    assert_eq!(extended.due, day("2026-04-14"));
    let again = story
        .attempt("o-wu", &one_of(Kind::Extend, None))
        .unwrap_err();
    assert_eq!(again.reason().name, "LEAD_EXTENDED_ALREADY");
}

#[test]
fn a_verification_that_takes_too_long_is_late_until_it_is_decided() {
    let mut story = at(Step::Verifying, true);
    story.on("2026-03-24");
    let due = due(story.lead(), &story.calendar);
    story.act("", &due[0].act);
    assert!(story.lead().is_overdue());
    assert!(story.attempt("", &due[0].act).is_err(), "once");
    go(&mut story, Kind::ConvertToInspection);
    assert!(!story.lead().is_overdue());
}

#[test]
fn duplicates_are_kept_and_linked() {
    let mut story = at(Step::Registered, true);
    go(&mut story, Kind::Merge);
    assert_eq!(
        story.lead().ending,
        Some(Ending::Merged {
            into: world::lead_id(2)
        })
    );
    assert_eq!(
        story.lead().step,
        Step::AwaitingFeedback,
        "its own reporter is told too"
    );
    let mut main = Story::new();
    main.lead = Some(world::other());
    main.act(
        "o-lin",
        &Act::LinkDuplicate {
            duplicate: story.lead().id,
        },
    );
    assert_eq!(main.lead().duplicates, [story.lead().id]);
}
