//! 制发文书: issued once, numbered, voided with a reason, corrected by a further one; nothing is voided behind the party's back.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::issuing::{
    Act as Own, Form, Guard, IssueDocument, Step, VoidDocument, reached_on, standing,
};
use cases_domain::procedure::{Stage as _, inspection, penalty, summary};
use cases_domain::*;
use world::scene::trips;
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{Story, acts, inspection_at, penalty_at};

fn form(code: &str, name: &str) -> Form {
    Form {
        code: code.to_owned(),
        name: name.to_owned(),
    }
}

fn issue(code: &str, name: &str, word: Option<&'static str>) -> Act {
    Act::Issuing(Own::IssueDocument(IssueDocument {
        form: form(code, name),
        about: 0,
        word,
        repeats: false,
        entered: "{}".to_owned(),
        corrects: None,
    }))
}

fn told() -> Act {
    issue("GZ01", "行政处罚事先告知书", Some("罚告"))
}

fn correcting(mut act: Act, former: u32) -> Act {
    if let Act::Issuing(Own::IssueDocument(it)) = &mut act {
        it.corrects = Some(former);
    }
    act
}

fn void(number: u32) -> Act {
    Act::Issuing(Own::VoidDocument(VoidDocument {
        number,
        reason: "打印有误".to_owned(),
    }))
}

fn refused(story: &Story, act: &Act) -> (&'static str, String) {
    let refusal = story.clone().attempt(act).unwrap_err();
    (
        refusal.reason().name,
        refusal.article().unwrap_or_default().to_owned(),
    )
}

#[test]
fn the_table_is_sound() {
    is_a_sound_table::<Step>();
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused() {
    let mut pairs = 0;
    let steps = penalty::Step::ALL
        .iter()
        .map(|step| penalty_at(step.name()));
    let steps = steps.chain(
        inspection::Step::ALL
            .iter()
            .map(|it| inspection_at(it.name())),
    );
    let steps = steps.chain(
        summary::Step::ALL
            .iter()
            .map(|it| world::summary_at(it.name())),
    );
    for story in steps {
        for act in [told(), correcting(told(), 1), void(1)] {
            each_pair_moves_or_is_refused(&story, &act);
            let mut begun = story.clone();
            if begun.attempt(&told()).is_ok() {
                each_pair_moves_or_is_refused(&begun, &act);
            }
            pairs += 1;
        }
    }
    let all = penalty::Step::ALL.len() + inspection::Step::ALL.len() + summary::Step::ALL.len();
    assert_eq!(pairs, 3 * all);
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    type G = cases_domain::Guard;
    let story = penalty_at("REVIEWED");
    let mut issued = story.clone();
    issued.act(&told());
    let mut served = issued.clone();
    let on = served.today;
    served.act(&acts::notice(on, false));
    let archived = |s: &mut world::scene::Scene<'_>| s.penalty().step = penalty::Step::Archived;
    let mut tripped = BTreeSet::new();
    let own = G::Issuing;
    tripped.insert(trips(own(Guard::NotArchived), &story, told(), archived));
    tripped.insert(trips(own(Guard::NotArchived), &issued, void(1), archived));
    tripped.insert(trips(own(Guard::CorrectsKnown), &story, told(), |s| {
        s.act = correcting(told(), 1);
    }));
    tripped.insert(trips(own(Guard::IssuedOnce), &story, told(), |s| {
        s.case = issued.case.clone();
    }));
    tripped.insert(trips(own(Guard::Printed), &story, told(), |s| {
        s.facts.printed = None;
    }));
    tripped.insert(trips(own(Guard::Stands), &issued, void(1), |s| {
        s.act = void(2);
    }));
    tripped.insert(trips(own(Guard::PartyTold), &issued, void(1), |s| {
        s.case = served.case.clone();
    }));
    let every: BTreeSet<_> = Guard::ALL.iter().copied().map(G::Issuing).collect();
    assert_eq!(tripped, every);
    trips(G::DocumentWordKnown, &story, told(), |s| {
        s.facts.document_number = None;
    });
}

#[test]
fn a_form_with_a_word_of_its_own_takes_a_number_and_keeps_it_when_it_is_void() {
    let mut story = penalty_at("REVIEWED");
    story.act(&told());
    let document = &story.case().documents[0];
    assert_eq!(
        document.document_number.as_ref().unwrap().to_string(),
        "龙市监罚告〔2026〕1号"
    );
    assert_eq!(document.number, 1);
    story.act(&void(1));
    let document = &story.case().documents[0];
    assert_eq!(document.step, Step::Voided);
    assert!(document.document_number.is_some(), "void, and kept");
    assert_eq!(document.voided.as_ref().unwrap().reason, "打印有误");
    assert_eq!(standing(story.case(), &document.form, 0), None);
    // Then it may be issued again, and is another paper.
    story.act(&told());
    assert_eq!(story.case().documents[1].number, 2);
    assert_eq!(refused(&story, &void(1)).0, "DOCUMENT_NOT_STANDING");
    assert_eq!(replay(&story.history).unwrap().as_ref(), Some(story.case()));
}

#[test]
fn what_the_party_holds_is_voided_only_once_a_further_document_tells_it() {
    let mut story = penalty_at("REVIEWED");
    story.act(&told());
    let on = story.today;
    story.act(&acts::notice(on, false));
    assert_eq!(
        reached_on(story.case(), &story.case().documents[0]),
        Some(on)
    );
    assert_eq!(
        refused(&story, &void(1)),
        (
            "DOCUMENT_VOIDED_IN_SILENCE",
            "行政处罚法第七十五条第二款".to_owned()
        )
    );
    assert_eq!(refused(&story, &told()).0, "DOCUMENT_ALREADY_ISSUED");
    story.act(&correcting(told(), 1));
    story.act(&void(1));
    assert_eq!(story.case().documents[1].corrects, Some(1));
    assert_eq!(
        standing(story.case(), &form("GZ01", "行政处罚事先告知书"), 0)
            .unwrap()
            .number,
        2
    );
}

#[test]
fn a_paper_of_an_act_is_known_by_the_acts_number_whatever_the_day_it_was_printed() {
    let mut story = penalty_at("SERVED");
    story.then("2026-05-06");
    let number = story.case().penalty().unwrap().decision.as_ref().unwrap();
    let number = number.document_number.clone();
    let decision = issue("JD03", "行政处罚决定书", None);
    let facts = Facts {
        printed: world::printed(&decision, number.as_ref()),
        ..story.facts_for(&decision)
    };
    let events = story.judge(&decision, &facts).unwrap();
    drop(facts);
    story.happen(&events);
    assert_eq!(refused(&story, &void(1)).0, "DOCUMENT_VOIDED_IN_SILENCE");
}

#[test]
fn what_is_issued_says_so_in_the_timeline() {
    let mut story = penalty_at("REVIEWED");
    let [event] = story.attempt(&told()).unwrap().try_into().unwrap();
    assert_eq!(event.name(), "DocumentIssued");
    assert_eq!(
        event.summary(),
        "制发行政处罚事先告知书（龙市监罚告〔2026〕1号），编为第1号文书"
    );
    let [event] = story.attempt(&void(1)).unwrap().try_into().unwrap();
    assert_eq!(event.summary(), "作废第1号文书：打印有误");
}
