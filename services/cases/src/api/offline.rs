//! Commands recorded off-line, over the contract.

use chrono::DateTime;
use contract::cases::v1 as proto;
use contract::cases::v1::offline_service_server::OfflineService;
use host::Call;
use page::{List, Size};
use refusal::{Failure, Fault, Refusal};
use tonic::service::Routes;
use tonic::{Request, Response};
use uuid::Uuid;

use super::acts::Answered;
use super::{READ, parse};
use crate::handle::Desk;
use crate::offline::Replays;
use crate::store::{self, CommandFilter, CommandPlace, CommandState};

const LIST: &str = "/yifa.cases.v1.OfflineService/ListCommands";

/// A page of commands.
const COMMANDS: Size = Size::new(50, 200);

/// Commands as the contract serves them.
#[derive(Debug, Clone)]
pub struct Offline {
    replays: Replays,
}

impl Offline {
    /// Commands at this desk, done by these servers of acts.
    pub const fn new(desk: Desk, acts: Routes) -> Self {
        Self {
            replays: Replays::new(desk, acts),
        }
    }

    async fn page(
        &self,
        call: &Call,
        message: &proto::ListCommandsRequest,
    ) -> Result<proto::ListCommandsResponse, Failure> {
        let size = COMMANDS.of(message.page_size)?;
        let states: Vec<CommandState> = message.states().map(state).collect::<Result<_, _>>()?;
        let names: Vec<&str> = states.iter().map(|state| state.name()).collect();
        let names = names.join(",");
        let filters = [message.device_id.as_bytes(), names.as_bytes()];
        let list = List::of(LIST, &call.actor.principal, &filters);
        let after = list.place(&message.page_token, read_place)?;
        let filter = CommandFilter {
            device: (!message.device_id.is_empty()).then(|| message.device_id.clone()),
            states,
        };
        let desk = self.replays.desk();
        let mut conn = desk.pool().acquire().await.map_err(Fault::from)?;
        let (principal, limit) = (&call.actor.principal, page::one_more(size));
        let found = store::list_commands(&mut conn, principal, &filter, after.as_ref(), limit);
        let mut rows = found.await?;
        let more = page::cut(&mut rows, size, |_| 1024);
        let last = rows.last().filter(|_| more);
        Ok(proto::ListCommandsResponse {
            next_page_token: last
                .map(|row| list.token(&write_place(&row.place())))
                .unwrap_or_default(),
            commands: rows.iter().map(|row| self.replays.shown(row)).collect(),
        })
    }
}

fn state(state: proto::CommandState) -> Result<CommandState, Refusal> {
    match state {
        proto::CommandState::Waiting => Ok(CommandState::Waiting),
        proto::CommandState::Accepted | proto::CommandState::AlreadyDone => {
            Ok(CommandState::Accepted)
        }
        proto::CommandState::Refused => Ok(CommandState::Refused),
        proto::CommandState::Conflict => Ok(CommandState::Conflict),
        proto::CommandState::Expired => Ok(CommandState::Expired),
        proto::CommandState::Unspecified => parse::chosen("states", None),
    }
}

fn write_place(place: &CommandPlace) -> String {
    format!("{} {}", place.received_at.to_rfc3339(), place.id)
}

fn read_place(key: &str) -> Option<CommandPlace> {
    let (received_at, id) = key.split_once(' ')?;
    let received_at = DateTime::parse_from_rfc3339(received_at).ok()?;
    Some(CommandPlace {
        received_at: received_at.to_utc(),
        id: Uuid::try_parse(id).ok()?,
    })
}

#[tonic::async_trait]
impl OfflineService for Offline {
    async fn replay(
        &self,
        request: Request<proto::ReplayRequest>,
    ) -> Answered<proto::ReplayResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let message = request.into_inner();
        let answer = self.replays.replay(&call, &message).await?;
        if message.commands.is_empty() {
            return Ok(Response::new(answer));
        }
        let device = format!("devices/{}", message.device_id);
        Ok(host::about(&device, answer))
    }

    async fn get_command(
        &self,
        request: Request<proto::GetCommandRequest>,
    ) -> Answered<proto::GetCommandResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let id = parse::uuid("command_id", &request.into_inner().command_id)?;
        let command = Some(self.replays.command(&call, id).await?);
        Ok(Response::new(proto::GetCommandResponse { command }))
    }

    async fn list_commands(
        &self,
        request: Request<proto::ListCommandsRequest>,
    ) -> Answered<proto::ListCommandsResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let message = request.into_inner();
        Ok(Response::new(self.page(&call, &message).await?))
    }
}
