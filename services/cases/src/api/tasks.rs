//! Work lists over the contract.

use actor::Actor;
use cases_domain::task::{
    Act as TaskAct, AssignTask, DelegateTask, Kind, ReturnTask, UrgeTask, Whom,
};
use cases_domain::{Act, ActKind, CaseId, OfficerId};
use chrono::NaiveDate;
use contract::cases::v1 as proto;
use contract::cases::v1::task_service_server::TaskService;
use host::Call;
use page::{List, Size};
use prost::Message as _;
use refusal::{Failure, Fault, Refusal};
use tonic::{Request, Response};
use uuid::Uuid;

use super::acts::{Acts, Answered, Context, act_request};
use super::{READ, methods, parse, view};
use crate::record::{parts, task};
use crate::store::{self, TaskFilter, TaskPlace, Waiting};
use crate::visibility::{agencies, overseen};

const LIST_TASKS: &str = "/yifa.cases.v1.TaskService/ListTasks";

/// A page of tasks.
const TASKS: Size = Size::new(20, 200);

/// Working days within which a task counts as due soon.
const SOON: u32 = 3;

act_request!(AssignTaskRequest -> AssignTaskResponse, "TaskService/AssignTask", assign);
act_request!(DelegateTaskRequest -> DelegateTaskResponse, "TaskService/DelegateTask", delegate);
act_request!(ReturnTaskRequest -> ReturnTaskResponse, "TaskService/ReturnTask", give_back);
act_request!(UrgeTaskRequest -> UrgeTaskResponse, "TaskService/UrgeTask", urge);

/// The method that does an act.
pub(super) const fn method(kind: Kind) -> &'static str {
    match kind {
        Kind::AssignTask => "/yifa.cases.v1.TaskService/AssignTask",
        Kind::DelegateTask => "/yifa.cases.v1.TaskService/DelegateTask",
        Kind::ReturnTask => "/yifa.cases.v1.TaskService/ReturnTask",
        Kind::UrgeTask => "/yifa.cases.v1.TaskService/UrgeTask",
    }
}

fn assign(it: &proto::AssignTaskRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Task(TaskAct::AssignTask(AssignTask {
        number: parse::number("number", it.number)?,
        to: OfficerId(parse::id("assignee_id", &it.assignee_id)?),
        words: parse::text_if_any("words", &it.words)?,
    })))
}

fn delegate(it: &proto::DelegateTaskRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Task(TaskAct::DelegateTask(DelegateTask {
        number: parse::number("number", it.number)?,
        to: OfficerId(parse::id("assignee_id", &it.assignee_id)?),
        words: parse::text("words", &it.words)?,
    })))
}

fn give_back(it: &proto::ReturnTaskRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Task(TaskAct::ReturnTask(ReturnTask {
        number: parse::number("number", it.number)?,
        words: parse::text("words", &it.words)?,
    })))
}

fn urge(it: &proto::UrgeTaskRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Task(TaskAct::UrgeTask(UrgeTask {
        number: parse::number("number", it.number)?,
        words: parse::text("words", &it.words)?,
    })))
}

impl Acts {
    async fn page_of_tasks(
        &self,
        call: &Call,
        message: &proto::ListTasksRequest,
    ) -> Result<proto::ListTasksResponse, Failure> {
        let size = TASKS.of(message.page_size)?;
        let filter = filter(&call.actor, message)?;
        let asked = proto::ListTasksRequest {
            page_size: 0,
            page_token: String::new(),
            ..message.clone()
        };
        let list = List::of(LIST_TASKS, &call.actor.principal, &[&asked.encode_to_vec()]);
        let after = list.place(&message.page_token, read_place)?;
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        let mut rows = store::tasks(&mut conn, &filter, after, page::one_more(size)).await?;
        let more = page::cut(&mut rows, size, |_| 1024);
        let next = rows
            .last()
            .filter(|_| more)
            .map(|row| list.token(&write_place(row.place)))
            .unwrap_or_default();
        Ok(proto::ListTasksResponse {
            tasks: rows.iter().filter_map(waiting).collect(),
            next_page_token: next,
        })
    }
}

/// Whose tasks are wanted, and which.
fn filter(actor: &Actor, message: &proto::ListTasksRequest) -> Result<TaskFilter, Refusal> {
    let whom = match message.whom.as_str() {
        "" => None,
        name => Some(parse::chosen("whom", Whom::named(name))?),
    };
    let act = match message.act.as_str() {
        "" => None,
        name => Some(parse::chosen("act", ActKind::named(name))?),
    };
    let due_by = match message.due_by_date.as_str() {
        "" => None,
        day => Some(parse::day("due_by_date", day)?),
    };
    let wanted = TaskFilter {
        whom: whom.map(|whom| whom.name().to_owned()),
        act: act.map(|act| act.name().to_owned()),
        due_by,
        agency: some(&message.agency_id),
        assignee: some(&message.assignee_id),
        ..TaskFilter::default()
    };
    Ok(match message.scope() {
        proto::TaskScope::Unspecified => TaskFilter {
            whom: wanted.whom,
            act: wanted.act,
            due_by: wanted.due_by,
            agency: wanted.agency,
            assignee: wanted.assignee,
            ..mine(actor)
        },
        proto::TaskScope::Agency => {
            let agencies = agencies(actor).into_iter();
            let roles = agencies.flat_map(|agency| {
                let all = Whom::ALL.into_iter();
                all.map(move |whom| (agency.clone(), whom.name()))
            });
            TaskFilter {
                roles: roles.collect(),
                ..wanted
            }
        }
        proto::TaskScope::Division => TaskFilter {
            overseen: overseen(actor).map(|division| division.0),
            ..wanted
        },
    })
}

/// What waits for the caller: in person, and as whoever of the caller's roles comes first.
fn mine(actor: &Actor) -> TaskFilter {
    let roles = Whom::ALL.into_iter().filter(|whom| {
        let permission = whom.right().and_then(cases_domain::Right::permission);
        // A case without an assigned handler does not exist: what waits for handlers waits for those of the case.
        !whom.handle_it() && permission.is_some_and(|permission| actor.may(permission))
    });
    let roles: Vec<Whom> = roles.collect();
    let pools = agencies(actor).into_iter().flat_map(|agency| {
        let roles = roles.iter();
        roles
            .map(|whom| (agency.clone(), whom.name()))
            .collect::<Vec<_>>()
    });
    TaskFilter {
        officer: actor.officer_id.clone(),
        pools: pools.collect(),
        not_handled_by: Some(actor.officer_id.clone().unwrap_or_default()),
        ..TaskFilter::default()
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn write_place(place: TaskPlace) -> String {
    format!("{} {} {}", place.due, place.case_id, place.number)
}

fn read_place(key: &str) -> Option<TaskPlace> {
    let mut parts = key.split(' ');
    Some(TaskPlace {
        due: parts.next()?.parse::<NaiveDate>().ok()?,
        case_id: CaseId(Uuid::parse_str(parts.next()?).ok()?),
        number: parts.next()?.parse().ok()?,
    })
}

/// The task of a row as the list shows it.
fn waiting(row: &Waiting) -> Option<proto::WaitingTask> {
    let case = &row.case;
    let mut tasks = case.tasks.iter();
    let it = tasks.find(|task| parts::count(task.number) == row.place.number)?;
    let method = methods::of(&case.procedure, it.act).unwrap_or_default();
    Some(proto::WaitingTask {
        case_id: case.id().to_string(),
        case_code: case.opening.code.to_string(),
        procedure: view::procedure(&case.procedure).into(),
        step_name: case.step_zh().to_owned(),
        agency_id: case.opening.agency.id.to_string(),
        agency_name: case.opening.agency.name.clone(),
        party_name: case.opening.party.name.clone(),
        item_name: case
            .opening
            .items
            .first()
            .map(|item| item.name.clone())
            .unwrap_or_default(),
        task: Some(task::file(case, it, method)),
        wait_time: Some(parts::timestamp(row.since)),
    })
}

#[tonic::async_trait]
impl TaskService for Acts {
    async fn list_tasks(
        &self,
        request: Request<proto::ListTasksRequest>,
    ) -> Answered<proto::ListTasksResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let page = self.page_of_tasks(&call, &request.into_inner()).await?;
        Ok(Response::new(page))
    }

    async fn count_tasks(
        &self,
        request: Request<proto::CountTasksRequest>,
    ) -> Answered<proto::CountTasksResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let today = self.desk().today();
        let calendar = self.desk().calendar().await?;
        let soon = calendar.due_or_provisional(today, &calendar::Period::working_days(SOON));
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        let (all, overdue, due_soon) =
            store::count(&mut conn, &mine(&call.actor), today, soon.due).await?;
        let number = |count: i64| i32::try_from(count).unwrap_or(i32::MAX);
        Ok(Response::new(proto::CountTasksResponse {
            waiting: number(all),
            overdue: number(overdue),
            due_soon: number(due_soon),
        }))
    }

    async fn assign_task(
        &self,
        request: Request<proto::AssignTaskRequest>,
    ) -> Answered<proto::AssignTaskResponse> {
        self.act(request).await
    }

    async fn delegate_task(
        &self,
        request: Request<proto::DelegateTaskRequest>,
    ) -> Answered<proto::DelegateTaskResponse> {
        self.act(request).await
    }

    async fn return_task(
        &self,
        request: Request<proto::ReturnTaskRequest>,
    ) -> Answered<proto::ReturnTaskResponse> {
        self.act(request).await
    }

    async fn urge_task(
        &self,
        request: Request<proto::UrgeTaskRequest>,
    ) -> Answered<proto::UrgeTaskResponse> {
        self.act(request).await
    }
}
