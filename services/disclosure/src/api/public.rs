//! PublicDisclosureService: for everybody.

use contract::disclosure::v1 as proto;
use contract::disclosure::v1::public_disclosure_service_server::PublicDisclosureService;
use page::{List, Size};
use prost::Message as _;
use refusal::{Failure, Refusal};
use tonic::{Request, Response, Status};

use super::{parse, view};
use crate::portal::Portal;
use crate::public::Public;
use crate::publication::State;
use crate::search::{Phrase, Query, plain_number};

const SEARCH: &str = "/yifa.disclosure.v1.PublicDisclosureService/SearchDecisions";
const DECISIONS: Size = Size::new(20, 100);

type Answered<T> = Result<Response<T>, Status>;

/// What is public, as the contract serves it.
#[derive(Debug, Clone)]
pub struct PublicApi {
    public: Public,
    portal: Portal,
}

impl PublicApi {
    /// What this answers, and the pages around it.
    pub const fn new(public: Public, portal: Portal) -> Self {
        Self { public, portal }
    }

    async fn search(
        &self,
        message: &proto::SearchDecisionsRequest,
    ) -> Result<proto::SearchDecisionsResponse, Failure> {
        let size = DECISIONS.of(message.page_size)?;
        let list = list(message);
        let after = list.place(&message.page_token, |key| key.parse::<u64>().ok())?;
        let results = self.public.search(query(message)?, after, size).await?;
        Ok(proto::SearchDecisionsResponse {
            decisions: results.publications.iter().map(view::published).collect(),
            next_page_token: results
                .next
                .map(|rank| list.token(&rank))
                .unwrap_or_default(),
            total: i64::try_from(results.total).unwrap_or(i64::MAX),
        })
    }
}

/// The list that a search makes; its pages carry tokens of it.
pub(crate) fn list(message: &proto::SearchDecisionsRequest) -> List {
    let filters = proto::SearchDecisionsRequest {
        page_size: 0,
        page_token: String::new(),
        ..message.clone()
    };
    List::of(SEARCH, "", &[&filters.encode_to_vec()])
}

/// What is looked for.
pub(crate) fn query(message: &proto::SearchDecisionsRequest) -> Result<Query, Refusal> {
    let number = parse::code("document_number", &message.document_number)?;
    Ok(Query {
        words: Phrase::all("words", &message.words)?,
        party: Phrase::all("party_name", &message.party_name)?,
        credit_code: parse::code("credit_code", &message.credit_code)?,
        document_number: number.map(|number| plain_number(&number)),
        agency_id: parse::code("agency_id", &message.agency_id)?,
        division: parse::code("division", &message.division)?,
        kind: parse::kind(message.kind)?,
        domain: parse::code("domain", &message.domain)?,
        from: parse::day("date_from", &message.date_from)?,
        to: parse::day("date_to", &message.date_to)?,
    })
}

#[tonic::async_trait]
impl PublicDisclosureService for PublicApi {
    async fn search_decisions(
        &self,
        request: Request<proto::SearchDecisionsRequest>,
    ) -> Answered<proto::SearchDecisionsResponse> {
        Ok(Response::new(self.search(&request.into_inner()).await?))
    }

    async fn get_decision(
        &self,
        request: Request<proto::GetDecisionRequest>,
    ) -> Answered<proto::GetDecisionResponse> {
        let id = parse::uuid("publication_id", &request.into_inner().publication_id)?;
        let found = self.public.get(id).await?;
        let published = (found.state == State::Published).then(|| view::published(&found));
        let withdrawal = (found.state == State::Withdrawn).then(|| view::withdrawal(&found));
        Ok(Response::new(proto::GetDecisionResponse {
            state: found.state.wire().into(),
            published,
            withdrawal,
        }))
    }

    async fn look_up_case(
        &self,
        request: Request<proto::LookUpCaseRequest>,
    ) -> Answered<proto::LookUpCaseResponse> {
        let found = self.public.look_up(&request.into_inner().case_code).await?;
        Ok(Response::new(proto::LookUpCaseResponse {
            stage: found.stage.to_owned(),
            advice: found.advice.to_owned(),
            agency_name: found.served.agency_name.clone(),
            kind: found.served.kind().into(),
            publication_id: found
                .publication
                .map(|it| it.id.to_string())
                .unwrap_or_default(),
        }))
    }

    async fn render_page(
        &self,
        request: Request<proto::RenderPageRequest>,
    ) -> Answered<proto::RenderPageResponse> {
        let message = request.into_inner();
        Ok(Response::new(
            self.portal.render(&message.path, &message.query).await?,
        ))
    }
}
