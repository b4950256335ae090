//! Every read looks at a day as it was known at an instant.

use chrono::Duration;
use contract::elements::v1::*;
use tonic::Code;

use crate::centre::*;

#[tokio::test]
async fn a_correction_keeps_what_was_known_before() {
    let mut centre = longhai().await;
    let first = record_party(Party {
        name: "旧名公司".into(),
        ..party("p-foods")
    });
    centre
        .elements
        .record_party(centre.by_clerk(first))
        .await
        .unwrap();
    centre.test.clock.advance(Duration::days(10));
    let renamed = RecordPartyRequest {
        valid_from: "2023-05-01".into(),
        ..record_party(Party {
            name: "新名公司".into(),
            ..party("p-foods")
        })
    };
    centre
        .elements
        .record_party(centre.by_clerk(renamed))
        .await
        .unwrap();

    let before = "2023-11-25T00:00:00Z";
    let after = "2023-12-01T00:00:00Z";
    for (valid, known, name) in [
        ("2023-04-30", before, "旧名公司"),
        ("2023-05-01", before, "旧名公司"),
        ("2023-04-30", after, "旧名公司"),
        ("2023-05-01", after, "新名公司"),
        ("2023-05-01", "", "新名公司"),
        ("", "", "新名公司"),
    ] {
        let request = centre.by_clerk(get_party("p-foods", as_of(valid, known)));
        let answer = centre
            .elements
            .get_party(request)
            .await
            .unwrap()
            .into_inner();
        assert_eq!(
            answer.party.unwrap().name,
            name,
            "valid {valid:?}, known {known:?}"
        );
        assert_eq!(answer.etag, "v2");
    }
    for (valid, known) in [("2021-07-14", ""), ("2023-05-01", "2023-11-19T00:00:00Z")] {
        let request = centre.by_clerk(get_party("p-foods", as_of(valid, known)));
        assert_eq!(
            refused(centre.elements.get_party(request).await).0,
            Code::NotFound,
            "{valid} {known}"
        );
    }
    centre.close().await;
}

#[tokio::test]
async fn a_correction_in_the_middle_leaves_both_sides() {
    let mut centre = longhai().await;
    centre
        .elements
        .record_party(centre.by_clerk(record_party(party("p-foods"))))
        .await
        .unwrap();
    let middle = RecordPartyRequest {
        valid_from: "2022-01-01".into(),
        valid_to: "2022-07-01".into(),
        ..record_party(Party {
            address: "临时地址".into(),
            ..party("p-foods")
        })
    };
    centre
        .elements
        .record_party(centre.by_clerk(middle))
        .await
        .unwrap();

    let request = ListVersionsRequest {
        registry: Registry::Party.into(),
        element_id: "p-foods".into(),
        ..ListVersionsRequest::default()
    };
    let versions = centre
        .elements
        .list_versions(centre.by_clerk(request))
        .await
        .unwrap()
        .into_inner()
        .versions;
    let spans: Vec<_> = versions
        .iter()
        .map(|v| {
            (
                v.valid_from.as_str(),
                v.valid_to.as_str(),
                v.superseded_time.is_some(),
            )
        })
        .collect();
    assert_eq!(
        spans,
        [
            ("2022-07-01", "", false),
            ("2022-01-01", "2022-07-01", false),
            ("2021-07-15", "2022-01-01", false),
            ("2021-07-15", "", true),
        ]
    );
    centre.close().await;
}

#[tokio::test]
async fn an_element_withdrawn_holds_no_longer_but_was_there() {
    let mut centre = longhai().await;
    let seconded = record_posting(posting("post-1", "o-lin", "shima", "350604001"));
    centre
        .elements
        .record_posting(centre.by_clerk(seconded))
        .await
        .unwrap();
    let recall = WithdrawElementRequest {
        request_id: fresh(),
        registry: Registry::Posting.into(),
        element_id: "post-1".into(),
        valid_from: "2023-10-01".into(),
        etag: "v1".into(),
        ..WithdrawElementRequest::default()
    };
    let answer = centre
        .elements
        .withdraw_element(centre.by_clerk(recall.clone()))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(answer.etag, "v2");
    let again = centre
        .elements
        .withdraw_element(centre.by_clerk(recall.clone()))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        again, answer,
        "a repeated request is answered, not done again"
    );

    let get = |valid: &str| GetPostingRequest {
        posting_id: "post-1".into(),
        as_of: as_of(valid, ""),
    };
    assert!(
        centre
            .elements
            .get_posting(centre.by_clerk(get("2023-09-30")))
            .await
            .is_ok()
    );
    let gone = centre
        .elements
        .get_posting(centre.by_clerk(get("2023-10-01")))
        .await;
    assert_eq!(refused(gone).0, Code::NotFound);

    let twice = WithdrawElementRequest {
        request_id: fresh(),
        etag: String::new(),
        ..recall
    };
    let answer = centre
        .elements
        .withdraw_element(centre.by_clerk(twice.clone()))
        .await;
    assert_eq!(
        refused(answer),
        (Code::FailedPrecondition, "NOTHING_HOLDS".into(), vec![])
    );
    let unknown = WithdrawElementRequest {
        request_id: fresh(),
        element_id: "post-9".into(),
        ..twice
    };
    let answer = centre
        .elements
        .withdraw_element(centre.by_clerk(unknown))
        .await;
    assert_eq!(refused(answer).0, Code::NotFound);
    centre.close().await;
}

#[tokio::test]
async fn an_article_is_read_as_it_stood_on_a_day() {
    let mut centre = longhai().await;
    let mut revised = law();
    revised.title = "试验法（修正）".into();
    revised.articles[1].text = "处二十万元以下罚款。".into();
    let request = RecordLawRequest {
        valid_from: "2023-09-01".into(),
        ..record_law(revised)
    };
    centre
        .elements
        .record_law(centre.by(&centre.province, request))
        .await
        .unwrap();
    for (day, title, from, text) in [
        ("2023-08-31", "试验法", "2021-07-15", "处十万元以下罚款。"),
        (
            "2023-09-01",
            "试验法（修正）",
            "2023-09-01",
            "处二十万元以下罚款。",
        ),
    ] {
        let request = GetArticleRequest {
            law_id: "law-test".into(),
            article: 59,
            as_of: as_of(day, ""),
            ..GetArticleRequest::default()
        };
        let answer = centre
            .elements
            .get_article(centre.by_clerk(request))
            .await
            .unwrap()
            .into_inner();
        assert_eq!(
            (answer.law_title.as_str(), answer.valid_from.as_str()),
            (title, from)
        );
        assert_eq!(answer.article.unwrap().text, text);
    }
    for (article, day) in [(60, "2023-09-01"), (59, "2021-07-14")] {
        let request = GetArticleRequest {
            law_id: "law-test".into(),
            article,
            as_of: as_of(day, ""),
            ..GetArticleRequest::default()
        };
        let answer = centre.elements.get_article(centre.by_clerk(request)).await;
        assert_eq!(
            refused(answer).0,
            Code::NotFound,
            "article {article} on {day}"
        );
    }
    centre.close().await;
}

#[tokio::test]
async fn a_clock_that_goes_back_does_not_reorder_what_was_recorded() {
    let mut centre = longhai().await;
    centre
        .elements
        .record_party(centre.by_clerk(record_party(party("p-foods"))))
        .await
        .unwrap();
    centre.test.clock.advance(Duration::hours(-1));
    let renamed = record_party(Party {
        name: "新名公司".into(),
        ..party("p-foods")
    });
    centre
        .elements
        .record_party(centre.by_clerk(renamed))
        .await
        .unwrap();
    let read = centre
        .elements
        .get_party(centre.by_clerk(get_party("p-foods", None)))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(read.party.unwrap().name, "新名公司");
    let recorded = read.version.unwrap().record_time.unwrap();
    let first: chrono::DateTime<chrono::Utc> = NOW.parse().unwrap();
    assert_eq!(recorded.seconds, first.timestamp());
    centre.close().await;
}

#[tokio::test]
async fn what_was_recorded_cannot_be_changed_by_hand() {
    let mut centre = longhai().await;
    centre
        .elements
        .record_party(centre.by_clerk(record_party(party("p-foods"))))
        .await
        .unwrap();
    for statement in [
        "update element_version set name = 'x' where registry = 'party'",
        "update element_version set body = '' where registry = 'party'",
        "update element_version set valid_from = valid_from - 1 where registry = 'party'",
        "update element_version set facets = '{}' where registry = 'party'",
        "update element_version set expires = '2030-01-01' where registry = 'party'",
        "update element_version set change_id = null where registry = 'party'",
        "update element_version set proposed_by = 'x' where registry = 'party'",
        "delete from element_version where registry = 'party'",
    ] {
        let error = sqlx::raw_sql(statement)
            .execute(&centre.database.pool)
            .await
            .unwrap_err();
        let code = error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code)
            .map(std::borrow::Cow::into_owned);
        assert_eq!(code.as_deref(), Some("23001"), "{statement}");
    }
    centre.close().await;
}
