//! Parameters of the rules: who sets them, what they change.

use contract::supervision::v1 as proto;
use tonic::Code;

use crate::acts::act;
use crate::office::{self, Office, fresh, hong, reason, refusal, supervisor, zheng};
use crate::story::Opening;

fn set(rule: &str, parameter: &str, value: i64) -> proto::SetRuleParameterRequest {
    proto::SetRuleParameterRequest {
        request_id: fresh(),
        rule: rule.to_owned(),
        parameter: parameter.to_owned(),
        value,
        note: "本地从严".to_owned(),
        ..proto::SetRuleParameterRequest::default()
    }
}

async fn in_force(
    office: &Office,
    division: &str,
    rule: &str,
    parameter: &str,
) -> proto::RuleParameter {
    let request = proto::ListRulesRequest {
        division: division.to_owned(),
        domain: String::new(),
    };
    let rules = act!(office, hong(), list_rules, request)
        .unwrap()
        .into_inner()
        .rules;
    let rule = rules.into_iter().find(|it| it.rule == rule).unwrap();
    let mut parameters = rule.parameters.into_iter();
    parameters.find(|it| it.parameter == parameter).unwrap()
}

#[tokio::test]
async fn a_division_is_as_strict_as_it_likes_and_keeps_who_said_so() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let request = set("CERTIFICATE_ENDING", "days", 60);
    let first = act!(office, hong(), set_rule_parameter, request.clone()).unwrap();
    let again = act!(office, hong(), set_rule_parameter, request).unwrap();
    assert_eq!(first.into_inner(), again.into_inner());
    let city = supervisor("o-city", "zhangzhou-justice", "3506");
    act!(
        office,
        city,
        set_rule_parameter,
        set("CERTIFICATE_ENDING", "days", 90)
    )
    .unwrap();
    let here = in_force(&office, "350604001", "CERTIFICATE_ENDING", "days").await;
    assert_eq!((here.value, here.set_for_division.as_str()), (60, "350604"));
    assert_eq!(here.set_by, hong().principal);
    let beside = in_force(&office, "350681", "CERTIFICATE_ENDING", "days").await;
    assert_eq!(
        (beside.value, beside.set_for_division.as_str()),
        (90, "3506")
    );
    let far = in_force(&office, "350203", "CERTIFICATE_ENDING", "days").await;
    assert_eq!((far.value, far.set_by.as_str()), (30, ""));

    act!(
        office,
        hong(),
        set_rule_parameter,
        set("CERTIFICATE_ENDING", "days", 45)
    )
    .unwrap();
    let kept: Vec<i64> = sqlx::query_scalar(
        "select value from rule_parameter where division = '350604' order by revision",
    )
    .fetch_all(&office.database.pool)
    .await
    .unwrap();
    assert_eq!(kept, [60, 45]);

    office.told.file(
        &Opening {
            expiry: "2026-04-10",
            ..Opening::default()
        },
        "2026-09-01",
    );
    office.told.file(
        &Opening {
            id: 2,
            division: "350203",
            expiry: "2026-04-10",
            ..Opening::default()
        },
        "2026-09-01",
    );
    office.hear().await;
    let seen = office.seen().await;
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].case_id, crate::story::case_id(1));
    office.close().await;
}

#[tokio::test]
async fn nobody_is_laxer_than_the_rule_or_sets_for_others() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let lax = act!(
        office,
        hong(),
        set_rule_parameter,
        set("CERTIFICATE_ENDING", "days", 29)
    );
    let status = lax.unwrap_err();
    assert_eq!(status.code(), Code::FailedPrecondition);
    assert_eq!(refusal(&status).0, "PARAMETER_OUT_OF_BOUNDS");
    let above = proto::SetRuleParameterRequest {
        division: "3506".to_owned(),
        ..set("CERTIFICATE_ENDING", "days", 60)
    };
    let refused = act!(office, hong(), set_rule_parameter, above);
    assert_eq!(reason(refused), "NOT_YOUR_DIVISION");
    let refused = act!(
        office,
        zheng(),
        set_rule_parameter,
        set("CERTIFICATE_ENDING", "days", 60)
    );
    assert_eq!(reason(refused), "PERMISSION_DENIED");
    for (rule, parameter) in [("NO_SUCH", "days"), ("CLOCK_PASSED", "days")] {
        let refused = act!(office, hong(), set_rule_parameter, set(rule, parameter, 60));
        assert_eq!(reason(refused), "MALFORMED_FIELD");
    }
    let trial = proto::SetRuleParameterRequest {
        validate_only: true,
        ..set("CERTIFICATE_ENDING", "days", 60)
    };
    act!(office, hong(), set_rule_parameter, trial).unwrap();
    let here = in_force(&office, "350604", "CERTIFICATE_ENDING", "days").await;
    assert_eq!(here.value, 30);
    office.close().await;
}

#[tokio::test]
async fn running_clocks_are_looked_at_again_when_their_parameter_changes() {
    let office = office::open("2026-01-05T09:00:00+08:00").await;
    office.told.file(&Opening::default(), "2026-03-31");
    office.hear().await;
    office.on("2026-03-10");
    assert_eq!(office.sweep().await.events, 0);
    let stricter = set("CLOCK_NEAR", "working_days.DECISION", 20);
    act!(office, hong(), set_rule_parameter, stricter).unwrap();
    assert_eq!(office.sweep().await.events, 1);
    office.close().await;
}
