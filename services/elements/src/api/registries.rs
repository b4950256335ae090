//! The requests of the registries: they differ only in what they carry.

use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use prost::Message;
use refusal::Fault;

use crate::changes::Answer;
use elements_domain::Registry;

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
    pub(super) reason: String,
}

/// What a request for a list filters by besides name and division.
#[derive(Debug, Default)]
pub(super) struct More<'a> {
    /// Fields that are facets of the elements, with their values; empty ones do not filter.
    pub(super) facets: Vec<(&'static str, Facet<'a>)>,
    /// Code that names the element outside the platform.
    pub(super) identity_code: &'a str,
    /// Day before which its last day lies.
    pub(super) expiring_before: &'a str,
    /// Also those that were merged into another.
    pub(super) merged: bool,
}

/// The value of a facet.
#[derive(Debug, Clone, Copy)]
pub(super) enum Facet<'a> {
    /// An id or another text; empty: any.
    Text(&'a str),
    /// A value of an enumeration; 0: any.
    Number(i32),
    /// What must be so; false: any.
    Yes(bool),
    /// An article of a law; 0: any.
    Article(&'a str, i32),
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
    /// What else it filters by.
    fn more(&self) -> More<'_>;
    /// Leaves out what a list does not show.
    fn trim(&self, _body: &mut Body) {}
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
                    reason: self.reason,
                }
            }

            fn answer(answer: Answer) -> Self::Answer {
                proto::$recorded {
                    version: answer.version,
                    etag: answer.etag,
                    change_id: answer.change_id,
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
    ($body:ident, $many:ident, $list:ident => $listed:ident, $method:literal, $more:expr $(, $trim:expr)?) => {
        impl List for proto::$list {
            type Answer = proto::$listed;
            const REGISTRY: Registry = Registry::$body;
            const METHOD: &'static str = concat!("/yifa.elements.v1.ElementService/", $method);

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

            fn more(&self) -> More<'_> {
                let more: fn(&Self) -> More<'_> = $more;
                more(self)
            }

            $(
                fn trim(&self, body: &mut Body) {
                    let trim: fn(&Self, &mut Body) = $trim;
                    trim(self, body);
                }
            )?

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

/// Filters that are facets only.
fn facets<'a, const N: usize>(facets: [(&'static str, Facet<'a>); N]) -> More<'a> {
    More {
        facets: facets.into(),
        ..More::default()
    }
}

/// A list shows titles and dates of laws, unless their texts are asked for.
fn without_text(request: &proto::ListLawsRequest, body: &mut Body) {
    if let Body::Law(law) = body
        && !request.whole
    {
        law.articles.clear();
        law.annexes.clear();
    }
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
record_and_get!(Standard, standard, standard_id,
    RecordStandardRequest => RecordStandardResponse, GetStandardRequest => GetStandardResponse);
record_and_get!(TypicalCase, typical_case, typical_case_id,
    RecordTypicalCaseRequest => RecordTypicalCaseResponse, GetTypicalCaseRequest => GetTypicalCaseResponse);
record_and_get!(Template, template, template_id,
    RecordTemplateRequest => RecordTemplateResponse, GetTemplateRequest => GetTemplateResponse);
record_and_get!(Instrument, instrument, instrument_id,
    RecordInstrumentRequest => RecordInstrumentResponse, GetInstrumentRequest => GetInstrumentResponse);
record_and_get!(Claim, claim, claim_id,
    RecordClaimRequest => RecordClaimResponse, GetClaimRequest => GetClaimResponse);
record_and_get!(ParameterPack, parameter_pack, parameter_pack_id,
    RecordParameterPackRequest => RecordParameterPackResponse, GetParameterPackRequest => GetParameterPackResponse);
record_and_get!(LeniencyList, leniency_list, leniency_list_id,
    RecordLeniencyListRequest => RecordLeniencyListResponse, GetLeniencyListRequest => GetLeniencyListResponse);
record_and_get!(RevenueMapping, revenue_mapping, revenue_mapping_id,
    RecordRevenueMappingRequest => RecordRevenueMappingResponse, GetRevenueMappingRequest => GetRevenueMappingResponse);
record_and_get!(HolidayCalendar, holiday_calendar, holiday_calendar_id,
    RecordHolidayCalendarRequest => RecordHolidayCalendarResponse, GetHolidayCalendarRequest => GetHolidayCalendarResponse);
record_and_get!(Scene, scene, scene_id,
    RecordSceneRequest => RecordSceneResponse, GetSceneRequest => GetSceneResponse);
record_and_get!(Feature, feature, feature_id,
    RecordFeatureRequest => RecordFeatureResponse, GetFeatureRequest => GetFeatureResponse);
record_and_get!(Norm, norm, norm_id,
    RecordNormRequest => RecordNormResponse, GetNormRequest => GetNormResponse);
record_and_get!(Division, division, code,
    RecordDivisionRequest => RecordDivisionResponse, GetDivisionRequest => GetDivisionResponse);

list!(Agency, agencies, ListAgenciesRequest => ListAgenciesResponse, "ListAgencies", |list| More {
    identity_code: &list.identity_code,
    ..facets([
        ("kind", Facet::Number(list.kind)),
        ("domain", Facet::Number(list.domain)),
        ("superior_id", Facet::Text(&list.superior_id)),
    ])
});
list!(Officer, officers, ListOfficersRequest => ListOfficersResponse, "ListOfficers", |list| facets([
    ("agency_id", Facet::Text(&list.agency_id)),
    ("legally_qualified", Facet::Yes(list.legally_qualified)),
    ("supervisor", Facet::Yes(list.supervisor)),
]));
list!(Certificate, certificates, ListCertificatesRequest => ListCertificatesResponse, "ListCertificates", |list| More {
    identity_code: &list.identity_code,
    expiring_before: &list.expiring_before,
    ..facets([
        ("officer_id", Facet::Text(&list.officer_id)),
        ("state", Facet::Number(list.state)),
        ("domain", Facet::Number(list.domain)),
    ])
});
list!(Posting, postings, ListPostingsRequest => ListPostingsResponse, "ListPostings", |list| facets([
    ("officer_id", Facet::Text(&list.officer_id)),
    ("agency_id", Facet::Text(&list.agency_id)),
]));
list!(Party, parties, ListPartiesRequest => ListPartiesResponse, "ListParties", |list| More {
    identity_code: &list.identity_code,
    merged: list.merged,
    ..facets([("kind", Facet::Number(list.kind))])
});
list!(Item, items, ListItemsRequest => ListItemsResponse, "ListItems", |list| facets([
    ("kind", Facet::Number(list.kind)),
    ("domain", Facet::Number(list.domain)),
    ("agency_id", Facet::Text(&list.agency_id)),
    ("law_id", Facet::Text(&list.law_id)),
    ("article", Facet::Article(&list.law_id, list.article)),
]));
list!(Law, laws, ListLawsRequest => ListLawsResponse, "ListLaws",
    |list| facets([("rank", Facet::Text(&list.rank))]), without_text);
list!(Standard, standards, ListStandardsRequest => ListStandardsResponse, "ListStandards", |list| facets([
    ("item_id", Facet::Text(&list.item_id)),
    ("domain", Facet::Number(list.domain)),
]));
list!(TypicalCase, typical_cases, ListTypicalCasesRequest => ListTypicalCasesResponse, "ListTypicalCases", |list| facets([
    ("item_id", Facet::Text(&list.item_id)),
    ("domain", Facet::Number(list.domain)),
]));
list!(Template, templates, ListTemplatesRequest => ListTemplatesResponse, "ListTemplates",
    |list| facets([("code", Facet::Text(&list.code))]));
list!(Instrument, instruments, ListInstrumentsRequest => ListInstrumentsResponse, "ListInstruments", |list| facets([
    ("kind", Facet::Number(list.kind)),
    ("item_id", Facet::Text(&list.item_id)),
    ("agency_id", Facet::Text(&list.agency_id)),
]));
list!(Claim, claims, ListClaimsRequest => ListClaimsResponse, "ListClaims", |list| facets([
    ("instrument_id", Facet::Text(&list.instrument_id)),
    ("agency_id", Facet::Text(&list.agency_id)),
]));
list!(ParameterPack, parameter_packs, ListParameterPacksRequest => ListParameterPacksResponse, "ListParameterPacks",
    |list| facets([("domain", Facet::Number(list.domain))]));
list!(LeniencyList, leniency_lists, ListLeniencyListsRequest => ListLeniencyListsResponse, "ListLeniencyLists",
    |list| facets([("kind", Facet::Number(list.kind))]));
list!(RevenueMapping, revenue_mappings, ListRevenueMappingsRequest => ListRevenueMappingsResponse, "ListRevenueMappings",
|list| facets([
    ("agency_id", Facet::Text(&list.agency_id)),
    ("item_id", Facet::Text(&list.item_id)),
]));
list!(HolidayCalendar, holiday_calendars, ListHolidayCalendarsRequest => ListHolidayCalendarsResponse,
    "ListHolidayCalendars", |_| More::default());
list!(Scene, scenes, ListScenesRequest => ListScenesResponse, "ListScenes",
    |list| facets([("item_id", Facet::Text(&list.item_id))]));
list!(Feature, features, ListFeaturesRequest => ListFeaturesResponse, "ListFeatures", |_| More::default());
list!(Norm, norms, ListNormsRequest => ListNormsResponse, "ListNorms",
    |list| facets([("registry", Facet::Number(list.registry))]));
