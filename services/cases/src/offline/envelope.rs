//! Commands as they arrive: read, held against the contract, made ready to be kept.

use calendar::Calendar;
use cases_domain::offline::DeviceClock;
use cases_domain::{CaseId, CivilDate};
use chrono::{DateTime, TimeDelta, Utc};
use contract::cases::v1 as proto;
use prost::Message as _;
use prost_reflect::{DeserializeOptions, DynamicMessage, Value};
use prost_types::value::Kind;
use refusal::{Failure, Refusal};
use tonic::Status;
use uuid::Uuid;

use super::methods::{self, Method};
use super::why;
use crate::api::parse;
use crate::record::offline_reason;
use crate::store::{Command, CommandState};

/// Most commands of one call.
const MOST: usize = 100;

/// Most commands that one builds on.
const MOST_AFTER: usize = 20;

/// Longest path of a method.
const PATH: usize = 200;

/// What commands are read against.
#[derive(Debug)]
pub(super) struct Arrival<'a> {
    /// The platform's clock.
    pub(super) at: DateTime<Utc>,
    /// The working days.
    pub(super) calendar: &'a Calendar,
    /// By how much a device's clock may be off.
    pub(super) tolerance: TimeDelta,
}

impl Arrival<'_> {
    /// Reads the commands of a call, in their order. What a command says that no method can do is noted with it: it is refused, and
    /// the others go on.
    ///
    /// # Refuses
    /// Too many commands; a device, a reason or the end of the obstacle that is not said; a command that cannot be told from
    /// others or put in order: malformed, by its place.
    pub(super) fn read(&self, call: &proto::ReplayRequest) -> Result<Vec<Command>, Failure> {
        let count = call.commands.len();
        if count > MOST {
            let refusal = Refusal::malformed(
                "commands",
                format!("must have at most {MOST} entries, not {count}"),
                format!("一次最多提交{MOST}项离线操作，本次为{count}项，请分批提交"),
            );
            return Err(refusal.with_metadata("limit", MOST.to_string()).into());
        }
        if call.commands.is_empty() {
            return Ok(Vec::new());
        }
        let device = parse::id("device_id", &call.device_id)?;
        let sent = parse::instant("sent_device_time", call.sent_device_time)?;
        let (reason, ended_on) = self.obstacle(call)?;
        let commands = call.commands.iter().enumerate();
        commands
            .map(|(place, it)| {
                let clock = DeviceClock {
                    recorded: parse::instant(named(place, "device_time"), it.device_time)?,
                    sent,
                    received: self.at,
                };
                let mut command = Command {
                    id: parse::uuid(named(place, "command_id"), &it.command_id)?,
                    device: device.clone(),
                    sequence: sequence(place, it)?,
                    method: method(place, it)?,
                    fingerprint: feed::Hash::ZERO,
                    payload: None,
                    opens: None,
                    case_id: None,
                    after: after(place, it)?,
                    clock,
                    clock_off: clock.is_off(self.tolerance),
                    reason,
                    obstacle_ended_on: ended_on,
                    late: false,
                    state: CommandState::Waiting,
                    version: None,
                    refusal: None,
                    settled_at: None,
                };
                let entry = command.offline();
                command.late = entry.entered(CivilDate::of(self.at), self.calendar).late;
                self.understand(&mut command, it)?;
                command.fingerprint = fingerprint(&command, it);
                Ok(command)
            })
            .collect()
    }

    /// Why the commands were recorded off-line, and when that ended.
    fn obstacle(
        &self,
        call: &proto::ReplayRequest,
    ) -> Result<(cases_domain::OfflineReason, CivilDate), Refusal> {
        let reason = parse::chosen("reason", offline_reason(call.reason()))?;
        let ended_on = parse::day("obstacle_ended_date", &call.obstacle_ended_date)?;
        if ended_on > CivilDate::of(self.at) {
            let (rule, zh) = ("must not be in the future", "障碍消除日期不能晚于今日");
            return Err(Refusal::malformed("obstacle_ended_date", rule, zh));
        }
        Ok((reason, ended_on))
    }

    /// Reads what the command asks for; where no method can do it, it is refused.
    fn understand(&self, command: &mut Command, it: &proto::OfflineCommand) -> Result<(), Failure> {
        let understood = match methods::named(&command.method)? {
            Some(method) => asked(method, command.id, it),
            None => Err(Refusal::malformed(
                "method",
                "must be the gRPC path of an act on a case",
                "应为案件办理事项的接口路径",
            )),
        };
        match understood {
            Ok(asked) => {
                command.payload = Some(asked.message.encode_to_vec());
                command.opens = asked.opens;
                command.case_id = asked.case_id;
            }
            Err(refused) => {
                let told = why::told(&Status::from(refused));
                command.payload = Some(raw(it));
                command.state = CommandState::Refused;
                command.refusal = Some(told.encode_to_vec());
                command.settled_at = Some(self.at);
            }
        }
        Ok(())
    }
}

/// What a command asks for.
struct Asked {
    message: DynamicMessage,
    opens: Option<CaseId>,
    case_id: Option<CaseId>,
}

fn asked(method: &Method, id: Uuid, it: &proto::OfflineCommand) -> Result<Asked, Refusal> {
    let mut message = message(method, it)?;
    identify(&mut message, id)?;
    if text(&message, "validate_only") == Some(Value::Bool(true)) {
        return Err(Refusal::malformed(
            "validate_only",
            "must not be set on a command",
            "离线操作不能只作校验",
        ));
    }
    let opens = opens(method, &it.opens_case_id)?;
    let named = match text(&message, "case_id") {
        Some(Value::String(id)) => Uuid::try_parse(&id).ok().map(CaseId),
        _ => None,
    };
    Ok(Asked {
        message,
        opens,
        case_id: opens.or(named),
    })
}

fn message(method: &Method, it: &proto::OfflineCommand) -> Result<DynamicMessage, Refusal> {
    use proto::offline_command::Request;
    match &it.request {
        Some(Request::Payload(bytes)) => method.decode(bytes).ok_or_else(|| {
            let name = method.request.full_name();
            Refusal::malformed(
                "payload",
                format!("must be an encoded {name}"),
                "不是该事项接口的请求内容，请升级手机应用后重新提交",
            )
        }),
        Some(Request::Json(json)) => of_json(method, json),
        None => Err(Refusal::malformed(
            "request",
            "payload or json must be given",
            "不能为空",
        )),
    }
}

fn of_json(method: &Method, it: &prost_types::Struct) -> Result<DynamicMessage, Refusal> {
    let options = DeserializeOptions::new().deny_unknown_fields(true);
    DynamicMessage::deserialize_with_options(method.request.clone(), &object(it), &options).map_err(
        |error| {
            let text = error.to_string();
            let unknown = text.strip_prefix("unrecognized field name '");
            match unknown.and_then(|rest| rest.split_once('\'')) {
                Some((field, _)) => Refusal::malformed(
                    format!("json.{field}"),
                    "is not a field of this message",
                    "不是本接口的字段",
                ),
                None => Refusal::malformed("json", text, "不是符合接口要求的内容"),
            }
        },
    )
}

fn object(it: &prost_types::Struct) -> serde_json::Value {
    let fields = it.fields.iter();
    serde_json::Value::Object(fields.map(|(name, it)| (name.clone(), json(it))).collect())
}

fn json(it: &prost_types::Value) -> serde_json::Value {
    use serde_json::Value as Json;
    match &it.kind {
        None | Some(Kind::NullValue(_)) => Json::Null,
        Some(Kind::BoolValue(it)) => Json::Bool(*it),
        Some(Kind::StringValue(it)) => Json::String(it.clone()),
        Some(Kind::NumberValue(it)) => number(*it),
        Some(Kind::ListValue(it)) => Json::Array(it.values.iter().map(json).collect()),
        Some(Kind::StructValue(it)) => object(it),
    }
}

/// A number; whole ones as such, since numbers of enumerations are read that way only.
fn number(it: f64) -> serde_json::Value {
    let whole = format!("{it:.0}").parse::<i64>().ok();
    match whole {
        Some(whole) if it.fract() == 0.0 => whole.into(),
        _ => it.into(),
    }
}

/// The command's id is the act's request id.
fn identify(message: &mut DynamicMessage, id: Uuid) -> Result<(), Refusal> {
    let given = match text(message, "request_id") {
        Some(Value::String(given)) => given,
        _ => String::new(),
    };
    if given.is_empty() {
        message.set_field_by_name("request_id", Value::String(id.to_string()));
    } else if Uuid::try_parse(&given) != Ok(id) {
        return Err(Refusal::malformed(
            "request_id",
            "must be empty or the command_id",
            "应为空或者与离线操作编号（command_id）一致",
        ));
    }
    Ok(())
}

/// The id that the phone made for the case that it opens.
fn opens(method: &Method, id: &str) -> Result<Option<CaseId>, Refusal> {
    if id.is_empty() {
        return Ok(None);
    }
    if !method.opens {
        return Err(Refusal::malformed(
            "opens_case_id",
            "must be empty for an act that opens no case",
            "该事项不新开案件，应为空",
        ));
    }
    let id = parse::uuid("opens_case_id", id)?;
    if id.get_version_num() == 7 {
        return Ok(Some(CaseId(id)));
    }
    Err(Refusal::malformed(
        "opens_case_id",
        "must be a UUID of version 7",
        "应为第7版UUID",
    ))
}

fn text(message: &DynamicMessage, field: &str) -> Option<Value> {
    let value = message.get_field_by_name(field)?;
    Some(value.into_owned())
}

fn raw(it: &proto::OfflineCommand) -> Vec<u8> {
    use proto::offline_command::Request;
    match &it.request {
        Some(Request::Payload(bytes)) => bytes.clone(),
        Some(Request::Json(json)) => json.encode_to_vec(),
        None => Vec::new(),
    }
}

/// SM3 of everything that the command says, in one form whichever way its request was written.
fn fingerprint(command: &Command, it: &proto::OfflineCommand) -> feed::Hash {
    let payload = command.payload.clone().unwrap_or_default();
    let said = proto::OfflineCommand {
        command_id: command.id.to_string(),
        after: command.after.iter().map(ToString::to_string).collect(),
        request: Some(proto::offline_command::Request::Payload(payload)),
        ..it.clone()
    };
    feed::sm3(&[b"yifa.offline.v1", &said.encode_to_vec()])
}

fn sequence(place: usize, it: &proto::OfflineCommand) -> Result<i64, Refusal> {
    if it.sequence > 0 {
        return Ok(it.sequence);
    }
    let (rule, zh) = ("must be a number from 1 on", "应为大于0的序号");
    Err(Refusal::malformed(named(place, "sequence"), rule, zh))
}

fn method(place: usize, it: &proto::OfflineCommand) -> Result<String, Refusal> {
    if (1..=PATH).contains(&it.method.len()) && it.method.bytes().all(|b| b.is_ascii_graphic()) {
        return Ok(it.method.clone());
    }
    Err(Refusal::malformed(
        named(place, "method"),
        "must be the gRPC path of a method",
        "应为接口路径",
    ))
}

fn after(place: usize, it: &proto::OfflineCommand) -> Result<Vec<Uuid>, Refusal> {
    let path = named(place, "after");
    if it.after.len() > MOST_AFTER {
        return Err(Refusal::malformed(
            path,
            format!("must have at most {MOST_AFTER} entries"),
            format!("不能超过{MOST_AFTER}项"),
        ));
    }
    let mut ids: Vec<Uuid> = it
        .after
        .iter()
        .map(|id| parse::uuid(path.clone(), id))
        .collect::<Result<_, _>>()?;
    ids.sort_unstable();
    ids.dedup();
    if ids.contains(&parse::uuid(named(place, "command_id"), &it.command_id)?) {
        let (rule, zh) = ("must not name the command itself", "不能依据自身");
        return Err(Refusal::malformed(path, rule, zh));
    }
    Ok(ids)
}

/// Path of a field of a command.
fn named(place: usize, field: &str) -> String {
    format!("commands[{place}].{field}")
}
