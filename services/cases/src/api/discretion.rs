//! Weighing over the contract.

use cases_domain::weighing::{
    Act as WeighingAct, Chosen, DecideDeparture, Kind, Named, NamedGround, Version, Weigh,
};
use cases_domain::{Act, Case};
use contract::cases::v1 as proto;
use contract::cases::v1::discretion_service_server::DiscretionService;
use host::Call;
use refusal::{Failure, Fault, Refusal};
use tonic::{Request, Response};

use super::acts::{Acts, Answered, Context, act_request};
use super::{READ, parse};
use crate::handle::absent;
use crate::record::parts;
use crate::record::weighing::read_ground;
use crate::store::{self, Alike, Decided};
use crate::visibility::sees;
use crate::weighing;

/// Years looked back where none are asked for, and at most.
const YEARS: (i32, i32) = (3, 10);
/// Decided cases that are shown one by one.
const NEWEST: i64 = 20;
/// Circumstances of one weighing.
const MOST_CIRCUMSTANCES: usize = 20;

act_request!(WeighPenaltyRequest -> WeighPenaltyResponse, "DiscretionService/WeighPenalty", weigh);
act_request!(DecideDepartureRequest -> DecideDepartureResponse, "DiscretionService/DecideDeparture", decide);

/// The method that does an act.
pub(super) const fn method(kind: Kind) -> &'static str {
    match kind {
        Kind::Weigh => "/yifa.cases.v1.DiscretionService/WeighPenalty",
        Kind::DecideDeparture => "/yifa.cases.v1.DiscretionService/DecideDeparture",
    }
}

fn weigh(it: &proto::WeighPenaltyRequest, _: Context<'_>) -> Result<Act, Refusal> {
    if it.circumstances.len() > MOST_CIRCUMSTANCES {
        let rule = "must not be more than 20";
        return Err(Refusal::malformed(
            "circumstances",
            rule,
            "情节不得超过20项",
        ));
    }
    let circumstances = it.circumstances.iter().enumerate();
    Ok(Act::Weighing(WeighingAct::Weigh(Weigh {
        co_officer: parse::co_officer(&it.co_officer_id)?,
        at_act: chosen("tier_at_act", it.tier_at_act.as_ref())?,
        at_decision: chosen("tier_at_decision", it.tier_at_decision.as_ref())?,
        circumstances: circumstances
            .map(|(at, it)| named(at, it))
            .collect::<Result<_, _>>()?,
        exempt: it.exempt,
        mitigate: it.mitigate,
        amount: it
            .amount_fen
            .map(|amount| parse::fen("amount_fen", amount))
            .transpose()?,
        departure: parse::text_if_any("departure", &it.departure)?,
    })))
}

fn chosen(path: &str, it: Option<&proto::ChosenTier>) -> Result<Option<Chosen>, Refusal> {
    let Some(it) = it else { return Ok(None) };
    Ok(Some(Chosen {
        tier: parse::text(format!("{path}.tier"), &it.tier)?,
        condition: parse::text(format!("{path}.condition"), &it.condition)?,
    }))
}

fn named(at: usize, it: &proto::NamedCircumstance) -> Result<Named, Refusal> {
    let path = |part: &str| format!("circumstances[{at}].{part}");
    let ground = match (read_ground(it.ground()), &it.factor, &it.leniency_list_id) {
        (Some(ground), factor, list) if factor.is_empty() && list.is_empty() => {
            NamedGround::Law(ground)
        }
        (None, factor, list) if !factor.is_empty() && list.is_empty() => {
            NamedGround::Factor(parse::text(path("factor"), factor)?)
        }
        (None, factor, list) if factor.is_empty() && !list.is_empty() => NamedGround::Listed {
            list: parse::id(path("leniency_list_id"), list)?,
            entry: parse::number(path("entry_number"), it.entry_number)?,
        },
        _ => {
            let rule = "must name exactly one of ground, factor and leniency_list_id";
            return Err(Refusal::malformed(
                path("ground"),
                rule,
                "法定情节、基准情节、清单三者应当且只能选择一项",
            ));
        }
    };
    let evidence = it.evidence_numbers.iter();
    Ok(Named {
        ground,
        description: parse::text(path("description"), &it.description)?,
        evidence: evidence
            .map(|number| parse::number(path("evidence_numbers"), *number))
            .collect::<Result<_, _>>()?,
    })
}

fn decide(it: &proto::DecideDepartureRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Weighing(WeighingAct::DecideDeparture(
        DecideDeparture {
            number: parse::number("number", it.number)?,
            granted: it.granted,
            reasons: parse::text("reasons", &it.reasons)?,
        },
    )))
}

impl Acts {
    /// The case, if the caller may see it.
    async fn seen(&self, call: &Call, case_id: &str) -> Result<Case, Failure> {
        let id = parse::case_id("case_id", case_id)?;
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        let found = store::get(&mut conn, id).await?;
        let seen = found.filter(|stored| sees(&call.actor, &stored.case));
        Ok(seen.ok_or_else(absent)?.case)
    }

    async fn options(&self, case: &Case) -> Result<proto::ListDiscretionOptionsResponse, Failure> {
        let Some((item, penalty)) = weighing::subject(case) else {
            return Err(not_weighed().into());
        };
        let today = self.desk().today();
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        let elements = store::weighable(&mut conn, item, penalty.act_on, today).await?;
        let facts = weighing::facts(case, &elements);
        Ok(proto::ListDiscretionOptionsResponse {
            at_act: facts.as_ref().map(|facts| version(&facts.at_act)),
            at_decision: facts
                .as_ref()
                .and_then(|facts| facts.at_decision.as_ref())
                .map(version),
        })
    }

    async fn similar(
        &self,
        call: &Call,
        message: &proto::ListSimilarDecisionsRequest,
    ) -> Result<proto::ListSimilarDecisionsResponse, Failure> {
        let case = self.seen(call, &message.case_id).await?;
        let Some((item, _)) = weighing::subject(&case) else {
            return Err(not_weighed().into());
        };
        let years = match message.years {
            0 => YEARS.0,
            years if (1..=YEARS.1).contains(&years) => years,
            _ => {
                let rule = "must be from 1 to 10";
                return Err(Refusal::malformed("years", rule, "年数应为1至10").into());
            }
        };
        let division = parse::division("division", &message.division)?;
        let alike = Alike {
            item: item.0.clone(),
            party: store::party_class(&case),
            tier: Some(message.tier.clone()).filter(|tier| !tier.is_empty()),
            since: self.desk().today().add_years(-years),
            division: division.map(|division| division.0),
            except: Some(case.id()),
        };
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        let spread = store::spread(&mut conn, &alike).await?;
        let newest = store::newest(&mut conn, &alike, NEWEST).await?;
        let mut decisions = Vec::with_capacity(newest.len());
        for it in newest {
            let found = store::get(&mut conn, it.case_id).await?;
            let visible = found.is_some_and(|stored| sees(&call.actor, &stored.case));
            decisions.push(decision(it, visible));
        }
        let [
            least_fen,
            lower_quartile_fen,
            median_fen,
            upper_quartile_fen,
            most_fen,
        ] = spread.fines;
        Ok(proto::ListSimilarDecisionsResponse {
            count: i32::try_from(spread.count).unwrap_or(i32::MAX),
            least_fen,
            lower_quartile_fen,
            median_fen,
            upper_quartile_fen,
            most_fen,
            decisions,
        })
    }
}

/// Only penalties are weighed.
fn not_weighed() -> Refusal {
    Refusal::malformed("case_id", "must be a penalty case", "应为行政处罚案件")
}

/// One of the similar decisions; of one that the caller may not see, only the figures.
fn decision(it: Decided, visible: bool) -> proto::SimilarDecision {
    proto::SimilarDecision {
        case_id: if visible {
            it.case_id.to_string()
        } else {
            String::new()
        },
        agency_id: if visible { it.agency } else { String::new() },
        tier: it.tier,
        fine_fen: it.fine,
        decided_date: it.on.to_string(),
    }
}

fn version(it: &Version) -> proto::DiscretionVersion {
    let standard = it.standard();
    let tiers = standard.map_or(&[][..], |it| &it.tiers);
    let factors = standard.map_or(&[][..], |it| &it.factors);
    let entries = it.lists.iter().enumerate().map(|(at, entry)| {
        // Numbered within its list.
        let before = it
            .lists
            .iter()
            .take(at)
            .filter(|other| other.list == entry.list);
        proto::DiscretionListEntry {
            leniency_list_id: entry.list.clone(),
            name: entry.name.clone(),
            entry_number: i32::try_from(before.count() + 1).unwrap_or(i32::MAX),
            conditions: entry.conditions.clone(),
            effect: entry.effect.zh().to_owned(),
        }
    });
    proto::DiscretionVersion {
        item_version: it.item.clone(),
        floor_fen: parts::fen(it.statutory.floor()),
        cap_fen: parts::fen(it.statutory.cap()),
        standard_version: standard.map(|it| it.version.clone()).unwrap_or_default(),
        document_number: standard.map(|it| it.document.clone()).unwrap_or_default(),
        tiers: tiers
            .iter()
            .map(|tier| proto::DiscretionTier {
                name: tier.name.clone(),
                conditions: tier.conditions.clone(),
                floor_fen: tier.range.map_or(0, |range| parts::fen(range.floor())),
                cap_fen: tier.range.map_or(0, |range| parts::fen(range.cap())),
            })
            .collect(),
        factors: factors
            .iter()
            .map(|factor| proto::DiscretionFactor {
                circumstance: factor.circumstance.clone(),
                effect: factor.effect.zh().to_owned(),
            })
            .collect(),
        list_entries: entries.collect(),
    }
}

#[tonic::async_trait]
impl DiscretionService for Acts {
    async fn weigh_penalty(
        &self,
        request: Request<proto::WeighPenaltyRequest>,
    ) -> Answered<proto::WeighPenaltyResponse> {
        self.act(request).await
    }

    async fn decide_departure(
        &self,
        request: Request<proto::DecideDepartureRequest>,
    ) -> Answered<proto::DecideDepartureResponse> {
        self.act(request).await
    }

    async fn list_discretion_options(
        &self,
        request: Request<proto::ListDiscretionOptionsRequest>,
    ) -> Answered<proto::ListDiscretionOptionsResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let case = self.seen(&call, &request.into_inner().case_id).await?;
        Ok(Response::new(self.options(&case).await?))
    }

    async fn list_similar_decisions(
        &self,
        request: Request<proto::ListSimilarDecisionsRequest>,
    ) -> Answered<proto::ListSimilarDecisionsResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        Ok(Response::new(
            self.similar(&call, &request.into_inner()).await?,
        ))
    }
}
