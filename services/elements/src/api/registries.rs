//! The requests of the registries: they differ only in what they carry.

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use prost::Message;
use refusal::Fault;

use crate::domain::Registry;
use crate::handle::Answer;

/// A request to record one element of a registry.
pub(super) trait Record: Message + Sized {
    /// What answers it.
    type Answer;
    /// Registry.
    const REGISTRY: Registry;
    /// Method (gRPC path).
    const METHOD: &'static str;

    /// What it asks for.
    fn into_parts(self) -> Parts;
    /// The answer.
    fn answer(answer: Answer) -> Self::Answer;
}

/// What a request to record asks for.
pub(super) struct Parts {
    pub(super) request_id: String,
    pub(super) body: Option<Body>,
    pub(super) valid_from: String,
    pub(super) valid_to: String,
    pub(super) etag: String,
    pub(super) validate_only: bool,
}

/// A request for one element of a registry.
pub(super) trait Get {
    /// What answers it.
    type Answer;
    /// Registry.
    const REGISTRY: Registry;

    /// Id.
    fn id(&self) -> &str;
    /// Both time axes.
    fn as_of(&self) -> Option<&proto::AsOf>;
    /// The answer.
    fn answer(version: proto::Version, etag: String) -> Result<Self::Answer, Fault>;
}

/// A request for the elements of a registry.
pub(super) trait List {
    /// What answers it.
    type Answer;
    /// Registry.
    const REGISTRY: Registry;
    /// Method (gRPC path).
    const METHOD: &'static str;

    /// Page size.
    fn page_size(&self) -> i32;
    /// Token of the page.
    fn page_token(&self) -> &str;
    /// Only those whose name holds this text.
    fn name(&self) -> &str;
    /// Only those of this division and below.
    fn division(&self) -> &str;
    /// Both time axes.
    fn as_of(&self) -> Option<&proto::AsOf>;
    /// The answer.
    fn answer(bodies: Vec<Body>, next_page_token: String) -> Result<Self::Answer, Fault>;
}

/// A body that stands in another registry's place.
#[derive(Debug, thiserror::Error)]
#[error("a body in the registry {0} is another's")]
struct Misplaced(Registry);

macro_rules! record_and_get {
    ($body:ident, $field:ident, $id:ident, $record:ident => $recorded:ident, $get:ident => $got:ident) => {
        impl Record for proto::$record {
            type Answer = proto::$recorded;
            const REGISTRY: Registry = Registry::$body;
            const METHOD: &'static str =
                concat!("/yifa.elements.v1.ElementService/Record", stringify!($body));

            fn into_parts(self) -> Parts {
                Parts {
                    request_id: self.request_id,
                    body: self.$field.map(Body::$body),
                    valid_from: self.valid_from,
                    valid_to: self.valid_to,
                    etag: self.etag,
                    validate_only: self.validate_only,
                }
            }

            fn answer(answer: Answer) -> Self::Answer {
                proto::$recorded {
                    version: answer.version,
                    etag: answer.etag,
                }
            }
        }

        impl Get for proto::$get {
            type Answer = proto::$got;
            const REGISTRY: Registry = Registry::$body;

            fn id(&self) -> &str {
                &self.$id
            }

            fn as_of(&self) -> Option<&proto::AsOf> {
                self.as_of.as_ref()
            }

            fn answer(version: proto::Version, etag: String) -> Result<Self::Answer, Fault> {
                match version
                    .element
                    .as_ref()
                    .and_then(|element| element.body.as_ref())
                {
                    Some(Body::$body(body)) => Ok(proto::$got {
                        $field: Some(body.clone()),
                        version: Some(version),
                        etag,
                    }),
                    _ => Err(Fault::internal(Misplaced(Registry::$body))),
                }
            }
        }
    };
}

macro_rules! list {
    ($body:ident, $many:ident, $list:ident => $listed:ident, $method:literal) => {
        impl List for proto::$list {
            type Answer = proto::$listed;
            const REGISTRY: Registry = Registry::$body;
            const METHOD: &'static str = $method;

            fn page_size(&self) -> i32 {
                self.page_size
            }

            fn page_token(&self) -> &str {
                &self.page_token
            }

            fn name(&self) -> &str {
                &self.name
            }

            fn division(&self) -> &str {
                &self.division
            }

            fn as_of(&self) -> Option<&proto::AsOf> {
                self.as_of.as_ref()
            }

            fn answer(bodies: Vec<Body>, next_page_token: String) -> Result<Self::Answer, Fault> {
                let read = |body| match body {
                    Body::$body(body) => Ok(body),
                    _ => Err(Fault::internal(Misplaced(Registry::$body))),
                };
                let $many = bodies.into_iter().map(read).collect::<Result<_, _>>()?;
                Ok(proto::$listed {
                    $many,
                    next_page_token,
                })
            }
        }
    };
}

record_and_get!(Agency, agency, agency_id,
    RecordAgencyRequest => RecordAgencyResponse, GetAgencyRequest => GetAgencyResponse);
record_and_get!(Officer, officer, officer_id,
    RecordOfficerRequest => RecordOfficerResponse, GetOfficerRequest => GetOfficerResponse);
record_and_get!(Certificate, certificate, certificate_id,
    RecordCertificateRequest => RecordCertificateResponse, GetCertificateRequest => GetCertificateResponse);
record_and_get!(Posting, posting, posting_id,
    RecordPostingRequest => RecordPostingResponse, GetPostingRequest => GetPostingResponse);
record_and_get!(Party, party, party_id,
    RecordPartyRequest => RecordPartyResponse, GetPartyRequest => GetPartyResponse);
record_and_get!(Item, item, item_id,
    RecordItemRequest => RecordItemResponse, GetItemRequest => GetItemResponse);
record_and_get!(Law, law, law_id,
    RecordLawRequest => RecordLawResponse, GetLawRequest => GetLawResponse);
record_and_get!(Division, division, code,
    RecordDivisionRequest => RecordDivisionResponse, GetDivisionRequest => GetDivisionResponse);

list!(Agency, agencies, ListAgenciesRequest => ListAgenciesResponse, "/yifa.elements.v1.ElementService/ListAgencies");
list!(Officer, officers, ListOfficersRequest => ListOfficersResponse, "/yifa.elements.v1.ElementService/ListOfficers");
list!(Certificate, certificates, ListCertificatesRequest => ListCertificatesResponse,
    "/yifa.elements.v1.ElementService/ListCertificates");
list!(Posting, postings, ListPostingsRequest => ListPostingsResponse, "/yifa.elements.v1.ElementService/ListPostings");
list!(Party, parties, ListPartiesRequest => ListPartiesResponse, "/yifa.elements.v1.ElementService/ListParties");
list!(Item, items, ListItemsRequest => ListItemsResponse, "/yifa.elements.v1.ElementService/ListItems");
list!(Law, laws, ListLawsRequest => ListLawsResponse, "/yifa.elements.v1.ElementService/ListLaws");
