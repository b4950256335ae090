//! Parameter packs: what undercuts the higher law is refused, the nearest number applies, and nothing is forgotten.

use contract::elements::v1::competence_service_client::CompetenceServiceClient;
use contract::elements::v1::*;
use host::Upstream;
use tonic::Status;

use crate::centre::*;

use ParameterDirection::{Maximum, Minimum};
use ParameterUnit::{Days, WorkingDays};

fn parameter(
    key: &str,
    value: i64,
    unit: ParameterUnit,
    direction: ParameterDirection,
) -> Parameter {
    Parameter {
        key: key.into(),
        value,
        unit: unit.into(),
        direction: direction.into(),
        citation: format!("试行规定{key}"),
        verified: true,
    }
}

fn pack(id: &str, division: &str, rank: &str, parameters: Vec<Parameter>) -> ParameterPack {
    ParameterPack {
        parameter_pack_id: id.into(),
        name: format!("{id}参数"),
        domain: Domain::MarketSupervision.into(),
        division: division.into(),
        document: format!("{id}规定"),
        rank: rank.into(),
        parameters,
    }
}

fn ministry() -> ParameterPack {
    let parameters = vec![
        parameter("statement_period", 5, WorkingDays, Minimum),
        parameter("legal_review_period", 10, WorkingDays, Maximum),
    ];
    pack("ministry", "35", "部门规章", parameters)
}

fn competence(centre: &TestCentre) -> CompetenceServiceClient<Upstream> {
    CompetenceServiceClient::new(centre.door.clone())
}

async fn put(centre: &mut TestCentre, pack: ParameterPack, from: &str) -> Result<(), Status> {
    let request = RecordParameterPackRequest {
        request_id: fresh(),
        parameter_pack: Some(pack),
        valid_from: from.into(),
        ..RecordParameterPackRequest::default()
    };
    let request = centre.by(&centre.province, request);
    centre
        .elements
        .record_parameter_pack(request)
        .await
        .map(|_| ())
}

async fn effective(
    centre: &TestCentre,
    division: &str,
    as_of: Option<AsOf>,
) -> Vec<(String, i64, String)> {
    let request = GetParametersRequest {
        domain: Domain::MarketSupervision.into(),
        division: division.into(),
        as_of,
    };
    let request = centre.by_clerk(request);
    let answer = competence(centre).get_parameters(request).await.unwrap();
    answer
        .into_inner()
        .parameters
        .into_iter()
        .map(|it| {
            let parameter = it.parameter.unwrap();
            (parameter.key, parameter.value, it.source)
        })
        .collect()
}

fn value<'a>(found: &'a [(String, i64, String)], key: &str) -> Option<(i64, &'a str)> {
    let found = found.iter().find(|(it, _, _)| it == key)?;
    Some((found.1, found.2.as_str()))
}

#[tokio::test]
async fn exactly_what_undercuts_the_higher_law_is_named_and_nothing_is_recorded() {
    let mut centre = longhai().await;
    put(&mut centre, ministry(), "2022-11-01").await.unwrap();
    let local = pack(
        "longhai",
        "350604",
        "规范性文件",
        vec![
            parameter("hearing_request_period", 3, Days, Minimum),
            parameter("legal_review_period", 7, WorkingDays, Maximum),
            parameter("statement_period", 3, WorkingDays, Minimum),
            parameter("closing_period", 20, WorkingDays, Maximum),
        ],
    );
    let (code, reason, fields) = refused(put(&mut centre, local.clone(), "2023-01-01").await);
    assert_eq!(
        (code, reason.as_str()),
        (tonic::Code::FailedPrecondition, "UNDERCUTS_HIGHER_LAW")
    );
    assert_eq!(
        fields,
        [
            "parameter_pack.parameters[0].value",
            "parameter_pack.parameters[2].value"
        ]
    );
    let found = effective(&centre, "350604001", as_of("2023-06-01", "")).await;
    assert_eq!(
        value(&found, "legal_review_period"),
        Some((10, "ministry规定"))
    );

    let mut mended = local;
    mended.parameters[0] = parameter("hearing_request_period", 6, WorkingDays, Minimum);
    mended.parameters[2].value = 6;
    put(&mut centre, mended, "2023-01-01").await.unwrap();
    let found = effective(&centre, "350604001", as_of("2023-06-01", "")).await;
    for (key, expected) in [
        ("hearing_request_period", (6, "longhai规定")),
        ("statement_period", (6, "longhai规定")),
        ("legal_review_period", (7, "longhai规定")),
        ("decision_period", (90, "中华人民共和国行政处罚法")),
    ] {
        assert_eq!(value(&found, key), Some(expected), "{key}");
    }
    // Elsewhere, and before it held, the ministry's and the law's numbers stand.
    for (division, day) in [("350605", "2023-06-01"), ("350604001", "2022-12-31")] {
        let found = effective(&centre, division, as_of(day, "")).await;
        assert_eq!(value(&found, "statement_period"), Some((5, "ministry规定")));
        assert_eq!(value(&found, "closing_period"), None);
    }
    let found = effective(&centre, "350604001", as_of("2022-10-31", "")).await;
    assert_eq!(value(&found, "statement_period"), None);
    centre.close().await;
}

#[tokio::test]
async fn the_catalogue_says_what_national_law_says() {
    let centre = empty().await;
    let request = centre.by_clerk(ListParameterNormsRequest {});
    let answer = competence(&centre)
        .list_parameter_norms(request)
        .await
        .unwrap();
    let norms = answer.into_inner().norms;
    let norm = |key: &str| norms.iter().find(|norm| norm.key == key).unwrap();
    let hearing = norm("hearing_request_period");
    assert_eq!(
        (
            hearing.value,
            hearing.unit(),
            hearing.direction(),
            hearing.citation.as_str()
        ),
        (5, WorkingDays, Minimum, "行政处罚法第六十四条第（一）项")
    );
    let statement = norm("statement_period");
    assert_eq!((statement.value, statement.citation.as_str()), (0, ""));
    assert_eq!(statement.direction(), ParameterDirection::Unspecified);

    let unstated = GetParametersRequest {
        division: "350604".into(),
        ..GetParametersRequest::default()
    };
    let request = centre.by_clerk(unstated);
    let (code, ..) = refused(competence(&centre).get_parameters(request).await);
    assert_eq!(code, tonic::Code::InvalidArgument);
    centre.close().await;
}
