//! A matter's whole timeline over the contract.

use contract::cases::v1 as proto;
use contract::cases::v1::timeline_service_server::TimelineService;
use host::Call;
use refusal::Fault;
use tonic::Request;

use super::acts::{Acts, Answered};
use super::{READ, object, parse};
use crate::timeline;

#[tonic::async_trait]
impl TimelineService for Acts {
    async fn get_timeline(
        &self,
        request: Request<proto::GetTimelineRequest>,
    ) -> Answered<proto::GetTimelineResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let id = parse::case_id("case_id", &request.into_inner().case_id)?;
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        let today = self.desk().today();
        let told = timeline::tell(&mut conn, &call.actor, id, today).await?;
        Ok(host::about(&object(&id.to_string()), told))
    }
}
