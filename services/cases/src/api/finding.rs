//! Cases found by what stands in them, or by what stands on them: a document number, an identity code.

use cases_find::{Eyes, MOST_COUNTED, Phrase, Query};
use contract::cases::v1 as proto;
use host::Call;
use page::List;
use prost::Message as _;
use refusal::Failure;
use sqlx::PgConnection;
use uuid::Uuid;

use super::cases::CASES;
use super::filter::{self, Asked};
use super::parse;
use crate::handle::Desk;
use crate::store::{self, Filter, Stored};
use crate::visibility::{sees, viewer};

const FIND_CASES: &str = "/yifa.cases.v1.CaseService/FindCases";

/// A page of what was found.
///
/// # Refuses
/// No word, or more than there may be; a filter that cannot be; a token of another search.
pub(super) async fn page(
    desk: &Desk,
    call: &Call,
    message: &proto::FindCasesRequest,
) -> Result<proto::FindCasesResponse, Failure> {
    let size = CASES.of(message.page_size)?;
    let mut filter = filter::of(&Asked {
        procedure: message.procedure,
        step: &message.step,
        open: message.open,
        agency_id: &message.agency_id,
        party_id: &message.party_id,
        division: &message.division,
    })?;
    let mut conn = desk.pool().acquire().await?;
    if let Some([party]) = filter.parties.as_deref() {
        filter.parties = Some(store::merged_with(&mut conn, party, desk.today()).await?);
    }
    if let Some(found) = by_number_or_code(&mut conn, &message.query).await? {
        let seen = found.filter(|it| filter.admits(&it.case) && sees(&call.actor, &it.case));
        let cases = desk.show(&mut conn, seen.as_slice()).await?;
        return Ok(proto::FindCasesResponse {
            total: i32::from(!cases.is_empty()),
            cases,
            ..proto::FindCasesResponse::default()
        });
    }
    drop(conn);
    by_words(desk, call, message, (filter, size)).await
}

async fn by_words(
    desk: &Desk,
    call: &Call,
    message: &proto::FindCasesRequest,
    (filter, size): (Filter, usize),
) -> Result<proto::FindCasesResponse, Failure> {
    let words = Phrase::some("query", &message.query)?;
    let asked = proto::FindCasesRequest {
        page_size: 0,
        page_token: String::new(),
        ..message.clone()
    };
    let list = List::of(FIND_CASES, &call.actor.principal, &[&asked.encode_to_vec()]);
    let after = list.place(&message.page_token, |key| Uuid::parse_str(key).ok())?;
    let viewer = viewer(&call.actor);
    let eyes = Eyes {
        parts: viewer.parts,
        division: viewer.overseen,
    };
    let admitted = filter.clone();
    let query = Query {
        words,
        procedure: filter.procedure.map(str::to_owned),
        step: filter.step,
        closed: filter.closed,
        agency: filter.agency,
        division: filter.division,
        parties: filter.parties,
    };
    let found = desk.index().find(query, eyes, after, size + 1).await?;
    let mut conn = desk.pool().acquire().await?;
    let mut stored = store::get_all(&mut conn, &found.ids).await?;
    // The table is newer than the index: what is no longer so, or no longer the caller's, is left out.
    stored.retain(|it| admitted.admits(&it.case) && sees(&call.actor, &it.case));
    stored.sort_by_key(|it| std::cmp::Reverse(it.case.id()));
    let more = found.ids.get(size).copied();
    let last = found.ids.get(size.saturating_sub(1)).copied();
    if let Some(first_left_out) = more {
        stored.retain(|it| it.case.id().0 > first_left_out);
    }
    let mut cases = desk.show(&mut conn, &stored).await?;
    let cut = page::cut(&mut cases, size, proto::Case::encoded_len);
    let next_page_token = match (cut, cases.last(), more.and(last)) {
        // Fewer fit into one answer.
        (true, Some(case), _) => list.token(&case.case_id),
        (false, _, Some(last)) => list.token(&last),
        _ => String::new(),
    };
    Ok(proto::FindCasesResponse {
        cases,
        next_page_token,
        total: i32::try_from(found.total.min(MOST_COUNTED)).unwrap_or(i32::MAX),
        more_than_total: found.total > MOST_COUNTED,
    })
}

/// The case that a query names by a number of its own. None: the query is words; none within: it is a number, and no case's.
async fn by_number_or_code(
    conn: &mut PgConnection,
    query: &str,
) -> Result<Option<Option<Stored>>, Failure> {
    let query = query.trim();
    if let Ok(code) = parse::case_code(query) {
        return Ok(Some(store::by_code(conn, code).await?));
    }
    match parse::document_number(query) {
        Ok(Some(number)) => Ok(Some(store::by_number(conn, &number).await?)),
        Ok(None) | Err(_) => Ok(None),
    }
}
