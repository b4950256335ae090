//! B03: of a sheet of local parameters exactly those that undercut the higher law are refused, each with its article.

use std::collections::BTreeMap;

use statute::identifier::DivisionCode;

use super::*;
use contract::elements::v1::Domain;
use contract::elements::v1::{ParameterDirection as D, ParameterUnit as U};

use crate::{Element, Facts, Key, Row, RowKey};

fn parameter(key: &str, value: i64, unit: U, direction: D) -> proto::Parameter {
    proto::Parameter {
        key: key.into(),
        value,
        unit: unit.into(),
        direction: direction.into(),
        citation: "本办法第八条".into(),
        verified: true,
    }
}

fn pack(
    id: &str,
    division: &str,
    rank: &str,
    parameters: Vec<proto::Parameter>,
) -> proto::ParameterPack {
    proto::ParameterPack {
        parameter_pack_id: id.into(),
        name: format!("{id}参数"),
        domain: Domain::MarketSupervision.into(),
        division: division.into(),
        document: format!("{id}文件"),
        rank: rank.into(),
        parameters,
    }
}

fn ministry() -> proto::ParameterPack {
    pack(
        "ministry",
        "35",
        "部门规章",
        vec![
            parameter("statement_period", 5, U::WorkingDays, D::Minimum),
            parameter("legal_review_period", 10, U::WorkingDays, D::Maximum),
            parameter("decision_extension", 30, U::Days, D::Maximum),
            parameter("hearing_threshold_person", 1_000_000, U::Fen, D::Maximum),
        ],
    )
}

/// A sheet of local parameters, and the article that each breaks; nothing: it breaks none.
fn sheet() -> Vec<(proto::Parameter, Option<&'static str>)> {
    vec![
        (
            parameter("hearing_request_period", 3, U::Days, D::Minimum),
            Some("行政处罚法第六十四条第（一）项"),
        ),
        (
            parameter("hearing_notice_period", 10, U::WorkingDays, D::Minimum),
            None,
        ),
        (
            parameter("preservation_period", 10, U::WorkingDays, D::Maximum),
            Some("行政处罚法第五十六条"),
        ),
        (parameter("decision_period", 60, U::Days, D::Maximum), None),
        (
            parameter("payment_period", 10, U::Days, D::Equal),
            Some("行政处罚法第六十七条第三款"),
        ),
        (
            parameter("late_fine_rate", 50, U::Permille, D::Equal),
            Some("行政处罚法第七十二条第一款第（一）项"),
        ),
        (
            parameter("late_fine_cap", 500, U::Permille, D::Maximum),
            None,
        ),
        (
            parameter("summary_fine_limit_person", 50_000, U::Fen, D::Maximum),
            Some("行政处罚法第五十一条"),
        ),
        (
            parameter("on_the_spot_collection_limit", 5_000, U::Fen, D::Maximum),
            None,
        ),
        (
            parameter("seizure_period", 60, U::Days, D::Maximum),
            Some("行政强制法第二十五条第一款"),
        ),
        (
            parameter("urging_period", 5, U::WorkingDays, D::Minimum),
            Some("行政强制法第五十四条"),
        ),
        (
            parameter("statement_period", 3, U::WorkingDays, D::Minimum),
            Some("本办法第八条"),
        ),
        (
            parameter("legal_review_period", 7, U::WorkingDays, D::Maximum),
            None,
        ),
        (
            parameter("decision_extension", 30, U::Days, D::Maximum),
            None,
        ),
        (
            parameter("closing_period", 30, U::WorkingDays, D::Maximum),
            None,
        ),
    ]
}

fn local() -> proto::ParameterPack {
    let parameters = sheet()
        .into_iter()
        .map(|(parameter, _)| parameter)
        .collect();
    pack("local", "350604", "规范性文件", parameters)
}

#[test]
fn exactly_those_that_undercut_the_higher_law_are_named_with_the_article() {
    let found: Vec<(String, String)> = breaches(&local(), [&ministry()])
        .into_iter()
        .map(|breach| (breach.key, breach.citation))
        .collect();
    let expected: Vec<(String, String)> = sheet()
        .into_iter()
        .filter_map(|(parameter, article)| Some((parameter.key, article?.to_owned())))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_pack_in_breach_is_refused_as_a_whole_with_every_bound() {
    let span = Span::since(calendar::CivilDate::ymd(2023, 1, 1).unwrap());
    let rows = |pack: proto::ParameterPack, span| {
        let key = Key::new(Registry::ParameterPack, pack.parameter_pack_id.as_str());
        let row = Row {
            key: RowKey {
                version: 1,
                from: span_from(span),
            },
            span,
            body: Body::ParameterPack(pack),
        };
        BTreeMap::from([(key, vec![row])])
    };
    let facts = |others| Facts {
        now: chrono::DateTime::UNIX_EPOCH,
        keeps: None,
        others,
        namesake: None,
        beside: Vec::new(),
    };
    let refusal = check(&local(), span, &facts(rows(ministry(), span))).unwrap_err();
    assert_eq!(refusal.reason().name, "UNDERCUTS_HIGHER_LAW");
    let paths: Vec<&str> = refusal
        .fields()
        .iter()
        .map(|field| field.path.as_str())
        .collect();
    let expected: Vec<String> = sheet()
        .iter()
        .enumerate()
        .filter(|(_, (_, article))| article.is_some())
        .map(|(at, _)| format!("parameter_pack.parameters[{at}].value"))
        .collect();
    assert_eq!(paths, expected);
    assert!(
        refusal
            .zh()
            .contains("为3日，不得少于5个工作日（行政处罚法第六十四条第（一）项）")
    );
    // What is not in force on the same days does not bind.
    let over = Span::new(
        calendar::CivilDate::ymd(2020, 1, 1).unwrap(),
        calendar::CivilDate::ymd(2022, 1, 1),
    )
    .unwrap();
    let refusal = check(&local(), span, &facts(rows(ministry(), over))).unwrap_err();
    assert!(
        refusal
            .unmet()
            .iter()
            .all(|unmet| unmet.subject != "statement_period")
    );
    // Nor does a local document extend what only a rule may.
    assert!(
        refusal
            .unmet()
            .iter()
            .any(|unmet| unmet.subject == "decision_extension")
    );
}

fn span_from(span: Span) -> calendar::CivilDate {
    span.from()
}

#[test]
fn what_stands_above_binds_and_what_stands_beside_does_not() {
    let short = vec![parameter("statement_period", 3, U::WorkingDays, D::Minimum)];
    let names =
        |pack: &proto::ParameterPack, others: &[proto::ParameterPack]| breaches(pack, others).len();
    let local = pack("local", "350604", "规范性文件", short.clone());
    assert_eq!(names(&local, &[ministry()]), 1);
    let mut other_line = ministry();
    other_line.domain = Domain::Agriculture.into();
    assert_eq!(names(&local, &[other_line]), 0);
    let mut elsewhere = ministry();
    elsewhere.division = "3504".into();
    assert_eq!(names(&local, &[elsewhere]), 0);
    // A rule of the province has the force of a ministry's, a city's stands below both.
    assert_eq!(
        names(
            &pack("p", "35", "地方政府规章", short.clone()),
            &[ministry()]
        ),
        0
    );
    assert_eq!(
        names(
            &pack("c", "3506", "地方政府规章", short.clone()),
            &[ministry()]
        ),
        1
    );
    assert_eq!(
        names(&pack("r", "3506", "地方性法规", short), &[ministry()]),
        0
    );
}

#[test]
fn a_special_law_and_the_province_say_otherwise_where_they_may() {
    let police = pack(
        "police",
        "35",
        "法律",
        vec![parameter(
            "summary_fine_limit_person",
            50_000,
            U::Fen,
            D::Maximum,
        )],
    );
    assert_eq!(breaches(&police, []), []);
    let threshold = vec![parameter(
        "hearing_threshold_person",
        2_000_000,
        U::Fen,
        D::Maximum,
    )];
    let province = pack("province", "35", "规范性文件", threshold.clone());
    assert_eq!(breaches(&province, [&ministry()]), []);
    let county = pack("county", "350604", "规范性文件", threshold);
    assert_eq!(breaches(&county, [&ministry()]).len(), 1);
}

#[test]
fn the_nearest_number_applies_unless_it_undercuts_what_stands_above() {
    let (ministry, local) = (ministry(), local());
    let division = DivisionCode::parse("350604001").unwrap();
    let found = effective(&[&ministry, &local], &division);
    let of = |key: &str| {
        let (parameter, source) = found.iter().find(|(it, _)| it.key == key).unwrap();
        let source = match source {
            Source::Pack(pack) => pack.parameter_pack_id.clone(),
            Source::Law(law) => law.short().to_owned(),
        };
        (parameter.value, source)
    };
    assert_eq!(of("legal_review_period"), (7, "local".into()));
    assert_eq!(of("statement_period"), (5, "ministry".into()));
    assert_eq!(of("hearing_request_period"), (5, "行政处罚法".into()));
    assert_eq!(of("decision_extension"), (30, "local".into()));
    assert!(found.iter().all(|(it, _)| it.key != "clue_check_period"));
    let elsewhere = effective(&[&local], &DivisionCode::parse("350427").unwrap());
    assert!(
        elsewhere
            .iter()
            .all(|(_, source)| matches!(source, Source::Law(_)))
    );
    assert!(elsewhere.iter().all(|(it, _)| it.value > 0));
}

#[test]
fn a_pack_is_read_with_every_fault_named() {
    let mut wrong = local();
    wrong.rank = "通知".into();
    wrong.parameters = vec![
        parameter("hearing_period", 5, U::WorkingDays, D::Minimum),
        parameter("payment_period", 1_500, U::Fen, D::Equal),
        parameter("payment_period", 15, U::Days, D::Maximum),
        parameter("closing_period", 0, U::WorkingDays, D::Maximum),
    ];
    let today = calendar::CivilDate::ymd(2023, 11, 20).unwrap();
    let refusal = Element::read(Body::ParameterPack(wrong), Span::since(today), today).unwrap_err();
    let paths: Vec<&str> = refusal
        .fields()
        .iter()
        .map(|field| field.path.trim_start_matches("parameter_pack."))
        .collect();
    assert_eq!(
        paths,
        [
            "rank",
            "parameters[0].key",
            "parameters[1].unit",
            "parameters[2].key",
            "parameters[2].direction",
            "parameters[3].value",
        ]
    );
}
