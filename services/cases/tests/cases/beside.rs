//! What every side procedure is held to: the record rebuilt gives the case that is kept.

use actor::Actor;
use contract::cases::v1 as proto;

use crate::office::Office;

/// Calls a method of a side procedure and gives the case after the act.
macro_rules! called {
    ($office:expr, $actor:expr, $client:expr, $method:ident($message:expr)) => {{
        let request = $office.by($actor, $message);
        let answer = $client.$method(request).await.unwrap();
        answer.into_inner().case.unwrap()
    }};
}
pub(crate) use called;

/// Reads the record of a case back: it writes alike, and replayed it gives what is kept.
pub(crate) async fn is_rebuilt(office: &Office, actor: &Actor, case_id: &str) {
    let request = proto::ListCaseEventsRequest {
        case_id: case_id.to_owned(),
        ..proto::ListCaseEventsRequest::default()
    };
    let answer = office
        .cases
        .clone()
        .list_case_events(office.by(actor, request))
        .await;
    let events = answer.unwrap().into_inner().events;
    let id = cases_domain::CaseId(uuid::Uuid::parse_str(case_id).unwrap());
    let read: Vec<cases_domain::Event> = events
        .iter()
        .map(|event| {
            let payload = event.payload.as_ref().unwrap();
            let written = cases::record::Written {
                type_name: payload.type_url.rsplit('/').next().unwrap().to_owned(),
                payload: payload.value.clone(),
            };
            let event = cases::record::read(id, &written).unwrap();
            assert_eq!(cases::record::write(&event), written);
            event
        })
        .collect();
    let replayed = cases_domain::replay(&read).unwrap().unwrap();
    assert_eq!(
        serde_json::to_value(&replayed).unwrap(),
        office.kept(case_id).await
    );
}
