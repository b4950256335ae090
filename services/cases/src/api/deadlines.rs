//! DeadlineService: what is due across cases, and the correction of a day that started a clock.

use calendar::CivilDate;
use cases_domain::{Act, CaseId, CorrectDeadlineStart, DeadlineKind, DeadlineState};
use contract::cases::v1 as proto;
use contract::cases::v1::deadline_service_server::DeadlineService;
use host::Call;
use page::{List, Size};
use prost::Message as _;
use refusal::{Failure, Fault, Refusal};
use tonic::{Request, Response};
use uuid::Uuid;

use super::acts::{Acts, Answered, Context, act_request};
use super::{READ, parse, view};
use crate::record::clocks;
use crate::store::{self, DueFilter, DueRow, Reach};
use crate::visibility::viewer;

const LIST_DEADLINES: &str = "/yifa.cases.v1.DeadlineService/ListDeadlines";

/// A page of clocks.
const DEADLINES: Size = Size::new(50, 200);

act_request!(CorrectDeadlineStartRequest -> CorrectDeadlineStartResponse, "DeadlineService/CorrectDeadlineStart", correct);

#[tonic::async_trait]
impl DeadlineService for Acts {
    async fn list_deadlines(
        &self,
        request: Request<proto::ListDeadlinesRequest>,
    ) -> Answered<proto::ListDeadlinesResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let page = self.page_of_deadlines(&call, request.get_ref()).await?;
        Ok(Response::new(page))
    }

    async fn correct_deadline_start(
        &self,
        request: Request<proto::CorrectDeadlineStartRequest>,
    ) -> Answered<proto::CorrectDeadlineStartResponse> {
        self.act(request).await
    }
}

impl Acts {
    async fn page_of_deadlines(
        &self,
        call: &Call,
        message: &proto::ListDeadlinesRequest,
    ) -> Result<proto::ListDeadlinesResponse, Failure> {
        let size = DEADLINES.of(message.page_size)?;
        let filter = filter(message)?;
        let filters = proto::ListDeadlinesRequest {
            page_size: 0,
            page_token: String::new(),
            ..message.clone()
        };
        let list = List::of(
            LIST_DEADLINES,
            &call.actor.principal,
            &[&filters.encode_to_vec()],
        );
        let after = list.place(&message.page_token, place)?;
        let reach = Reach::of(&viewer(&call.actor), &filter, message.mine);
        let desk = self.desk();
        let mut conn = desk.pool().acquire().await.map_err(Fault::from)?;
        let limit = page::one_more(size);
        let rows = store::list_due(&mut conn, &reach, &filter, after, limit).await?;
        let (calendar, today) = (desk.calendar_with(&mut conn).await?, desk.today());
        drop(conn);
        let shown = rows.iter().filter_map(|row| {
            let mut shown = due(row)?;
            if let Some(deadline) = &mut shown.deadline {
                view::reckon_one(deadline, &calendar, today);
            }
            Some((shown, token(row)))
        });
        let mut shown: Vec<(proto::DueDeadline, String)> = shown.collect();
        let more = page::cut(&mut shown, size, |(it, _)| it.encoded_len());
        let last = shown.last().filter(|_| more);
        let next_page_token = last.map(|(_, key)| list.token(key)).unwrap_or_default();
        Ok(proto::ListDeadlinesResponse {
            deadlines: shown.into_iter().map(|(it, _)| it).collect(),
            next_page_token,
        })
    }
}

/// The clock with its case; none: the case has no such clock.
fn due(row: &DueRow) -> Option<proto::DueDeadline> {
    let case = &row.case;
    let place = usize::try_from(row.number).ok()?.checked_sub(1)?;
    let deadline = case.deadlines.get(place)?;
    Some(proto::DueDeadline {
        case_id: case.id().to_string(),
        case_code: case.opening.code.to_string(),
        agency_id: case.opening.agency.id.to_string(),
        agency_name: case.opening.agency.name.clone(),
        division: case.division().to_string(),
        step: case.step_name().to_owned(),
        step_name: case.step_zh().to_owned(),
        party_name: case.opening.party.name.clone(),
        deadline: Some(clocks::deadline(deadline)),
    })
}

fn token(row: &DueRow) -> String {
    format!("{} {} {}", row.due_on, row.case.id(), row.number)
}

fn place(key: &str) -> Option<(CivilDate, CaseId, i32)> {
    let mut parts = key.split(' ');
    let due_on = CivilDate::parse(parts.next()?).ok()?;
    let case_id = Uuid::parse_str(parts.next()?).ok()?;
    Some((due_on, CaseId(case_id), parts.next()?.parse().ok()?))
}

fn filter(message: &proto::ListDeadlinesRequest) -> Result<DueFilter, Refusal> {
    parse::not_too_many("kinds", &message.kinds)?;
    let kinds = message.kinds.iter().enumerate();
    let kinds = kinds.map(|(at, name)| kind(format!("kinds[{at}]"), name));
    let day_or = |path: &'static str, text: &str, none: CivilDate| {
        if text.is_empty() {
            Ok(none)
        } else {
            parse::day(path, text)
        }
    };
    let (first, last) = whole_time();
    Ok(DueFilter {
        state: state(message)?,
        kinds: kinds.collect::<Result<_, _>>()?,
        from: day_or("due_from", &message.due_from, first)?,
        to: day_or("due_to", &message.due_to, last)?,
        agency: match message.agency_id.as_str() {
            "" => None,
            id => Some(parse::id("agency_id", id)?),
        },
        division: parse::division("division", &message.division)?.map(|division| division.0),
    })
}

/// Before and after every day that a clock can end on.
fn whole_time() -> (CivilDate, CivilDate) {
    let first = chrono::NaiveDate::default();
    let last = chrono::NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(first);
    (first.into(), last.into())
}

fn state(message: &proto::ListDeadlinesRequest) -> Result<DeadlineState, Refusal> {
    match proto::DeadlineState::try_from(message.state) {
        Ok(proto::DeadlineState::Unspecified | proto::DeadlineState::Open) => {
            Ok(DeadlineState::Open)
        }
        Ok(proto::DeadlineState::Passed) => Ok(DeadlineState::Passed),
        _ => Err(Refusal::malformed(
            "state",
            "must be DEADLINE_STATE_OPEN or DEADLINE_STATE_PASSED",
            "只能查询进行中或者已届满的期限，其他期限请在案件页面查看",
        )),
    }
}

fn kind(path: String, name: &str) -> Result<DeadlineKind, Refusal> {
    DeadlineKind::named(name).ok_or_else(|| {
        let rule = "must be the name of a clock, e.g. STATEMENT";
        Refusal::malformed(path, rule, "应为已有的期限名称")
    })
}

fn correct(it: &proto::CorrectDeadlineStartRequest, _: Context<'_>) -> Result<Act, Refusal> {
    let about = u32::try_from(it.about)
        .map_err(|_| Refusal::malformed("about", "must not be less than 0", "编号不能小于0"))?;
    Ok(Act::CorrectDeadlineStart(CorrectDeadlineStart {
        clock: kind("kind".to_owned(), &it.kind)?.about(about),
        start: parse::day("start_date", &it.start_date)?,
        reason: parse::text("reason", &it.reason)?,
    }))
}
