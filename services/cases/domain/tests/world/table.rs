//! What every table has to be, whatever procedure it is of.

use std::collections::BTreeSet;
use std::fmt::Debug;

use cases_domain::procedure::{Row, Stage};
use cases_domain::*;

/// The steps that can be reached from one, over the rows that may be passed.
pub(crate) fn reachable<S: Stage>(from: Option<S>, past: impl Fn(&Row<S>) -> bool) -> BTreeSet<S> {
    let mut seen: BTreeSet<S> = from.into_iter().collect();
    let mut open: Vec<Option<S>> = vec![from];
    while let Some(at) = open.pop() {
        for row in S::ROWS.iter().filter(|row| row.from == at && past(row)) {
            if seen.insert(row.to) {
                open.push(Some(row.to));
            }
        }
    }
    seen
}

/// Every step is reached and has a way to the end, no move stands twice, every article exists, every act is in the table.
pub(crate) fn is_a_sound_table<S: Stage + Debug>() {
    let all: BTreeSet<S> = S::ALL.iter().copied().collect();
    assert_eq!(reachable::<S>(None, |_| true), all, "every step is reached");
    for step in S::ALL {
        let finals = reachable(Some(*step), |_| true);
        assert!(
            finals.iter().any(|reached| reached.is_final()),
            "{step:?} has a way to the end"
        );
        let mut leaving = S::ROWS
            .iter()
            .filter(|row| row.from == Some(*step) && row.to != *step)
            .peekable();
        assert_eq!(step.awaits().is_none(), step.is_final(), "{step:?}");
        if let Some(act) = step.awaits() {
            assert!(
                step.moves(act).next().is_some(),
                "{step:?} waits for {act:?}, which leads nowhere"
            );
        }
        if step.is_final() {
            // I10: what has ended is left only by the one named remedy. Filing it away ends nothing anew.
            assert!(
                leaving.all(|row| row.act == ActKind::RevokeDecision
                    || (row.act == ActKind::ArchiveCase && row.to.is_final())),
                "{step:?}"
            );
        } else {
            assert!(leaving.peek().is_some(), "{step:?} is left");
        }
    }
    let mut moves = BTreeSet::new();
    for row in S::ROWS {
        let Row {
            from, act, when, ..
        } = row;
        assert!(
            moves.insert((*from, *act, *when)),
            "{from:?} {act:?} {when:?} stands twice"
        );
        assert!(row.citation.exists(), "{}", row.citation);
        assert!(S::ACTS.contains(act), "{act:?} is listed");
        if act.opens() {
            assert_eq!(*from, None, "{act:?}");
        }
        for guard in row.guards() {
            assert!(guard.citation().exists(), "{guard:?}");
        }
    }
    for act in S::ACTS {
        assert!(
            S::ROWS.iter().any(|row| row.act == *act),
            "{act:?} is in the table"
        );
        for need in S::needs(*act) {
            assert!(need.citation().exists(), "{need:?}");
            for row in S::ROWS.iter().filter(|row| row.act == *act) {
                let behind = row.from.map_or(&[][..], Stage::behind);
                assert!(
                    behind.contains(need),
                    "{act:?} from {:?} has {need:?} behind it",
                    row.from
                );
            }
        }
    }
}

/// Whoever tries whatever at whatever step of a side procedure moves it or is refused with an article that exists.
pub(crate) fn each_pair_moves_or_is_refused(story: &super::Story, act: &Act) {
    let mut attempt = story.clone();
    let step = attempt.step();
    match attempt.attempt(act) {
        Ok(events) => {
            assert!(!events.is_empty(), "{step} {act:?}");
            let again = replay(&attempt.history).expect("a history");
            assert_eq!(again.as_ref(), Some(attempt.case()));
        }
        // A side procedure that never began has no article of its own.
        Err(refusal) if refusal.reason().code == refusal::Code::Absent => {}
        Err(refusal) => {
            let article = refusal.article().expect("a refusal cites");
            let citation: statute::Citation = article.parse().expect("a citation");
            assert!(citation.exists(), "{article}");
            assert_eq!(refusal.metadata()["act"], act.kind().name());
            assert!(refusal.zh().contains(article), "{}", refusal.zh());
            assert!(refusal.zh().ends_with('。'), "{}", refusal.zh());
            assert!(!refusal.unmet().is_empty());
        }
    }
}
