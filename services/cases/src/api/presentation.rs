//! 电子亮证 over the contract: recorded like any act, then signed as a card; verified for whoever asks.

use cases_domain::presentation::{self, Kind, PresentCard};
use cases_domain::{Act, Case, ItemId};
use contract::cases::v1 as proto;
use contract::cases::v1::presentation_service_server::PresentationService;
use host::Call;
use refusal::{Failure, Fault, Refusal};
use seal::Trust;
use seal::card::{self, Card};
use tonic::{Request, Response, Status};

use super::acts::{ActRequest, Acts, Answered, Context, Head};
use super::parse;
use crate::handle::{Desk, absent};
use crate::record::parts;
use crate::store;
use crate::visibility::sees;

/// Most items of one card.
const MOST_ITEMS: usize = 20;

// By hand: the answer holds more than the case.
impl ActRequest for proto::PresentCardRequest {
    type Answer = proto::PresentCardResponse;
    const METHOD: &'static str = method(Kind::PresentCard);

    fn head(&self) -> Head<'_> {
        Head {
            request_id: &self.request_id,
            case_id: Some(&self.case_id),
            etag: &self.etag,
            from_lead: "",
            validate_only: self.validate_only,
        }
    }

    fn act(&self, _: Context<'_>) -> Result<Act, Refusal> {
        present(self)
    }

    fn answer(case: Option<proto::Case>) -> Self::Answer {
        proto::PresentCardResponse {
            case,
            ..proto::PresentCardResponse::default()
        }
    }
}

/// The method that does an act.
pub(super) const fn method(kind: Kind) -> &'static str {
    match kind {
        Kind::PresentCard => "/yifa.cases.v1.PresentationService/PresentCard",
    }
}

/// Presentations as the contract serves them.
#[derive(Debug, Clone)]
pub struct Presenting {
    acts: Acts,
}

fn present(it: &proto::PresentCardRequest) -> Result<Act, Refusal> {
    if it.item_ids.len() > MOST_ITEMS {
        let (rule, zh) = ("at most 20", "每次至多二十项，请分次出示");
        return Err(Refusal::malformed("item_ids", rule, zh));
    }
    let items = it.item_ids.iter().enumerate();
    let items = items.map(|(at, id)| Ok(ItemId(parse::id(format!("item_ids[{at}]"), id)?)));
    Ok(Act::Presentation(presentation::Act::PresentCard(
        PresentCard {
            items: items.collect::<Result<_, Refusal>>()?,
            shown_to: parse::line("shown_to", &it.shown_to)?,
            place: parse::line_if_any("place", &it.place)?,
        },
    )))
}

impl Presenting {
    /// Presentations at this desk.
    pub const fn new(desk: Desk) -> Self {
        Self {
            acts: Acts::new(desk),
        }
    }

    const fn desk(&self) -> &Desk {
        self.acts.desk()
    }

    /// The agency of the case can sign: asked before anything is recorded that could then not be shown.
    async fn can_sign(&self, call: &Call, case_id: &str) -> Result<(), Failure> {
        let id = parse::case_id("case_id", case_id)?;
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        // Of a case that the caller may not know of nothing is told here; it is refused with the act.
        let found = store::get(&mut conn, id).await?;
        if let Some(stored) = found.filter(|it| sees(&call.actor, &it.case)) {
            let agency = &stored.case.opening.agency.id;
            let (seals, now) = (self.desk().seals(), self.desk().now());
            seals.agency(&mut conn, agency, now).await?;
        }
        Ok(())
    }

    /// The card of a presentation that is on record.
    async fn card(&self, case_id: &str, number: u32) -> Result<(String, Card), Failure> {
        let id = parse::case_id("case_id", case_id)?;
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        let stored = store::get(&mut conn, id).await?.ok_or_else(absent)?;
        let case = &stored.case;
        let shown = presentation::find(case, number).ok_or_else(absent)?;
        let agency = &case.opening.agency.id;
        // As of the presentation: what is answered again is the same card.
        let sealer = self.desk().seals().agency(&mut conn, agency, shown.at);
        let sealer = sealer.await?;
        let card = Card {
            officer: shown.officer.name.clone(),
            certificate_number: shown.officer.certificate.clone(),
            agency: sealer.certificate.subject().name.clone(),
            agency_id: agency.to_string(),
            task: case.opening.code.to_string(),
            item: named(case, &shown.items),
            issued_at: shown.at.timestamp(),
            number,
            key_id: sealer.certificate.key().id().to_owned(),
        };
        let text = card::issue(&card, sealer.signer.as_ref()).map_err(Fault::internal)?;
        Ok((text, card))
    }

    async fn verified(&self, text: &str) -> Result<proto::VerifyCardResponse, Failure> {
        let now = self.desk().now();
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        let published = self.desk().seals().published(&mut conn, now).await?;
        drop(conn);
        let trust = Trust::of(published).map_err(Fault::internal)?;
        Ok(match card::verify(text.trim(), &trust, now) {
            Ok((card, _)) => proto::VerifyCardResponse {
                good: true,
                issue_time: card.issued().map(parts::timestamp),
                end_time: card.ends().map(parts::timestamp),
                officer_name: card.officer,
                certificate_number: card.certificate_number,
                agency_name: card.agency,
                case_code: card.task,
                item: card.item,
                ..proto::VerifyCardResponse::default()
            },
            Err(flaw) => proto::VerifyCardResponse {
                flaw: flaw.name().to_owned(),
                flaw_text: flaw.zh().to_owned(),
                ..proto::VerifyCardResponse::default()
            },
        })
    }
}

/// The items, as they are called.
fn named(case: &Case, items: &[ItemId]) -> String {
    let all = case.opening.items.iter();
    let named = all.filter(|item| items.contains(&item.id));
    let names: Vec<&str> = named.map(|item| item.name.as_str()).collect();
    names.join("；")
}

#[tonic::async_trait]
impl PresentationService for Presenting {
    async fn present_card(
        &self,
        request: Request<proto::PresentCardRequest>,
    ) -> Answered<proto::PresentCardResponse> {
        let call = Call::of(&request)?;
        let (case_id, only_check) = {
            let message = request.get_ref();
            (message.case_id.clone(), message.validate_only)
        };
        self.can_sign(&call, &case_id).await?;
        let mut answer = self.acts.act(request).await?;
        let shown = answer.get_ref().case.as_ref();
        let newest = shown.and_then(|case| case.presentations.last());
        if let Some(number) = newest.map(|it| it.number).filter(|_| !only_check) {
            let number = u32::try_from(number).map_err(Fault::internal)?;
            let (text, card) = self.card(&case_id, number).await?;
            let message = answer.get_mut();
            message.card = text;
            message.end_time = card.ends().map(parts::timestamp);
        }
        Ok(answer)
    }

    async fn verify_card(
        &self,
        request: Request<proto::VerifyCardRequest>,
    ) -> Result<Response<proto::VerifyCardResponse>, Status> {
        Ok(Response::new(self.verified(&request.get_ref().card).await?))
    }
}
