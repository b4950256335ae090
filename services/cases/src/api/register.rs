//! The register of filed acts over the contract: yes or no and how many, never whose.

use std::collections::BTreeSet;

use calendar::Years;
use cases_domain::register::{FIRST_OFFENCE_WINDOW, years_before};
use contract::cases::v1 as proto;
use contract::cases::v1::register_service_server::RegisterService;
use host::Call;
use refusal::Fault;
use tonic::{Request, Response, Status};

use super::{READ, parse};
use crate::handle::Desk;
use crate::record::parts;
use crate::store;

/// Most years that a look-up goes back.
const MOST_YEARS: u32 = 20;

/// The register as the contract serves it.
#[derive(Debug, Clone)]
pub struct Register {
    desk: Desk,
}

impl Register {
    /// The register of this desk.
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }
}

#[tonic::async_trait]
impl RegisterService for Register {
    async fn look_up_first_offence(
        &self,
        request: Request<proto::LookUpFirstOffenceRequest>,
    ) -> Result<Response<proto::LookUpFirstOffenceResponse>, Status> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let it = request.into_inner();
        let today = self.desk.today();
        let party = parse::id("party_id", &it.party_id)?;
        parse::not_too_many("violated", &it.violated)?;
        let item = parse::id("item_id", &it.item_id)?;
        let kinds: BTreeSet<String> = it.violated.into_iter().chain([item]).collect();
        let before = parse::day_or_today("before_date", &it.before_date, today)?;
        let window = match parse::count("years", it.years)? {
            0 => FIRST_OFFENCE_WINDOW,
            years => Years(years.min(MOST_YEARS)),
        };
        let pool = self.desk.pool();
        let mut conn = pool.acquire().await.map_err(Fault::from)?;
        let registered = store::registered(&mut conn, &party, today).await?;
        let filings = registered.filings.iter();
        let count = filings
            .filter(|filing| filing.is_breach_since(&kinds, before, window))
            .count();
        let answer = proto::LookUpFirstOffenceResponse {
            first: count == 0,
            count: parts::count(u32::try_from(count).unwrap_or(u32::MAX)),
            since_date: years_before(before, window).to_string(),
        };
        Ok(host::about(&format!("parties/{party}"), answer))
    }
}
