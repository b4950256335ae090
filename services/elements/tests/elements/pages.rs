//! Lists page by page, each row once.

use contract::elements::v1::*;
use tonic::Code;

use crate::centre::*;

/// Codes with a fitting check character, for parties that differ.
pub(crate) fn code_of(at: usize) -> String {
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let stem = format!("91350604MA8U{at:05}");
    let checks = ALPHABET.chars().map(|check| format!("{stem}{check}"));
    checks
        .into_iter()
        .find(|code| statute::identifier::Uscc::parse(code).is_ok())
        .unwrap()
}

async fn with_parties(count: usize) -> TestCentre {
    let mut centre = longhai().await;
    for at in 0..count {
        let division = if at % 2 == 0 { "350604" } else { "350604001" };
        let body = Party {
            name: format!("第{at:02}号公司"),
            identity_code: code_of(at),
            division: division.into(),
            ..party(&format!("p-{at:02}"))
        };
        centre
            .elements
            .record_party(centre.by_clerk(record_party(body)))
            .await
            .unwrap();
    }
    centre
}

async fn page(centre: &mut TestCentre, request: ListPartiesRequest) -> (Vec<String>, String) {
    let answer = centre
        .elements
        .list_parties(centre.by_clerk(request))
        .await
        .unwrap()
        .into_inner();
    (
        answer
            .parties
            .into_iter()
            .map(|party| party.party_id)
            .collect(),
        answer.next_page_token,
    )
}

#[tokio::test]
async fn walking_the_pages_shows_each_element_once_while_others_are_written() {
    let mut centre = with_parties(7).await;
    let (mut seen, mut token) = (Vec::new(), String::new());
    loop {
        let request = ListPartiesRequest {
            page_size: 3,
            page_token: token,
            ..ListPartiesRequest::default()
        };
        let (ids, next) = page(&mut centre, request).await;
        assert!(ids.len() <= 3);
        seen.extend(ids);
        if next.is_empty() {
            break;
        }
        // A correction of what was shown, and of what is to come.
        for at in [0, 6] {
            let body = Party {
                identity_code: code_of(at),
                ..party(&format!("p-{at:02}"))
            };
            centre
                .elements
                .record_party(centre.by_clerk(record_party(body)))
                .await
                .unwrap();
        }
        token = next;
    }
    assert_eq!(
        seen,
        ["p-00", "p-01", "p-02", "p-03", "p-04", "p-05", "p-06"]
    );
    centre.close().await;
}

#[tokio::test]
async fn a_list_is_narrowed_by_name_and_division() {
    let mut centre = with_parties(4).await;
    let all = ListPartiesRequest::default;
    for (request, ids) in [
        (
            ListPartiesRequest {
                name: "02号".into(),
                ..all()
            },
            vec!["p-02"],
        ),
        (
            ListPartiesRequest {
                name: "%".into(),
                ..all()
            },
            vec![],
        ),
        (
            ListPartiesRequest {
                division: "350604001".into(),
                ..all()
            },
            vec!["p-01", "p-03"],
        ),
        (
            ListPartiesRequest {
                division: "350600".into(),
                ..all()
            },
            vec!["p-00", "p-01", "p-02", "p-03"],
        ),
        (
            ListPartiesRequest {
                division: "350605".into(),
                ..all()
            },
            vec![],
        ),
        (
            ListPartiesRequest {
                as_of: as_of("2021-07-14", ""),
                ..all()
            },
            vec![],
        ),
    ] {
        assert_eq!(
            page(&mut centre, request.clone()).await.0,
            ids,
            "{request:?}"
        );
    }
    centre.close().await;
}

#[tokio::test]
async fn a_token_is_good_for_its_own_list_only() {
    let mut centre = with_parties(3).await;
    let request = ListPartiesRequest {
        page_size: 1,
        ..ListPartiesRequest::default()
    };
    let (_, token) = page(&mut centre, request.clone()).await;
    let next = ListPartiesRequest {
        page_token: token.clone(),
        ..request.clone()
    };
    assert_eq!(page(&mut centre, next.clone()).await.0, ["p-01"]);
    for (bent, field) in [
        (
            ListPartiesRequest {
                division: "350604".into(),
                ..next.clone()
            },
            "page_token",
        ),
        (
            ListPartiesRequest {
                name: "公司".into(),
                ..next.clone()
            },
            "page_token",
        ),
        (
            ListPartiesRequest {
                as_of: as_of("2022-01-01", ""),
                ..next.clone()
            },
            "page_token",
        ),
        (
            ListPartiesRequest {
                page_token: "AAAA".into(),
                ..next.clone()
            },
            "page_token",
        ),
        (
            ListPartiesRequest {
                page_token: "不是".into(),
                ..next.clone()
            },
            "page_token",
        ),
        (
            ListPartiesRequest {
                page_size: -1,
                ..request.clone()
            },
            "page_size",
        ),
    ] {
        let answer = centre.elements.list_parties(centre.by_clerk(bent)).await;
        assert_eq!(
            refused(answer),
            (
                Code::InvalidArgument,
                "MALFORMED_FIELD".into(),
                vec![field.into()]
            )
        );
    }
    let huge = ListPartiesRequest {
        page_size: i32::MAX,
        ..ListPartiesRequest::default()
    };
    assert_eq!(page(&mut centre, huge).await.0.len(), 3);
    // The list of another registry is another list.
    let other = ListAgenciesRequest {
        page_token: token,
        page_size: 1,
        ..ListAgenciesRequest::default()
    };
    assert_eq!(
        refused(centre.elements.list_agencies(centre.by_clerk(other)).await).0,
        Code::InvalidArgument
    );
    centre.close().await;
}

#[tokio::test]
async fn a_history_is_listed_newest_first_page_by_page() {
    let mut centre = longhai().await;
    for month in 1..=5 {
        let request = RecordPartyRequest {
            valid_from: format!("2022-{month:02}-01"),
            valid_to: format!("2022-{month:02}-15"),
            ..record_party(party("p-foods"))
        };
        centre
            .elements
            .record_party(centre.by_clerk(request))
            .await
            .unwrap();
    }
    let (mut seen, mut token) = (Vec::new(), String::new());
    loop {
        let request = ListVersionsRequest {
            registry: Registry::Party.into(),
            element_id: "p-foods".into(),
            page_size: 2,
            page_token: token,
        };
        let answer = centre
            .elements
            .list_versions(centre.by_clerk(request))
            .await
            .unwrap()
            .into_inner();
        seen.extend(
            answer
                .versions
                .into_iter()
                .map(|version| version.valid_from),
        );
        token = answer.next_page_token;
        if token.is_empty() {
            break;
        }
    }
    assert_eq!(
        seen,
        [
            "2022-05-01",
            "2022-04-01",
            "2022-03-01",
            "2022-02-01",
            "2022-01-01"
        ]
    );
    let unknown = ListVersionsRequest {
        registry: Registry::Party.into(),
        element_id: "p-none".into(),
        ..ListVersionsRequest::default()
    };
    assert_eq!(
        refused(
            centre
                .elements
                .list_versions(centre.by_clerk(unknown))
                .await
        )
        .0,
        Code::NotFound
    );
    centre.close().await;
}

#[tokio::test]
async fn divisions_are_listed_level_by_level_or_all() {
    let mut centre = longhai().await;
    for (parent, recursive, codes) in [
        ("", false, vec!["3506"]),
        ("3506", false, vec!["350604", "350605"]),
        ("350600", true, vec!["350604", "350604001", "350605"]),
        ("350604001", true, vec![]),
        ("", true, vec!["3506", "350604", "350604001", "350605"]),
    ] {
        let request = ListDivisionsRequest {
            parent: parent.into(),
            recursive,
            ..ListDivisionsRequest::default()
        };
        let answer = centre
            .elements
            .list_divisions(centre.by_clerk(request))
            .await
            .unwrap()
            .into_inner();
        let found: Vec<_> = answer
            .divisions
            .into_iter()
            .map(|division| division.code)
            .collect();
        assert_eq!(found, codes, "{parent:?} {recursive}");
    }
    for code in ["350600", "3506"] {
        let request = GetDivisionRequest {
            code: code.into(),
            as_of: None,
        };
        let answer = centre
            .elements
            .get_division(centre.by_clerk(request))
            .await
            .unwrap()
            .into_inner();
        assert_eq!(answer.division.unwrap().name, "漳州市");
        assert_eq!(answer.etag, "v1");
    }
    centre.close().await;
}
