//! What no order of moves reaches: the end of a case with a measure open.

use std::collections::BTreeSet;

use cases_domain::ActKind;
use cases_domain::measure::Step;
use cases_domain::procedure::{Row, Stage, inspection, penalty, summary};

/// Every state of a case's procedure with two measures beside it that any order of moves leads to.
fn product<S: Stage>() -> BTreeSet<(S, [Option<Step>; 2])> {
    let begins = S::ROWS.iter().filter(|row| row.from.is_none());
    let mut seen: BTreeSet<(S, [Option<Step>; 2])> =
        begins.map(|row| (row.to, [None, None])).collect();
    let mut open: Vec<_> = seen.iter().copied().collect();
    while let Some((at, measures)) = open.pop() {
        let mut next = Vec::new();
        for row in S::ROWS.iter().filter(|row| row.from == Some(at)) {
            if may_pass(row, measures) {
                next.push((row.to, measures));
            }
        }
        for which in [0, 1] {
            let standing = measures[which];
            for row in Step::ROWS.iter().filter(|row| row.from == standing) {
                let needs_open = row.guards().any(|it| *it == cases_domain::Guard::CaseOpen);
                if needs_open && at.is_final() {
                    continue;
                }
                let mut after = measures;
                after[which] = Some(row.to);
                next.push((at, after));
            }
        }
        for state in next {
            if seen.insert(state) {
                open.push(state);
            }
        }
    }
    seen
}

/// Whether a row can be passed with these measures beside it: all its other guards are taken to hold.
fn may_pass<S>(row: &Row<S>, measures: [Option<Step>; 2]) -> bool {
    let asks = row
        .guards()
        .any(|guard| *guard == cases_domain::Guard::NoMeasureOpen);
    !asks || !is_open(measures)
}

fn is_open(measures: [Option<Step>; 2]) -> bool {
    measures.iter().flatten().any(|step| !step.is_final())
}

#[test]
fn no_order_of_moves_ends_a_case_with_a_measure_open_and_every_state_has_a_lawful_exit() {
    fn holds<S: Stage>() {
        // A decision that a remedy has corrected is recorded whatever stands beside it; what is held is then given back.
        let corrects = |row: &&Row<S>| row.act == ActKind::RevokeDecision;
        let corrected: BTreeSet<S> = S::ROWS.iter().filter(corrects).map(|row| row.to).collect();
        let states = product::<S>();
        for (at, measures) in &states {
            if at.is_final() && !corrected.contains(at) {
                assert!(!is_open(*measures), "{at:?} with {measures:?}");
            }
            // Whatever is open can be given back, whatever became of the case.
            for step in measures.iter().flatten().filter(|step| !step.is_final()) {
                let way = Step::ROWS.iter().any(|row| row.from == Some(*step));
                assert!(way, "{step:?}");
            }
        }
        // The end is reached with measures that were had and are over.
        assert!(states.iter().any(|(at, measures)| {
            at.is_final() && measures.iter().all(|it| *it == Some(Step::Ended))
        }));
        assert!(states.len() > 100, "{}", states.len());
        let ends =
            |row: &&Row<S>| row.to.is_final() && row.from.is_some_and(|from| !from.is_final());
        for row in S::ROWS.iter().filter(ends) {
            let guarded = row
                .guards()
                .any(|guard| *guard == cases_domain::Guard::NoMeasureOpen);
            assert_eq!(guarded, !corrects(&row), "{:?} {:?}", row.from, row.act);
        }
    }
    holds::<inspection::Step>();
    holds::<penalty::Step>();
    holds::<summary::Step>();
}
