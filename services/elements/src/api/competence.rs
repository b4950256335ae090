//! CompetenceService.

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::competence_service_server::CompetenceService;
use host::Call;
use page::{List, Size};
use prost::Message as _;
use refusal::{Fault, Refusal};
use sqlx::PgConnection;
use tonic::{Request, Response, Status};

use super::{READ, parse};
use crate::competence::{self, Asked, Held};
use crate::handle::Centre;
use crate::store::{self, Point};
use elements_domain::{Key, Registry};

const LIST_POWERS: &str = "/yifa.elements.v1.CompetenceService/ListPowers";

/// A page of a power list.
const POWERS: Size = Size::new(50, 500);

type Answered<T> = Result<Response<T>, Status>;

/// CompetenceService as the contract serves it.
#[derive(Debug, Clone)]
pub struct CompetenceApi {
    centre: Centre,
}

impl CompetenceApi {
    /// Serves this centre.
    pub const fn new(centre: Centre) -> Self {
        Self { centre }
    }

    fn point(&self, as_of: Option<&proto::AsOf>) -> Result<Point, Refusal> {
        parse::point(as_of, self.centre.today())
    }

    async fn connection(&self) -> Result<sqlx::pool::PoolConnection<sqlx::Postgres>, Fault> {
        Ok(self.centre.pool().acquire().await?)
    }
}

#[tonic::async_trait]
impl CompetenceService for CompetenceApi {
    async fn resolve_competence(
        &self,
        request: Request<proto::ResolveCompetenceRequest>,
    ) -> Answered<proto::ResolveCompetenceResponse> {
        Call::of(&request)?.permit(READ)?;
        let message = request.into_inner();
        let party = Some(message.party_id.as_str()).filter(|id| !id.is_empty());
        let asked = Asked {
            item_id: parse::key(Registry::Item, "item_id", &message.item_id)?.id,
            place: parse::division("division", &message.division)?,
            party_id: party
                .map(|id| parse::key(Registry::Party, "party_id", id))
                .transpose()?
                .map(|key| key.id),
            at: self.point(message.as_of.as_ref())?,
        };
        let mut conn = self.connection().await?;
        Ok(Response::new(competence::resolve(&mut conn, &asked).await?))
    }

    async fn list_powers(
        &self,
        request: Request<proto::ListPowersRequest>,
    ) -> Answered<proto::ListPowersResponse> {
        Call::of(&request)?.permit(READ)?;
        let message = request.into_inner();
        let agency = parse::key(Registry::Agency, "agency_id", &message.agency_id)?;
        let size = POWERS.of(message.page_size)?;
        let at = self.point(message.as_of.as_ref())?;
        let as_of = message.as_of.as_ref().map(prost::Message::encode_to_vec);
        let list = List::of(
            LIST_POWERS,
            "",
            &[agency.id.as_bytes(), &as_of.unwrap_or_default()],
        );
        let place = list.place(&message.page_token, read_place)?;
        // "Today" is the day of the list's first page.
        let at = place.as_ref().map_or(at, |(valid, _)| Point {
            valid: *valid,
            ..at
        });
        let mut conn = self.connection().await?;
        known(&mut conn, &agency).await?;
        let mut powers = competence::held(&mut conn, &agency.id, at).await?;
        if let Some((_, after)) = &place {
            powers.retain(|(held, _)| held > after);
        }
        let more = page::cut(&mut powers, size, |(_, power)| power.encoded_len());
        let next = powers.last().filter(|_| more).map(|(held, _)| {
            let Held {
                item_id,
                instrument_id,
            } = held;
            list.token(&format!("{} {item_id} {instrument_id}", at.valid))
        });
        Ok(Response::new(proto::ListPowersResponse {
            powers: powers.into_iter().map(|(_, power)| power).collect(),
            next_page_token: next.unwrap_or_default(),
        }))
    }

    async fn list_power_adjustments(
        &self,
        request: Request<proto::ListPowerAdjustmentsRequest>,
    ) -> Answered<proto::ListPowerAdjustmentsResponse> {
        Call::of(&request)?.permit(READ)?;
        let message = request.into_inner();
        let agency = parse::key(Registry::Agency, "agency_id", &message.agency_id)?;
        let from = parse::day("from_date", &message.from_date)?;
        let to = parse::day("to_date", &message.to_date)?;
        if to < from {
            return Err(Refusal::malformed(
                "to_date",
                "must not be before from_date",
                "不得早于起始日期",
            )
            .into());
        }
        let mut conn = self.connection().await?;
        known(&mut conn, &agency).await?;
        Ok(Response::new(proto::ListPowerAdjustmentsResponse {
            adjustments: competence::adjustments(&mut conn, &agency.id, from, to).await?,
        }))
    }

    async fn get_parameters(
        &self,
        request: Request<proto::GetParametersRequest>,
    ) -> Answered<proto::GetParametersResponse> {
        Call::of(&request)?.permit(READ)?;
        let message = request.into_inner();
        let domain = proto::Domain::try_from(message.domain)
            .ok()
            .filter(|domain| *domain != proto::Domain::Unspecified)
            .ok_or_else(|| {
                Refusal::malformed(
                    "domain",
                    "must be stated as one of the known values",
                    "应选择已列明的领域",
                )
            })?;
        let division = parse::division("division", &message.division)?;
        let at = self.point(message.as_of.as_ref())?;
        let mut conn = self.connection().await?;
        Ok(Response::new(proto::GetParametersResponse {
            parameters: competence::apply(&mut conn, domain, &division, at).await?,
        }))
    }

    async fn list_parameter_norms(
        &self,
        request: Request<proto::ListParameterNormsRequest>,
    ) -> Answered<proto::ListParameterNormsResponse> {
        Call::of(&request)?.permit(READ)?;
        Ok(Response::new(proto::ListParameterNormsResponse {
            norms: competence::norms(),
        }))
    }
}

/// Whether there ever was such an element.
async fn known(conn: &mut PgConnection, key: &Key) -> Result<(), Status> {
    if store::versions(conn, key, None, 1).await?.is_empty() {
        Err(Refusal::absent(key.registry.name(), key.registry.zh()).into())
    } else {
        Ok(())
    }
}

/// Where a page of a power list ends: the day that the list looks at, the item and the instrument.
fn read_place(text: &str) -> Option<(CivilDate, Held)> {
    let mut parts = text.splitn(3, ' ');
    let valid = CivilDate::parse(parts.next()?).ok()?;
    Some((
        valid,
        Held {
            item_id: parts.next()?.to_owned(),
            instrument_id: parts.next()?.to_owned(),
        },
    ))
}
