//! FindService.

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::find_service_server::FindService;
use host::Call;
use page::{List, Size};
use prost::Message;
use refusal::{Failure, Refusal};
use tonic::{Request, Response, Status};
use words::{Indexed, Phrase};

use super::{READ, parse};
use crate::find::{
    self, After, ArticleQuery, Description, Finder, Found, IndexFollower, ItemQuery, LawQuery,
    Named,
};
use crate::handle::Centre;

const ARTICLES: &str = "/yifa.elements.v1.FindService/SearchArticles";
const LAWS: &str = "/yifa.elements.v1.FindService/SearchLaws";
const ITEMS: &str = "/yifa.elements.v1.FindService/SearchItems";

/// A page of hits.
const HITS: Size = Size::new(20, 100);
/// Suggestions of each kind.
const SUGGESTIONS: Size = Size::new(5, 20);
/// Longest description, in characters.
const LONGEST_FACTS: usize = 2_000;
/// Longest citation, in characters.
const LONGEST_CITATION: usize = 200;
/// Longest name or code of a party, in characters.
const LONGEST_NAME: usize = 200;

type Answered<T> = Result<Response<T>, Status>;

/// FindService as the contract serves it.
#[derive(Debug, Clone)]
pub struct FindApi {
    centre: Centre,
    index: IndexFollower,
}

/// A search as it was asked for: its page, and what tells it from another.
struct Search<'a> {
    method: &'static str,
    /// The request without its page.
    filters: Vec<u8>,
    valid_date: &'a str,
    page_size: i32,
    page_token: &'a str,
}

impl FindApi {
    /// Serves this centre, finding words in its index.
    pub const fn new(centre: Centre, index: IndexFollower) -> Self {
        Self { centre, index }
    }

    /// A page of a search; "today" is the day of its first page.
    async fn page<T: Message + 'static>(
        &self,
        search: Search<'_>,
        find: impl FnOnce(&Finder, CivilDate, Option<After>, usize) -> Indexed<Found<T>>
        + Send
        + 'static,
    ) -> Result<(Vec<T>, String), Failure> {
        let on = self.day(search.valid_date)?;
        let size = HITS.of(search.page_size)?;
        let list = List::of(search.method, "", &[&search.filters]);
        let place = list.place(search.page_token, read_place)?;
        let (on, after) = place.map_or((on, None), |(on, after)| (on, Some(after)));
        let found = self
            .index
            .search(move |finder| find(finder, on, after, size + 1))
            .await?;
        let mut hits = found.hits;
        let more = page::cut(&mut hits, size, |(_, hit)| hit.encoded_len());
        let last = hits.last().filter(|_| more);
        let next = last
            .map(|(after, _)| list.token(&format!("{on} {}", after.write())))
            .unwrap_or_default();
        Ok((hits.into_iter().map(|(_, hit)| hit).collect(), next))
    }

    fn day(&self, valid_date: &str) -> Result<CivilDate, Refusal> {
        if valid_date.is_empty() {
            return Ok(self.centre.today());
        }
        let date = CivilDate::parse(valid_date).ok();
        date.filter(|date| date.year() >= 1900).ok_or_else(|| {
            Refusal::malformed(
                "valid_date",
                "must be a date of the form 2026-11-22, not before 1900",
                "应为“2026-11-22”形式的日期，且不早于1900年",
            )
        })
    }
}

#[tonic::async_trait]
impl FindService for FindApi {
    async fn search_articles(
        &self,
        request: Request<proto::SearchArticlesRequest>,
    ) -> Answered<proto::SearchArticlesResponse> {
        Call::of(&request)?.permit(READ)?;
        let message = request.into_inner();
        let words = Phrase::some("words", &message.words)?;
        let law_id = given(&message.law_id);
        let rank = given(&message.rank);
        let search = Search {
            method: ARTICLES,
            filters: proto::SearchArticlesRequest {
                page_size: 0,
                page_token: String::new(),
                ..message.clone()
            }
            .encode_to_vec(),
            valid_date: &message.valid_date,
            page_size: message.page_size,
            page_token: &message.page_token,
        };
        let find = move |finder: &Finder, on, after, limit| {
            let query = ArticleQuery {
                words,
                law_id,
                rank,
                on,
            };
            finder.articles(&query, after, limit)
        };
        let (hits, next_page_token) = self.page(search, find).await?;
        Ok(Response::new(proto::SearchArticlesResponse {
            hits,
            next_page_token,
        }))
    }

    async fn search_laws(
        &self,
        request: Request<proto::SearchLawsRequest>,
    ) -> Answered<proto::SearchLawsResponse> {
        Call::of(&request)?.permit(READ)?;
        let message = request.into_inner();
        let words = Phrase::some("words", &message.words)?;
        let rank = given(&message.rank);
        let search = Search {
            method: LAWS,
            filters: proto::SearchLawsRequest {
                page_size: 0,
                page_token: String::new(),
                ..message.clone()
            }
            .encode_to_vec(),
            valid_date: &message.valid_date,
            page_size: message.page_size,
            page_token: &message.page_token,
        };
        let find = move |finder: &Finder, on, after, limit| {
            finder.laws_by_words(&LawQuery { words, rank, on }, after, limit)
        };
        let (hits, next_page_token) = self.page(search, find).await?;
        Ok(Response::new(proto::SearchLawsResponse {
            hits,
            next_page_token,
        }))
    }

    async fn search_items(
        &self,
        request: Request<proto::SearchItemsRequest>,
    ) -> Answered<proto::SearchItemsResponse> {
        Call::of(&request)?.permit(READ)?;
        let message = request.into_inner();
        let words = Phrase::some("words", &message.words)?;
        let domain = stated("domain", message.domain)?;
        let kind = stated("kind", message.kind)?;
        let party_kind = stated("party_kind", message.party_kind)?;
        let search = Search {
            method: ITEMS,
            filters: proto::SearchItemsRequest {
                page_size: 0,
                page_token: String::new(),
                ..message.clone()
            }
            .encode_to_vec(),
            valid_date: &message.valid_date,
            page_size: message.page_size,
            page_token: &message.page_token,
        };
        let find = move |finder: &Finder, on, after, limit| {
            let query = ItemQuery {
                words,
                domain,
                kind,
                party_kind,
                on,
            };
            finder.items(&query, after, limit)
        };
        let (hits, next_page_token) = self.page(search, find).await?;
        Ok(Response::new(proto::SearchItemsResponse {
            hits,
            next_page_token,
        }))
    }

    async fn resolve_citation(
        &self,
        request: Request<proto::ResolveCitationRequest>,
    ) -> Answered<proto::ResolveCitationResponse> {
        Call::of(&request)?.permit(READ)?;
        let message = request.into_inner();
        let on = self.day(&message.valid_date)?;
        let citation = text("citation", &message.citation, LONGEST_CITATION)?;
        let resolved = self
            .index
            .search(move |finder| finder.resolve(&citation, on))
            .await?;
        Ok(Response::new(proto::ResolveCitationResponse {
            readings: resolved?,
        }))
    }

    async fn suggest_bases(
        &self,
        request: Request<proto::SuggestBasesRequest>,
    ) -> Answered<proto::SuggestBasesResponse> {
        Call::of(&request)?.permit(READ)?;
        let message = request.into_inner();
        let description = Description {
            facts: text("facts", &message.facts, LONGEST_FACTS)?,
            domain: stated("domain", message.domain)?,
            party_kind: stated("party_kind", message.party_kind)?,
            on: self.day(&message.valid_date)?,
            division: parse::division_if_any("division", &message.division)?,
            limit: SUGGESTIONS
                .of(message.limit)
                .map_err(|_| Refusal::malformed("limit", "must not be negative", "不能为负数"))?,
        };
        let suggested = self
            .index
            .search(move |finder| finder.suggest(&description))
            .await?;
        Ok(Response::new(suggested))
    }

    async fn prefill_party(
        &self,
        request: Request<proto::PrefillPartyRequest>,
    ) -> Answered<proto::PrefillPartyResponse> {
        Call::of(&request)?.permit(READ)?;
        let message = request.into_inner();
        let on = self.day(&message.valid_date)?;
        let named = if message.identity_code.trim().is_empty() {
            if message.name.trim().is_empty() {
                return Err(Refusal::malformed(
                    "identity_code",
                    "must be given, or else the name",
                    "应填写统一社会信用代码、公民身份号码或者名称（姓名）",
                )
                .into());
            }
            Named::Name(text("name", &message.name, LONGEST_NAME)?)
        } else {
            Named::Code(text("identity_code", &message.identity_code, LONGEST_NAME)?)
        };
        let parties = find::prefill(self.centre.pool(), &named, on).await?;
        let object = parties.first().map(|party| party.party_id.clone());
        let answer = proto::PrefillPartyResponse { parties };
        match object.filter(|id| !id.is_empty()) {
            Some(id) => Ok(host::about(&format!("elements/party/{id}"), answer)),
            None => Ok(Response::new(answer)),
        }
    }
}

/// A text that must be there.
fn text(field: &'static str, text: &str, longest: usize) -> Result<String, Refusal> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(Refusal::malformed(field, "must not be empty", "不能为空"));
    }
    if trimmed.chars().count() > longest {
        return Err(Refusal::malformed(
            field,
            format!("must have at most {longest} characters"),
            format!("不能超过{longest}个字"),
        ));
    }
    if trimmed.contains('\0') {
        return Err(Refusal::malformed(
            field,
            "must not contain control characters",
            "不能含有控制字符",
        ));
    }
    Ok(trimmed.to_owned())
}

fn given(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// A value of an enumeration; 0 is none.
fn stated<E: TryFrom<i32>>(field: &'static str, number: i32) -> Result<Option<E>, Refusal> {
    if number == 0 {
        return Ok(None);
    }
    E::try_from(number).map(Some).map_err(|_| {
        Refusal::malformed(
            field,
            "must be one of the known values",
            "应选择已列明的选项",
        )
    })
}

/// Where a page ends: the day of the list, and the last hit.
fn read_place(text: &str) -> Option<(CivilDate, After)> {
    let (on, after) = text.split_once(' ')?;
    Some((CivilDate::parse(on).ok()?, After::read(after)?))
}
