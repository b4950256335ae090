//! Commands as phones send them: what is malformed, what JSON says, which acts they reach.

use std::slice::from_ref;

use contract::cases::v1::offline_command::Request as Asked;
use contract::cases::v1::*;
use prost::Message;
use tonic::Code;

use crate::acts::{self, done};
use crate::office::{self, Office, fresh, refusal, zheng};
use crate::offline::{MONDAY, count, refused, states};
use crate::phone::{CONCLUDE, Phone, made, replayed, sent};

#[tokio::test]
async fn a_malformed_command_is_refused_by_the_name_of_its_field() {
    let office = office::open(MONDAY).await;
    let id = acts::filed(&office).await.case_id;
    let mut phone = Phone::new("p-1");
    let right = acts::evidence(&office, &id);
    let mut bent = |bend: &dyn Fn(&mut OfflineCommand)| {
        let evidence = RecordEvidenceRequest {
            request_id: fresh(),
            ..right.clone()
        };
        let mut command = phone.evidence(&office, &evidence, &[]);
        bend(&mut command);
        command
    };
    let said = |change: &dyn Fn(&mut RecordEvidenceRequest)| {
        let mut evidence = RecordEvidenceRequest {
            request_id: String::new(),
            ..right.clone()
        };
        change(&mut evidence);
        Some(Asked::Payload(evidence.encode_to_vec()))
    };
    let json = |text: serde_json::Value| {
        let Some(prost_types::value::Kind::StructValue(it)) = structure(&text).kind else {
            panic!("an object");
        };
        Some(Asked::Json(it))
    };
    let cases = [
        (
            "method",
            bent(&|it| it.method = "/yifa.cases.v1.CaseService/GetCase".to_owned()),
        ),
        ("method", bent(&|it| it.method = "/no/Such".to_owned())),
        (
            "payload",
            bent(&|it| it.request = Some(Asked::Payload(vec![0xff; 9]))),
        ),
        ("request", bent(&|it| it.request = None)),
        (
            "json.nonsense",
            bent(&|it| it.request = json(serde_json::json!({"nonsense": 1}))),
        ),
        (
            "json",
            bent(&|it| it.request = json(serde_json::json!({"kind": "NO_SUCH_KIND"}))),
        ),
        (
            "request_id",
            bent(&|it| it.request = said(&|it| it.request_id = fresh())),
        ),
        (
            "validate_only",
            bent(&|it| it.request = said(&|it| it.validate_only = true)),
        ),
        (
            "opens_case_id",
            bent(&|it| it.opens_case_id = made(&office)),
        ),
        (
            "description",
            bent(&|it| it.request = said(&|it| it.description.clear())),
        ),
        (
            "case_id",
            bent(&|it| it.request = said(&|it| it.case_id = "x".to_owned())),
        ),
        (
            "etag",
            bent(&|it| it.request = said(&|it| it.etag = "x".to_owned())),
        ),
    ];
    let phone = Phone::new("p-1");
    for (field, command) in cases {
        let (reason, named, text) = refused(&office, &zheng(), &phone, command).await;
        assert_eq!(
            (reason.as_str(), named.as_str()),
            ("MALFORMED_FIELD", field),
            "{text}"
        );
        assert!(!text.is_empty());
    }
    let mut phone = Phone::new("p-1");
    let uuid4 = OfflineCommand {
        opens_case_id: fresh(),
        ..phone.file(&office, &acts::file(&office))
    };
    assert_eq!(
        refused(&office, &zheng(), &phone, uuid4).await.1,
        "opens_case_id"
    );
    let written = "select count(*) from record where actor <> 'test'";
    let before = count(&office, written).await;

    // What cannot be told from others, or put in order, refuses the call.
    let good = || phone_evidence(&office, &right);
    let calls: [(&str, Bend<'_>); 9] = [
        ("device_id", &|it| it.device_id.clear()),
        ("sent_device_time", &|it| it.sent_device_time = None),
        ("reason", &|it| it.reason = 0),
        ("obstacle_ended_date", &|it| {
            it.obstacle_ended_date = "gestern".to_owned();
        }),
        ("commands[1].command_id", &|it| {
            it.commands[1].command_id = "7".to_owned();
        }),
        ("commands[1].device_time", &|it| {
            it.commands[1].device_time = None;
        }),
        ("commands[1].sequence", &|it| it.commands[1].sequence = 0),
        ("commands[1].after", &|it| {
            it.commands[1].after = vec![it.commands[1].command_id.clone()];
        }),
        ("commands", &|it| {
            it.commands = vec![it.commands[0].clone(); 101];
        }),
    ];
    for (field, bend) in calls {
        let mut batch = phone.batch(office.now(), &[good(), good()]);
        bend(&mut batch);
        let status = sent(&office, &zheng(), batch).await.unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument, "{field}");
        let details = tonic_types::StatusExt::get_error_details(&status);
        let named = &details.bad_request().unwrap().field_violations[0];
        assert_eq!(named.field, field);
        if field == "commands" {
            let info = details.error_info().unwrap();
            assert_eq!(info.metadata["limit"], "100");
            assert!(refusal(&status).2.contains("最多提交100项"));
        }
    }
    assert_eq!(count(&office, written).await, before, "nothing is written");
    office.close().await;
}

fn phone_evidence(office: &Office, like: &RecordEvidenceRequest) -> OfflineCommand {
    let evidence = RecordEvidenceRequest {
        request_id: fresh(),
        ..like.clone()
    };
    Phone::new("p-1").evidence(office, &evidence, &[])
}

/// What makes a right call wrong.
type Bend<'a> = &'a dyn Fn(&mut ReplayRequest);

/// A JSON value as the contract carries it.
fn structure(it: &serde_json::Value) -> prost_types::Value {
    use prost_types::value::Kind;
    use serde_json::Value as Json;
    let kind = match it {
        Json::Null => Kind::NullValue(0),
        Json::Bool(it) => Kind::BoolValue(*it),
        Json::Number(it) => Kind::NumberValue(it.as_f64().unwrap()),
        Json::String(it) => Kind::StringValue(it.clone()),
        Json::Array(all) => Kind::ListValue(prost_types::ListValue {
            values: all.iter().map(structure).collect(),
        }),
        Json::Object(all) => Kind::StructValue(prost_types::Struct {
            fields: all
                .iter()
                .map(|(name, it)| (name.clone(), structure(it)))
                .collect(),
        }),
    };
    prost_types::Value { kind: Some(kind) }
}

#[tokio::test]
async fn a_command_in_json_is_the_same_command() {
    let office = office::open(MONDAY).await;
    let id = acts::filed(&office).await.case_id;
    let conclude = ConcludeInquiryRequest {
        request_id: String::new(),
        ..acts::conclude(&id, 300_000)
    };
    let mut phone = Phone::new("p-1");
    done!(
        office,
        &zheng(),
        penalties.record_evidence(acts::evidence(&office, &id))
    );
    let command_id = fresh();
    let command = phone.record(office.now(), CONCLUDE, (&command_id, &conclude), &[]);
    let text = serde_json::json!({
        "caseId": id,
        "coOfficerId": "o-cai",
        "facts": conclude.facts,
        "proposedFineFen": "300000",
        "discretion": conclude.discretion,
    });
    let Some(prost_types::value::Kind::StructValue(json)) = structure(&text).kind else {
        panic!("an object");
    };
    let in_json = OfflineCommand {
        request: Some(Asked::Json(json)),
        ..command.clone()
    };
    let results = replayed(&office, &zheng(), &phone, &[in_json]).await;
    assert_eq!(states(&results), [CommandState::Accepted], "{results:?}");
    // Encoded it says the same; with other contents it is another.
    let results = replayed(&office, &zheng(), &phone, from_ref(&command)).await;
    assert_eq!(states(&results), [CommandState::AlreadyDone]);
    let other = OfflineCommand {
        sequence: 99,
        ..command
    };
    let (why, _, _) = refused(&office, &zheng(), &phone, other).await;
    assert_eq!(why, "IDEMPOTENCY_KEY_REUSED");
    office.close().await;
}

/// Every method that changes a case and answers with it.
fn acts_of_the_contract() -> Vec<String> {
    let pool = prost_reflect::DescriptorPool::decode(contract::DESCRIPTORS).unwrap();
    let services = pool.services();
    let services = services.filter(|it| it.package_name() == "yifa.cases.v1");
    let methods = services.flat_map(|service| service.methods().collect::<Vec<_>>());
    let acts = methods.filter(|method| {
        let is_case = |field: prost_reflect::FieldDescriptor| {
            let message = field
                .kind()
                .as_message()
                .map(|it| it.full_name().to_owned());
            message.is_some_and(|name| name == "yifa.cases.v1.Case")
        };
        let named = |it: &str| method.input().get_field_by_name(it).is_some();
        let of_case = ["case_id", "case_code", "party_id"].into_iter().any(named);
        let asks = named("request_id") && of_case;
        asks && method.output().get_field(1).is_some_and(is_case)
    });
    acts.map(|it| format!("/{}/{}", it.parent_service().full_name(), it.name()))
        .collect()
}

#[tokio::test]
async fn every_act_of_the_contract_has_a_server_that_commands_reach() {
    let office = office::open(MONDAY).await;
    let everybody = testkit::actor::person(
        "o-zheng",
        crate::elements::MARKET,
        "350604",
        &[
            "cases.read",
            "cases.handle",
            "cases.approve",
            "cases.review",
            "cases.endorse",
            "cases.preside",
            "cases.designate",
            "cases.revoke",
            "cases.supervise",
        ],
    );
    let mut phone = Phone::new("p-1");
    let methods = acts_of_the_contract();
    assert!(methods.len() > 150, "{}", methods.len());
    for some in methods.chunks(100) {
        let commands: Vec<OfflineCommand> = some
            .iter()
            .map(|method| phone.record(office.now(), method, (&fresh(), &()), &[]))
            .collect();
        for result in replayed(&office, &everybody, &phone, &commands).await {
            let (state, why) = (result.state(), result.refusal.unwrap());
            assert_eq!(state, CommandState::Refused, "{}: {why:?}", result.method);
            let field = why.violations.first().map(|it| it.field.as_str());
            assert_ne!(field, Some("method"), "{}", result.method);
            assert!(!why.reason.is_empty() && !why.text.is_empty(), "{why:?}");
        }
    }
    office.close().await;
}
