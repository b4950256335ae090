//! What the public may ask. Unknown, withheld and not yet published look alike.

use std::sync::Arc;

use calendar::CivilDate;
use clock::Clock;
use contract::disclosure::v1 as proto;
use refusal::{Failure, Fault, Refusal};
use sqlx::PgPool;
use uuid::Uuid;

use crate::case_code;
use crate::publication::{Publication, State};
use crate::search::{Found, IndexFollower, Query};
use crate::served::Served;
use crate::stages;
use crate::store;

/// What answers the public.
#[derive(Debug, Clone)]
pub struct Public {
    pub(crate) pool: PgPool,
    pub(crate) index: IndexFollower,
    pub(crate) clock: Arc<dyn Clock>,
    /// Address of the portal, without a slash at its end.
    pub(crate) url: String,
}

/// A page of what was found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Results {
    pub(crate) publications: Vec<Publication>,
    /// Rank after which the next page begins.
    pub(crate) next: Option<u64>,
    pub(crate) total: usize,
}

/// How far a case has come, for its party.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    pub(crate) served: Served,
    pub(crate) stage: &'static str,
    pub(crate) advice: &'static str,
    /// Its publication, while the public sees something of it.
    pub(crate) publication: Option<Publication>,
}

impl Public {
    /// The civil date.
    pub(crate) fn today(&self) -> CivilDate {
        CivilDate::of(self.clock.now())
    }

    /// Finds a page, newest decision first.
    pub(crate) async fn search(
        &self,
        query: Query,
        after: Option<u64>,
        size: usize,
    ) -> Result<Results, Failure> {
        let found = self
            .index
            .search(move |finder| finder.find(&query, after, size + 1))
            .await?;
        let Found { mut ranks, total } = found;
        let more = ranks.len() > size;
        ranks.truncate(size);
        let serials: Vec<i64> = ranks.iter().map(|rank| Found::serial(*rank)).collect();
        // The table has the last word: what was withdrawn a moment ago is not shown.
        let mut conn = self.pool.acquire().await.map_err(Fault::from)?;
        let mut shown = store::shown(&mut conn, &serials, self.today()).await?;
        let publications = serials.iter().filter_map(|serial| shown.remove(serial));
        Ok(Results {
            publications: publications.collect(),
            next: ranks.last().copied().filter(|_| more),
            total,
        })
    }

    /// A publication that the public sees, or saw: shown, withdrawn or expired.
    ///
    /// # Refuses
    /// `NOT_FOUND` for everything else.
    pub(crate) async fn get(&self, id: Uuid) -> Result<Publication, Failure> {
        let mut conn = self.pool.acquire().await.map_err(Fault::from)?;
        let found = store::get(&mut conn, id).await?;
        let today = self.today();
        let found = found.and_then(|it| public(it, today));
        Ok(found.ok_or_else(|| Refusal::absent("decision", "公示信息"))?)
    }

    /// How far the case of an identity code has come.
    ///
    /// # Refuses
    /// Malformed when the check character does not fit: nothing was asked. `NOT_FOUND` when there is no such case, or the
    /// public may not know of it.
    pub(crate) async fn look_up(&self, code: &str) -> Result<Standing, Failure> {
        let code = case_code::read(code).ok_or_else(|| {
            Refusal::malformed(
                "case_code",
                "is no identity code: the check character does not fit",
                "不是有效的案件身份码，请核对后重新输入",
            )
        })?;
        let absent = || Refusal::absent("case", "案件");
        let mut conn = self.pool.acquire().await.map_err(Fault::from)?;
        let file = store::file_by_code(&mut conn, &code).await?;
        // The same two questions whether or not there is such a case: neither their number nor their time tells.
        let case_id = file.as_ref().map_or(Uuid::nil(), |file| file.case_id);
        let publication = store::of_case(&mut conn, case_id).await?;
        let served = file.ok_or_else(absent)?.served;
        let hidden = publication
            .as_ref()
            .is_some_and(|it| it.state == State::Withheld && !stages::may_know(&it.body.reason));
        if served.party.minor || hidden {
            return Err(absent().into());
        }
        let today = self.today();
        let (stage, advice) = stages::of(&served);
        Ok(Standing {
            stage,
            advice,
            publication: publication.and_then(|it| public(it, today)),
            served,
        })
    }

    /// Published rows after a serial, for open data.
    pub(crate) async fn rows(&self, after: i64, limit: i64) -> Result<Vec<Publication>, Failure> {
        let mut conn = self.pool.acquire().await.map_err(Fault::from)?;
        Ok(store::shown_after(&mut conn, after, self.today(), limit).await?)
    }
}

/// The publication as the public may know of it; one whose window is over is expired, whether or not the worker came by.
fn public(mut it: Publication, today: CivilDate) -> Option<Publication> {
    match it.state {
        State::Published if it.is_shown(today) => Some(it),
        State::Published | State::Expired => {
            it.state = State::Expired;
            it.decision = proto::PublicDecision::default();
            Some(it)
        }
        State::Withdrawn => Some(it),
        State::Pending | State::Withheld => None,
    }
}
