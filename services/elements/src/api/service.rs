//! ElementService.

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::element_service_server::ElementService;
use host::Call;
use page::{Size, one_more};
use prost::Message as _;
use refusal::etag;
use refusal::{Failure, Fault, Refusal};
use sqlx::PgConnection;
use tonic::{Request, Response, Status};

use super::article;
use super::registries::{Get, List, Record};
use super::{READ, WRITE, parse};
use crate::changes::Ask;
use crate::handle::Centre;
use crate::publish::Entry;
use crate::store::{self, Filter};
use elements_domain::{Change, Element, Key, Registry, RowKey};

const WITHDRAW: &str = "/yifa.elements.v1.ElementService/WithdrawElement";
const MERGE: &str = "/yifa.elements.v1.ElementService/MergeParties";
const UNDO_MERGE: &str = "/yifa.elements.v1.ElementService/UndoPartyMerge";
const LIST_DIVISIONS: &str = "/yifa.elements.v1.ElementService/ListDivisions";
const LIST_VERSIONS: &str = "/yifa.elements.v1.ElementService/ListVersions";

/// A page of a registry.
const ELEMENTS: Size = Size::new(50, 500);
/// A page of divisions, which are small.
const DIVISIONS: Size = Size::new(100, 2000);

type Answered<T> = Result<Response<T>, Status>;

/// The registries as the contract serves them.
#[derive(Debug, Clone)]
pub struct Api {
    centre: Centre,
    /// Code of the division that holds all others.
    root: String,
}

impl Api {
    /// The registries of this centre; `root` is the division that holds all others, e.g. `35`.
    pub fn new(centre: Centre, root: impl Into<String>) -> Self {
        Self {
            centre,
            root: root.into(),
        }
    }

    async fn record<R: Record>(&self, request: Request<R>) -> Answered<R::Answer> {
        let call = Call::of(&request)?;
        call.permit(WRITE)?;
        let message = request.into_inner();
        let payload = message.encode_to_vec();
        let parts = message.into_parts();
        let asked = parse::request(&parts.request_id, R::METHOD, payload)?;
        let span = parse::span(&parts.valid_from, &parts.valid_to)?;
        let seen = parse::seen(&parts.etag)?;
        let wish = parse::wish(parts.reason, parts.validate_only)?;
        let field = R::REGISTRY.name();
        let body = parts
            .body
            .ok_or_else(|| Refusal::malformed(field, "must be given", "不能为空"))?;
        let element = Element::read_by_hand(body, span, self.centre.today())?;
        let object = object(element.key());
        let change = Change::Record(Box::new(element));
        let ask = Ask::Entries(vec![Entry { change, span, seen }]);
        let answer = self.centre.propose(&call, &asked, &ask, &wish).await?;
        Ok(host::about(&object, R::answer(answer)))
    }

    async fn get<R: Get>(&self, request: Request<R>) -> Answered<R::Answer> {
        Call::of(&request)?.permit(READ)?;
        let message = request.into_inner();
        let key = parse::key(R::REGISTRY, R::REGISTRY.id_field(), message.id())?;
        let (version, etag) = self.read(&key, message.as_of()).await?;
        Ok(host::about(&object(&key), R::answer(version, etag)?))
    }

    async fn list<R: List>(&self, request: Request<R>) -> Answered<R::Answer> {
        Call::of(&request)?.permit(READ)?;
        let message = request.into_inner();
        let mut filter = Filter {
            name: parse::search("name", message.name())?,
            under: parse::division_if_any("division", message.division())?,
            ..Filter::default()
        };
        parse::more(&message.more(), &mut filter)?;
        let list = Listing {
            registry: R::REGISTRY,
            method: R::METHOD,
            size: ELEMENTS.of(message.page_size())?,
            token: message.page_token(),
            as_of: message.as_of(),
            filter,
        };
        let trim = |body: &mut Body| message.trim(body);
        let (bodies, next) = self.page(list, trim).await?;
        Ok(Response::new(R::answer(bodies, next)?))
    }

    async fn read(
        &self,
        key: &Key,
        as_of: Option<&proto::AsOf>,
    ) -> Result<(proto::Version, String), Failure> {
        let at = parse::point(as_of, self.centre.today())?;
        let mut conn = self.centre.pool().acquire().await.map_err(Fault::from)?;
        let (stored, version) = store::get(&mut conn, key, at)
            .await?
            .ok_or_else(|| absent(key.registry))?;
        Ok((stored.into_proto(), etag::write(version)))
    }

    async fn page(
        &self,
        listing: Listing<'_>,
        trim: impl Fn(&mut Body),
    ) -> Result<(Vec<Body>, String), Failure> {
        let at = parse::point(listing.as_of, self.centre.today())?;
        let list = listing.identity();
        let place = list.place(listing.token, read_place)?;
        let (valid, after) = place.unwrap_or((at.valid, String::new()));
        let at = store::Point { valid, ..at };
        let mut conn = self.centre.pool().acquire().await.map_err(Fault::from)?;
        let mut rows = store::list(
            &mut conn,
            listing.registry,
            &listing.filter,
            at,
            &after,
            one_more(listing.size),
        )
        .await?;
        for row in &mut rows {
            trim(&mut row.body);
        }
        let more = page::cut(&mut rows, listing.size, store::Stored::encoded_len);
        let last = rows
            .last()
            .filter(|_| more)
            .map(|row| row.element_id.clone());
        let next = last
            .map(|id| list.token(&format!("{valid} {id}")))
            .unwrap_or_default();
        Ok((rows.into_iter().map(|row| row.body).collect(), next))
    }
}

/// A list that is asked for.
struct Listing<'a> {
    registry: Registry,
    method: &'static str,
    size: usize,
    token: &'a str,
    as_of: Option<&'a proto::AsOf>,
    filter: Filter,
}

impl Listing<'_> {
    fn identity(&self) -> page::List {
        let as_of = self
            .as_of
            .map(prost::Message::encode_to_vec)
            .unwrap_or_default();
        let Filter {
            name,
            under,
            parent,
            except,
            facets,
            identity,
            expiring_before,
            merged,
        } = &self.filter;
        let text = |text: &Option<String>| text.clone().unwrap_or_default().into_bytes();
        let under = under
            .as_ref()
            .map(|code| code.as_str().as_bytes().to_vec())
            .unwrap_or_default();
        let expiring = expiring_before.map(|day| day.to_string().into_bytes());
        // What a registry holds is the same for everybody who may read it.
        page::List::of(
            self.method,
            "",
            &[
                &as_of,
                &text(name),
                &under,
                &text(parent),
                &text(except),
                facets.join("\u{1f}").as_bytes(),
                &text(identity),
                &expiring.unwrap_or_default(),
                &[u8::from(*merged)],
            ],
        )
    }
}

fn absent(registry: Registry) -> Refusal {
    Refusal::absent(registry.name(), registry.zh())
}

/// Where a page of a registry ends: the day that the list looks at ("today" is the day of its first page) and the id.
fn read_place(text: &str) -> Option<(CivilDate, String)> {
    let (valid, after) = text.split_once(' ')?;
    let after = Some(after).filter(|after| !after.contains('\0'))?;
    Some((CivilDate::parse(valid).ok()?, after.to_owned()))
}

/// Where a page of an element's history ends: `version.first day`.
fn read_row(after: &str) -> Option<RowKey> {
    let (version, from) = after.split_once('.')?;
    Some(RowKey {
        version: version.parse().ok()?,
        from: from.parse().ok()?,
    })
}

async fn exists(conn: &mut PgConnection, key: &Key) -> Result<bool, Fault> {
    Ok(!store::versions(conn, key, None, 1).await?.is_empty())
}

/// The methods of a registry differ only in their messages: one line each.
macro_rules! element_service {
    (
        registries { $($record:ident($recorded:ident) -> $record_answer:ident, $get:ident($got:ident) -> $get_answer:ident,
            $list:ident($listed:ident) -> $list_answer:ident;)* }
        others { $($others:tt)* }
    ) => {
        #[tonic::async_trait]
        impl ElementService for Api {
            $(
                async fn $record(&self, request: Request<proto::$recorded>) -> Answered<proto::$record_answer> {
                    self.record(request).await
                }

                async fn $get(&self, request: Request<proto::$got>) -> Answered<proto::$get_answer> {
                    self.get(request).await
                }

                async fn $list(&self, request: Request<proto::$listed>) -> Answered<proto::$list_answer> {
                    self.list(request).await
                }
            )*

            $($others)*
        }
    };
}

element_service! {
    registries {
    record_agency(RecordAgencyRequest) -> RecordAgencyResponse, get_agency(GetAgencyRequest) -> GetAgencyResponse, list_agencies(ListAgenciesRequest) -> ListAgenciesResponse;
    record_officer(RecordOfficerRequest) -> RecordOfficerResponse, get_officer(GetOfficerRequest) -> GetOfficerResponse, list_officers(ListOfficersRequest) -> ListOfficersResponse;
    record_certificate(RecordCertificateRequest) -> RecordCertificateResponse, get_certificate(GetCertificateRequest) -> GetCertificateResponse, list_certificates(ListCertificatesRequest) -> ListCertificatesResponse;
    record_posting(RecordPostingRequest) -> RecordPostingResponse, get_posting(GetPostingRequest) -> GetPostingResponse, list_postings(ListPostingsRequest) -> ListPostingsResponse;
    record_party(RecordPartyRequest) -> RecordPartyResponse, get_party(GetPartyRequest) -> GetPartyResponse, list_parties(ListPartiesRequest) -> ListPartiesResponse;
    record_item(RecordItemRequest) -> RecordItemResponse, get_item(GetItemRequest) -> GetItemResponse, list_items(ListItemsRequest) -> ListItemsResponse;
    record_law(RecordLawRequest) -> RecordLawResponse, get_law(GetLawRequest) -> GetLawResponse, list_laws(ListLawsRequest) -> ListLawsResponse;
    record_standard(RecordStandardRequest) -> RecordStandardResponse, get_standard(GetStandardRequest) -> GetStandardResponse, list_standards(ListStandardsRequest) -> ListStandardsResponse;
    record_typical_case(RecordTypicalCaseRequest) -> RecordTypicalCaseResponse, get_typical_case(GetTypicalCaseRequest) -> GetTypicalCaseResponse, list_typical_cases(ListTypicalCasesRequest) -> ListTypicalCasesResponse;
    record_template(RecordTemplateRequest) -> RecordTemplateResponse, get_template(GetTemplateRequest) -> GetTemplateResponse, list_templates(ListTemplatesRequest) -> ListTemplatesResponse;
    record_instrument(RecordInstrumentRequest) -> RecordInstrumentResponse, get_instrument(GetInstrumentRequest) -> GetInstrumentResponse, list_instruments(ListInstrumentsRequest) -> ListInstrumentsResponse;
    record_claim(RecordClaimRequest) -> RecordClaimResponse, get_claim(GetClaimRequest) -> GetClaimResponse, list_claims(ListClaimsRequest) -> ListClaimsResponse;
    record_parameter_pack(RecordParameterPackRequest) -> RecordParameterPackResponse, get_parameter_pack(GetParameterPackRequest) -> GetParameterPackResponse, list_parameter_packs(ListParameterPacksRequest) -> ListParameterPacksResponse;
    record_leniency_list(RecordLeniencyListRequest) -> RecordLeniencyListResponse, get_leniency_list(GetLeniencyListRequest) -> GetLeniencyListResponse, list_leniency_lists(ListLeniencyListsRequest) -> ListLeniencyListsResponse;
    record_revenue_mapping(RecordRevenueMappingRequest) -> RecordRevenueMappingResponse, get_revenue_mapping(GetRevenueMappingRequest) -> GetRevenueMappingResponse, list_revenue_mappings(ListRevenueMappingsRequest) -> ListRevenueMappingsResponse;
    record_holiday_calendar(RecordHolidayCalendarRequest) -> RecordHolidayCalendarResponse, get_holiday_calendar(GetHolidayCalendarRequest) -> GetHolidayCalendarResponse, list_holiday_calendars(ListHolidayCalendarsRequest) -> ListHolidayCalendarsResponse;
    record_scene(RecordSceneRequest) -> RecordSceneResponse, get_scene(GetSceneRequest) -> GetSceneResponse, list_scenes(ListScenesRequest) -> ListScenesResponse;
    record_feature(RecordFeatureRequest) -> RecordFeatureResponse, get_feature(GetFeatureRequest) -> GetFeatureResponse, list_features(ListFeaturesRequest) -> ListFeaturesResponse;
    record_norm(RecordNormRequest) -> RecordNormResponse, get_norm(GetNormRequest) -> GetNormResponse, list_norms(ListNormsRequest) -> ListNormsResponse;
    }
    others {
    async fn record_division(
        &self,
        request: Request<proto::RecordDivisionRequest>,
    ) -> Answered<proto::RecordDivisionResponse> {
        self.record(request).await
    }

    async fn get_division(
        &self,
        request: Request<proto::GetDivisionRequest>,
    ) -> Answered<proto::GetDivisionResponse> {
        self.get(request).await
    }

    async fn merge_parties(
        &self,
        request: Request<proto::MergePartiesRequest>,
    ) -> Answered<proto::MergePartiesResponse> {
        let call = Call::of(&request)?;
        call.permit(WRITE)?;
        let message = request.into_inner();
        let asked = parse::request(&message.request_id, MERGE, message.encode_to_vec())?;
        let into = parse::key(Registry::Party, "into_party_id", &message.into_party_id)?;
        let merged = parse::key(Registry::Party, "merged_party_id", &message.merged_party_id)?;
        let object = object(&merged);
        let ask = Ask::Merge {
            into: into.id,
            merged: merged.id,
            from: parse::day("valid_from", &message.valid_from)?,
        };
        let wish = parse::wish(message.reason, message.validate_only)?;
        let answer = self.centre.propose(&call, &asked, &ask, &wish).await?;
        let answer = proto::MergePartiesResponse {
            version: answer.version,
            etag: answer.etag,
            change_id: answer.change_id,
        };
        Ok(host::about(&object, answer))
    }

    async fn undo_party_merge(
        &self,
        request: Request<proto::UndoPartyMergeRequest>,
    ) -> Answered<proto::UndoPartyMergeResponse> {
        let call = Call::of(&request)?;
        call.permit(WRITE)?;
        let message = request.into_inner();
        let asked = parse::request(&message.request_id, UNDO_MERGE, message.encode_to_vec())?;
        let merged = parse::key(Registry::Party, "merged_party_id", &message.merged_party_id)?;
        let object = object(&merged);
        let from = match message.valid_from.as_str() {
            "" => None,
            day => Some(parse::day("valid_from", day)?),
        };
        let ask = Ask::Undo {
            merged: merged.id,
            from,
        };
        let wish = parse::wish(message.reason, message.validate_only)?;
        let answer = self.centre.propose(&call, &asked, &ask, &wish).await?;
        let answer = proto::UndoPartyMergeResponse {
            version: answer.version,
            etag: answer.etag,
            change_id: answer.change_id,
        };
        Ok(host::about(&object, answer))
    }

    async fn list_divisions(
        &self,
        request: Request<proto::ListDivisionsRequest>,
    ) -> Answered<proto::ListDivisionsResponse> {
        Call::of(&request)?.permit(READ)?;
        let message = request.into_inner();
        let parent = match message.parent.as_str() {
            "" => parse::division("parent", &self.root)?,
            code => parse::division("parent", code)?,
        };
        let filter = if message.recursive {
            Filter {
                except: Some(parent.as_str().to_owned()),
                under: Some(parent),
                ..Filter::default()
            }
        } else {
            Filter {
                parent: Some(parent.as_str().to_owned()),
                ..Filter::default()
            }
        };
        let listing = Listing {
            registry: Registry::Division,
            method: LIST_DIVISIONS,
            size: DIVISIONS.of(message.page_size)?,
            token: &message.page_token,
            as_of: message.as_of.as_ref(),
            filter,
        };
        let (bodies, next_page_token) = self.page(listing, |_| {}).await?;
        let division = |body| match body {
            Body::Division(division) => Some(division),
            _ => None,
        };
        let divisions = bodies.into_iter().filter_map(division).collect();
        Ok(Response::new(proto::ListDivisionsResponse {
            divisions,
            next_page_token,
        }))
    }

    async fn get_article(
        &self,
        request: Request<proto::GetArticleRequest>,
    ) -> Answered<proto::GetArticleResponse> {
        Call::of(&request)?.permit(READ)?;
        let message = request.into_inner();
        let key = parse::key(Registry::Law, "law_id", &message.law_id)?;
        let (version, _) = self.read(&key, message.as_of.as_ref()).await?;
        let answer = article::article(version, message.article, message.suffix)?;
        Ok(Response::new(answer))
    }

    async fn withdraw_element(
        &self,
        request: Request<proto::WithdrawElementRequest>,
    ) -> Answered<proto::WithdrawElementResponse> {
        let call = Call::of(&request)?;
        call.permit(WRITE)?;
        let message = request.into_inner();
        let asked = parse::request(&message.request_id, WITHDRAW, message.encode_to_vec())?;
        let key = parse::key(
            parse::registry(message.registry)?,
            "element_id",
            &message.element_id,
        )?;
        let object = object(&key);
        let ask = Ask::Entries(vec![Entry {
            change: Change::Withdraw(key),
            span: parse::span(&message.valid_from, &message.valid_to)?,
            seen: parse::seen(&message.etag)?,
        }]);
        let wish = parse::wish(message.reason, message.validate_only)?;
        let answer = self.centre.propose(&call, &asked, &ask, &wish).await?;
        let answer = proto::WithdrawElementResponse {
            etag: answer.etag,
            change_id: answer.change_id,
        };
        Ok(host::about(&object, answer))
    }

    async fn list_versions(
        &self,
        request: Request<proto::ListVersionsRequest>,
    ) -> Answered<proto::ListVersionsResponse> {
        Call::of(&request)?.permit(READ)?;
        let message = request.into_inner();
        let key = parse::key(parse::registry(message.registry)?, "element_id", &message.element_id)?;
        let size = ELEMENTS.of(message.page_size)?;
        let list = page::List::of(LIST_VERSIONS, "", &[key.aggregate_id().as_bytes()]);
        let after = list.place(&message.page_token, read_row)?;
        let mut conn = self.centre.pool().acquire().await.map_err(Fault::from)?;
        if after.is_none() && !exists(&mut conn, &key).await? {
            return Err(absent(key.registry).into());
        }
        let mut rows = store::versions(&mut conn, &key, after, one_more(size)).await?;
        let more = page::cut(&mut rows, size, store::Stored::encoded_len);
        let last = rows
            .last()
            .filter(|_| more)
            .map(|row| format!("{}.{}", row.key.version, row.key.from));
        let next_page_token = last.map(|after| list.token(&after)).unwrap_or_default();
        let versions = rows.into_iter().map(store::Stored::into_proto).collect();
        Ok(Response::new(proto::ListVersionsResponse {
            versions,
            next_page_token,
        }))
    }
    }
}

/// An element as the audit log names it.
fn object(key: &Key) -> String {
    format!("elements/{}", key.aggregate_id())
}
