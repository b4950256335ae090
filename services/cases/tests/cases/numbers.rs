//! Document numbers (I4): unique and without a gap for each agency's word, kind and year, whatever happens to the acts.

use std::collections::BTreeSet;

use contract::cases::v1::{self as proto, DecideRequest, ListCasesRequest};
use contract::elements::v1::element::Body;
use futures::future::join_all;
use tonic::Code;

use crate::acts::{self, done};
use crate::elements::{self, MARKET};
use crate::office::{self, Office, guo, lin, luo, refusal, supervisor, zheng};

fn number(case: &proto::Case) -> String {
    let penalty = case.penalty.as_ref().map(|it| it.document_number.clone());
    let inspection = || {
        case.inspection
            .as_ref()
            .map(|it| it.document_number.clone())
    };
    penalty.or_else(inspection).unwrap()
}

async fn listed(office: &Office, request: ListCasesRequest) -> Vec<String> {
    let request = office.by(&supervisor("35"), request);
    let page = office.cases.clone().list_cases(request).await.unwrap();
    let cases = page.into_inner().cases;
    cases.into_iter().map(|case| case.case_id).collect()
}

#[tokio::test]
async fn fifty_decisions_at_once_take_fifty_numbers_without_a_gap() {
    const DECISIONS: usize = 50;
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    // A few at a time: cases of one party take turns at its register, and that is not what is looked at here.
    let mut cases = Vec::new();
    while cases.len() < DECISIONS + 10 {
        cases.extend(join_all((0..5).map(|_| acts::heard(&office))).await);
    }
    let (_, elsewhere) = office.second().await;
    let decisions = cases.iter().enumerate().map(|(at, case)| {
        // In two processes; every sixth is refused, because it is heavier than what was told.
        let fine = if at % 6 == 5 { 300_001 } else { 300_000 };
        let request = office.by(&guo(), acts::decide(&case.case_id, fine));
        let mut client = if at % 2 == 0 {
            office.penalties.clone()
        } else {
            elsewhere.clone()
        };
        async move { client.decide(request).await }
    });
    let (decided, refused): (Vec<_>, Vec<_>) = join_all(decisions)
        .await
        .into_iter()
        .partition(Result::is_ok);
    assert_eq!((decided.len(), refused.len()), (DECISIONS, 10));
    for status in refused.into_iter().map(Result::unwrap_err) {
        assert_eq!(refusal(&status).0, "FINE_ABOVE_NOTICE");
    }
    let given: BTreeSet<String> = decided
        .into_iter()
        .map(|answer| number(&answer.unwrap().into_inner().case.unwrap()))
        .collect();
    let expected: BTreeSet<String> = (1..=DECISIONS)
        .map(|n| format!("龙市监罚〔2023〕{n}号"))
        .collect();
    assert_eq!(given, expected);
    let report = feed::verify::database(&office.database.pool, office.desk.feed().public_pem())
        .await
        .unwrap();
    assert!(report.is_sound(), "{report:?}");
    office.close().await;
}

#[tokio::test]
async fn a_decision_that_is_only_tried_or_refused_uses_no_number() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let case = acts::heard(&office).await;
    let tried = DecideRequest {
        validate_only: true,
        ..acts::decide(&case.case_id, 300_000)
    };
    let answer = done!(office, &guo(), penalties.decide(tried));
    assert_eq!(
        (answer.step.as_str(), number(&answer)),
        ("DECIDED", String::new())
    );
    let heavier = office.by(&guo(), acts::decide(&case.case_id, 300_001));
    assert!(office.penalties.clone().decide(heavier).await.is_err());
    let stale = DecideRequest {
        etag: "v1".to_owned(),
        ..acts::decide(&case.case_id, 300_000)
    };
    let stale = office.by(&guo(), stale);
    assert_eq!(
        office
            .penalties
            .clone()
            .decide(stale)
            .await
            .unwrap_err()
            .code(),
        Code::Aborted
    );
    let decision = acts::decide(&case.case_id, 300_000);
    let first = done!(office, &guo(), penalties.decide(decision.clone()));
    let again = done!(office, &guo(), penalties.decide(decision));
    assert_eq!(
        (number(&first), &again),
        ("龙市监罚〔2023〕1号".into(), &first)
    );
    // An act that comes later tells the number even when it is only tried.
    let tried = proto::ServeDecisionRequest {
        validate_only: true,
        ..acts::serve_decision(&case.case_id)
    };
    let served = done!(office, &zheng(), penalties.serve_decision(tried));
    assert_eq!(number(&served), "龙市监罚〔2023〕1号");
    let second = acts::decided(&office).await;
    assert_eq!(number(&second), "龙市监罚〔2023〕2号");
    office.close().await;
}

#[tokio::test]
async fn each_agency_kind_and_year_counts_by_itself_in_shanghai() {
    let office = office::open("2023-12-31T09:00:00+08:00").await;
    let id = acts::entered(&office).await.case_id;
    let site = acts::record_site(&office, &id, &["未配置灭火器"]);
    done!(office, &lin(), inspections.record_site(site));
    let order = acts::order(&id, "2024-01-10");
    let ordered = done!(office, &lin(), inspections.order_rectification(order));
    assert_eq!(number(&ordered), "龙石街责改〔2023〕1号");
    let cases = join_all((0..3).map(|_| acts::heard(&office))).await;
    let mut given = Vec::new();
    // 2023-12-31T16:30Z is the new year in Shanghai.
    for (case, at) in cases.iter().zip([
        "2023-12-31T23:30:00+08:00",
        "2024-01-01T00:30:00+08:00",
        "2024-01-02T09:00:00+08:00",
    ]) {
        office.at(at);
        let decision = acts::decide(&case.case_id, 300_000);
        given.push(number(&done!(office, &guo(), penalties.decide(decision))));
    }
    assert_eq!(
        given,
        [
            "龙市监罚〔2023〕1号",
            "龙市监罚〔2024〕1号",
            "龙市监罚〔2024〕2号"
        ]
    );
    office.close().await;
}

#[tokio::test]
async fn an_agency_without_a_word_is_told_what_to_do_and_then_goes_on() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::heard(&office).await.case_id;
    let mut agency = elements::agency(MARKET, "漳州市龙海区市场监督管理局", "350604");
    agency.document_word.clear();
    office.told.tell(Body::Agency(agency.clone()));
    office.hear().await;
    let decision = acts::decide(&id, 300_000);
    let request = office.by(&guo(), decision.clone());
    let status = office.penalties.clone().decide(request).await.unwrap_err();
    assert_eq!(status.code(), Code::FailedPrecondition);
    let (reason, _, text) = refusal(&status);
    assert_eq!(reason, "DOCUMENT_WORD_MISSING");
    assert!(
        text.contains("漳州市龙海区市场监督管理局没有登记机关代字"),
        "{text}"
    );
    assert!(text.contains("执法要素中心"), "{text}");
    agency.document_word = "龙海市监".to_owned();
    office.told.tell(Body::Agency(agency));
    office.hear().await;
    let decided = done!(office, &guo(), penalties.decide(decision));
    assert_eq!(number(&decided), "龙海市监罚〔2023〕1号");
    office.close().await;
}

#[tokio::test]
async fn a_case_is_found_by_its_document_number() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let first = acts::decided(&office).await;
    let second = acts::decided(&office).await;
    let by_number = |document_number: &str| ListCasesRequest {
        document_number: document_number.to_owned(),
        ..ListCasesRequest::default()
    };
    for (text, expected) in [
        ("龙市监罚〔2023〕1号", vec![&first.case_id]),
        ("龙市监罚〔2023〕第2号", vec![&second.case_id]),
        ("龙市监罚〔2023〕3号", vec![]),
        ("龙市监罚〔2024〕1号", vec![]),
        ("龙市监责改〔2023〕1号", vec![]),
    ] {
        let found = listed(&office, by_number(text)).await;
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{text}");
    }
    let narrowed = |change: &dyn Fn(&mut ListCasesRequest)| {
        let mut request = by_number("龙市监罚〔2023〕1号");
        change(&mut request);
        request
    };
    for (request, found) in [
        (narrowed(&|it| it.step = "DECIDED".into()), 1),
        (narrowed(&|it| it.step = "SERVED".into()), 0),
        (narrowed(&|it| it.agency_id = MARKET.into()), 1),
        (narrowed(&|it| it.party_id = "p-snack".into()), 0),
        (narrowed(&|it| it.division = "3506".into()), 1),
        (narrowed(&|it| it.division = "350605".into()), 0),
        (narrowed(&|it| it.open = Some(false)), 0),
        (
            narrowed(&|it| it.procedure = proto::Procedure::Inspection.into()),
            0,
        ),
    ] {
        assert_eq!(
            listed(&office, request.clone()).await.len(),
            found,
            "{request:?}"
        );
    }
    // Who may not see the case does not learn from its number that it exists.
    let request = office.by(&luo(), by_number("龙市监罚〔2023〕1号"));
    let page = office.cases.clone().list_cases(request).await.unwrap();
    assert_eq!(page.into_inner().cases, []);
    office.close().await;
}

#[tokio::test]
async fn the_database_itself_keeps_the_numbers_whole() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let first = acts::decided(&office).await;
    acts::decided(&office).await;
    let id = uuid::Uuid::parse_str(&first.case_id).unwrap();
    let insert = |number: i32, year: i16| {
        sqlx::query(
            "insert into document_number (prefix, year, number, case_id, issued_on)
             values ('龙市监罚', $2, $1, $3, make_date($2, 11, 20))",
        )
        .bind(number)
        .bind(year)
        .bind(id)
        .execute(&office.database.pool)
    };
    let constraint = |error: sqlx::Error| {
        let error = error.into_database_error().unwrap();
        error.constraint().unwrap().to_owned()
    };
    assert_eq!(
        constraint(insert(2, 2023).await.unwrap_err()),
        "document_number_pkey"
    );
    assert_eq!(
        constraint(insert(4, 2023).await.unwrap_err()),
        "document_number_follows_fkey"
    );
    assert_eq!(
        constraint(insert(2, 2024).await.unwrap_err()),
        "document_number_follows_fkey"
    );
    let gone = sqlx::query("delete from document_number where number = 1")
        .execute(&office.database.pool)
        .await;
    assert_eq!(
        constraint(gone.unwrap_err()),
        "document_number_follows_fkey"
    );
    office.close().await;
}
