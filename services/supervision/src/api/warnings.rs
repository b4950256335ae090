//! SupervisionService: warnings, what is done about them, and the rules.

use std::collections::{BTreeMap, BTreeSet};

use contract::supervision::v1 as proto;
use contract::supervision::v1::supervision_service_server::SupervisionService;
use host::Call;
use page::{List, Size};
use prost::Message as _;
use refusal::{Failure, Fault, Refusal};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::{EXPLAIN, HANDLE, READ, object, parse, view};
use crate::desk::{self, Answer, Desk, Doing, SetParameter, absent};
use crate::raise::AGGREGATE;
use crate::rules::Rule;
use crate::state::State;
use crate::store::{self, Filter, Stored};
use crate::visibility::{sees, viewer};

const LIST: &str = "/yifa.supervision.v1.SupervisionService/ListWarnings";
const ACKNOWLEDGE: &str = "/yifa.supervision.v1.SupervisionService/AcknowledgeWarning";
const EXPLAIN_WARNING: &str = "/yifa.supervision.v1.SupervisionService/ExplainWarning";
const CLOSE: &str = "/yifa.supervision.v1.SupervisionService/CloseWarning";
const SET: &str = "/yifa.supervision.v1.SupervisionService/SetRuleParameter";

/// Most events of a warning that are shown: it has four acts.
const EVENTS: i64 = 100;

/// A page of warnings.
const WARNINGS: Size = Size::new(20, 200);

type Answered<T> = Result<Response<T>, Status>;

/// Warnings as the contract serves them.
#[derive(Debug, Clone)]
pub struct Warnings {
    desk: Desk,
}

impl Warnings {
    /// The warnings of this desk.
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }

    async fn connection(&self) -> Result<sqlx::pool::PoolConnection<sqlx::Postgres>, Fault> {
        Ok(self.desk.pool().acquire().await?)
    }

    async fn page(
        &self,
        call: &Call,
        message: &proto::ListWarningsRequest,
    ) -> Result<proto::ListWarningsResponse, Failure> {
        let size = WARNINGS.of(message.page_size)?;
        let filter = filter(message)?;
        let filters = proto::ListWarningsRequest {
            page_size: 0,
            page_token: String::new(),
            ..message.clone()
        };
        let list = List::of(LIST, &call.actor.principal, &[&filters.encode_to_vec()]);
        let after = list.place(&message.page_token, |key| Uuid::parse_str(key).ok())?;
        let mut conn = self.connection().await?;
        let limit = page::one_more(size);
        let rows = store::list(&mut conn, &viewer(&call.actor), &filter, after, limit).await?;
        let agencies: BTreeSet<(String, String)> = rows
            .iter()
            .map(|row| (row.origin.clone(), row.agency_id.clone()))
            .collect();
        let agencies: Vec<_> = agencies.into_iter().collect();
        let names = store::names(&mut conn, "agency", &agencies).await?;
        let shown = rows.iter().map(|row| {
            let name = names.get(&(row.origin.clone(), row.agency_id.clone()));
            view::warning(row, name.map(String::as_str))
        });
        let mut warnings: Vec<proto::Warning> = shown.collect::<Result<_, _>>()?;
        let more = page::cut(&mut warnings, size, proto::Warning::encoded_len);
        let last = warnings.last().filter(|_| more);
        let next_page_token = last
            .map(|warning| list.token(&warning.warning_id))
            .unwrap_or_default();
        Ok(proto::ListWarningsResponse {
            warnings,
            next_page_token,
        })
    }

    async fn whole(
        &self,
        call: &Call,
        warning_id: &str,
    ) -> Result<proto::GetWarningResponse, Failure> {
        let id = parse::uuid("warning_id", warning_id)?;
        let mut conn = self.connection().await?;
        let found = store::get(&mut conn, id).await?;
        let stored: Stored = found
            .filter(|stored| sees(&call.actor, stored))
            .ok_or_else(absent)?;
        let name = store::name(&mut conn, &stored.origin, "agency", &stored.agency_id).await?;
        let events = feed::read::of_aggregate(&mut conn, AGGREGATE, &id.to_string(), 0, EVENTS)
            .await
            .map_err(Fault::from)?;
        let settings = store::load_settings(&mut conn).await?;
        let place = (stored.division.as_str(), stored.domain.as_str());
        let rule = Rule::named(&stored.rule)
            .map(|rule| view::rule(rule, &settings, place, self.desk.now()));
        Ok(proto::GetWarningResponse {
            warning: Some(view::warning(&stored, name.as_deref())?),
            summaries: events.iter().map(view::summary).collect(),
            events,
            rule,
        })
    }

    async fn counts(
        &self,
        call: &Call,
        message: &proto::CountWarningsRequest,
    ) -> Result<proto::CountWarningsResponse, Failure> {
        let filter = Filter {
            division: parse::division(&message.division)?,
            domain: parse::domain(&message.domain)?,
            agency: parse::id_if_any("agency_id", &message.agency_id)?,
            origin: message.origin.clone(),
            ..Filter::default()
        };
        let mut conn = self.connection().await?;
        let rows = store::count(&mut conn, &viewer(&call.actor), &filter).await?;
        let divisions: BTreeSet<(String, String)> = rows
            .iter()
            .map(|row| (row.origin.clone(), row.division.clone()))
            .collect();
        let divisions: Vec<_> = divisions.into_iter().collect();
        let names = store::names(&mut conn, "division", &divisions).await?;
        let mut summed: BTreeMap<_, (String, i64)> = BTreeMap::new();
        for row in rows {
            let name = names.get(&(row.origin, row.division.clone()));
            let key = (row.division, row.domain, row.rule, State::named(&row.state));
            let (known, count) = summed.entry(key).or_default();
            *count += row.count;
            if let Some(name) = name {
                known.clone_from(name);
            }
        }
        let counts = summed.into_iter().map(|(key, (division_name, count))| {
            let (division, domain, rule, state) = key;
            let level = Rule::named(&rule).map(|rule| proto::WarningLevel::from(rule.level));
            let state = state.map(proto::WarningState::from);
            proto::WarningCount {
                division,
                division_name,
                domain,
                rule,
                level: level.unwrap_or_default().into(),
                state: state.unwrap_or_default().into(),
                count,
            }
        });
        Ok(proto::CountWarningsResponse {
            counts: counts.collect(),
        })
    }

    async fn act(
        &self,
        call: &Call,
        request: Result<desk::Request, Refusal>,
    ) -> Result<(String, Option<proto::Warning>), Failure> {
        let request = request?;
        let Answer { warning } = self
            .desk
            .handle(&call.actor, &call.trace_id, &request)
            .await?;
        Ok((object(&request.warning_id.to_string()), warning))
    }
}

#[tonic::async_trait]
impl SupervisionService for Warnings {
    async fn list_warnings(
        &self,
        request: Request<proto::ListWarningsRequest>,
    ) -> Answered<proto::ListWarningsResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        Ok(Response::new(
            self.page(&call, &request.into_inner()).await?,
        ))
    }

    async fn get_warning(
        &self,
        request: Request<proto::GetWarningRequest>,
    ) -> Answered<proto::GetWarningResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let warning_id = request.into_inner().warning_id;
        let answer = self.whole(&call, &warning_id).await?;
        Ok(host::about(&object(&warning_id), answer))
    }

    async fn count_warnings(
        &self,
        request: Request<proto::CountWarningsRequest>,
    ) -> Answered<proto::CountWarningsResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        Ok(Response::new(
            self.counts(&call, &request.into_inner()).await?,
        ))
    }

    async fn acknowledge_warning(
        &self,
        request: Request<proto::AcknowledgeWarningRequest>,
    ) -> Answered<proto::AcknowledgeWarningResponse> {
        let call = Call::of(&request)?;
        call.permit(HANDLE)?;
        let request = acknowledge(&request.into_inner());
        let (object, warning) = self.act(&call, request).await?;
        let answer = proto::AcknowledgeWarningResponse { warning };
        Ok(host::about(&object, answer))
    }

    async fn explain_warning(
        &self,
        request: Request<proto::ExplainWarningRequest>,
    ) -> Answered<proto::ExplainWarningResponse> {
        let call = Call::of(&request)?;
        call.permit(EXPLAIN)?;
        let request = explain(&request.into_inner());
        let (object, warning) = self.act(&call, request).await?;
        let answer = proto::ExplainWarningResponse { warning };
        Ok(host::about(&object, answer))
    }

    async fn close_warning(
        &self,
        request: Request<proto::CloseWarningRequest>,
    ) -> Answered<proto::CloseWarningResponse> {
        let call = Call::of(&request)?;
        call.permit(HANDLE)?;
        let request = close(&request.into_inner());
        let (object, warning) = self.act(&call, request).await?;
        let answer = proto::CloseWarningResponse { warning };
        Ok(host::about(&object, answer))
    }

    async fn list_rules(
        &self,
        request: Request<proto::ListRulesRequest>,
    ) -> Answered<proto::ListRulesResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let message = request.into_inner();
        let division = parse::division(&message.division)?;
        let division = division.unwrap_or_else(|| call.actor.division.clone());
        let domain = parse::domain(&message.domain)?.unwrap_or_default();
        let mut conn = self.connection().await?;
        let settings = store::load_settings(&mut conn).await?;
        let rules = view::rules(&settings, (&division, &domain), self.desk.now());
        Ok(Response::new(proto::ListRulesResponse { rules }))
    }

    async fn set_rule_parameter(
        &self,
        request: Request<proto::SetRuleParameterRequest>,
    ) -> Answered<proto::SetRuleParameterResponse> {
        let call = Call::of(&request)?;
        call.permit(HANDLE)?;
        let set = set(&request.into_inner(), &call.actor.division)?;
        let object = format!("rules/{}/{}", set.rule.id, set.parameter.id);
        let answer = self
            .desk
            .set_parameter(&call.actor, &call.trace_id, &set)
            .await?;
        let answer = proto::SetRuleParameterResponse { rule: answer.rule };
        Ok(host::about(&object, answer))
    }
}

fn filter(message: &proto::ListWarningsRequest) -> Result<Filter, Refusal> {
    let case_id = match message.case_id.as_str() {
        "" => None,
        id => Some(parse::uuid("case_id", id)?),
    };
    Ok(Filter {
        state: parse::state(message.state)?,
        rules: parse::rules(&message.rule, message.level)?,
        division: parse::division(&message.division)?,
        domain: parse::domain(&message.domain)?,
        agency: parse::id_if_any("agency_id", &message.agency_id)?,
        case_id,
        origin: message.origin.clone(),
    })
}

fn acknowledge(it: &proto::AcknowledgeWarningRequest) -> Result<desk::Request, Refusal> {
    let explain_by = parse::day_if_any("explain_by", &it.explain_by)?;
    let question = match explain_by {
        Some(_) => parse::text("question", &it.question)?,
        None => parse::text_if_any("question", &it.question)?,
    };
    Ok(desk::Request {
        request_id: parse::uuid("request_id", &it.request_id)?,
        method: ACKNOWLEDGE,
        payload: it.encode_to_vec(),
        warning_id: parse::uuid("warning_id", &it.warning_id)?,
        seen: parse::seen(&it.etag)?,
        doing: Doing::Acknowledge {
            explain_by,
            question,
        },
        validate_only: it.validate_only,
    })
}

fn explain(it: &proto::ExplainWarningRequest) -> Result<desk::Request, Refusal> {
    Ok(desk::Request {
        request_id: parse::uuid("request_id", &it.request_id)?,
        method: EXPLAIN_WARNING,
        payload: it.encode_to_vec(),
        warning_id: parse::uuid("warning_id", &it.warning_id)?,
        seen: parse::seen(&it.etag)?,
        doing: Doing::Explain {
            explanation: parse::text("explanation", &it.explanation)?,
        },
        validate_only: it.validate_only,
    })
}

fn close(it: &proto::CloseWarningRequest) -> Result<desk::Request, Refusal> {
    Ok(desk::Request {
        request_id: parse::uuid("request_id", &it.request_id)?,
        method: CLOSE,
        payload: it.encode_to_vec(),
        warning_id: parse::uuid("warning_id", &it.warning_id)?,
        seen: parse::seen(&it.etag)?,
        doing: Doing::Close {
            outcome: parse::outcome(it.outcome)?,
            note: parse::text("note", &it.note)?,
        },
        validate_only: it.validate_only,
    })
}

fn set(it: &proto::SetRuleParameterRequest, own: &str) -> Result<SetParameter, Refusal> {
    let rule = parse::rule(&it.rule)?;
    let division = parse::division(&it.division)?;
    Ok(SetParameter {
        request_id: parse::uuid("request_id", &it.request_id)?,
        method: SET,
        payload: it.encode_to_vec(),
        rule,
        parameter: parse::parameter(rule, &it.parameter)?,
        value: it.value,
        division: division.unwrap_or_else(|| own.to_owned()),
        domain: parse::domain(&it.domain)?.unwrap_or_default(),
        note: parse::text_if_any("note", &it.note)?,
        validate_only: it.validate_only,
    })
}
