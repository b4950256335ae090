//! The rules, one by one, on 沙县区 and its towns.

use competence::{
    Agency, Competence, Entrustment, Family, Grantee, Ground, ItemPowers, PartyKind, Question,
    Transfer, TransferKind, Why, holders, resolve,
};
use statute::identifier::{DivisionCode, Level};

const SHAXIAN: &str = "350427";
const FENGGANG: &str = "350427001";
const GAOSHA: &str = "350427104";

fn code(text: &str) -> DivisionCode {
    DivisionCode::parse(text).expect("a division")
}

fn agency(id: &str, division: &str) -> Agency {
    Agency {
        id: id.into(),
        division: code(division),
        in_own_name: true,
    }
}

fn at(place: &str) -> Question {
    Question {
        place: code(place),
        party: None,
    }
}

fn penalty(agencies: Vec<Agency>) -> ItemPowers {
    ItemPowers {
        family: Family::Penalty,
        agencies,
        levels: vec![],
        party_kinds: vec![],
    }
}

/// 沙县区 grants `urban`'s power to two towns; `claimed` says which hold it.
fn grant(claimed: [bool; 2]) -> Transfer {
    let towns = [agency("fenggang", FENGGANG), agency("gaosha", GAOSHA)];
    Transfer {
        instrument: "grant-2022".into(),
        kind: TransferKind::Grant,
        division: code(SHAXIAN),
        published: true,
        grantor: "urban".into(),
        grantees: towns
            .into_iter()
            .zip(claimed)
            .map(|(agency, claimed)| Grantee { agency, claimed })
            .collect(),
    }
}

fn one(competence: Competence) -> (String, Ground) {
    match competence {
        Competence::One(subject) => (subject.agency, subject.ground),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_lowest_agency_that_holds_the_place_is_competent() {
    let item = penalty(vec![
        agency("city", "3504"),
        agency("urban", SHAXIAN),
        agency("neighbour", "350426"),
    ]);
    assert_eq!(
        one(resolve(&at(GAOSHA), &item, &[], &[])),
        ("urban".into(), Ground::Own)
    );
    assert_eq!(
        one(resolve(&at("350403"), &item, &[], &[])),
        ("city".into(), Ground::Own)
    );
    let all = holders(&at(GAOSHA), &item, &[], &[]).unwrap();
    let all: Vec<_> = all.iter().map(|subject| subject.agency.as_str()).collect();
    assert_eq!(all, ["city", "urban"]);
}

#[test]
fn a_town_named_by_a_penalty_item_has_no_power_without_a_grant() {
    let item = penalty(vec![agency("gaosha", GAOSHA)]);
    assert_eq!(
        resolve(&at(GAOSHA), &item, &[], &[]),
        Competence::None(Why::TownWithoutGrant)
    );
    let opened = ItemPowers {
        levels: vec![Level::Town],
        ..item.clone()
    };
    assert_eq!(one(resolve(&at(GAOSHA), &opened, &[], &[])).0, "gaosha");
    let inspection = ItemPowers {
        family: Family::Inspection,
        ..item
    };
    assert_eq!(one(resolve(&at(GAOSHA), &inspection, &[], &[])).0, "gaosha");
}

#[test]
fn what_a_town_claimed_is_its_own_and_the_rest_stays_with_the_district() {
    let item = penalty(vec![agency("urban", SHAXIAN)]);
    let transfers = [grant([false, true])];
    assert_eq!(
        one(resolve(&at(GAOSHA), &item, &transfers, &[])),
        ("gaosha".into(), Ground::Grant)
    );
    assert_eq!(
        one(resolve(&at(FENGGANG), &item, &transfers, &[])),
        ("urban".into(), Ground::Own)
    );
    let village = at("350427104200");
    assert_eq!(one(resolve(&village, &item, &transfers, &[])).0, "gaosha");
}

#[test]
fn a_grant_that_was_not_published_moves_nothing() {
    let item = penalty(vec![agency("urban", SHAXIAN)]);
    let secret = Transfer {
        published: false,
        ..grant([true, true])
    };
    assert_eq!(one(resolve(&at(GAOSHA), &item, &[secret], &[])).0, "urban");
}

#[test]
fn where_towns_hold_the_power_the_town_must_be_stated() {
    let item = penalty(vec![agency("urban", SHAXIAN)]);
    let asked = resolve(&at(SHAXIAN), &item, &[grant([false, true])], &[]);
    assert_eq!(
        asked,
        Competence::None(Why::TownNotStated {
            instruments: vec!["grant-2022".into()]
        })
    );
    let unclaimed = resolve(&at(SHAXIAN), &item, &[grant([false, false])], &[]);
    assert_eq!(one(unclaimed).0, "urban");
}

#[test]
fn a_concentration_moves_the_power_and_its_holder_may_grant_it_on() {
    let item = penalty(vec![agency("farm", SHAXIAN)]);
    let concentration = Transfer {
        instrument: "concentration".into(),
        kind: TransferKind::Concentration,
        grantor: "farm".into(),
        grantees: vec![Grantee {
            agency: agency("urban", SHAXIAN),
            claimed: true,
        }],
        ..grant([true, true])
    };
    assert_eq!(
        one(resolve(
            &at(GAOSHA),
            &item,
            std::slice::from_ref(&concentration),
            &[]
        )),
        ("urban".into(), Ground::Concentration)
    );
    let transfers = [grant([false, true]), concentration];
    assert_eq!(
        one(resolve(&at(GAOSHA), &item, &transfers, &[])),
        ("gaosha".into(), Ground::Grant)
    );
    assert_eq!(
        one(resolve(&at(FENGGANG), &item, &transfers, &[])).0,
        "urban"
    );
}

#[test]
fn a_circle_of_concentrations_is_a_dispute_of_all_on_it() {
    let item = penalty(vec![agency("a", SHAXIAN)]);
    let concentration = |from: &str, to: &str| Transfer {
        instrument: format!("{from}-{to}"),
        kind: TransferKind::Concentration,
        grantor: from.into(),
        grantees: vec![Grantee {
            agency: agency(to, SHAXIAN),
            claimed: true,
        }],
        ..grant([true, true])
    };
    let circle = [concentration("a", "b"), concentration("b", "a")];
    let competence = resolve(&at(GAOSHA), &item, &circle, &[]);
    assert!(competence.subject_of("a").is_some() && competence.subject_of("b").is_some());
    // Two ways to the same end are no dispute.
    let detour = [
        concentration("a", "b"),
        concentration("a", "c"),
        concentration("b", "c"),
    ];
    assert_eq!(one(resolve(&at(GAOSHA), &item, &detour, &[])).0, "c");
}

#[test]
fn two_departments_of_one_item_are_a_dispute_for_their_government() {
    let item = penalty(vec![
        agency("urban", SHAXIAN),
        agency("market", SHAXIAN),
        agency("city", "3504"),
    ]);
    let Competence::Dispute { candidates, common } = resolve(&at(GAOSHA), &item, &[], &[]) else {
        panic!("a dispute");
    };
    let ids: Vec<_> = candidates.iter().map(|c| c.agency.as_str()).collect();
    assert_eq!(ids, ["market", "urban"]);
    assert_eq!(common, code(SHAXIAN));
}

#[test]
fn two_subjects_in_one_town_are_a_dispute_for_the_county() {
    let item = penalty(vec![agency("urban", SHAXIAN)]);
    let mut transfer = grant([false, true]);
    transfer.grantees.push(Grantee {
        agency: agency("gaosha-brigade", GAOSHA),
        claimed: true,
    });
    let competence = resolve(&at(GAOSHA), &item, &[transfer], &[]);
    let Competence::Dispute { common, .. } = &competence else {
        panic!("{competence:?}");
    };
    assert_eq!(*common, code(SHAXIAN));
    assert!(competence.subject_of("gaosha").is_some());
    assert!(competence.subject_of("urban").is_none());
    assert!(
        competence
            .citations()
            .iter()
            .any(|c| c.to_string() == "行政处罚法第二十五条第二款")
    );
}

#[test]
fn who_is_entrusted_acts_in_the_name_of_whoever_holds_the_power() {
    let brigade = Agency {
        in_own_name: false,
        ..agency("brigade", SHAXIAN)
    };
    let item = penalty(vec![agency("urban", SHAXIAN), brigade]);
    let entrustment = Entrustment {
        instrument: "entrustment".into(),
        division: code(SHAXIAN),
        published: true,
        principal: "urban".into(),
        entrusted: vec!["brigade".into()],
    };
    let asked = resolve(&at(GAOSHA), &item, &[], std::slice::from_ref(&entrustment));
    let subject = asked.subject_of("brigade").unwrap();
    assert_eq!(
        (subject.agency.as_str(), &subject.entrusted[..]),
        ("urban", &["brigade".to_owned()][..])
    );
    let unpublished = Entrustment {
        published: false,
        ..entrustment.clone()
    };
    let asked = resolve(&at(GAOSHA), &item, &[], &[unpublished]);
    assert!(asked.subject_of("brigade").is_none());
    // Once the town has the power, nobody acts there in the department's name.
    let asked = resolve(&at(GAOSHA), &item, &[grant([false, true])], &[entrustment]);
    assert!(asked.subject_of("brigade").is_none());
    assert!(asked.subject_of("gaosha").is_some());
}

#[test]
fn nobody_is_competent_for_a_reason_that_is_named() {
    let why = |item: &ItemPowers, question: &Question| match resolve(question, item, &[], &[]) {
        Competence::None(why) => why,
        other => panic!("{other:?}"),
    };
    let item = penalty(vec![agency("urban", SHAXIAN)]);
    assert_eq!(why(&penalty(vec![]), &at(GAOSHA)), Why::NobodyQualified);
    assert_eq!(why(&item, &at("350604001")), Why::OutsideAll);
    assert_eq!(why(&item, &at("3504")), Why::OutsideAll);
    let for_firms = ItemPowers {
        party_kinds: vec![PartyKind::Organisation],
        ..item.clone()
    };
    let person = Question {
        party: Some(PartyKind::Person),
        ..at(GAOSHA)
    };
    assert_eq!(why(&for_firms, &person), Why::PartyNotCovered);
    let for_cities = ItemPowers {
        levels: vec![Level::City],
        ..item
    };
    assert_eq!(why(&for_cities, &at(GAOSHA)), Why::LevelClosed);
}
