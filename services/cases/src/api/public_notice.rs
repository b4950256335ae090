//! Service by public notice over the contract.

use calendar::CivilDate;
use cases_domain::Act;
use cases_domain::public_notice::{
    Act as Own, Kind, Publication, PublishNotice, WithdrawPublicNotice,
};
use contract::cases::v1 as proto;
use contract::cases::v1::public_notice_service_server::PublicNoticeService;
use refusal::Refusal;
use tonic::Request;

use super::acts::{Acts, Answered, Context, act_request};
use super::parse;
use crate::record::public_notice::{read_ground, read_paper};

act_request!(PublishNoticeRequest -> PublishNoticeResponse, "PublicNoticeService/PublishNotice", publish);
act_request!(
    WithdrawPublicNoticeRequest -> WithdrawPublicNoticeResponse, "PublicNoticeService/WithdrawPublicNotice", withdraw
);

/// The method that does an act; none: the clock does it.
pub(super) const fn method(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::PublishNotice => "/yifa.cases.v1.PublicNoticeService/PublishNotice",
        Kind::WithdrawPublicNotice => "/yifa.cases.v1.PublicNoticeService/WithdrawPublicNotice",
        Kind::LapsePublicNotice => return None,
    })
}

fn publication(it: Option<&proto::Publication>, today: CivilDate) -> Result<Publication, Refusal> {
    let it = it.ok_or_else(|| Refusal::malformed("publication", "must be given", "不能为空"))?;
    Ok(Publication {
        paper: parse::chosen("publication.paper", read_paper(it.paper()))?,
        ground: parse::chosen("publication.ground", read_ground(it.ground()))?,
        attempts: parse::text("publication.attempts", &it.attempts)?,
        place: parse::line("publication.place", &it.place)?,
        on: parse::day_or_today("publication.published_date", &it.published_date, today)?,
    })
}

fn publish(it: &proto::PublishNoticeRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::PublicNotice(Own::PublishNotice(PublishNotice {
        publication: publication(it.publication.as_ref(), context.today)?,
    })))
}

fn withdraw(it: &proto::WithdrawPublicNoticeRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::PublicNotice(Own::WithdrawPublicNotice(
        WithdrawPublicNotice {
            number: parse::number("number", it.number)?,
            reasons: parse::text("reasons", &it.reasons)?,
        },
    )))
}

#[tonic::async_trait]
impl PublicNoticeService for Acts {
    async fn publish_notice(
        &self,
        request: Request<proto::PublishNoticeRequest>,
    ) -> Answered<proto::PublishNoticeResponse> {
        self.act(request).await
    }

    async fn withdraw_public_notice(
        &self,
        request: Request<proto::WithdrawPublicNoticeRequest>,
    ) -> Answered<proto::WithdrawPublicNoticeResponse> {
        self.act(request).await
    }
}
