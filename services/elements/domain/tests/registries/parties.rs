//! 检查对象.

use contract::elements::v1::element::Body;
use contract::elements::v1::*;
use elements_domain::Element;

use crate::world::*;

fn person() -> Party {
    Party {
        kind: PartyKind::Person.into(),
        identity_code: "350604199001010016".into(),
        representative: String::new(),
        ..party()
    }
}

#[test]
fn every_field_of_a_party_is_held_to_its_rule() {
    refuses(
        &party(),
        Body::Party,
        &[
            ("party.party_id", |p| p.party_id = "p/1".into()),
            ("party.name", |p| p.name.clear()),
            ("party.kind", |p| p.kind = 5),
            ("party.identity_code", |p| p.identity_code.clear()),
            ("party.identity_code", |p| {
                p.identity_code = "91350604MA8UAB126P".into();
            }),
            ("party.identity_code", |p| {
                p.kind = PartyKind::IndividualBusiness.into();
            }),
            ("party.identity_code", |p| {
                p.kind = PartyKind::Unregistered.into();
            }),
            ("party.identity_document", |p| {
                p.identity_document = "护照".into();
            }),
            ("party.representative", |p| p.representative.clear()),
            ("party.address", |p| p.address.clear()),
            ("party.phone", |p| p.phone = "电话".into()),
            ("party.division", |p| p.division = "99".into()),
            ("party.trade", |p| p.trade = "业".repeat(101)),
            ("party.assets[0].kind", |p| p.assets[0].kind = 0),
            ("party.assets[0].name", |p| p.assets[0].name.clear()),
            ("party.assets[1]", |p| p.assets.push(p.assets[0].clone())),
            ("party.merged_into", |p| p.merged_into = "P 2".into()),
        ],
    );
}

#[test]
fn a_person_is_known_by_the_citizen_id_number_or_another_document() {
    refuses(
        &person(),
        Body::Party,
        &[
            ("party.identity_code", |p| {
                p.identity_code = "350604199001010015".into();
            }),
            ("party.identity_code", |p| {
                p.identity_code = "E12345678".into();
            }),
            ("party.identity_document", |p| {
                p.identity_document = "居民身份证".into();
            }),
        ],
    );
    let foreigner = Party {
        identity_code: "E12345678".into(),
        identity_document: "护照".into(),
        ..person()
    };
    let element = read(Body::Party(foreigner.clone())).unwrap();
    assert_eq!(element.identity(), Some("E12345678"));
    let unreadable = Party {
        identity_code: "号码".into(),
        ..foreigner
    };
    assert_eq!(
        refused(read(Body::Party(unreadable))).1,
        ["party.identity_code"]
    );
}

#[test]
fn an_organisation_without_a_code_is_known_by_its_name() {
    let committee = Party {
        name: "石码街道某小区业主委员会".into(),
        kind: PartyKind::Unregistered.into(),
        identity_code: String::new(),
        ..party()
    };
    let element = read(Body::Party(committee)).unwrap();
    assert_eq!(element.identity(), None);
    assert_eq!(element.facets(), ["kind=4"]);
}

#[test]
fn that_a_party_is_merged_cannot_be_written_by_hand() {
    let merged = Party {
        merged_into: "p-2".into(),
        ..party()
    };
    let since = span(FROM, "");
    let by_hand = Element::read_by_hand(Body::Party(merged.clone()), since, day(TODAY));
    assert_eq!(refused(by_hand).1, ["party.merged_into"]);
    let by_merge = read(Body::Party(merged)).unwrap();
    assert_eq!(by_merge.facets(), ["kind=3", "merged=true"]);
    assert!(Element::read_by_hand(Body::Party(party()), since, day(TODAY)).is_ok());
}
