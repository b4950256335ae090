//! Messages of acts on leads, read into acts, and passed on to the one path.

use cases_domain::{AgencyId, Domain, OfficerId, PartyId};
use contract::cases::v1 as proto;
use contract::elements::v1::Domain as Line;
use host::Call;
use leads_domain::{Act, Feedback, Geo, Report, Urgency, Verify};
use prost::Message;
use refusal::{Fault, Refusal};
use tonic::{Request, Response};

use super::{Answered, Leads, object};
use crate::api::parse;
use crate::handle::{By, Mode};
use crate::leads::Informant;
use crate::leads::handle::{LeadRequest, Shown};
use crate::record::lead::{read_finding, read_source, read_urgency};

/// The method that reports.
pub(super) const REPORT_LEAD: &str = "/yifa.cases.v1.LeadService/ReportLead";

/// Highest latitude and longitude, in millionths of a degree.
const POLE: i32 = 90_000_000;
const ANTIMERIDIAN: i32 = 180_000_000;

/// What every act's request has.
#[derive(Debug)]
pub(super) struct Head<'a> {
    request_id: &'a str,
    lead_id: &'a str,
    etag: &'a str,
    validate_only: bool,
}

/// A request for an act on a lead.
pub(super) trait LeadAct: Message + Sized {
    /// The answer's message.
    type Answer: Message + Default;
    /// gRPC path of the method.
    const METHOD: &'static str;

    /// What every act's request has.
    fn head(&self) -> Head<'_>;

    /// The act.
    fn act(&self) -> Result<Act, Refusal>;
}

impl Leads {
    /// Does an act on a lead.
    pub(super) async fn act<R: LeadAct>(&self, request: Request<R>) -> Answered<R::Answer> {
        let call = Call::of(&request)?;
        let message = request.into_inner();
        let payload = message.encode_to_vec();
        let head = message.head();
        let lead_id = parse::lead_id("lead_id", head.lead_id)?;
        let request = LeadRequest {
            request_id: parse::request_id(head.request_id)?,
            method: R::METHOD,
            payload,
            lead_id: Some(lead_id),
            seen: parse::seen(head.etag)?,
            informant: None,
            act: message.act()?,
            mode: mode(head.validate_only),
            shown: Shown::Lead,
        };
        let by = By::Actor(&call.actor);
        let answer = self.desk.handle_lead(by, &call.trace_id, &request).await?;
        let answer = R::Answer::decode(answer.as_slice()).map_err(Fault::internal)?;
        Ok(host::about(&object(&lead_id.to_string()), answer))
    }

    /// Reports a lead.
    pub(super) async fn report(
        &self,
        request: Request<proto::ReportLeadRequest>,
    ) -> Answered<proto::ReportLeadResponse> {
        let call = Call::of(&request)?;
        call.permit(super::REPORT)?;
        let message = request.into_inner();
        let payload = message.encode_to_vec();
        let request = LeadRequest {
            request_id: parse::request_id(&message.request_id)?,
            method: REPORT_LEAD,
            payload,
            lead_id: None,
            seen: None,
            informant: informant(message.informant.as_ref())?,
            act: self.reported(&call, &message)?,
            mode: mode(message.validate_only),
            shown: Shown::Report,
        };
        let by = By::Actor(&call.actor);
        let answer = self.desk.handle_lead(by, &call.trace_id, &request).await?;
        let answer =
            proto::ReportLeadResponse::decode(answer.as_slice()).map_err(Fault::internal)?;
        let about = answer.report.as_ref().map(|it| object(&it.lead_id));
        Ok(match about {
            Some(about) => host::about(&about, answer),
            None => Response::new(answer),
        })
    }

    fn reported(&self, call: &Call, it: &proto::ReportLeadRequest) -> Result<Act, Refusal> {
        let actor = &call.actor;
        let agency = match it.agency_id.as_str() {
            "" if !actor.agency_id.is_empty() => actor.agency_id.clone(),
            id => parse::id("agency_id", id)?,
        };
        let source = parse::chosen("source", read_source(it.source()))?;
        let division = parse::division("division", &it.division)?
            .ok_or_else(|| Refusal::malformed("division", "must be given", "请填写所在区划"))?;
        let reports_only = actor.officer_id.is_none();
        let urgency = read_urgency(it.urgency()).unwrap_or(Urgency::Normal);
        let today = self.desk.today();
        Ok(Act::Report {
            id: self.desk.new_lead_id(),
            report: Box::new(Report {
                source,
                source_number: parse::line_if_any("source_number", &it.source_number)?,
                reported_by: actor.principal.clone(),
                received_on: parse::day_or_today("received_date", &it.received_date, today)?,
                division,
                place: parse::line("place", &it.place)?,
                geo: it.point.map(point).transpose()?,
                content: parse::text("content", &it.content)?,
                suspect: parse::line_if_any("suspect", &it.suspect)?,
                party: match it.party_id.as_str() {
                    "" => None,
                    id => Some(PartyId(parse::id("party_id", id)?)),
                },
                urgency,
                feedback_wanted: source.expects_feedback()
                    || reports_only
                    || it.informant.is_some(),
            }),
            agency: AgencyId(agency),
            domain: domain(it.domain()),
        })
    }
}

const fn mode(validate_only: bool) -> Mode {
    if validate_only {
        Mode::ValidateOnly
    } else {
        Mode::Write
    }
}

fn informant(it: Option<&proto::LeadInformant>) -> Result<Option<Informant>, Refusal> {
    it.map(|it| {
        Ok(Informant {
            name: parse::line("informant.name", &it.name)?,
            contact: parse::line_if_any("informant.contact", &it.contact)?,
        })
    })
    .transpose()
}

fn point(it: proto::LeadPoint) -> Result<Geo, Refusal> {
    let within = |degrees: i32, most: i32| (-most..=most).contains(&degrees);
    if within(it.latitude_e6, POLE) && within(it.longitude_e6, ANTIMERIDIAN) {
        return Ok(Geo {
            latitude_e6: it.latitude_e6,
            longitude_e6: it.longitude_e6,
        });
    }
    let rule = "must lie within 90 and 180 degrees, in millionths of a degree";
    Err(Refusal::malformed("point", rule, "经纬度超出范围"))
}

const fn domain(line: Line) -> Option<Domain> {
    crate::facts::domain(line)
}

/// Declares a message of an act: its answer, its method, and how it is read.
macro_rules! lead_acts {
    ($($request:ident -> $answer:ident, $method:literal, |$it:ident| $act:expr;)*) => {
        $(impl LeadAct for proto::$request {
            type Answer = proto::$answer;
            const METHOD: &'static str = concat!("/yifa.cases.v1.LeadService/", $method);

            fn head(&self) -> Head<'_> {
                Head {
                    request_id: &self.request_id,
                    lead_id: &self.lead_id,
                    etag: &self.etag,
                    validate_only: self.validate_only,
                }
            }

            fn act(&self) -> Result<Act, Refusal> {
                let $it = self;
                Ok($act)
            }
        })*
    };
}

lead_acts! {
    AcceptLeadRequest -> AcceptLeadResponse, "AcceptLead", |it| Act::Accept {
        domain: domain(it.domain()),
        remarks: parse::text_if_any("remarks", &it.remarks)?,
    };
    DeclineLeadRequest -> DeclineLeadResponse, "DeclineLead", |it| Act::Decline {
        reasons: parse::text("reasons", &it.reasons)?,
        belongs_to: parse::line_if_any("belongs_to", &it.belongs_to)?,
    };
    MergeLeadRequest -> MergeLeadResponse, "MergeLead", |it| Act::Merge {
        into: parse::lead_id("into_lead_id", &it.into_lead_id)?,
        reasons: parse::text("reasons", &it.reasons)?,
    };
    AssignLeadRequest -> AssignLeadResponse, "AssignLead", |it| Act::Assign {
        officers: two(&it.officer_ids)?,
    };
    ExtendVerificationRequest -> ExtendVerificationResponse, "ExtendVerification", |it| Act::Extend {
        reasons: parse::text("reasons", &it.reasons)?,
    };
    VerifyLeadRequest -> VerifyLeadResponse, "VerifyLead", |it| Act::Verify(Verify {
        co_officer: parse::co_officer(&it.co_officer_id)?,
        finding: parse::chosen("finding", read_finding(it.finding()))?,
        facts: parse::text("facts", &it.facts)?,
    });
    ProposeRefusalRequest -> ProposeRefusalResponse, "ProposeRefusal", |it| Act::ProposeRefusal {
        reasons: parse::text("reasons", &it.reasons)?,
    };
    ApproveRefusalRequest -> ApproveRefusalResponse, "ApproveRefusal", |it| Act::ApproveRefusal {
        opinion: parse::text_if_any("opinion", &it.opinion)?,
    };
    RejectRefusalRequest -> RejectRefusalResponse, "RejectRefusal", |it| Act::RejectRefusal {
        reasons: parse::text("reasons", &it.reasons)?,
    };
    TransferLeadRequest -> TransferLeadResponse, "TransferLead", |it| Act::Transfer {
        to: AgencyId(parse::id("agency_id", &it.agency_id)?),
        reasons: parse::text("reasons", &it.reasons)?,
        designation: parse::line_if_any("designation", &it.designation)?,
    };
    AcceptLeadTransferRequest -> AcceptLeadTransferResponse, "AcceptLeadTransfer", |it| Act::AcceptTransfer {
        domain: domain(it.domain()),
    };
    RefuseLeadTransferRequest -> RefuseLeadTransferResponse, "RefuseLeadTransfer", |it| Act::RefuseTransfer {
        reasons: parse::text("reasons", &it.reasons)?,
    };
    WithdrawLeadTransferRequest -> WithdrawLeadTransferResponse, "WithdrawLeadTransfer", |it| Act::WithdrawTransfer {
        reasons: parse::text("reasons", &it.reasons)?,
    };
    GiveLeadFeedbackRequest -> GiveLeadFeedbackResponse, "GiveLeadFeedback", |it| Act::GiveFeedback(Feedback {
        to: parse::line("to", &it.to)?,
        manner: parse::line("manner", &it.manner)?,
        content: parse::text("content", &it.content)?,
    });
}

/// Exactly two officers.
fn two(ids: &[String]) -> Result<[OfficerId; 2], Refusal> {
    let [first, second] = ids else {
        let rule = "must name exactly two officers";
        return Err(Refusal::malformed(
            "officer_ids",
            rule,
            "请指派两名执法人员",
        ));
    };
    Ok([
        OfficerId(parse::id("officer_ids[0]", first)?),
        OfficerId(parse::id("officer_ids[1]", second)?),
    ])
}
