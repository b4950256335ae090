//! 证据材料、保管交接、音像记录: what may be put on file, who holds it, who else may rely on it, and what has to be recorded.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::Guard as G;
use cases_domain::custody::{self, Holder};
use cases_domain::exhibit::{self, Act as Own, Grant, Guard, Link};
use cases_domain::procedure::{Stage, inspection, penalty, summary};
use cases_domain::recording::{self, Duty, Occasion, happened};
use cases_domain::*;
use chrono::Duration;
use world::exhibits::*;
use world::scene::trips;
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{Story, acts, chen, day, inspection_at, morning, penalty_at, person, summary_at};

fn with_exhibit() -> Story {
    let mut story = penalty_at("FILED");
    let on = story.today;
    story.act(&add(on, "a", None));
    story
}

fn handed(to: Holder) -> Story {
    let mut story = with_exhibit();
    story.act(&hand_over(to));
    story
}

fn every_act(on: CivilDate) -> Vec<Act> {
    vec![
        add(on, "b", None),
        link(1, of(Occasion::Interview(1), on)),
        link(1, Link::Preserved(1, 1)),
        link(1, Link::Seized(1, 1)),
        grant(on),
        withdraw_grant(),
        use_granted(),
        hand_over(laboratory()),
        receive(),
        take_back(),
        explain(Occasion::Measure(1)),
    ]
}

#[test]
fn the_tables_are_sound() {
    is_a_sound_table::<exhibit::Step>();
    is_a_sound_table::<custody::Step>();
    is_a_sound_table::<recording::Step>();
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused() {
    let penalties = penalty::Step::ALL.iter().map(|it| penalty_at(it.name()));
    let inspections = inspection::Step::ALL
        .iter()
        .map(|it| inspection_at(it.name()));
    let summaries = summary::Step::ALL.iter().map(|it| summary_at(it.name()));
    let mut pairs = 0;
    for story in penalties.chain(inspections).chain(summaries) {
        for act in every_act(story.today) {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    for story in [with_exhibit(), handed(laboratory())] {
        for act in every_act(story.today) {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    let steps = penalty::Step::ALL.len() + inspection::Step::ALL.len() + summary::Step::ALL.len();
    assert_eq!(pairs, (steps + 2) * 11);
}

#[test]
fn each_guard_of_an_exhibit_is_tripped_and_only_it() {
    let story = with_exhibit();
    let on = story.today;
    let mut tripped = BTreeSet::new();
    let mut trip =
        |guard: Guard, story: &Story, act: Act, change: &dyn Fn(&mut world::scene::Scene<'_>)| {
            tripped.insert(trips(G::Exhibit(guard), story, act, change));
        };
    let archived = penalty_at("ARCHIVED");
    trip(Guard::NotArchived, &story, hand_over(laboratory()), &|s| {
        let exhibits = s.case.as_ref().unwrap().exhibits.clone();
        let mut case = archived.case().clone();
        case.exhibits = exhibits;
        s.case = Some(case);
    });
    trip(Guard::NotOnFile, &story, add(on, "b", None), &|s| {
        if let Act::Exhibit(Own::AddExhibit(act)) = &mut s.act {
            act.file.sm3 = "a".repeat(64);
        }
    });
    let seizure = seizure();
    let seized = day("2026-03-04");
    let recorded = || add(seizure.today, "c", Some(of(Occasion::Measure(1), seized)));
    trip(Guard::LinkKnown, &seizure, recorded(), &|s| {
        s.case.as_mut().unwrap().measures.clear();
    });
    trip(Guard::RecordingInTime, &seizure, recorded(), &|s| {
        if let Act::Exhibit(Own::AddExhibit(act)) = &mut s.act {
            act.link = Some(of(Occasion::Measure(1), day("2026-03-03")));
        }
    });
    trip(Guard::GranteeKnown, &story, grant(on), &|s| {
        if let Act::Exhibit(Own::GrantUse(act)) = &mut s.act {
            act.to = "nobody".into();
        }
    });
    trip(Guard::PeriodAhead, &story, grant(on), &|s| {
        if let Act::Exhibit(Own::GrantUse(act)) = &mut s.act {
            act.until = act.until.add_days(-1);
        }
    });
    let mut lent = with_exhibit();
    lent.act(&grant(on));
    trip(Guard::GrantOnFile, &lent, withdraw_grant(), &|s| {
        if let Act::Exhibit(Own::WithdrawGrant(act)) = &mut s.act {
            act.grant = 2;
        }
    });
    trip(Guard::LeaveGiven, &story, use_granted(), &|s| {
        lent_by(&mut s.facts).to.id = "another".into();
    });
    trip(Guard::LeaveStands, &story, use_granted(), &|s| {
        let yesterday = s.facts.today().add_days(-1);
        lent_by(&mut s.facts).until = yesterday;
    });
    trip(Guard::NotOurs, &story, use_granted(), &|s| {
        let own = s.case.as_ref().unwrap().id();
        if let Act::Exhibit(Own::UseGranted(act)) = &mut s.act {
            act.case = own;
        }
    });
    let every: BTreeSet<_> = Guard::ALL.iter().copied().map(G::Exhibit).collect();
    assert_eq!(tripped, every);
}

#[test]
fn each_guard_of_custody_and_recordings_is_tripped_and_only_it() {
    use custody::Guard as C;
    use recording::Guard as R;
    let story = with_exhibit();
    let mut tripped = BTreeSet::new();
    tripped.insert(trips(
        G::Custody(C::ExhibitKnown),
        &story,
        hand_over(laboratory()),
        |s| {
            s.case.as_mut().unwrap().exhibits.clear();
        },
    ));
    let under_way = handed(laboratory());
    tripped.insert(trips(
        G::Custody(C::NoOther),
        &story,
        hand_over(laboratory()),
        |s| {
            s.case.as_mut().unwrap().custody = under_way.case().custody.clone();
        },
    ));
    tripped.insert(trips(
        G::Custody(C::ByHolder),
        &story,
        hand_over(laboratory()),
        |s| {
            s.facts.caller = person(chen(), &[Right::Handle]);
        },
    ));
    tripped.insert(trips(
        G::Custody(C::ToAnother),
        &story,
        hand_over(laboratory()),
        |s| {
            s.act = hand_over(Holder::Officer("o-lin".into()));
        },
    ));
    tripped.insert(trips(
        G::Custody(C::ByReceiver),
        &handed(laboratory()),
        receive(),
        |s| {
            s.case.as_mut().unwrap().custody[0].to = Holder::Officer("o-chen".into());
        },
    ));
    tripped.insert(trips(
        G::Custody(C::ByGiver),
        &handed(laboratory()),
        take_back(),
        |s| {
            s.facts.caller = person(chen(), &[Right::Handle]);
        },
    ));
    let every: BTreeSet<_> = C::ALL.iter().copied().map(G::Custody).collect();
    assert_eq!(tripped, every);

    let mut tripped = BTreeSet::new();
    let missing = explain(Occasion::Measure(1));
    tripped.insert(trips(
        G::Recording(R::OccasionKnown),
        &seizure(),
        missing.clone(),
        |s| {
            s.act = explain(Occasion::Measure(2));
        },
    ));
    let mut recorded = seizure();
    let on = recorded.today;
    recorded.act(&add(
        on,
        "c",
        Some(of(Occasion::Measure(1), day("2026-03-04"))),
    ));
    tripped.insert(trips(
        G::Recording(R::Unexplained),
        &seizure(),
        missing,
        |s| {
            s.case.as_mut().unwrap().exhibits = recorded.case().exhibits.clone();
        },
    ));
    let every: BTreeSet<_> = R::ALL.iter().copied().map(G::Recording).collect();
    assert_eq!(tripped, every);
}

#[test]
fn an_exhibit_is_evidence_of_an_undecided_penalty_and_of_no_other_case() {
    let story = with_exhibit();
    let penalty = story.case().penalty().unwrap();
    let evidence = penalty.evidence.last().unwrap();
    assert_eq!(
        (evidence.kind, &*evidence.exhibits),
        (EvidenceKind::Audiovisual, &[1][..])
    );
    assert_eq!(evidence.content_hash, "a".repeat(64));
    let exhibit = &story.case().exhibits[0];
    assert_eq!(
        (exhibit.number, exhibit.evidence, exhibit.officers.len()),
        (1, evidence.number, 2)
    );
    assert!(exhibit.taken.at < exhibit.received);

    let mut part = penalty_at("FILED");
    let mut act = add(part.today, "a", None);
    if let Act::Exhibit(Own::AddExhibit(act)) = &mut act {
        act.alone = false;
    }
    let before = part.case().penalty().unwrap().evidence.len();
    part.act(&act);
    assert_eq!(part.case().penalty().unwrap().evidence.len(), before);
    let mut record = acts::evidence(part.today);
    if let Act::RecordEvidence(act) = &mut record {
        act.exhibits = vec![1];
    }
    part.act(&record);
    assert_eq!(
        part.case()
            .penalty()
            .unwrap()
            .evidence
            .last()
            .unwrap()
            .exhibits,
        [1]
    );

    for mut other in [
        inspection_at("OPENED"),
        summary_at("OPENED"),
        penalty_at("SERVED"),
    ] {
        let on = other.today;
        other.act(&add(on, "a", None));
        assert_eq!(other.case().exhibits[0].evidence, 0, "{}", other.step());
    }
}

#[test]
fn who_holds_an_exhibit_follows_the_hand_overs() {
    let mut story = with_exhibit();
    let lin = Holder::Officer("o-lin".into());
    assert_eq!(custody::holder(story.case(), 1), Some(lin.clone()));
    story.act(&hand_over(laboratory()));
    // Until it is received the giver answers for it.
    assert_eq!(custody::holder(story.case(), 1), Some(lin));
    story.act(&receive());
    assert_eq!(custody::holder(story.case(), 1), Some(laboratory()));
    let back = hand_over(Holder::Officer("o-chen".into()));
    story.act(&back);
    let transfer = story.case().custody.last().unwrap();
    assert_eq!((transfer.number, &transfer.from), (2, &laboratory()));
    assert_eq!(custody::holder(story.case(), 2), None);
}

/// The grant that the facts tell of.
fn lent_by<'f>(facts: &'f mut Facts<'_>) -> &'f mut Grant {
    facts.granted.as_mut().unwrap().grant.as_mut().unwrap()
}

#[test]
fn what_was_taken_in_the_case_that_this_one_was_filed_from_needs_no_grant() {
    let story = penalty_at("FILED");
    let mut act = use_granted();
    if let Act::Exhibit(Own::UseGranted(act)) = &mut act {
        act.grant = 0;
    }
    let own = |facts: &mut Facts<'_>| {
        let granted = facts.granted.as_mut().unwrap();
        granted.grant = None;
        granted.agency = story.case().opening.agency.clone();
    };
    let mut facts = story.facts_for(&act);
    own(&mut facts);
    let stranger = story.judge(&act, &facts).unwrap_err();
    assert_eq!(stranger.reason().name, "USE_NOT_GRANTED");
    assert!(stranger.zh().contains("来源案件"), "{}", stranger.zh());

    let mut follows = penalty_at("FILED");
    if let Some(Procedure::OrdinaryPenalty(it)) = follows.case.as_mut().map(|it| &mut it.procedure)
    {
        it.from_case = Some(OTHER_CASE);
    }
    let mut facts = follows.facts_for(&act);
    facts.granted.as_mut().unwrap().grant = None;
    let other_agency = follows.judge(&act, &facts).unwrap_err();
    assert_eq!(other_agency.reason().name, "USE_NOT_GRANTED");
    own(&mut facts);
    let events = follows.judge(&act, &facts).unwrap();
    follows.happen(&events);
    let exhibit = &follows.case().exhibits[0];
    assert_eq!(exhibit.origin.as_ref().unwrap().grant, 0);
    let evidence = follows.case().penalty().unwrap().evidence_count();
    assert_eq!(exhibit.evidence, evidence, "a piece of its evidence");
}

#[test]
fn a_withdrawn_grant_stops_new_use_and_what_was_relied_on_stays() {
    let mut lent = with_exhibit();
    let on = lent.today;
    lent.act(&grant(on));
    lent.act(&withdraw_grant());
    let grant = &lent.case().exhibits[0].grants[0];
    assert_eq!(grant.withdrawn, Some((on, "案件涉密".to_owned())));
    let again = lent.attempt(&withdraw_grant()).unwrap_err();
    assert_eq!(again.reason().name, "GRANT_NOT_STANDING");

    let mut using = penalty_at("FILED");
    using.act(&use_granted());
    let used = using.case().exhibits[0].clone();
    let there = granted().exhibit;
    assert_eq!((&used.file, &used.taken), (&there.file, &there.taken));
    let origin = used.origin.as_deref().unwrap();
    assert_eq!(
        (origin.case, origin.exhibit, origin.grant),
        (OTHER_CASE, 4, 1)
    );
    assert_eq!(origin.agency.id, world::beside::urban().id);
    assert!(!origin.recognition.is_empty());
    assert_eq!(
        used.evidence,
        using.case().penalty().unwrap().evidence_count()
    );

    let act = use_granted();
    let mut facts = using.facts_for(&act);
    lent_by(&mut facts).withdrawn = Some((on, "案件涉密".to_owned()));
    facts.granted.as_mut().unwrap().exhibit.file.sm3 = "f".repeat(64);
    let refused = using.judge(&act, &facts).unwrap_err();
    assert_eq!(refused.reason().name, "GRANT_WITHDRAWN_OR_OVER");
    assert_eq!(using.case().exhibits[0], used);
}

#[test]
fn a_seizure_has_to_be_recorded_or_explained_and_an_interview_need_not() {
    let mut story = seizure();
    let owed = |story: &Story| {
        let happened = happened(story.case());
        let owed = happened.into_iter().find(recording::Happened::is_owed);
        owed.map(|it| it.occasion)
    };
    assert_eq!(owed(&story), Some(Occasion::Measure(1)));
    let on = story.today;
    story.act(&world::inquiry::interview(on, interview::Role::Witness));
    let asked = happened(story.case());
    let asked = asked
        .iter()
        .find(|it| it.occasion == Occasion::Interview(1))
        .unwrap();
    assert_eq!((asked.duty, asked.is_owed()), (Duty::AsNeeded, false));

    let mut explained = story.clone();
    explained.act(&explain(Occasion::Measure(1)));
    assert_eq!(owed(&explained), None);

    // A photograph is no recording from beginning to end.
    let mut shown = story.clone();
    let mut photograph = add(on, "d", Some(of(Occasion::Measure(1), day("2026-03-04"))));
    if let Act::Exhibit(Own::AddExhibit(act)) = &mut photograph {
        act.file.media_type = "image/jpeg".to_owned();
    }
    shown.act(&photograph);
    assert_eq!(owed(&shown), Some(Occasion::Measure(1)));

    story.act(&add(on, "c", None));
    story.act(&link(1, Link::Seized(1, 1)));
    assert_eq!(owed(&story), Some(Occasion::Measure(1)));
    story.act(&link(1, of(Occasion::Measure(1), day("2026-03-04"))));
    assert_eq!(owed(&story), None);
    assert_eq!(story.case().exhibits[0].links.len(), 2);
    let backwards = Link::Recording(
        Occasion::Measure(1),
        morning(on),
        morning(on) - Duration::minutes(1),
    );
    let refused = story.attempt(&link(1, backwards)).unwrap_err();
    assert_eq!(refused.reason().name, "RECORDING_TIMES_WRONG");
}

#[test]
fn what_is_frozen_at_a_bank_is_not_filmed() {
    let frozen = world::force::measure_at("FROZEN");
    let duties = happened(frozen.case());
    assert!(
        duties.iter().all(|it| it.duty == Duty::AsNeeded),
        "{duties:?}"
    );
}

#[test]
fn every_occasion_is_found_by_its_name() {
    let all = [
        Occasion::Site,
        Occasion::Revisit(2),
        Occasion::Interview(2),
        Occasion::Preservation(2),
        Occasion::Measure(2),
        Occasion::Execution(2),
        Occasion::Hearing(2),
        Occasion::DecisionLeft,
        Occasion::PublicNotice(2),
    ];
    for occasion in all {
        assert_eq!(
            Occasion::of(occasion.name(), occasion.number()),
            Some(occasion)
        );
        assert!(!occasion.zh().is_empty());
    }
    assert_eq!(Occasion::of("OTHER", 1), None);
}
