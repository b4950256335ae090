//! Health and reflection, as probes and tools ask for them.

use std::collections::BTreeMap;

use gateway::roles::Role;
use host::{Readiness, Upstream};
use tonic::Code;
use tonic::transport::Channel;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

use crate::world::{READ, SENSITIVE, World};

const CASES: &str = "yifa.cases.v1.CaseService";

async fn channel(world: &World) -> Channel {
    Channel::from_shared(format!("http://{}", world.address))
        .unwrap()
        .connect()
        .await
        .unwrap()
}

async fn health(client: &HealthClient<Channel>, service: &str) -> Result<ServingStatus, Code> {
    let request = HealthCheckRequest {
        service: service.to_owned(),
    };
    match client.clone().check(request).await {
        Ok(answer) => Ok(answer.into_inner().status()),
        Err(status) => Err(status.code()),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn health_is_answered_for_the_gateway_and_for_every_service() {
    let world = World::start().await;
    let client = HealthClient::new(channel(&world).await);
    for service in [
        "",
        "live",
        CASES,
        "yifa.elements.v1.ElementService",
        "yifa.identity.v1.SessionService",
    ] {
        testkit::eventually(&format!("{service} serves"), async || {
            (health(&client, service).await == Ok(ServingStatus::Serving)).then_some(())
        })
        .await;
    }
    assert_eq!(
        health(&client, "yifa.none.v1.None").await,
        Err(Code::NotFound)
    );
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_not_ready_is_reported_so_and_is_again_when_it_is() {
    let world = World::start().await;
    let readiness = Readiness::default();
    world.gateway.follow("yifa.cases.v1", readiness.clone());
    let client = HealthClient::new(channel(&world).await);
    for (ready, expected) in [
        (false, ServingStatus::NotServing),
        (true, ServingStatus::Serving),
        (false, ServingStatus::NotServing),
    ] {
        readiness.set(ready);
        testkit::eventually("its health follows", async || {
            (health(&client, CASES).await == Ok(expected)).then_some(())
        })
        .await;
        assert_eq!(health(&client, "live").await, Ok(ServingStatus::Serving));
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_not_there_is_not_serving_and_its_methods_are_unimplemented() {
    let world = World::start().await;
    let mut settings = world.settings.clone();
    settings.keys.actor = world.test.actor_key_pem.as_str().into();
    let upstreams: BTreeMap<String, Upstream> = BTreeMap::new();
    let alone = gateway::start(settings, upstreams, &world.test.host)
        .await
        .unwrap();
    let client = HealthClient::new(alone.entry());
    let request = HealthCheckRequest {
        service: CASES.to_owned(),
    };
    testkit::eventually("the missing service is reported", async || {
        let answer = client
            .clone()
            .check(request.clone())
            .await
            .ok()?
            .into_inner();
        (answer.status() == ServingStatus::NotServing).then_some(())
    })
    .await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let mut call = tonic::client::Grpc::new(alone.entry());
    call.ready().await.unwrap();
    let mut request = tonic::Request::new(contract::cases::v1::ListAllowedActsRequest::default());
    request
        .metadata_mut()
        .insert("authorization", bearer.parse().unwrap());
    let codec =
        tonic_prost::ProstCodec::<_, contract::cases::v1::ListAllowedActsResponse>::default();
    let refused = call
        .unary(request, READ.parse().unwrap(), codec)
        .await
        .unwrap_err();
    assert_eq!(refused.code(), Code::Unimplemented);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reflection_answers_in_both_versions_unless_it_is_off() {
    use tonic_reflection::pb::{v1, v1alpha};
    let world = World::start().await;
    let channel = channel(&world).await;
    let request = v1::ServerReflectionRequest {
        host: String::new(),
        message_request: Some(v1::server_reflection_request::MessageRequest::ListServices(
            String::new(),
        )),
    };
    let mut client = v1::server_reflection_client::ServerReflectionClient::new(channel.clone());
    let mut answers = client
        .server_reflection_info(futures::stream::iter([request.clone()]))
        .await
        .unwrap()
        .into_inner();
    let answer = answers
        .message()
        .await
        .unwrap()
        .unwrap()
        .message_response
        .unwrap();
    let v1::server_reflection_response::MessageResponse::ListServicesResponse(list) = answer else {
        panic!("{answer:?}");
    };
    let names: Vec<_> = list
        .service
        .iter()
        .map(|service| service.name.as_str())
        .collect();
    assert!(names.contains(&CASES), "{names:?}");
    assert!(names.contains(&"grpc.health.v1.Health"), "{names:?}");

    let request_alpha = v1alpha::ServerReflectionRequest {
        host: String::new(),
        message_request: Some(
            v1alpha::server_reflection_request::MessageRequest::FileContainingSymbol(
                CASES.to_owned(),
            ),
        ),
    };
    let mut client = v1alpha::server_reflection_client::ServerReflectionClient::new(channel);
    let mut answers = client
        .server_reflection_info(futures::stream::iter([request_alpha]))
        .await
        .unwrap()
        .into_inner();
    let answer = answers
        .message()
        .await
        .unwrap()
        .unwrap()
        .message_response
        .unwrap();
    assert!(
        matches!(
            answer,
            v1alpha::server_reflection_response::MessageResponse::FileDescriptorResponse(_)
        ),
        "{answer:?}"
    );
    world.stop().await;

    let world = World::start_with(|settings| settings.reflection = false).await;
    let channel = self::channel(&world).await;
    let mut client = v1::server_reflection_client::ServerReflectionClient::new(channel);
    let refused = client
        .server_reflection_info(futures::stream::iter([request]))
        .await
        .unwrap_err();
    assert_eq!(refused.code(), Code::Unimplemented);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopping_gateway_finishes_its_calls_and_takes_no_more() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let headers = [
        ("authorization", bearer.as_str()),
        (crate::world::STUB, "hang"),
        ("grpc-timeout", "1S"),
    ];
    let stop = async {
        testkit::eventually("the call is under way", async || {
            (!world.stub.seen().is_empty()).then_some(())
        })
        .await;
        world
            .test
            .host
            .tasks
            .stop(std::time::Duration::from_secs(10))
            .await;
    };
    let (answer, ()) = tokio::join!(world.wire.grpc(SENSITIVE, &headers, &[]), stop);
    assert_eq!(
        answer.code(),
        Code::DeadlineExceeded,
        "answered, not cut off"
    );
    let ended: Vec<String> =
        sqlx::query_scalar("select outcome from audit_outcome where call_id = $1")
            .bind(answer.call_id())
            .fetch_all(&world.database.pool)
            .await
            .unwrap();
    assert_eq!(ended, ["DEADLINE_EXCEEDED"], "its end is in the log");
    assert!(tokio::net::TcpStream::connect(world.address).await.is_err());
    world.gateway.pool().close().await;
    world.database.close().await;
}
