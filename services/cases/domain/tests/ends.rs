//! What no order of moves reaches: the end of a case with a measure or an execution open, a decision to execute without an
//! urging, a step without a way out. Every search is tried on a table with a hole, too: one that finds nothing there is none.

use std::collections::BTreeSet;

use cases_domain::execution::Step as Executing;
use cases_domain::measure::Step;
use cases_domain::procedure::{Row, Stage, inspection, penalty, summary};
use cases_domain::{ActKind, Guard, execution};

/// Where a case stands with two measures and an execution beside it.
type State<S> = (S, [Option<Step>; 2], Option<Executing>);

/// Every state that any order of moves leads to. What a guard asks for beside these is taken to hold: no move that the law
/// allows is left out.
fn product<S: Stage>(rows: &[Row<S>]) -> BTreeSet<State<S>> {
    let begins = rows.iter().filter(|row| row.from.is_none());
    let mut seen: BTreeSet<State<S>> = begins.map(|row| (row.to, [None, None], None)).collect();
    let mut open: Vec<State<S>> = seen.iter().copied().collect();
    while let Some(state) = open.pop() {
        for next in moves(rows, state) {
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    seen
}

fn moves<S: Stage>(rows: &[Row<S>], (at, measures, executing): State<S>) -> Vec<State<S>> {
    let own = rows.iter().filter(|row| row.from == Some(at));
    let passes = own.filter(|row| {
        let blocked = (asks(row, Guard::NoMeasureOpen) && measure_open(measures))
            || (asks(row, Guard::NoExecutionOpen) && execution_open(executing));
        !blocked
    });
    let mut next: Vec<State<S>> = passes.map(|row| (row.to, measures, executing)).collect();
    for which in [0, 1] {
        for to in beside(measures[which], at.is_final()) {
            let mut after = measures;
            after[which] = Some(to);
            next.push((at, after, executing));
        }
    }
    let executions = beside(executing, at.is_final());
    next.extend(executions.into_iter().map(|to| (at, measures, Some(to))));
    next
}

/// Where a side procedure may go from a step.
fn beside<T: Stage>(standing: Option<T>, closed: bool) -> Vec<T> {
    let rows = T::ROWS.iter().filter(|row| row.from == standing);
    rows.filter(|row| !(closed && asks(row, Guard::CaseOpen)))
        .map(|row| row.to)
        .collect()
}

fn asks<S>(row: &Row<S>, guard: Guard) -> bool {
    row.guards().any(|it| *it == guard)
}

fn measure_open(measures: [Option<Step>; 2]) -> bool {
    measures.iter().flatten().any(|step| !step.is_final())
}

fn execution_open(executing: Option<Executing>) -> bool {
    executing.is_some_and(|step| !step.is_final())
}

/// Steps at which a case ends because a remedy corrected its decision: that is recorded whatever stands beside it, and what is
/// held is then given back.
fn corrected<S: Stage>(rows: &[Row<S>]) -> BTreeSet<S> {
    let corrects = rows.iter().filter(|row| row.act == ActKind::RevokeDecision);
    corrects.map(|row| row.to).collect()
}

/// A state in which the case has ended and something beside it has not; none: no order of moves leads to one.
fn breach<S: Stage>(rows: &[Row<S>]) -> Option<State<S>> {
    let corrected = corrected(rows);
    product(rows).into_iter().find(|(at, measures, executing)| {
        let ended = at.is_final() && !corrected.contains(at);
        ended && (measure_open(*measures) || execution_open(*executing))
    })
}

#[test]
fn no_order_of_moves_ends_a_case_with_a_measure_or_an_execution_open() {
    fn holds<S: Stage>() {
        assert_eq!(breach(S::ROWS), None);
        let states = product(S::ROWS);
        // The end is reached with measures that were had and are over.
        assert!(states.iter().any(|(at, measures, executing)| {
            at.is_final()
                && measures.iter().all(|it| *it == Some(Step::Ended))
                && *executing == Some(Executing::Done)
        }));
        // Every move that ends the case asks for it, and each of them counts: without its guards the search finds the breach.
        let corrected = corrected(S::ROWS);
        let mut tried = 0;
        for (place, row) in S::ROWS.iter().enumerate() {
            let ends = row.to.is_final() && row.from.is_some_and(|from| !from.is_final());
            if !ends || corrected.contains(&row.to) {
                continue;
            }
            let mut rows = S::ROWS.to_vec();
            rows[place].guards = &[];
            assert!(breach(&rows).is_some(), "{:?} {:?}", row.from, row.act);
            tried += 1;
        }
        assert!(tried > 0);
    }
    holds::<inspection::Step>();
    holds::<penalty::Step>();
    holds::<summary::Step>();
}

/// A step at which an execution was decided on without the party having been urged; none: no order of moves leads to one.
fn decided_unurged(rows: &[Row<Executing>]) -> Option<Executing> {
    let urges = ActKind::Execution(execution::Kind::Urge);
    let decides = [
        ActKind::Execution(execution::Kind::DecideExecution),
        ActKind::Execution(execution::Kind::DecideSubstitute),
        ActKind::Execution(execution::Kind::ApplyToCourt),
    ];
    let mut seen: BTreeSet<(Option<Executing>, bool)> = BTreeSet::from([(None, false)]);
    let mut open = vec![(None, false)];
    while let Some((at, urged)) = open.pop() {
        for row in rows.iter().filter(|row| row.from == at) {
            if decides.contains(&row.act) && !urged {
                return Some(row.to);
            }
            let next = (Some(row.to), urged || row.act == urges);
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    None
}

#[test]
fn nothing_is_executed_and_no_court_is_asked_before_the_party_was_urged() {
    assert_eq!(decided_unurged(Executing::ROWS), None);
    let decides = |act| {
        let mut rows = Executing::ROWS.iter();
        *rows.find(|row| row.act == ActKind::Execution(act)).unwrap()
    };
    for act in [
        execution::Kind::DecideExecution,
        execution::Kind::DecideSubstitute,
        execution::Kind::ApplyToCourt,
    ] {
        // From the start, and from what §52 lets be done at once.
        for from in [None, Some(Executing::Cleared)] {
            let mut rows = Executing::ROWS.to_vec();
            rows.push(Row {
                from,
                ..decides(act)
            });
            assert_eq!(decided_unurged(&rows), Some(decides(act).to), "{act:?}");
        }
    }
}

/// Steps that are reached and from which nothing leads to an end.
fn stuck<T: Stage>(rows: &[Row<T>]) -> BTreeSet<T> {
    let mut reached: BTreeSet<T> = BTreeSet::new();
    let mut ways_out: BTreeSet<T> = T::ALL
        .iter()
        .copied()
        .filter(|step| step.is_final())
        .collect();
    loop {
        let before = (reached.len(), ways_out.len());
        for row in rows {
            if row.from.is_none_or(|from| reached.contains(&from)) {
                reached.insert(row.to);
            }
            if let Some(from) = row.from.filter(|_| ways_out.contains(&row.to)) {
                ways_out.insert(from);
            }
        }
        if before == (reached.len(), ways_out.len()) {
            return reached.difference(&ways_out).copied().collect();
        }
    }
}

#[test]
fn every_step_of_a_measure_and_of_an_execution_has_a_lawful_exit() {
    fn holds<T: Stage>() {
        assert_eq!(stuck(T::ROWS), BTreeSet::new());
        // Also when the case has ended meanwhile: no way out asks for an open case.
        let free: Vec<Row<T>> = T::ROWS
            .iter()
            .filter(|row| row.from.is_none() || !asks(row, Guard::CaseOpen))
            .copied()
            .collect();
        assert_eq!(stuck(&free), BTreeSet::new());
        for step in T::ALL.iter().filter(|step| !step.is_final()) {
            let leads_on = |row: &&Row<T>| row.from != Some(*step) || row.to == *step;
            let rows: Vec<Row<T>> = T::ROWS.iter().filter(leads_on).copied().collect();
            assert!(stuck(&rows).contains(step), "{step:?}");
        }
    }
    holds::<Step>();
    holds::<Executing>();
}
