//! The one door: whether it answers, whom it lets in, and what it shows.

use std::time::Duration;

use gateway::access::{Access, Audited, Method, Table};
use gateway::tokens::{Claims, TokenKeys, YIFA};
use host::{Gateway, Secret, ServiceAccount, Upstream, upstream};
use tonic::metadata::AsciiMetadataValue;
use tonic::{Code, Request, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;
use tonic_prost::ProstCodec;

use super::check::{Check, Examine, Level, Outcome, Text};
use super::probe::Probe;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// Reflection, as clients call it.
const REFLECTION: &str = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
/// A public method that is always there: it answers, with a refusal, to a token that is none.
const REFRESH: &str = "/yifa.identity.v1.SessionService/RefreshSession";
/// Who a signed-in caller is.
pub(super) const MYSELF: &str = "/yifa.identity.v1.SessionService/GetMyself";

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "gateway.health",
        probes: Text::new(
            "网关及每个服务报告可用",
            "the gateway reports every service as serving",
        ),
        mend: Text::new(
            "启动缺少的服务；查看其日志；分进程部署时核对网关设置 upstreams 中的地址。",
            "Start what is missing and read its log; with a process each, check the addresses in the gateway's `upstreams`.",
        ),
        worst: Level::Red,
        examine: Examine::Once(|probe| Box::pin(health(probe))),
    },
    Check {
        id: "gateway.refuses_strangers",
        probes: Text::new(
            "未登录的调用被拒绝",
            "a call without a token is refused by every method that is not public",
        ),
        mend: Text::new(
            "立即断开该端口：其后不是本平台的网关，或网关前的代理改写了应答。",
            "Take the port off the network: what answers is not this gateway, or a proxy in front rewrites its answers.",
        ),
        worst: Level::Red,
        examine: Examine::Once(|probe| Box::pin(refuses_strangers(probe))),
    },
    Check {
        id: "gateway.refuses_bad_tokens",
        probes: Text::new(
            "伪造、他人签发、过期的令牌被拒绝",
            "a token that is rubbish, signed by another key or past its end is refused",
        ),
        mend: Text::new(
            "立即断开该端口并更换 gateway.keys.token；核对 retired_tokens 中没有陌生公钥。",
            "Take the port off the network, replace gateway.keys.token, and look for strange keys in retired_tokens.",
        ),
        worst: Level::Red,
        examine: Examine::Once(|probe| Box::pin(refuses_bad_tokens(probe))),
    },
    Check {
        id: "gateway.answers_the_public",
        probes: Text::new(
            "公开方法无需登录即可应答",
            "a public method answers without a token",
        ),
        mend: Text::new(
            "查看网关日志；确认提供公开方法的服务在运行，前置代理未要求登录。",
            "Read the gateway's log; is the service behind the public method up? Does a proxy in front ask for a sign-in?",
        ),
        worst: Level::Red,
        examine: Examine::Once(|probe| Box::pin(answers_the_public(probe))),
    },
    Check {
        id: "gateway.plaintext",
        probes: Text::new(
            "对外端口使用 TLS",
            "the port is encrypted where others can reach it",
        ),
        mend: Text::new(
            "设置 gateway.tls（证书与私钥），或只监听 127.0.0.1 并由前置代理终结 TLS。",
            "Set gateway.tls (certificate, key), or listen on 127.0.0.1 only with a TLS proxy in front.",
        ),
        worst: Level::Warning,
        examine: Examine::Once(|probe| Box::pin(plaintext(probe))),
    },
    Check {
        id: "gateway.certificate",
        probes: Text::new(
            "TLS 证书有效期充足",
            "the TLS certificate is in force for a while yet",
        ),
        mend: Text::new(
            "换发证书，放到 gateway.tls.certificate 指定的文件，重启网关。",
            "Renew the certificate, put it where gateway.tls.certificate says, restart the gateway.",
        ),
        worst: Level::Red,
        examine: Examine::Once(|probe| Box::pin(async { certificate(probe) })),
    },
    Check {
        id: "gateway.reflection",
        probes: Text::new(
            "对外端口不提供 gRPC 反射",
            "reflection does not answer where others can reach it",
        ),
        mend: Text::new(
            "设置 gateway.reflection = false 并重启网关。",
            "Set gateway.reflection = false and restart the gateway.",
        ),
        worst: Level::Warning,
        examine: Examine::Once(|probe| Box::pin(reflection(probe))),
    },
    Check {
        id: "gateway.demonstration",
        probes: Text::new("没有演示账号", "there are no demonstration accounts"),
        mend: Text::new(
            "演示账号口令公开：停用这些账号，或用不带 --demo 的新数据库；切勿对外开放带演示账号的系统。",
            "Their passwords are public: disable the accounts, or start over without --demo on a fresh database; never open \
             such a system to others.",
        ),
        worst: Level::Red,
        examine: Examine::Once(|probe| Box::pin(demonstration(probe))),
    },
    Check {
        id: "gateway.accounts",
        probes: Text::new(
            "各服务的账号可以登录网关",
            "the services' accounts are accepted by the gateway",
        ),
        mend: Text::new(
            "账号不存在、被停用或密钥不符：运行 yifa migrate 重新登记，确认 keys 目录与网关所用一致。",
            "An account is missing, disabled or has another key: `yifa migrate` registers them again; use the same keys \
             folder everywhere.",
        ),
        worst: Level::Red,
        examine: Examine::Once(|probe| Box::pin(accounts(probe))),
    },
];

async fn health(probe: &Probe) -> anyhow::Result<Outcome> {
    let table = Table::from_descriptors(contract::DESCRIPTORS)?;
    let mut client = HealthClient::new(upstream::remote(&probe.address)?);
    let mut away = Vec::new();
    for service in std::iter::once("").chain(table.services()) {
        let request = timed(HealthCheckRequest {
            service: service.to_owned(),
        });
        let serves = match client.check(request).await {
            Ok(answer) => answer.into_inner().status == ServingStatus::Serving as i32,
            Err(status) if service.is_empty() => {
                return Ok(Outcome::red(
                    format!("{} 无应答：{}", probe.address, said(&status)),
                    format!("{} does not answer: {}", probe.address, said(&status)),
                ));
            }
            Err(_) => false,
        };
        if !serves {
            away.push(if service.is_empty() {
                "gateway"
            } else {
                service
            });
        }
    }
    Ok(if away.is_empty() {
        let count = table.services().len();
        Outcome::ok(
            format!("{count} 个服务可用"),
            format!("{count} services serve"),
        )
    } else {
        let away = away.join(", ");
        Outcome::red(format!("不可用：{away}"), format!("not serving: {away}"))
    })
}

async fn refuses_strangers(probe: &Probe) -> anyhow::Result<Outcome> {
    let table = Table::from_descriptors(contract::DESCRIPTORS)?;
    let door = upstream::remote(&probe.address)?;
    let methods: Vec<&str> = closed(&table).map(|method| method.path.as_str()).collect();
    let mut open = Vec::new();
    for path in &methods {
        if !refused(&door, path, None, &mut open).await {
            return Ok(no_answer(probe));
        }
    }
    Ok(verdict(&open, methods.len()))
}

async fn refuses_bad_tokens(probe: &Probe) -> anyhow::Result<Outcome> {
    let door = upstream::remote(&probe.address)?;
    let mut tokens = vec!["rubbish".to_owned(), token(probe, None, 600)?];
    if !probe.gateway.keys.token.is_empty() {
        tokens.push(token(probe, Some(&probe.gateway.keys.token), -600)?);
    }
    let mut open = Vec::new();
    for token in &tokens {
        if !refused(&door, MYSELF, Some(token), &mut open).await {
            return Ok(no_answer(probe));
        }
    }
    Ok(verdict(&open, tokens.len()))
}

async fn answers_the_public(probe: &Probe) -> anyhow::Result<Outcome> {
    let table = Table::from_descriptors(contract::DESCRIPTORS)?;
    let reads = table.methods().find(|method| {
        method.access == Access::Public
            && method.audit == Audited::No
            && !method.streams
            && method.package.starts_with("yifa.")
    });
    let path = reads.map_or(REFRESH, |method| method.path.as_str());
    let code = call(&upstream::remote(&probe.address)?, path, None).await;
    let asked_to_sign_in = reads.is_some() && is_closed(code);
    let level = if is_answer(code) && !asked_to_sign_in {
        Level::Ok
    } else {
        Level::Red
    };
    Ok(Outcome::at(
        level,
        format!("{path} 应答 {code:?}"),
        format!("{path} answers {code:?}"),
    ))
}

async fn plaintext(probe: &Probe) -> anyhow::Result<Outcome> {
    if probe.listen.ip().is_loopback() {
        return Ok(Outcome::ok("仅本机可达", "only this machine reaches it"));
    }
    let plain = probe.address.replacen("https://", "http://", 1);
    let answer = call(&upstream::remote(&plain)?, MYSELF, None).await;
    Ok(if is_answer(answer) {
        Outcome::warning(
            format!("{} 以明文应答", probe.listen),
            format!("{} answers in plain text", probe.listen),
        )
    } else {
        Outcome::ok("不以明文应答", "does not answer in plain text")
    })
}

fn certificate(probe: &Probe) -> anyhow::Result<Outcome> {
    let Some(tls) = &probe.gateway.tls else {
        return Ok(Outcome::ok("未配置 TLS", "no TLS of its own"));
    };
    let pem = match std::fs::read(&tls.certificate) {
        Ok(pem) => pem,
        Err(error) => {
            return Ok(Outcome::red(
                format!("证书不可读：{error}"),
                format!("the certificate cannot be read: {error}"),
            ));
        }
    };
    let (_, pem) = x509_parser::pem::parse_x509_pem(&pem)?;
    let ends = pem.parse_x509()?.validity().not_after.timestamp();
    let days = (ends - probe.world.clock.now().timestamp()).div_euclid(24 * 60 * 60);
    let level = match days {
        30.. => Level::Ok,
        7.. => Level::Warning,
        _ => Level::Red,
    };
    Ok(Outcome::at(
        level,
        format!("剩余 {days} 天"),
        format!("{days} days left"),
    ))
}

async fn reflection(probe: &Probe) -> anyhow::Result<Outcome> {
    let code = call(&upstream::remote(&probe.address)?, REFLECTION, None).await;
    let answers = is_answer(code);
    if !answers {
        return Ok(Outcome::ok("不提供反射", "does not answer"));
    }
    let level = if probe.listen.ip().is_loopback() {
        Level::Ok
    } else {
        Level::Warning
    };
    Ok(Outcome::at(level, "提供反射", "answers"))
}

async fn demonstration(probe: &Probe) -> anyhow::Result<Outcome> {
    let database = probe
        .databases
        .iter()
        .find(|database| database.name == gateway::NAME);
    let Some(database) = database else {
        anyhow::bail!("the gateway's database is not known");
    };
    let host = super::tool_host(probe)?;
    let provision = gateway::Provision::new(database.pool.clone(), &probe.gateway, &host)?;
    let mut known = Vec::new();
    for username in &probe.demonstration {
        if provision.knows(username).await? {
            known.push(*username);
        }
    }
    if known.is_empty() {
        return Ok(Outcome::ok("没有", "none"));
    }
    let level = if probe.listen.ip().is_loopback() {
        Level::Warning
    } else {
        Level::Red
    };
    let names = known.join(", ");
    Ok(Outcome::at(
        level,
        format!("{} 个：{names}", known.len()),
        format!("{}: {names}", known.len()),
    ))
}

async fn accounts(probe: &Probe) -> anyhow::Result<Outcome> {
    let mut turned_away = Vec::new();
    for name in &probe.accounts {
        let file = probe.keys.join(format!("account-{name}.pem"));
        let code = match host::keys::load(&file) {
            Ok(private_key) => {
                let account = ServiceAccount {
                    name: (*name).to_owned(),
                    private_key,
                };
                let world = &probe.world;
                let way = Gateway::new(account, world.clock.clone(), world.entropy.clone());
                way.bind(upstream::remote(&probe.address)?);
                call(&way, MYSELF, None).await
            }
            Err(_) => Code::NotFound,
        };
        // The method is for people; what counts is that the account was known, and a token was had for it.
        if !matches!(code, Code::Ok | Code::PermissionDenied) {
            turned_away.push(format!("{name} ({code:?})"));
        }
    }
    Ok(if turned_away.is_empty() {
        let count = probe.accounts.len();
        Outcome::ok(
            format!("{count} 个账号均可登录"),
            format!("{count} accounts sign in"),
        )
    } else {
        let names = turned_away.join(", ");
        Outcome::red(
            format!("未被接受：{names}"),
            format!("not accepted: {names}"),
        )
    })
}

/// Methods that only a known caller may call, and that leave no row in the audit log when one is refused.
fn closed(table: &Table) -> impl Iterator<Item = &Method> {
    table
        .methods()
        .map(AsRef::as_ref)
        .filter(|method| method.access != Access::Public && method.audit == Audited::No)
}

/// Notes a method that lets this caller in; false when nothing answered.
async fn refused(door: &Upstream, path: &str, token: Option<&str>, open: &mut Vec<String>) -> bool {
    let code = call(door, path, token).await;
    if code != Code::Unauthenticated {
        open.push(format!("{path} ({code:?})"));
    }
    is_answer(code)
}

fn verdict(open: &[String], tried: usize) -> Outcome {
    if open.is_empty() {
        Outcome::ok(
            format!("{tried} 次均被拒绝"),
            format!("refused {tried} times of {tried}"),
        )
    } else {
        let open = open.join(", ");
        Outcome::red(format!("未拒绝：{open}"), format!("not refused: {open}"))
    }
}

fn no_answer(probe: &Probe) -> Outcome {
    Outcome::red(
        format!("{} 无应答", probe.address),
        format!("{} does not answer", probe.address),
    )
}

/// A token that says it is good for so many seconds from now: signed with `key`, or with one that nobody knows.
fn token(probe: &Probe, key: Option<&Secret>, seconds: i64) -> anyhow::Result<String> {
    let world = &probe.world;
    let now = world.clock.now().timestamp();
    let keys = gateway::settings::Keys {
        token: match key {
            Some(key) => key.clone(),
            None => actor::keys::generate()?.into(),
        },
        ..gateway::settings::Keys::default()
    };
    let claims = Claims {
        iss: YIFA.to_owned(),
        aud: YIFA.to_owned(),
        sub: "doctor".to_owned(),
        sid: None,
        jti: world.entropy.random_id(),
        iat: now + seconds.min(0) * 2,
        nbf: now + seconds.min(0) * 2,
        exp: now + seconds,
    };
    Ok(TokenKeys::read(&keys)?.sign(&claims)?)
}

/// Calls a method with an empty message; what matters is only how it ends.
pub(super) async fn call<S>(door: &S, path: &str, token: Option<&str>) -> Code
where
    S: tonic::client::GrpcService<tonic::body::Body> + Clone,
    S::Error: Into<tonic::codegen::StdError>,
    S::ResponseBody: http_body::Body<Data = bytes::Bytes> + Send + 'static,
    <S::ResponseBody as http_body::Body>::Error: Into<tonic::codegen::StdError> + Send,
{
    let Ok(path) = path.parse() else {
        return Code::InvalidArgument;
    };
    let mut request = timed(());
    if let Some(value) =
        token.and_then(|t| AsciiMetadataValue::try_from(format!("Bearer {t}")).ok())
    {
        request.metadata_mut().insert("authorization", value);
    }
    let mut client = tonic::client::Grpc::new(door.clone());
    let asked = async {
        client
            .ready()
            .await
            .map_err(|error| Status::from_error(error.into()))?;
        let codec = ProstCodec::<(), ()>::default();
        client.unary(request, path, codec).await
    };
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(_)) => Code::Ok,
        Ok(Err(status)) => status.code(),
        Err(_) => Code::DeadlineExceeded,
    }
}

fn timed<T>(message: T) -> Request<T> {
    let mut request = Request::new(message);
    request.set_timeout(PATIENCE);
    request
}

/// Whether somebody answered at all, be it with a no.
fn is_answer(code: Code) -> bool {
    !matches!(
        code,
        Code::Unavailable
            | Code::Unknown
            | Code::DeadlineExceeded
            | Code::Unimplemented
            | Code::Cancelled
    )
}

fn is_closed(code: Code) -> bool {
    matches!(code, Code::Unauthenticated | Code::PermissionDenied)
}

/// What a failed call says, without what a server may have put into its details.
fn said(status: &Status) -> String {
    format!("{:?} {}", status.code(), status.message())
}
