//! What the table of leads says, whatever a lead looks like.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;
use std::path::PathBuf;

use cases_domain::{Caller, DeadlineState};
use leads_domain::{
    Act, Facts, Guard, Intake, Kind, Lead, Outcome, ROWS, Side, Source, Step, allowed, decide,
    listing, mermaid, replay,
};
use refusal::Refusal;
use world::{Story, at, day, doer, facts, officer, one_of, report, transfer};

#[test]
fn the_table_is_sound() {
    let mut moves = BTreeSet::new();
    for row in ROWS {
        assert!(moves.insert((row.from, row.act, row.when)), "{row:?}");
        assert!(row.citation.exists(), "{}", row.citation);
        assert!(row.from.is_none_or(|from| !from.is_final()), "{row:?}");
    }
    for guard in Guard::ALL {
        assert!(guard.citation().exists(), "{guard:?}");
        assert!(guard.reason().remedy.ends_with('。'));
    }
    for kind in Kind::ALL {
        let clocks = kind.side() == Side::Platform;
        assert_ne!(ROWS.iter().any(|row| row.act == *kind), clocks, "{kind:?}");
    }
    for outcome in [Outcome::FeedbackDue, Outcome::NothingDue] {
        let other = |row: &&leads_domain::Row| row.when == outcome;
        assert_eq!(ROWS.iter().filter(other).count(), 11);
    }
}

#[test]
fn every_step_is_reached_and_has_a_way_to_the_end() {
    let reach = |from: Option<Step>| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(at) = open.pop() {
            for row in ROWS.iter().filter(|row| row.from == at) {
                if seen.insert(row.to) {
                    open.push(Some(row.to));
                }
            }
        }
        seen
    };
    let all: BTreeSet<Step> = Step::ALL.iter().copied().collect();
    assert_eq!(reach(None), all);
    for step in Step::ALL.iter().filter(|step| !step.is_final()) {
        assert!(reach(Some(*step)).contains(&Step::Ended), "{step:?}");
    }
}

#[test]
fn every_pair_of_step_and_act_moves_as_the_table_says_or_is_refused_with_an_article() {
    let mut pairs = 0;
    for step in Step::ALL {
        for wanted in [false, true] {
            if *step == Step::AwaitingFeedback && !wanted {
                continue;
            }
            let story = at(*step, wanted);
            assert_eq!(story.lead().step, *step);
            for kind in Kind::ALL {
                judge(&story, *kind);
                pairs += 1;
            }
        }
    }
    assert_eq!(pairs, 17 * Kind::ALL.len());
}

fn judge(story: &Story, kind: Kind) {
    let mut story = story.clone();
    let step = story.lead().step;
    let (act, by) = (
        one_of(kind, story.lead.as_ref()),
        doer(kind, story.lead.as_ref()),
    );
    let lawful: Vec<Step> = Step::leaving(Some(step), kind).map(|row| row.to).collect();
    match story.attempt(by, &act) {
        Ok(events) => {
            let clocks = kind.side() == Side::Platform && story.lead().step == step;
            assert!(
                lawful.contains(&story.lead().step) || clocks,
                "{step:?} {kind:?}"
            );
            assert!(!events.is_empty(), "{step:?} {kind:?}");
            let again = replay(&story.history).unwrap();
            assert_eq!(again.as_ref(), Some(story.lead()));
            let kept = serde_json::to_string(story.lead()).unwrap();
            let read: Lead = serde_json::from_str(&kept).unwrap();
            assert_eq!(read, *story.lead());
        }
        Err(refusal) => {
            assert!(
                lawful.is_empty() || designated_otherwise(step, kind),
                "{step:?} {kind:?}: {}",
                refusal.zh()
            );
            cites(&refusal, kind);
        }
    }
}

/// In these the article asks for more than the step: the other agency has sent the lead back.
fn designated_otherwise(step: Step, kind: Kind) -> bool {
    step == Step::Returned && kind == Kind::Transfer
}

fn cites(refusal: &Refusal, kind: Kind) {
    let article = refusal.article().unwrap();
    let citation: statute::Citation = article.parse().unwrap();
    assert!(citation.exists());
    assert_eq!(refusal.metadata()["act"], kind.name());
    assert!(refusal.zh().contains(article) && refusal.zh().ends_with('。'));
    assert!(!refusal.unmet().is_empty());
}

#[test]
fn nothing_begins_but_by_a_report() {
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Report) {
        let act = one_of(*kind, None);
        let refusal = Story::new().attempt("o-lin", &act).unwrap_err();
        let code = refusal.reason().code;
        let absent = code == refusal::Code::Absent;
        // Clocks look at the lead themselves.
        assert!(absent, "{kind:?}: {}", refusal.zh());
    }
}

/// Trips a guard: what passes as it stands is refused for one change.
fn trips(
    guard: Guard,
    story: &Story,
    by: &str,
    act: Act,
    change: impl FnOnce(&mut Option<Lead>, &mut Act, &mut Facts<'_>),
) -> Guard {
    let (mut lead, mut act) = (story.lead.clone(), act);
    let mut facts = facts(by, &act, story.now, &story.calendar, story.into.as_ref());
    if let Err(refusal) = decide(lead.as_ref(), &act, &facts) {
        panic!("{guard:?}: refused before the change: {}", refusal.zh());
    }
    change(&mut lead, &mut act, &mut facts);
    let refusal = decide(lead.as_ref(), &act, &facts)
        .err()
        .unwrap_or_else(|| panic!("{guard:?} was not tripped"));
    assert_eq!(
        refusal.metadata()["guard"],
        format!("{guard:?}"),
        "{}",
        refusal.zh()
    );
    assert_eq!(refusal.reason(), guard.reason());
    cites(&refusal, act.kind());
    guard
}

fn of(kind: Kind, story: &Story) -> Act {
    one_of(kind, story.lead.as_ref())
}

fn without_right(_: &mut Option<Lead>, act: &mut Act, facts: &mut Facts<'_>) {
    facts.rights.remove(&act.kind().right());
}

fn report_of(act: &mut Act) -> &mut leads_domain::Report {
    match act {
        Act::Report { report, .. } => report,
        _ => panic!("a report"),
    }
}

/// One thing that is otherwise.
type Change = dyn FnOnce(&mut Option<Lead>, &mut Act, &mut Facts<'_>);

#[test]
fn each_guard_is_tripped_and_only_it() {
    let mut tripped = BTreeSet::new();
    let mut trip = |guard, story: &Story, by: &str, act: Act, change: Box<Change>| {
        tripped.insert(trips(guard, story, by, act, change));
    };
    let new = Story::new();
    let (registered, accepted) = (at(Step::Registered, true), at(Step::Accepted, true));
    let (verifying, verified) = (at(Step::Verifying, true), at(Step::Verified, true));
    let (proposed, sent) = (
        at(Step::RefusalProposed, true),
        at(Step::Transferring, true),
    );
    let told = || report(Source::Complaint, true);

    trip(
        Guard::MayReport,
        &new,
        "o-lin",
        told(),
        Box::new(without_right),
    );
    trip(
        Guard::MayTriage,
        &registered,
        "o-lin",
        of(Kind::Accept, &registered),
        Box::new(without_right),
    );
    trip(
        Guard::MayHandle,
        &verifying,
        "o-lin",
        of(Kind::Verify, &verifying),
        Box::new(without_right),
    );
    trip(
        Guard::MayApprove,
        &proposed,
        "o-wu",
        of(Kind::ApproveRefusal, &proposed),
        Box::new(without_right),
    );
    let mut late = registered.clone();
    late.on("2026-04-01");
    trip(
        Guard::IsClock,
        &late,
        "",
        of(Kind::PassDeadline, &late),
        Box::new(|_, _, facts| {
            facts.caller = Caller::Person(Box::new(world::person("o-lin")));
        }),
    );
    trip(
        Guard::CallerIsOfficer,
        &registered,
        "o-lin",
        of(Kind::Accept, &registered),
        Box::new(|_, _, facts| {
            let Caller::Person(person) = &mut facts.caller else {
                panic!("a person")
            };
            (person.officer, person.officer_id) = (None, None);
        }),
    );
    trip(
        Guard::OwnTurn,
        &registered,
        "o-lin",
        of(Kind::Accept, &registered),
        Box::new(|_, _, facts| {
            facts.caller = Caller::Person(Box::new(world::person("o-fang")));
        }),
    );
    trip(
        Guard::OwnTurn,
        &sent,
        "o-fang",
        of(Kind::AcceptTransfer, &sent),
        Box::new(|_, _, facts| {
            facts.caller = Caller::Person(Box::new(world::person("o-lin")));
        }),
    );
    trip(
        Guard::SourceOfCaller,
        &new,
        "o-lin",
        report(Source::Media, true),
        Box::new(|_, _, facts| {
            facts.intake = Intake::Reporter;
        }),
    );
    trip(
        Guard::SourceNumbered,
        &new,
        "o-lin",
        report(Source::Hotline, true),
        Box::new(|_, act, _| {
            report_of(act).source_number.clear();
        }),
    );
    trip(
        Guard::SourceNumbered,
        &new,
        "o-lin",
        told(),
        Box::new(|_, act, facts| {
            facts.intake = Intake::System;
            report_of(act).source_number.clear();
        }),
    );
    trip(
        Guard::AgencyKnown,
        &new,
        "o-lin",
        told(),
        Box::new(|_, _, facts| facts.agency = None),
    );
    trip(
        Guard::ReceivedNotInFuture,
        &new,
        "o-lin",
        told(),
        Box::new(|_, act, _| {
            report_of(act).received_on = day("2026-03-03");
        }),
    );
    trip(
        Guard::DomainKnown,
        &registered,
        "o-lin",
        of(Kind::Accept, &registered),
        Box::new(|lead, _, _| {
            lead.as_mut().unwrap().domain = None;
        }),
    );
    trip(
        Guard::MergeTargetOpen,
        &registered,
        "o-lin",
        of(Kind::Merge, &registered),
        Box::new(|_, _, facts| facts.into = None),
    );
    trip(
        Guard::TwoDifferentOfficers,
        &accepted,
        "o-lin",
        of(Kind::Assign, &accepted),
        Box::new(|_, act, _| {
            *act = world::assign("o-lin", "o-lin");
        }),
    );
    trip(
        Guard::OfficersKnown,
        &accepted,
        "o-lin",
        of(Kind::Assign, &accepted),
        Box::new(|_, _, facts| facts.officers[1] = None),
    );
    trip(
        Guard::OfficersOfAgency,
        &accepted,
        "o-lin",
        of(Kind::Assign, &accepted),
        Box::new(|_, _, facts| {
            facts.officers[1] = Some(officer("o-fang"));
        }),
    );
    trip(
        Guard::OfficersCertified,
        &accepted,
        "o-lin",
        of(Kind::Assign, &accepted),
        Box::new(|_, _, facts| {
            facts.officers[1].as_mut().unwrap().certificates.clear();
        }),
    );
    trip(
        Guard::OfficersCertified,
        &verifying,
        "o-lin",
        of(Kind::Verify, &verifying),
        Box::new(|_, _, facts| {
            let Caller::Person(person) = &mut facts.caller else {
                panic!("a person")
            };
            person.officer.as_mut().unwrap().certificates[0].expires = day("2026-03-01");
        }),
    );
    trip(
        Guard::ClockRunning,
        &verifying,
        "o-wu",
        of(Kind::Extend, &verifying),
        Box::new(|lead, _, _| {
            lead.as_mut().unwrap().deadlines[0].state = DeadlineState::Passed;
        }),
    );
    trip(
        Guard::ExtensionProvided,
        &verifying,
        "o-wu",
        of(Kind::Extend, &verifying),
        Box::new(|lead, _, _| {
            lead.as_mut().unwrap().domain = Some(cases_domain::Domain::MedicalInsurance);
        }),
    );
    let mut extended = verifying.clone();
    extended.act("o-wu", &of(Kind::Extend, &verifying));
    let twice = extended.lead().deadlines[0].clone();
    trip(
        Guard::ExtendedOnce,
        &verifying,
        "o-wu",
        of(Kind::Extend, &verifying),
        Box::new(move |lead, _, _| {
            lead.as_mut().unwrap().deadlines[0] = twice;
        }),
    );
    trip(
        Guard::VerifiedByAssigned,
        &verifying,
        "o-lin",
        of(Kind::Verify, &verifying),
        Box::new(|_, act, _| {
            *act = world::verify("o-hong", leads_domain::Finding::Suspected);
        }),
    );
    trip(
        Guard::VerifiedByAssigned,
        &verifying,
        "o-lin",
        of(Kind::Verify, &verifying),
        Box::new(|_, _, facts| {
            facts.caller = Caller::Person(Box::new(world::person("o-hong")));
        }),
    );
    trip(
        Guard::CaseOfHolder,
        &verified,
        "o-lin",
        of(Kind::ConvertToCase, &verified),
        Box::new(|_, act, _| {
            let Act::ConvertToCase { agency, .. } = act else {
                panic!("a conversion")
            };
            *agency = world::FARM.into();
        }),
    );
    trip(
        Guard::SuspectedFound,
        &verified,
        "o-lin",
        of(Kind::ConvertToCase, &verified),
        Box::new(|lead, _, _| {
            let verification = lead.as_mut().unwrap().verification.as_mut().unwrap();
            verification.finding = leads_domain::Finding::NothingFound;
        }),
    );
    trip(
        Guard::ApproverNotHandler,
        &proposed,
        "o-wu",
        of(Kind::ApproveRefusal, &proposed),
        Box::new(|lead, _, _| {
            lead.as_mut().unwrap().handlers.insert("o-wu".into());
        }),
    );
    trip(
        Guard::TransferElsewhere,
        &registered,
        "o-lin",
        of(Kind::Transfer, &registered),
        Box::new(|_, act, facts| {
            *act = transfer(world::MARKET, "");
            facts.agency = Some(world::agency(world::MARKET));
        }),
    );
    let returned = at(Step::Returned, true);
    trip(
        Guard::NotRefusedBefore,
        &returned,
        "o-lin",
        transfer(world::FARM, "龙政指〔2026〕1号"),
        Box::new(|_, act, _| {
            *act = transfer(world::FARM, "");
        }),
    );
    trip(
        Guard::NotDesignated,
        &sent,
        "o-fang",
        of(Kind::RefuseTransfer, &sent),
        Box::new(|lead, _, _| {
            let transfer = &mut lead.as_mut().unwrap().transfers[0];
            "龙政指〔2026〕1号".clone_into(&mut transfer.designation);
        }),
    );
    trip(
        Guard::DeadlineRunning,
        &late,
        "",
        of(Kind::PassDeadline, &late),
        Box::new(|lead, _, _| {
            lead.as_mut().unwrap().deadlines.clear();
        }),
    );
    trip(
        Guard::DeadlineFirm,
        &late,
        "",
        of(Kind::PassDeadline, &late),
        Box::new(|lead, _, _| {
            let deadline = &mut lead.as_mut().unwrap().deadlines[0];
            (deadline.provisional, deadline.start) = (true, day("2027-03-01"));
        }),
    );
    let now = registered.now;
    trip(
        Guard::DeadlineOver,
        &late,
        "",
        of(Kind::PassDeadline, &late),
        Box::new(move |_, _, facts| facts.now = now),
    );
    trip(
        Guard::LeadOpen,
        &registered,
        "o-lin",
        of(Kind::Accept, &registered),
        Box::new(|lead, _, _| {
            lead.as_mut().unwrap().step = Step::Ended;
        }),
    );
    trip(
        Guard::StepNotPassed,
        &registered,
        "o-lin",
        of(Kind::Accept, &registered),
        Box::new(|lead, _, _| {
            lead.as_mut().unwrap().step = Step::Verified;
        }),
    );
    let every: BTreeSet<Guard> = Guard::ALL.iter().copied().collect();
    assert_eq!(tripped, every);
}

#[test]
fn what_may_be_done_is_what_is_then_not_refused_for_the_step() {
    for step in Step::ALL {
        let story = at(*step, true);
        let act = of(Kind::Accept, &story);
        let facts = facts("o-lin", &act, story.now, &story.calendar, None);
        for it in allowed(story.lead(), &facts) {
            let rows = Step::leaving(Some(*step), it.act).next().is_some();
            if it.verdict.is_ok() {
                assert!(rows, "{step:?} {:?}", it.act);
            }
            if !rows {
                assert!(it.verdict.is_err(), "{step:?} {:?}", it.act);
            }
        }
    }
    let story = at(Step::Registered, true);
    let reporter = facts(
        "o-lin",
        &of(Kind::Accept, &story),
        story.now,
        &story.calendar,
        None,
    );
    let reporter = Facts {
        rights: BTreeSet::from([leads_domain::Right::Report]),
        ..reporter
    };
    assert!(
        allowed(story.lead(), &reporter)
            .iter()
            .all(|it| it.verdict.is_err())
    );
}

fn agrees(name: &str, drawn: &str) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../docs/procedures");
    let file = folder.join(name);
    if std::env::var_os("YIFA_UPDATE").is_some() {
        std::fs::write(&file, drawn).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(kept, drawn, "{name} is out of date: run with YIFA_UPDATE=1");
}

#[test]
fn the_chart_and_the_list_show_the_table() {
    agrees("lead.mmd", &mermaid());
    agrees("lead.md", &listing());
}
