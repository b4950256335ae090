//! Groups ID and PK of the vectors of the specification, at the registries: codes of agencies, parties and divisions.

use contract::elements::v1::element::Body;
use contract::elements::v1::*;
use proptest::prelude::*;

use crate::world::*;

/// ID-01 to ID-11: unified social credit codes.
const CREDIT_CODES: [(&str, &str, bool); 11] = [
    ("ID-01", "91350604MA8UAB126N", true),
    ("ID-02", "92350405MA7T000145", true),
    ("ID-03", "11350100MB9X000152", true),
    ("ID-04", "51350200MJC900018R", true),
    ("ID-05", "93350426MABC123402", true),
    ("ID-06", "91350604MA8UAB126P", false),
    ("ID-07", "91350604M8AUAB126N", false),
    ("ID-08", "91350604MA8UABI26X", false),
    ("ID-09", "9144030071526726XG", true),
    ("ID-10", "914403001922038216", true),
    ("ID-11", "91330100799655058B", true),
];
/// ID-12 to ID-19: citizen id numbers.
const CITIZEN_IDS: [(&str, &str, bool); 8] = [
    ("ID-12", "350604199001010016", true),
    ("ID-13", "350604201202290026", true),
    ("ID-14", "350604195812311279", true),
    ("ID-15", "11010519491231002X", true),
    ("ID-16", "350604199001010015", false),
    ("ID-17", "350604202612310039", false),
    ("ID-18", "350604199002300015", false),
    ("ID-19", "350604900101001", false),
];
/// PK-01 to PK-03: the kind of party that a code names.
const KINDS: [(&str, &str, PartyKind); 3] = [
    ("PK-01", "91350604MA8UAB126N", PartyKind::Organisation),
    ("PK-02", "92350405MA7T000145", PartyKind::IndividualBusiness),
    ("PK-03", "11350100MB9X000152", PartyKind::Organisation),
];

fn coded(kind: PartyKind, code: &str) -> Body {
    Body::Party(Party {
        kind: kind.into(),
        identity_code: code.into(),
        ..party()
    })
}

#[test]
fn a_party_is_let_in_exactly_if_its_credit_code_checks() {
    for (id, code, valid) in CREDIT_CODES {
        let kind = if code.starts_with("92") {
            PartyKind::IndividualBusiness
        } else {
            PartyKind::Organisation
        };
        let result = read(coded(kind, code));
        assert_eq!(result.is_ok(), valid, "{id}: {result:?}");
        if let Err(refusal) = result {
            assert_eq!(paths(&refusal), ["party.identity_code"], "{id}");
        }
    }
}

#[test]
fn a_person_is_let_in_exactly_if_the_citizen_id_number_checks() {
    for (id, code, valid) in CITIZEN_IDS {
        let result = read(coded(PartyKind::Person, code));
        assert_eq!(result.is_ok(), valid, "{id}: {result:?}");
        if let Err(refusal) = result {
            assert!(!format!("{refusal:?}").contains(code), "{id} is repeated");
        }
    }
}

#[test]
fn a_credit_code_belongs_to_one_kind_of_party() {
    for (id, code, kind) in KINDS {
        for tried in [PartyKind::Organisation, PartyKind::IndividualBusiness] {
            let result = read(coded(tried, code));
            assert_eq!(
                result.is_ok(),
                tried == kind,
                "{id} as {tried:?}: {result:?}"
            );
        }
    }
}

/// ID-20 and ID-21: the digits of a village's code are those of its town, county, city and province.
#[test]
fn a_division_stands_below_the_division_its_digits_name() {
    for (id, codes) in [
        (
            "ID-20",
            ["35", "3506", "350604", "350604108", "350604108201"],
        ),
        (
            "ID-21",
            ["35", "3506", "350604", "350604001", "350604001001"],
        ),
    ] {
        for pair in codes.windows(2) {
            let below = read(Body::Division(division(pair[1], pair[0]))).unwrap();
            assert_eq!(below.parent(), Some(pair[0]), "{id}");
            let astray = read(Body::Division(division(pair[1], "350605")));
            assert_eq!(refused(astray).1, ["division.parent"], "{id}");
        }
    }
}

proptest! {
    #[test]
    fn an_agency_code_with_one_character_changed_is_refused(
        at in 0_usize..18,
        letter in prop::sample::select("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".chars().collect::<Vec<_>>()),
        code in prop::sample::select(vec!["11350100MB9X000152", "11350604MB00A0013A", "11350604MB00A00215"]),
    ) {
        let mut letters: Vec<char> = code.chars().collect();
        prop_assume!(letters[at] != letter);
        letters[at] = letter;
        let body = Agency { credit_code: letters.into_iter().collect(), ..agency("a-1", "350604") };
        let refusal = read(Body::Agency(body)).unwrap_err();
        prop_assert_eq!(paths(&refusal), vec!["agency.credit_code"]);
    }
}
