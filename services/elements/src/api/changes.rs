//! ChangeService.

use contract::elements::v1 as proto;
use contract::elements::v1::change_service_server::ChangeService;
use host::Call;
use page::{Size, one_more};
use prost::Message as _;
use refusal::{Fault, Refusal};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::{PUBLISH, READ, WRITE, parse};
use crate::changes::{self, Ask, Deciding, Filter, State};
use crate::handle::Centre;
use crate::publish::Entry;
use calendar::CivilDate;
use elements_domain::{Change, Element, Registry};

const PROPOSE: &str = "/yifa.elements.v1.ChangeService/ProposeChange";
const PUBLISH_CHANGE: &str = "/yifa.elements.v1.ChangeService/PublishChange";
const REJECT: &str = "/yifa.elements.v1.ChangeService/RejectChange";
const CANCEL: &str = "/yifa.elements.v1.ChangeService/CancelChange";
const LIST: &str = "/yifa.elements.v1.ChangeService/ListChanges";
const LIST_ENTRIES: &str = "/yifa.elements.v1.ChangeService/ListChangeEntries";

/// Most entries of a change that is proposed in one call.
const MOST_ENTRIES: usize = 500;

/// A page of changes, or of entries.
const CHANGES: Size = Size::new(50, 500);

/// ChangeService as the contract serves it.
#[derive(Debug, Clone)]
pub struct ChangeApi {
    centre: Centre,
}

impl ChangeApi {
    /// Serves this centre.
    pub const fn new(centre: Centre) -> Self {
        Self { centre }
    }
}

#[tonic::async_trait]
impl ChangeService for ChangeApi {
    async fn propose_change(
        &self,
        request: Request<proto::ProposeChangeRequest>,
    ) -> Result<Response<proto::ProposeChangeResponse>, Status> {
        let call = Call::of(&request)?;
        call.permit(WRITE)?;
        let message = request.into_inner();
        let asked = parse::request(&message.request_id, PROPOSE, message.encode_to_vec())?;
        let mut wish = parse::wish(message.reason, message.validate_only)?;
        wish.title = parse::title(message.title)?;
        if message.entries.is_empty() || message.entries.len() > MOST_ENTRIES {
            return Err(Refusal::malformed(
                "entries",
                format!("must be 1 to {MOST_ENTRIES}"),
                format!("应为1至{MOST_ENTRIES}项，更多的请使用导入"),
            )
            .into());
        }
        let today = self.centre.today();
        let entries = message
            .entries
            .into_iter()
            .enumerate()
            .map(|(at, entry)| read_entry(at, entry, today))
            .collect::<Result<Vec<Entry>, Refusal>>()?;
        let ask = Ask::Entries(entries);
        let answer = self.centre.propose(&call, &asked, &ask, &wish).await?;
        let object = object(&answer.change_id);
        let answer = proto::ProposeChangeResponse {
            change: answer.change,
        };
        Ok(host::about(&object, answer))
    }

    async fn publish_change(
        &self,
        request: Request<proto::PublishChangeRequest>,
    ) -> Result<Response<proto::PublishChangeResponse>, Status> {
        let call = Call::of(&request)?;
        call.permit(PUBLISH)?;
        let message = request.into_inner();
        let asked = parse::request(&message.request_id, PUBLISH_CHANGE, message.encode_to_vec())?;
        let deciding = deciding(&message.change_id, &message.etag)?;
        let change = self.centre.publish_change(&call, &asked, &deciding).await?;
        let object = object(&change.change_id);
        let change = Some(change);
        Ok(host::about(
            &object,
            proto::PublishChangeResponse { change },
        ))
    }

    async fn reject_change(
        &self,
        request: Request<proto::RejectChangeRequest>,
    ) -> Result<Response<proto::RejectChangeResponse>, Status> {
        let call = Call::of(&request)?;
        call.permit(PUBLISH)?;
        let message = request.into_inner();
        let asked = parse::request(&message.request_id, REJECT, message.encode_to_vec())?;
        let deciding = deciding(&message.change_id, &message.etag)?;
        parse::reason(&message.reason)?;
        let change = self
            .centre
            .reject_change(&call, &asked, &deciding, &message.reason)
            .await?;
        let object = object(&change.change_id);
        let change = Some(change);
        Ok(host::about(&object, proto::RejectChangeResponse { change }))
    }

    async fn cancel_change(
        &self,
        request: Request<proto::CancelChangeRequest>,
    ) -> Result<Response<proto::CancelChangeResponse>, Status> {
        let call = Call::of(&request)?;
        call.permit(WRITE)?;
        let message = request.into_inner();
        let asked = parse::request(&message.request_id, CANCEL, message.encode_to_vec())?;
        let deciding = deciding(&message.change_id, &message.etag)?;
        let change = self.centre.cancel_change(&call, &asked, &deciding).await?;
        let object = object(&change.change_id);
        let change = Some(change);
        Ok(host::about(&object, proto::CancelChangeResponse { change }))
    }

    async fn get_change(
        &self,
        request: Request<proto::GetChangeRequest>,
    ) -> Result<Response<proto::GetChangeResponse>, Status> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let change_id = parse::change_id(&request.into_inner().change_id)?;
        let mut conn = self.centre.pool().acquire().await.map_err(Fault::from)?;
        let change = changes::get(&mut conn, &call, change_id)
            .await?
            .ok_or_else(absent)?;
        let change = Some(change.into_proto());
        let object = object(&change_id.to_string());
        Ok(host::about(&object, proto::GetChangeResponse { change }))
    }

    async fn list_changes(
        &self,
        request: Request<proto::ListChangesRequest>,
    ) -> Result<Response<proto::ListChangesResponse>, Status> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let message = request.into_inner();
        let size = CHANGES.of(message.page_size)?;
        let filter = read_filter(&message)?;
        let filters = proto::ListChangesRequest {
            page_size: 0,
            page_token: String::new(),
            ..message.clone()
        };
        let list = page::List::of(LIST, &call.actor.principal, &[&filters.encode_to_vec()]);
        let after = list.place(&message.page_token, |after| Uuid::try_parse(after).ok())?;
        let mut conn = self.centre.pool().acquire().await.map_err(Fault::from)?;
        let mut rows = changes::list(&mut conn, &call, &filter, after, one_more(size)).await?;
        let more = page::cut(&mut rows, size, |_| 0);
        let last = rows.last().filter(|_| more);
        let next_page_token = last
            .map(|row| list.token(&row.change_id))
            .unwrap_or_default();
        let changes = rows.into_iter().map(changes::Listed::into_proto).collect();
        Ok(Response::new(proto::ListChangesResponse {
            changes,
            next_page_token,
        }))
    }

    async fn list_change_entries(
        &self,
        request: Request<proto::ListChangeEntriesRequest>,
    ) -> Result<Response<proto::ListChangeEntriesResponse>, Status> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let message = request.into_inner();
        let size = CHANGES.of(message.page_size)?;
        let change_id = parse::change_id(&message.change_id)?;
        let list = page::List::of(LIST_ENTRIES, &call.actor.principal, &[change_id.as_bytes()]);
        let after = list.place(&message.page_token, |after| after.parse().ok())?;
        let mut conn = self.centre.pool().acquire().await.map_err(Fault::from)?;
        changes::get(&mut conn, &call, change_id)
            .await?
            .ok_or_else(absent)?;
        let mut entries =
            changes::entries(&mut conn, change_id, after.unwrap_or(0), one_more(size)).await?;
        let more = page::cut(&mut entries, size, prost::Message::encoded_len);
        let last = entries.last().filter(|_| more);
        let next_page_token = last
            .map(|entry| list.token(&entry.ordinal))
            .unwrap_or_default();
        let answer = proto::ListChangeEntriesResponse {
            entries,
            next_page_token,
        };
        Ok(host::about(&object(&change_id.to_string()), answer))
    }
}

fn read_filter(message: &proto::ListChangesRequest) -> Result<Filter, Refusal> {
    let state = proto::ChangeState::try_from(message.state).map_err(|_| {
        Refusal::malformed(
            "state",
            "must be one of the known values",
            "应选择已列明的选项",
        )
    })?;
    let registry = match message.registry {
        0 => None,
        number => Some(parse::registry(number)?),
    };
    let element = match (registry, message.element_id.as_str()) {
        (_, "") => None,
        (Some(registry), id) => Some(parse::key(registry, "element_id", id)?),
        (None, _) => {
            return Err(Refusal::malformed(
                "registry",
                "must be given with element_id",
                "按要素编号查询时应同时选择要素类别",
            ));
        }
    };
    Ok(Filter {
        state: State::from_proto(state),
        under: parse::division_if_any("division", &message.division)?,
        mine: message.mine,
        registry,
        element,
    })
}

fn read_entry(at: usize, entry: proto::ProposedEntry, today: CivilDate) -> Result<Entry, Refusal> {
    let nth = |refusal: Refusal| refusal.with_metadata("entry", (at + 1).to_string());
    let read = || {
        let span = parse::span(&entry.valid_from, &entry.valid_to)?;
        let seen = parse::seen(&entry.etag)?;
        let body = entry.element.and_then(|element| element.body);
        let change = if let Some(body) = body {
            let stated = Registry::from_proto(entry.registry);
            let given = Element::read_by_hand(body, span, today)?;
            let other = stated.is_some_and(|stated| stated != given.key().registry)
                || !(entry.element_id.is_empty() || entry.element_id == given.key().id);
            if other {
                return Err(Refusal::malformed(
                    "entries.element_id",
                    "must be the element's own, or empty",
                    "应与要素内容一致，或者留空",
                ));
            }
            Change::Record(Box::new(given))
        } else {
            let registry = parse::registry(entry.registry)?;
            Change::Withdraw(parse::key(registry, "element_id", &entry.element_id)?)
        };
        Ok(Entry { change, span, seen })
    };
    read().map_err(nth)
}

fn deciding(change_id: &str, etag: &str) -> Result<Deciding, Refusal> {
    Ok(Deciding {
        change_id: parse::change_id(change_id)?,
        seen: parse::seen(etag)?,
    })
}

fn absent() -> Refusal {
    Refusal::absent("change", "变更单")
}

/// A change as the audit log names it.
fn object(change_id: &str) -> String {
    format!("elements/changes/{change_id}")
}
