//! ElementService.

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use contract::elements::v1::element_service_server::ElementService;
use feed::etag;
use host::Call;
use page::{Size, one_more};
use prost::Message as _;
use refusal::{Failure, Fault, Refusal};
use sqlx::PgConnection;
use tonic::{Request, Response, Status};

use super::registries::{Get, List, Record};
use super::{READ, WRITE, parse};
use crate::domain::{self, Act, Change, Element, Key, Registry, RowKey};
use crate::handle::{self, Centre, Mode};
use crate::store::{self, Filter};

const WITHDRAW: &str = "/yifa.elements.v1.ElementService/WithdrawElement";
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
        let request_id = parse::request_id(&parts.request_id)?;
        let span = parse::span(&parts.valid_from, &parts.valid_to)?;
        let seen = parse::seen(&parts.etag)?;
        let field = R::REGISTRY.name();
        let body = parts
            .body
            .ok_or_else(|| Refusal::malformed(field, "must be given", "不能为空"))?;
        let element = Element::read(body, span, self.centre.today())?;
        let act = Act {
            change: Change::Record(Box::new(element)),
            span,
            seen,
        };
        let request = handle::Request {
            request_id,
            method: R::METHOD,
            payload,
            act,
            mode: mode(parts.validate_only),
        };
        let object = object(request.act.change.key());
        let answer = self.centre.handle(&call, &request).await?;
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
        let filter = Filter {
            name: parse::search("name", message.name())?,
            under: parse::division_if_any("division", message.division())?,
            ..Filter::default()
        };
        let list = Listing {
            registry: R::REGISTRY,
            method: R::METHOD,
            size: ELEMENTS.of(message.page_size())?,
            token: message.page_token(),
            as_of: message.as_of(),
            filter,
        };
        let (bodies, next) = self.page(list).await?;
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

    async fn page(&self, listing: Listing<'_>) -> Result<(Vec<Body>, String), Failure> {
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
        } = &self.filter;
        let text = |text: &Option<String>| text.clone().unwrap_or_default().into_bytes();
        let under = under
            .as_ref()
            .map(|code| code.as_str().as_bytes().to_vec())
            .unwrap_or_default();
        // What a registry holds is the same for everybody who may read it.
        page::List::of(
            self.method,
            "",
            &[&as_of, &text(name), &under, &text(parent), &text(except)],
        )
    }
}

fn mode(validate_only: bool) -> Mode {
    if validate_only {
        Mode::ValidateOnly
    } else {
        Mode::Write
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

#[tonic::async_trait]
impl ElementService for Api {
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
        let (bodies, next_page_token) = self.page(listing).await?;
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
        if message.article < 1 {
            return Err(Refusal::malformed("article", "must be 1 or more", "应为正整数").into());
        }
        let (version, _) = self.read(&key, message.as_of.as_ref()).await?;
        let Some(Body::Law(law)) = version.element.and_then(|element| element.body) else {
            return Err(absent(Registry::Law).into());
        };
        let article = domain::article(&law, message.article).cloned();
        let article = article.ok_or_else(|| Refusal::absent("article", "条文"))?;
        Ok(Response::new(proto::GetArticleResponse {
            article: Some(article),
            law_title: law.title,
            valid_from: version.valid_from,
        }))
    }

    async fn record_agency(
        &self,
        request: Request<proto::RecordAgencyRequest>,
    ) -> Answered<proto::RecordAgencyResponse> {
        self.record(request).await
    }

    async fn get_agency(
        &self,
        request: Request<proto::GetAgencyRequest>,
    ) -> Answered<proto::GetAgencyResponse> {
        self.get(request).await
    }

    async fn list_agencies(
        &self,
        request: Request<proto::ListAgenciesRequest>,
    ) -> Answered<proto::ListAgenciesResponse> {
        self.list(request).await
    }

    async fn record_officer(
        &self,
        request: Request<proto::RecordOfficerRequest>,
    ) -> Answered<proto::RecordOfficerResponse> {
        self.record(request).await
    }

    async fn get_officer(
        &self,
        request: Request<proto::GetOfficerRequest>,
    ) -> Answered<proto::GetOfficerResponse> {
        self.get(request).await
    }

    async fn list_officers(
        &self,
        request: Request<proto::ListOfficersRequest>,
    ) -> Answered<proto::ListOfficersResponse> {
        self.list(request).await
    }

    async fn record_certificate(
        &self,
        request: Request<proto::RecordCertificateRequest>,
    ) -> Answered<proto::RecordCertificateResponse> {
        self.record(request).await
    }

    async fn get_certificate(
        &self,
        request: Request<proto::GetCertificateRequest>,
    ) -> Answered<proto::GetCertificateResponse> {
        self.get(request).await
    }

    async fn list_certificates(
        &self,
        request: Request<proto::ListCertificatesRequest>,
    ) -> Answered<proto::ListCertificatesResponse> {
        self.list(request).await
    }

    async fn record_posting(
        &self,
        request: Request<proto::RecordPostingRequest>,
    ) -> Answered<proto::RecordPostingResponse> {
        self.record(request).await
    }

    async fn get_posting(
        &self,
        request: Request<proto::GetPostingRequest>,
    ) -> Answered<proto::GetPostingResponse> {
        self.get(request).await
    }

    async fn list_postings(
        &self,
        request: Request<proto::ListPostingsRequest>,
    ) -> Answered<proto::ListPostingsResponse> {
        self.list(request).await
    }

    async fn record_party(
        &self,
        request: Request<proto::RecordPartyRequest>,
    ) -> Answered<proto::RecordPartyResponse> {
        self.record(request).await
    }

    async fn get_party(
        &self,
        request: Request<proto::GetPartyRequest>,
    ) -> Answered<proto::GetPartyResponse> {
        self.get(request).await
    }

    async fn list_parties(
        &self,
        request: Request<proto::ListPartiesRequest>,
    ) -> Answered<proto::ListPartiesResponse> {
        self.list(request).await
    }

    async fn record_item(
        &self,
        request: Request<proto::RecordItemRequest>,
    ) -> Answered<proto::RecordItemResponse> {
        self.record(request).await
    }

    async fn get_item(
        &self,
        request: Request<proto::GetItemRequest>,
    ) -> Answered<proto::GetItemResponse> {
        self.get(request).await
    }

    async fn list_items(
        &self,
        request: Request<proto::ListItemsRequest>,
    ) -> Answered<proto::ListItemsResponse> {
        self.list(request).await
    }

    async fn record_law(
        &self,
        request: Request<proto::RecordLawRequest>,
    ) -> Answered<proto::RecordLawResponse> {
        self.record(request).await
    }

    async fn get_law(
        &self,
        request: Request<proto::GetLawRequest>,
    ) -> Answered<proto::GetLawResponse> {
        self.get(request).await
    }

    async fn list_laws(
        &self,
        request: Request<proto::ListLawsRequest>,
    ) -> Answered<proto::ListLawsResponse> {
        self.list(request).await
    }

    async fn withdraw_element(
        &self,
        request: Request<proto::WithdrawElementRequest>,
    ) -> Answered<proto::WithdrawElementResponse> {
        let call = Call::of(&request)?;
        call.permit(WRITE)?;
        let message = request.into_inner();
        let request_id = parse::request_id(&message.request_id)?;
        let key = parse::key(stated(message.registry)?, "element_id", &message.element_id)?;
        let act = Act {
            change: Change::Withdraw(key),
            span: parse::span(&message.valid_from, &message.valid_to)?,
            seen: parse::seen(&message.etag)?,
        };
        let request = handle::Request {
            request_id,
            method: WITHDRAW,
            payload: message.encode_to_vec(),
            act,
            mode: mode(message.validate_only),
        };
        let object = object(request.act.change.key());
        let answer = self.centre.handle(&call, &request).await?;
        let answer = proto::WithdrawElementResponse { etag: answer.etag };
        Ok(host::about(&object, answer))
    }

    async fn list_versions(
        &self,
        request: Request<proto::ListVersionsRequest>,
    ) -> Answered<proto::ListVersionsResponse> {
        Call::of(&request)?.permit(READ)?;
        let message = request.into_inner();
        let key = parse::key(stated(message.registry)?, "element_id", &message.element_id)?;
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

fn stated(registry: i32) -> Result<Registry, Refusal> {
    Registry::from_proto(registry).ok_or_else(|| {
        Refusal::malformed(
            "registry",
            "must be stated as one of the known values",
            "应选择已列明的选项",
        )
    })
}

/// An element as the audit log names it.
fn object(key: &Key) -> String {
    format!("elements/{}", key.aggregate_id())
}
