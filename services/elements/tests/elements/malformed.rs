//! A malformed field is named, with the rule in both languages; nothing is written.

use contract::elements::v1::*;
use tonic::Code;

use crate::centre::*;

/// Sends each bent body and compares the fields that the refusal names.
macro_rules! bent {
    ($centre:ident, $method:ident, $record:ident, $good:expr, [$($bend:expr => $fields:expr),+ $(,)?]) => {
        $({
            let mut body = $good;
            $bend(&mut body);
            let answer = $centre.elements.$method($centre.by_clerk($record(body))).await;
            let expected: &[&str] = &$fields;
            assert_eq!(refused(answer), malformed(expected), "{}", stringify!($bend));
        })+
    };
}

fn malformed(fields: &[&str]) -> (Code, String, Vec<String>) {
    let fields = fields.iter().map(|field| (*field).to_owned()).collect();
    (Code::InvalidArgument, "MALFORMED_FIELD".to_owned(), fields)
}

#[tokio::test]
async fn every_malformed_field_of_a_body_is_named() {
    let mut centre = longhai().await;
    bent!(centre, record_agency, record_agency, agency("urban", "350604"), [
        |a: &mut Agency| a.agency_id = "城管".into() => ["agency.agency_id"],
        |a: &mut Agency| a.agency_id.clear() => ["agency.agency_id"],
        |a: &mut Agency| a.name = " ".into() => ["agency.name"],
        |a: &mut Agency| a.name = "名\0".into() => ["agency.name"],
        |a: &mut Agency| a.name = "名".repeat(201) => ["agency.name"],
        |a: &mut Agency| a.credit_code = "11350604MB00A003XX".into() => ["agency.credit_code"],
        |a: &mut Agency| a.credit_code = "91350604MA8UAB126N".into() => ["agency.credit_code"],
        |a: &mut Agency| a.kind = 0 => ["agency.kind"],
        |a: &mut Agency| a.kind = 99 => ["agency.kind"],
        |a: &mut Agency| a.division = "350600".into() => ["agency.division"],
        |a: &mut Agency| a.division = "35060".into() => ["agency.division"],
        |a: &mut Agency| a.domains = vec![1, 1] => ["agency.domains"],
        |a: &mut Agency| a.domains = vec![1, 0] => ["agency.domains[1]"],
        |a: &mut Agency| a.superior_id = "urban".into() => ["agency.superior_id"],
        |a: &mut Agency| a.reconsideration_organ.clear() => ["agency.reconsideration_organ"],
        |a: &mut Agency| a.document_word = "龙".repeat(21) => ["agency.document_word"],
        |a: &mut Agency| a.document_word = "龙市监〔".into() => ["agency.document_word"],
        |a: &mut Agency| a.document_word = "龙市监2".into() => ["agency.document_word"],
        |a: &mut Agency| a.document_word = "龙 市监".into() => ["agency.document_word"],
        |a: &mut Agency| { a.name.clear(); a.kind = 0; a.division.clear() } => ["agency.name", "agency.kind", "agency.division"],
    ]);
    bent!(centre, record_officer, record_officer, officer("o-new", "market"), [
        |o: &mut Officer| o.officer_id = "-x".into() => ["officer.officer_id"],
        |o: &mut Officer| o.name.clear() => ["officer.name"],
        |o: &mut Officer| o.agency_id.clear() => ["officer.agency_id"],
        |o: &mut Officer| o.division = "350604x".into() => ["officer.division"],
    ]);
    bent!(centre, record_certificate, record_certificate, certificate("c-1", "o-lin"), [
        |c: &mut Certificate| c.number.clear() => ["certificate.number"],
        |c: &mut Certificate| c.number = "9".repeat(41) => ["certificate.number"],
        |c: &mut Certificate| c.domains.clear() => ["certificate.domains"],
        |c: &mut Certificate| c.issue_date = "2021-2-1".into() => ["certificate.issue_date"],
        |c: &mut Certificate| c.issue_date = "2023-02-29".into() => ["certificate.issue_date"],
        |c: &mut Certificate| c.issue_date = "2021-07-16".into() => ["certificate.issue_date"],
        |c: &mut Certificate| c.expiry_date = "2020-12-31".into() => ["certificate.expiry_date"],
        |c: &mut Certificate| c.state = 0 => ["certificate.state"],
    ]);
    bent!(centre, record_posting, record_posting, posting("post-1", "o-lin", "market", "350604"), [
        |p: &mut Posting| p.officer_id = "O".into() => ["posting.officer_id"],
        |p: &mut Posting| p.post = "队员 ".into() => ["posting.post"],
    ]);
    bent!(centre, record_party, record_party, party("p-1"), [
        |p: &mut Party| p.kind = 0 => ["party.kind"],
        |p: &mut Party| p.identity_code = "91350604MA8UAB126P".into() => ["party.identity_code"],
        |p: &mut Party| p.identity_code = "92350604MA8UAC014X".into() => ["party.identity_code"],
        |p: &mut Party| p.kind = PartyKind::IndividualBusiness.into() => ["party.identity_code"],
        |p: &mut Party| p.kind = PartyKind::Person.into() => ["party.identity_code"],
        |p: &mut Party| p.representative.clear() => ["party.representative"],
        |p: &mut Party| p.address.clear() => ["party.address"],
        |p: &mut Party| p.phone = "电话".into() => ["party.phone"],
    ]);
    bent!(centre, record_item, record_item, item("i-1", &["market"]), [
        |i: &mut Item| i.basis.clear() => ["item.basis"],
        |i: &mut Item| i.basis[0].article = 0 => ["item.basis[0].article"],
        |i: &mut Item| i.basis[0].item = 2 => ["item.basis[0].paragraph"],
        |i: &mut Item| i.violated = vec![Basis::default()] => ["item.violated[0].law_id", "item.violated[0].article"],
        |i: &mut Item| i.agency_ids.clear() => ["item.agency_ids"],
        |i: &mut Item| i.agency_ids.push("market".into()) => ["item.agency_ids"],
        |i: &mut Item| i.fine_floor_fen = 10_000_001 => ["item.fine_floor_fen"],
        |i: &mut Item| i.person_fine_cap_fen = -1 => ["item.person_fine_cap_fen", "item.person_fine_floor_fen"],
        |i: &mut Item| i.yearly_cap = -1 => ["item.yearly_cap"],
        |i: &mut Item| i.kind = ItemKind::Inspection.into() => ["item.fine_cap_fen", "item.person_fine_cap_fen"],
    ]);
    bent!(centre, record_law, record_law, law(), [
        |l: &mut Law| l.rank = "圣旨".into() => ["law.rank"],
        |l: &mut Law| l.issue_date = "2021-07-16".into() => ["law.issue_date"],
        |l: &mut Law| l.articles.clear() => ["law.articles"],
        |l: &mut Law| l.articles.reverse() => ["law.articles[1].number"],
        |l: &mut Law| l.articles[0].text.clear() => ["law.articles[0].text"],
    ]);
    centre.close().await;
}

#[tokio::test]
async fn every_malformed_field_of_a_request_is_named() {
    let mut centre = longhai().await;
    let good = || record_party(party("p-1"));
    for (request, field) in [
        (
            RecordPartyRequest {
                request_id: String::new(),
                ..good()
            },
            "request_id",
        ),
        (
            RecordPartyRequest {
                request_id: "1".into(),
                ..good()
            },
            "request_id",
        ),
        (
            RecordPartyRequest {
                request_id: uuid::Uuid::nil().to_string(),
                ..good()
            },
            "request_id",
        ),
        (
            RecordPartyRequest {
                party: None,
                ..good()
            },
            "party",
        ),
        (
            RecordPartyRequest {
                valid_from: String::new(),
                ..good()
            },
            "valid_from",
        ),
        (
            RecordPartyRequest {
                valid_from: "2021-13-01".into(),
                ..good()
            },
            "valid_from",
        ),
        (
            RecordPartyRequest {
                valid_from: "0202-01-01".into(),
                ..good()
            },
            "valid_from",
        ),
        (
            RecordPartyRequest {
                valid_to: "2021/08/01".into(),
                ..good()
            },
            "valid_to",
        ),
        (
            RecordPartyRequest {
                valid_to: "2021-07-15".into(),
                ..good()
            },
            "valid_to",
        ),
        (
            RecordPartyRequest {
                etag: "1".into(),
                ..good()
            },
            "etag",
        ),
    ] {
        let answer = centre.elements.record_party(centre.by_clerk(request)).await;
        assert_eq!(refused(answer), malformed(&[field]));
    }
    let odd = prost_types::Timestamp {
        seconds: i64::MAX,
        nanos: -1,
    };
    for (request, field) in [
        (get_party("P", None), "party_id"),
        (get_party("p\0", None), "party_id"),
        (
            get_party("p-1", as_of("2021-02-30", "")),
            "as_of.valid_date",
        ),
        (
            get_party(
                "p-1",
                Some(AsOf {
                    valid_date: String::new(),
                    known_time: Some(odd),
                }),
            ),
            "as_of.known_time",
        ),
    ] {
        let answer = centre.elements.get_party(centre.by_clerk(request)).await;
        assert_eq!(refused(answer), malformed(&[field]));
    }
    let list = ListPartiesRequest::default;
    for (request, field) in [
        (
            ListPartiesRequest {
                division: "3".into(),
                ..list()
            },
            "division",
        ),
        (
            ListPartiesRequest {
                name: "\0".into(),
                ..list()
            },
            "name",
        ),
        (
            ListPartiesRequest {
                name: "名".repeat(101),
                ..list()
            },
            "name",
        ),
    ] {
        let answer = centre.elements.list_parties(centre.by_clerk(request)).await;
        assert_eq!(refused(answer), malformed(&[field]));
    }
    let request = GetArticleRequest {
        law_id: "law-test".into(),
        article: 0,
        as_of: None,
        ..GetArticleRequest::default()
    };
    assert_eq!(
        refused(centre.elements.get_article(centre.by_clerk(request)).await),
        malformed(&["article"])
    );
    let request = GetDivisionRequest {
        code: "350604a".into(),
        as_of: None,
    };
    assert_eq!(
        refused(centre.elements.get_division(centre.by_clerk(request)).await),
        malformed(&["code"])
    );
    let request = ListVersionsRequest {
        registry: 0,
        element_id: "p-1".into(),
        ..ListVersionsRequest::default()
    };
    assert_eq!(
        refused(
            centre
                .elements
                .list_versions(centre.by_clerk(request))
                .await
        ),
        malformed(&["registry"])
    );
    let request = WithdrawElementRequest {
        request_id: fresh(),
        registry: Registry::Party.into(),
        element_id: "P".into(),
        valid_from: "2022-01-01".into(),
        ..WithdrawElementRequest::default()
    };
    assert_eq!(
        refused(
            centre
                .elements
                .withdraw_element(centre.by_clerk(request))
                .await
        ),
        malformed(&["element_id"])
    );
    centre.close().await;
}

#[tokio::test]
async fn a_refused_identity_number_is_never_quoted() {
    let mut centre = longhai().await;
    let body = Party {
        kind: PartyKind::Person.into(),
        identity_code: "350604199001010015".into(),
        representative: String::new(),
        ..party("p-person")
    };
    let status = centre
        .elements
        .record_party(centre.by_clerk(record_party(body.clone())))
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    let everything = format!(
        "{} {}",
        status.message(),
        String::from_utf8_lossy(status.details())
    );
    assert!(!everything.contains("19900101"), "{everything}");
    let right = Party {
        identity_code: "350604199001010016".into(),
        ..body
    };
    assert!(
        centre
            .elements
            .record_party(centre.by_clerk(record_party(right)))
            .await
            .is_ok()
    );
    centre.close().await;
}
