//! An act about to be judged, changed by one thing so that one guard refuses it.

use cases_domain::*;

use super::Story;

/// An act about to be judged, in a case and with facts that let it pass.
pub(crate) struct Scene<'a> {
    pub(crate) case: Option<Case>,
    pub(crate) act: Act,
    pub(crate) facts: Facts<'a>,
}

impl Scene<'_> {
    pub(crate) fn refused(&self) -> Option<refusal::Refusal> {
        decide(self.case.as_ref(), &self.act, &self.facts).err()
    }

    pub(crate) fn officer(&mut self) -> &mut Officer {
        let Caller::Person(person) = &mut self.facts.caller else {
            panic!("a person acts")
        };
        person.officer.as_mut().expect("an officer acts")
    }

    pub(crate) fn person(&mut self) -> &mut Person {
        let Caller::Person(person) = &mut self.facts.caller else {
            panic!("a person acts")
        };
        person
    }

    pub(crate) fn second(&mut self) -> &mut Officer {
        self.facts
            .co_officer
            .as_mut()
            .expect("a second officer acts")
    }

    pub(crate) fn certificate(&mut self) -> &mut Certificate {
        &mut self.second().certificates[0]
    }

    pub(crate) fn opening(&mut self) -> &mut OpeningFacts {
        self.facts.opening.as_mut().expect("the act opens a case")
    }

    pub(crate) fn inspection(&mut self) -> &mut Inspection {
        match &mut self.case.as_mut().expect("a case").procedure {
            Procedure::Inspection(inspection) => inspection,
            Procedure::OrdinaryPenalty(_) | Procedure::SummaryPenalty(_) => panic!("an inspection"),
        }
    }

    pub(crate) fn summary(&mut self) -> &mut SummaryPenalty {
        match &mut self.case.as_mut().expect("a case").procedure {
            Procedure::SummaryPenalty(summary) => summary,
            Procedure::Inspection(_) | Procedure::OrdinaryPenalty(_) => panic!("a summary penalty"),
        }
    }

    pub(crate) fn penalty(&mut self) -> &mut Penalty {
        match &mut self.case.as_mut().expect("a case").procedure {
            Procedure::OrdinaryPenalty(penalty) => penalty,
            Procedure::Inspection(_) | Procedure::SummaryPenalty(_) => panic!("a penalty"),
        }
    }
}

/// Trips a guard: what passes as it stands is refused for one change.
pub(crate) fn trips(
    guard: Guard,
    story: &Story,
    act: Act,
    change: impl FnOnce(&mut Scene<'_>),
) -> Guard {
    let facts = story.facts_for(&act);
    let case = if act.kind().opens() {
        None
    } else {
        story.case.clone()
    };
    let mut scene = Scene { case, act, facts };
    if let Some(refusal) = scene.refused() {
        panic!("{guard:?}: refused before the change: {refusal:?}");
    }
    change(&mut scene);
    let refusal = scene
        .refused()
        .unwrap_or_else(|| panic!("{guard:?} was not tripped"));
    assert_eq!(
        refusal.metadata()["guard"],
        format!("{guard:?}"),
        "{}",
        refusal.zh()
    );
    assert_eq!(refusal.reason(), guard.reason());
    let citation: statute::Citation = refusal.article().unwrap().parse().unwrap();
    assert_eq!(citation, guard.citation());
    assert!(citation.exists());
    guard
}
