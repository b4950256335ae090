//! Lists: filters, order, pages.

use std::collections::BTreeSet;

use contract::supervision::v1::{self as proto, WarningLevel, WarningOutcome, WarningState};

use crate::acts::{act, close};
use crate::office::{self, Office, hong, reason, supervisor};
use crate::story::{FIRE, Opening};

/// Thirty cases of two agencies, each with a certificate that ends; every third passed its clock too.
async fn many() -> Office {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    for id in 1..=30 {
        let fire = id % 5 == 0;
        let opening = Opening {
            id,
            agency: if fire { FIRE } else { crate::story::MARKET },
            domain: if fire {
                "fire_safety"
            } else {
                "market_supervision"
            },
            expiry: "2026-03-20",
            ..Opening::default()
        };
        let due = if id % 3 == 0 {
            "2026-03-04"
        } else {
            "2026-09-01"
        };
        office.told.file(&opening, due);
        office.hear().await;
    }
    office.on("2026-03-06");
    office.sweep().await;
    office
}

async fn count(office: &Office, request: proto::ListWarningsRequest) -> usize {
    let request = proto::ListWarningsRequest {
        page_size: 200,
        ..request
    };
    office.listed(&hong(), request).await.len()
}

#[tokio::test]
async fn pages_go_from_the_newest_to_the_oldest_and_hold_each_once() {
    let office = many().await;
    let mut seen = Vec::new();
    let mut token = String::new();
    loop {
        let request = proto::ListWarningsRequest {
            page_size: 7,
            page_token: token.clone(),
            level: WarningLevel::Yellow.into(),
            ..proto::ListWarningsRequest::default()
        };
        let page = act!(office, hong(), list_warnings, request)
            .unwrap()
            .into_inner();
        assert!(page.warnings.len() <= 7);
        seen.extend(page.warnings.into_iter().map(|it| it.warning_id));
        token = page.next_page_token;
        if token.is_empty() {
            break;
        }
    }
    let mut sorted = seen.clone();
    sorted.sort_by(|a, b| b.cmp(a));
    assert_eq!(seen, sorted);
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 40);
    assert_eq!(
        seen.len(),
        40,
        "thirty certificates, ten clocks that came near"
    );
    office.close().await;
}

#[tokio::test]
async fn a_token_is_good_for_its_own_list_alone() {
    let office = many().await;
    let request = proto::ListWarningsRequest {
        page_size: 3,
        ..proto::ListWarningsRequest::default()
    };
    let page = act!(office, hong(), list_warnings, request.clone())
        .unwrap()
        .into_inner();
    let next = proto::ListWarningsRequest {
        page_token: page.next_page_token,
        ..request
    };
    let other = proto::ListWarningsRequest {
        rule: "CLOCK_PASSED".to_owned(),
        ..next.clone()
    };
    let refused = act!(office, hong(), list_warnings, other);
    assert_eq!(reason(refused), "MALFORMED_FIELD");
    let somebody = supervisor("o-other", "longhai-justice", "350604");
    let refused = act!(office, somebody, list_warnings, next.clone());
    assert_eq!(reason(refused), "MALFORMED_FIELD");
    act!(office, hong(), list_warnings, next).unwrap();
    office.close().await;
}

#[tokio::test]
async fn every_filter_takes_away_what_it_says() {
    let office = many().await;
    let all = proto::ListWarningsRequest::default;
    let red = proto::ListWarningsRequest {
        level: WarningLevel::Red.into(),
        ..all()
    };
    let rule = proto::ListWarningsRequest {
        rule: "CLOCK_PASSED".to_owned(),
        ..all()
    };
    let agency = proto::ListWarningsRequest {
        agency_id: FIRE.to_owned(),
        ..all()
    };
    let domain = proto::ListWarningsRequest {
        domain: "fire_safety".to_owned(),
        ..all()
    };
    let city = proto::ListWarningsRequest {
        division: "350600".to_owned(),
        ..all()
    };
    let far = proto::ListWarningsRequest {
        division: "3502".to_owned(),
        ..all()
    };
    let here = proto::ListWarningsRequest {
        origin: Some(String::new()),
        ..all()
    };
    let there = proto::ListWarningsRequest {
        origin: Some("350681".to_owned()),
        ..all()
    };
    let case = proto::ListWarningsRequest {
        case_id: crate::story::case_id(3),
        ..all()
    };
    let case_red = proto::ListWarningsRequest {
        level: WarningLevel::Red.into(),
        ..case.clone()
    };
    for (request, expected) in [
        (all(), 50),
        (red.clone(), 10),
        (rule, 10),
        (agency, 10),
        (domain.clone(), 10),
        (
            proto::ListWarningsRequest {
                level: WarningLevel::Red.into(),
                ..domain
            },
            2,
        ),
        (city, 50),
        (far, 0),
        (here, 50),
        (there, 0),
        (case, 3),
        (case_red, 1),
    ] {
        assert_eq!(
            count(&office, request.clone()).await,
            expected,
            "{request:?}"
        );
    }
    let warning = office.listed(&hong(), red.clone()).await.remove(0);
    let closing = close(&warning, WarningOutcome::FalseAlarm);
    act!(office, hong(), close_warning, closing).unwrap();
    let closed = proto::ListWarningsRequest {
        state: WarningState::Closed.into(),
        ..red.clone()
    };
    let raised = proto::ListWarningsRequest {
        state: WarningState::Raised.into(),
        ..red
    };
    assert_eq!(count(&office, closed).await, 1);
    assert_eq!(count(&office, raised).await, 9);
    office.close().await;
}

#[tokio::test]
async fn numbers_are_given_by_division_and_line() {
    let office = many().await;
    let request = proto::CountWarningsRequest::default();
    let counts = act!(office, hong(), count_warnings, request)
        .unwrap()
        .into_inner()
        .counts;
    let told: Vec<_> = counts
        .iter()
        .map(|it| (it.domain.as_str(), it.rule.as_str(), it.level(), it.count))
        .collect();
    assert_eq!(
        told,
        [
            ("fire_safety", "CERTIFICATE_ENDING", WarningLevel::Yellow, 6),
            ("fire_safety", "CLOCK_NEAR", WarningLevel::Yellow, 2),
            ("fire_safety", "CLOCK_PASSED", WarningLevel::Red, 2),
            (
                "market_supervision",
                "CERTIFICATE_ENDING",
                WarningLevel::Yellow,
                24
            ),
            ("market_supervision", "CLOCK_NEAR", WarningLevel::Yellow, 8),
            ("market_supervision", "CLOCK_PASSED", WarningLevel::Red, 8),
        ]
    );
    assert!(
        counts
            .iter()
            .all(|it| it.division == "350604" && it.state() == WarningState::Raised)
    );
    let request = proto::CountWarningsRequest {
        agency_id: FIRE.to_owned(),
        ..proto::CountWarningsRequest::default()
    };
    let counts = act!(office, hong(), count_warnings, request)
        .unwrap()
        .into_inner()
        .counts;
    assert_eq!(counts.iter().map(|it| it.count).sum::<i64>(), 10);
    office.close().await;
}
