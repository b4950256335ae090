//! Reading leads: whole for those who see to them, as reports for those who reported them.

use cases_domain::LeadId;
use contract::cases::v1 as proto;
use host::Call;
use leads_domain::Step;
use page::{List, Size};
use prost::Message as _;
use refusal::{Failure, Fault, Refusal};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Leads, method};
use crate::api::{history, parse};
use crate::leads::handle::absent;
use crate::leads::store::{self, Filter};
use crate::leads::{AGGREGATE, Kept, view};
use crate::record::Written;
use crate::record::lead::{self as record, read_source};
use crate::visibility::{sees_lead, viewer};

const LIST_LEADS: &str = "/yifa.cases.v1.LeadService/ListLeads";
const LIST_REPORTS: &str = "/yifa.cases.v1.LeadService/ListLeadReports";
const LIST_EVENTS: &str = "/yifa.cases.v1.LeadService/ListLeadEvents";

/// A page of leads.
const LEADS: Size = Size::new(20, 200);

impl Leads {
    async fn connection(&self) -> Result<sqlx::pool::PoolConnection<sqlx::Postgres>, Fault> {
        Ok(self.desk.pool().acquire().await?)
    }

    /// The lead of this id, if the caller may see it.
    async fn seen(
        &self,
        conn: &mut PgConnection,
        call: &Call,
        lead_id: &str,
    ) -> Result<Kept, Failure> {
        let id = parse::lead_id("lead_id", lead_id)?;
        let found = store::get(conn, id).await?;
        Ok(found
            .filter(|kept| sees_lead(&call.actor, &kept.lead))
            .ok_or_else(absent)?)
    }

    pub(super) async fn one(&self, call: &Call, lead_id: &str) -> Result<proto::Lead, Failure> {
        let mut conn = self.connection().await?;
        let kept = self.seen(&mut conn, call, lead_id).await?;
        Ok(view::lead(&kept, Some(&call.actor)))
    }

    pub(super) async fn own_report(
        &self,
        call: &Call,
        message: &proto::GetLeadReportRequest,
    ) -> Result<proto::GetLeadReportResponse, Failure> {
        let id = parse::lead_id("lead_id", &message.lead_id)?;
        let mut conn = self.connection().await?;
        let found = store::get(&mut conn, id).await?;
        let principal = &call.actor.principal;
        let own = found.filter(|kept| kept.lead.report.reported_by == *principal);
        let kept = own.ok_or_else(absent)?;
        Ok(proto::GetLeadReportResponse {
            report: Some(view::report(&kept, principal)),
        })
    }

    pub(super) async fn own_reports(
        &self,
        call: &Call,
        message: &proto::ListLeadReportsRequest,
    ) -> Result<proto::ListLeadReportsResponse, Failure> {
        let size = LEADS.of(message.page_size)?;
        let principal = &call.actor.principal;
        let list = List::of(LIST_REPORTS, principal, &[]);
        let after = list.place(&message.page_token, key)?;
        let mut conn = self.connection().await?;
        let rows = store::reported(&mut conn, principal, after, page::one_more(size)).await?;
        let mut reports: Vec<_> = rows
            .iter()
            .map(|kept| view::report(kept, principal))
            .collect();
        let more = page::cut(&mut reports, size, proto::LeadReport::encoded_len);
        let last = reports.last().filter(|_| more);
        let next_page_token = last.map(|it| list.token(&it.lead_id)).unwrap_or_default();
        Ok(proto::ListLeadReportsResponse {
            reports,
            next_page_token,
        })
    }

    pub(super) async fn page_of_leads(
        &self,
        call: &Call,
        message: &proto::ListLeadsRequest,
    ) -> Result<proto::ListLeadsResponse, Failure> {
        let size = LEADS.of(message.page_size)?;
        let filter = filter(message)?;
        let filters = proto::ListLeadsRequest {
            page_size: 0,
            page_token: String::new(),
            ..message.clone()
        };
        let principal = &call.actor.principal;
        let list = List::of(LIST_LEADS, principal, &[&filters.encode_to_vec()]);
        let after = list.place(&message.page_token, key)?;
        let mut conn = self.connection().await?;
        let viewer = viewer(&call.actor);
        let page = (after, page::one_more(size));
        let rows = store::list(&mut conn, &viewer, &filter, self.desk.today(), page).await?;
        let mut leads: Vec<_> = rows
            .iter()
            .map(|kept| view::lead(kept, Some(&call.actor)))
            .collect();
        let more = page::cut(&mut leads, size, proto::Lead::encoded_len);
        let last = leads.last().filter(|_| more);
        let next_page_token = last.map(|it| list.token(&it.lead_id)).unwrap_or_default();
        Ok(proto::ListLeadsResponse {
            leads,
            next_page_token,
        })
    }

    pub(super) async fn allowed(
        &self,
        call: &Call,
        lead_id: &str,
    ) -> Result<proto::ListAllowedLeadActsResponse, Failure> {
        let id = parse::lead_id("lead_id", lead_id)?;
        let listed = self.desk.allowed_on_lead(&call.actor, id).await?;
        let acts = listed.into_iter().map(|it| {
            let refusal = it.verdict.as_ref().err();
            proto::AllowedAct {
                act: it.act.name().to_owned(),
                name: it.act.zh().to_owned(),
                method: method(it.act).unwrap_or_default().to_owned(),
                allowed: refusal.is_none(),
                reason: refusal
                    .map(|no| no.reason().name.to_owned())
                    .unwrap_or_default(),
                message: refusal.map(|no| no.zh().to_owned()).unwrap_or_default(),
                citation: refusal
                    .and_then(Refusal::article)
                    .unwrap_or_default()
                    .to_owned(),
                about: 0,
            }
        });
        Ok(proto::ListAllowedLeadActsResponse {
            acts: acts.collect(),
        })
    }

    pub(super) async fn page_of_events(
        &self,
        call: &Call,
        message: &proto::ListLeadEventsRequest,
    ) -> Result<proto::ListLeadEventsResponse, Failure> {
        let mut conn = self.connection().await?;
        let id = self.seen(&mut conn, call, &message.lead_id).await?.lead.id;
        let wanted = history::Wanted {
            method: LIST_EVENTS,
            principal: &call.actor.principal,
            aggregate: (AGGREGATE, id.0),
            page_size: message.page_size,
            page_token: &message.page_token,
        };
        let summary = |written: &Written| Some(record::read(id, written).ok()?.summary());
        let page = history::page(&mut conn, &wanted, summary).await?;
        Ok(proto::ListLeadEventsResponse {
            events: page.events,
            summaries: page.summaries,
            next_page_token: page.next_page_token,
        })
    }

    pub(super) async fn bundle(&self, call: &Call, lead_id: &str) -> Result<String, Failure> {
        let mut conn = self.connection().await?;
        let id = self.seen(&mut conn, call, lead_id).await?.lead.id;
        drop(conn);
        let bundle = self.desk.feed().bundle(AGGREGATE, &id.to_string()).await?;
        let bundle = bundle.ok_or_else(absent)?;
        Ok(serde_json::to_string_pretty(&bundle).map_err(Fault::internal)?)
    }
}

fn key(text: &str) -> Option<LeadId> {
    Uuid::parse_str(text).ok().map(LeadId)
}

fn filter(message: &proto::ListLeadsRequest) -> Result<Filter, Refusal> {
    let id_if_any = |path: &'static str, text: &str| match text {
        "" => Ok(None),
        id => parse::id(path, id).map(Some),
    };
    let unknown = |_| Refusal::malformed("source", "must be one that exists", "应为已有的线索来源");
    let source = proto::LeadSource::try_from(message.source).map_err(unknown)?;
    let step = match message.step.as_str() {
        "" => None,
        name => Some(Step::named(name).ok_or_else(|| {
            let rule = "must be the name of a step, e.g. VERIFYING";
            Refusal::malformed("step", rule, "应为已有的步骤名称")
        })?),
    };
    let number = parse::line_if_any("source_number", &message.source_number)?;
    Ok(Filter {
        agency: id_if_any("agency_id", &message.agency_id)?,
        division: parse::division("division", &message.division)?.map(|division| division.0),
        step: step.map(Step::name),
        source: read_source(source).map(leads_domain::Source::name),
        overdue: message.overdue,
        officer: id_if_any("officer_id", &message.officer_id)?,
        ended: message.open.map(|open| !open),
        source_number: (!number.is_empty()).then_some(number),
    })
}
