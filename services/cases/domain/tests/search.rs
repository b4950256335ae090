//! Every way through the table of a penalty, looked at whole: what must never come about cannot be reached. And the search can
//! find it: with a row too many, a guard too few or a way out taken away it finds the breach, and the way that leads to it.
//!
//! What is looked at is the table with the guards that bear on the claims; every other guard is taken to hold, so that more is
//! looked at than can happen. Sums are small: a fine is 1, 2 or 3.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]
#![expect(
    clippy::struct_excessive_bools,
    clippy::trivially_copy_pass_by_ref,
    reason = "a standing is what the claims speak of, each by itself, and is only looked at"
)]

mod world;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use cases_domain::procedure::penalty::Step;
use cases_domain::procedure::{Row, Stage};
use cases_domain::*;
use world::{acts, leader, penalty_at, person};

type Table = Vec<Row<Step>>;

/// As much of a case as the claims speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Standing {
    step: Step,
    /// What is proposed; 0: nothing yet.
    proposed: u8,
    /// What the last notice told; 0: there was none.
    told: u8,
    /// Whether what was told last is what is proposed now.
    told_this: bool,
    /// Whether the party was heard, waived or let its days go by after that notice.
    heard: bool,
    /// Whether there is evidence from after that notice.
    fresh: bool,
    /// Whether the head of the unit agrees to what is proposed now.
    endorsed: bool,
    /// Whether the case was filed away, at some time.
    archived: bool,
}

const FILED: Standing = Standing {
    step: Step::Filed,
    proposed: 0,
    told: 0,
    told_this: false,
    heard: false,
    fresh: false,
    endorsed: false,
    archived: false,
};

/// A move that was made: the row and the sum it was made with.
#[derive(Debug, Clone, Copy)]
struct Move {
    row: Row<Step>,
    fine: u8,
}

/// Whether the guards of the row that bear on the claims hold.
fn holds(row: &Row<Step>, at: &Standing, fine: u8) -> bool {
    row.guards
        .iter()
        .copied()
        .flatten()
        .all(|guard| match guard {
            Guard::NotHeavierForDefence => at.told == 0 || fine <= at.told || at.fresh,
            Guard::FineAsTold => at.told == 0 || fine <= at.told,
            Guard::Endorsed => at.endorsed,
            _ => true,
        })
}

/// What the move makes of the case.
fn after(at: &Standing, made: Move) -> Standing {
    let mut next = *at;
    next.step = made.row.to;
    match made.row.act {
        ActKind::RecordEvidence => next.fresh = true,
        ActKind::ConcludeInquiry => {
            next.proposed = made.fine;
            (next.told_this, next.heard, next.endorsed) = (false, false, false);
        }
        ActKind::ServeNotice => {
            next.told = at.proposed;
            (next.told_this, next.heard, next.fresh) = (true, false, false);
        }
        ActKind::RecordStatement | ActKind::WaiveStatement | ActKind::LapseStatement => {
            next.heard = true;
        }
        ActKind::EndorseDecision => next.endorsed = made.row.to != Step::Filed,
        ActKind::ArchiveCase => next.archived = true,
        // What is made anew begins anew.
        ActKind::RevokeDecision if made.row.to == Step::Filed => {
            return Standing {
                archived: at.archived,
                ..FILED
            };
        }
        _ => {}
    }
    next
}

fn moves<'a>(table: &'a Table, at: &'a Standing) -> impl Iterator<Item = (Move, Standing)> + 'a {
    let rows = table.iter().filter(|row| row.from == Some(at.step));
    rows.flat_map(move |row| {
        let sums: &[u8] = match row.act {
            ActKind::ConcludeInquiry | ActKind::Decide => &[1, 2, 3],
            _ => &[0],
        };
        sums.iter()
            .filter(move |fine| holds(row, at, **fine))
            .map(move |fine| {
                let made = Move {
                    row: *row,
                    fine: *fine,
                };
                (made, after(at, made))
            })
    })
}

/// Everything that can be reached, with the act that led to it first and from where.
fn reached(table: &Table) -> BTreeMap<Standing, Option<(Standing, &'static str)>> {
    let mut seen = BTreeMap::from([(FILED, None)]);
    let mut queue = VecDeque::from([FILED]);
    while let Some(at) = queue.pop_front() {
        for (made, next) in moves(table, &at) {
            seen.entry(next).or_insert_with(|| {
                queue.push_back(next);
                Some((at, made.row.act.name()))
            });
        }
    }
    seen
}

/// The acts that lead to the first move that must not be, if there is one.
fn breach(table: &Table, wrong: impl Fn(&Standing, Move) -> bool) -> Option<Vec<&'static str>> {
    let seen = reached(table);
    let found = seen.keys().find_map(|at| {
        let bad = moves(table, at).find(|(made, _)| wrong(at, *made));
        bad.map(|(made, _)| (*at, made.row.act.name()))
    });
    let (mut at, last) = found?;
    let mut way = vec![last];
    while let Some(Some((before, act))) = seen.get(&at) {
        way.push(act);
        at = *before;
    }
    way.reverse();
    Some(way)
}

/// Steps from which no way leads to an end.
fn dead_ends(table: &Table) -> BTreeSet<Step> {
    let seen = reached(table);
    let mut out: BTreeSet<Step> = Step::ALL
        .iter()
        .copied()
        .filter(|it| it.is_final())
        .collect();
    loop {
        let more: Vec<Step> = table
            .iter()
            .filter(|row| out.contains(&row.to))
            .filter_map(|row| row.from)
            .filter(|step| !out.contains(step))
            .collect();
        if more.is_empty() {
            break;
        }
        out.extend(more);
    }
    let stands: BTreeSet<Step> = seen.keys().map(|at| at.step).collect();
    stands.difference(&out).copied().collect()
}

fn untold(at: &Standing, made: Move) -> bool {
    made.row.act == ActKind::Decide && !(at.told_this && at.heard)
}

fn heavier(at: &Standing, made: Move) -> bool {
    match made.row.act {
        // What is decided, against what was told.
        ActKind::Decide => made.fine > at.told,
        // What is proposed once the party knows, against what it knows: only what has come to light since weighs more.
        ActKind::ConcludeInquiry => at.told > 0 && made.fine > at.told && !at.fresh,
        _ => false,
    }
}

fn unendorsed(at: &Standing, made: Move) -> bool {
    matches!(made.row.act, ActKind::Decide | ActKind::Dismiss) && !at.endorsed
}

fn changed_after_the_archive(at: &Standing, made: Move) -> bool {
    matches!(at.step, Step::Archived | Step::DismissalArchived)
        && made.row.act != ActKind::RevokeDecision
}

/// The table, with something changed in it.
fn with(change: impl Fn(&mut Table)) -> Table {
    let mut table = Step::ROWS.to_vec();
    change(&mut table);
    table
}

/// A row of the table, to be put in elsewhere.
fn row(from: Step, act: ActKind) -> Row<Step> {
    let mut rows = Step::ROWS.iter();
    match rows.find(|row| (row.from, row.act) == (Some(from), act)) {
        Some(row) => *row,
        None => panic!("{act:?} is not done from {from:?}"),
    }
}

#[test]
fn nothing_is_decided_untold_unheard_unendorsed_or_heavier_because_of_a_defence() {
    let table = Step::ROWS.to_vec();
    assert_eq!(breach(&table, untold), None);
    assert_eq!(breach(&table, heavier), None);
    assert_eq!(breach(&table, unendorsed), None);
    let decided = reached(&table)
        .into_keys()
        .filter(|at| at.step == Step::Decided);
    assert!(decided.count() > 3, "there are decisions to be looked at");
}

#[test]
fn a_way_past_the_notice_is_found() {
    let past = with(|table| {
        table.push(Row {
            from: Some(Step::Reviewed),
            ..row(Step::Heard, ActKind::Decide)
        });
    });
    assert_eq!(
        breach(&past, untold),
        Some(vec![
            "CONCLUDE_INQUIRY",
            "REVIEW_LEGALITY",
            "ENDORSE_DECISION",
            "DECIDE"
        ])
    );
    let unheard = with(|table| {
        table.push(Row {
            from: Some(Step::Noticed),
            ..row(Step::Heard, ActKind::Decide)
        });
        table.push(Row {
            from: Some(Step::Noticed),
            to: Step::Noticed,
            ..row(Step::Heard, ActKind::EndorseDecision)
        });
    });
    assert!(breach(&unheard, untold).is_some());
    // A proposal that goes back to be decided without having been told anew.
    let stale = with(|table| {
        table.push(Row {
            to: Step::Heard,
            ..row(Step::Heard, ActKind::ConcludeInquiry)
        });
    });
    assert!(breach(&stale, untold).is_some());
}

#[test]
fn a_guard_too_few_is_found() {
    let without = |dropped: Guard, act: ActKind| {
        with(|table| {
            for row in table.iter_mut().filter(|row| row.act == act) {
                let kept = row.guards.iter().copied().flatten().copied();
                let kept: Vec<Guard> = kept.filter(|guard| *guard != dropped).collect();
                // A test's table lives as long as the test.
                row.guards = Vec::leak(vec![&*Vec::leak(kept)]);
            }
        })
    };
    let as_told = without(Guard::FineAsTold, ActKind::Decide);
    let way = breach(&as_told, heavier);
    assert!(
        way.as_ref()
            .is_some_and(|way| way.contains(&"SERVE_NOTICE")),
        "{way:?}"
    );
    let for_defence = without(Guard::NotHeavierForDefence, ActKind::ConcludeInquiry);
    assert!(breach(&for_defence, heavier).is_some());
    let endorsed = without(Guard::Endorsed, ActKind::Decide);
    assert!(breach(&endorsed, unendorsed).is_some());
    let spared = without(Guard::Endorsed, ActKind::Dismiss);
    assert!(breach(&spared, unendorsed).is_some());
    // What does not bear on the claim is not missed.
    let other = without(Guard::RevenueMapped, ActKind::Decide);
    assert_eq!(breach(&other, heavier), None);
}

#[test]
fn nothing_changes_after_the_archive_but_by_what_the_law_does_with_the_decision() {
    let table = Step::ROWS.to_vec();
    assert_eq!(breach(&table, changed_after_the_archive), None);
    let late = with(|table| {
        table.push(Row {
            from: Some(Step::Archived),
            to: Step::Archived,
            ..row(Step::Filed, ActKind::RecordEvidence)
        });
    });
    let way = breach(&late, changed_after_the_archive);
    assert_eq!(
        way.and_then(|way| way.last().copied()),
        Some("RECORD_EVIDENCE")
    );

    // The whole case, with everything beside its own procedure.
    for step in ["ARCHIVED", "DISMISSAL_ARCHIVED"] {
        let story = penalty_at(step);
        let mut facts = story.facts_for(&acts::archive());
        facts.caller = person(leader(), &Right::ALL);
        let open: BTreeSet<&str> = cases_domain::allowed(story.case(), &facts)
            .into_iter()
            .filter(|it| it.verdict.is_ok())
            .map(|it| it.act.name())
            .collect();
        // A review or a suit of the party, and what comes of it.
        let remedies = BTreeSet::from(["NOTE_REMEDY", "RECEIVE_REMEDY", "REVOKE_DECISION"]);
        assert_eq!(open, remedies, "{step}");
    }
}

#[test]
fn every_step_has_a_lawful_exit() {
    assert_eq!(dead_ends(&Step::ROWS.to_vec()), BTreeSet::new());
    let shut = with(|table| {
        table.retain(|row| {
            row.from != Some(Step::DismissalServed) || row.to == Step::DismissalServed
        });
    });
    assert_eq!(
        dead_ends(&shut),
        BTreeSet::from([Step::DismissalServed]),
        "what cannot be left is found"
    );
    let nobody_decides = with(|table| {
        table.retain(|row| {
            !matches!(
                row.act,
                ActKind::Decide
                    | ActKind::Dismiss
                    | ActKind::CloseTransferred
                    | ActKind::TerminateCase
                    | ActKind::WithdrawCase
            )
        });
    });
    assert!(dead_ends(&nobody_decides).contains(&Step::Heard));
}
