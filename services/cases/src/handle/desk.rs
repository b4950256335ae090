//! The desk at which acts are handled: what it stands on, and what it knows now.

use std::path::Path;
use std::sync::Arc;

use calendar::{Calendar, CivilDate};
use cases_domain::{ActKind, Case, LeadId, Night, account};
use chrono::{DateTime, Utc};
use clock::{Clock, Entropy};
use contract::cases::v1 as proto;
use feed::Feed;
use press::Press;
use refusal::{Failure, Fault};
use sqlx::{PgConnection, PgPool};
use vault::Vault;

use super::Desk;
use crate::Uploads;
use crate::api::view;
use crate::calendars::Calendars;
use crate::exported::Exported;
use crate::find::IndexFollower;
use crate::follow::Replica;
use crate::offline;
use crate::packs::{self, Packs};
use crate::party::pick_up;
use crate::seals::Seals;
use crate::store::{self, Chained, Stored};
use crate::turns::Turns;
use crate::uploads::Room;

impl Desk {
    /// A desk over this database.
    pub fn new(
        pool: PgPool,
        feed: Feed,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        shipped: Calendar,
        replica: Replica,
        seals: Seals,
    ) -> Self {
        let index = IndexFollower::new(pool.clone(), feed.clone(), Path::new(""));
        Self {
            pool,
            feed,
            index,
            clock,
            party_key: pick_up::Key::new(&own_key(entropy.as_ref())),
            entropy,
            calendars: Calendars::new(shipped),
            packs: Packs::default(),
            replica,
            turns: Turns::new(),
            transfer_reply_days: 5,
            seals,
            night: Night::default(),
            terms: account::Terms::default(),
            vault: Vault::in_memory(),
            uploads: Uploads::default(),
            offline: offline::Terms::default(),
            press: None,
            public_address: Arc::from(""),
            file_keeping: Arc::from(crate::Settings::default().file_keeping),
            room: Room::default(),
            exported: Exported::default(),
        }
    }

    /// The same with its files in this vault.
    #[must_use]
    pub fn with_files(self, vault: Vault, uploads: Uploads) -> Self {
        Self {
            vault,
            uploads,
            ..self
        }
    }

    /// What signs.
    pub const fn seals(&self) -> &Seals {
        &self.seals
    }

    /// The same, printing documents; none: it prints none. The address is the one at which the public looks up cases.
    #[must_use]
    pub fn printing(self, press: Option<Press>, public_address: &str) -> Self {
        Self {
            press,
            public_address: Arc::from(public_address.trim_end_matches('/')),
            ..self
        }
    }

    /// The same, with files kept that long where their cover says nothing.
    #[must_use]
    pub fn keeping_files(self, file_keeping: &str) -> Self {
        Self {
            file_keeping: Arc::from(file_keeping),
            ..self
        }
    }

    /// How long files are kept where their cover says nothing.
    pub(crate) fn file_keeping(&self) -> &str {
        &self.file_keeping
    }

    /// The file of a case that is being read in pieces.
    pub(crate) const fn exported(&self) -> &Exported {
        &self.exported
    }

    /// The press; none: its fonts are not there.
    pub(crate) const fn press(&self) -> Option<&Press> {
        self.press.as_ref()
    }

    /// The address at which the public looks up cases; empty: none is set.
    pub(crate) fn public_address(&self) -> &str {
        &self.public_address
    }

    /// Where files are kept.
    pub const fn vault(&self) -> &Vault {
        &self.vault
    }

    /// Room for whole files in memory.
    pub(crate) const fn room(&self) -> &Room {
        &self.room
    }

    /// A new id, by the present instant.
    pub(crate) fn new_id(&self) -> uuid::Uuid {
        self.entropy.id(self.clock.now())
    }

    /// Bounds of uploads.
    pub const fn uploads(&self) -> Uploads {
        self.uploads
    }

    /// The same with another number of working days within which the hand-over of a lead is to be answered.
    #[must_use]
    pub const fn replying_within(mut self, working_days: u32) -> Self {
        self.transfer_reply_days = working_days;
        self
    }

    /// The same with other hours of night.
    #[must_use]
    pub const fn with_night(mut self, night: Night) -> Self {
        self.night = night;
        self
    }

    /// The same, keeping accounts by these terms.
    #[must_use]
    pub(crate) fn keeping(self, terms: account::Terms) -> Self {
        Self { terms, ..self }
    }

    /// The same, holding off-line commands to these terms.
    #[must_use]
    pub(crate) const fn taking(mut self, offline: offline::Terms) -> Self {
        self.offline = offline;
        self
    }

    /// What off-line commands are held to.
    pub(crate) const fn offline(&self) -> offline::Terms {
        self.offline
    }

    /// The same, with its index of words in a folder; an empty path keeps it in memory.
    #[must_use]
    pub(crate) fn indexed_in(self, folder: &Path) -> Self {
        let index = IndexFollower::new(self.pool.clone(), self.feed.clone(), folder);
        Self { index, ..self }
    }

    /// The same, with pick-up codes that follow from this key.
    #[must_use]
    pub fn with_party_key(self, party_key: pick_up::Key) -> Self {
        Self { party_key, ..self }
    }

    /// The key from which pick-up codes follow.
    pub(crate) const fn party_key(&self) -> &pick_up::Key {
        &self.party_key
    }

    /// Where ids and secrets come from.
    pub(crate) fn entropy(&self) -> &dyn Entropy {
        self.entropy.as_ref()
    }

    /// The index of words.
    pub const fn index(&self) -> &IndexFollower {
        &self.index
    }

    /// The database.
    pub const fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// The feed.
    pub const fn feed(&self) -> &Feed {
        &self.feed
    }

    /// The working days that are known now.
    pub(crate) async fn calendar(&self) -> Result<Arc<Calendar>, Fault> {
        let mut conn = self.pool.acquire().await?;
        self.calendar_with(&mut conn).await
    }

    /// The same by a connection at hand.
    pub(crate) async fn calendar_with(
        &self,
        conn: &mut PgConnection,
    ) -> Result<Arc<Calendar>, Fault> {
        let changed_at = store::calendar_at(conn).await?;
        self.calendars.of(conn, changed_at, self.today()).await
    }

    /// Cases as the contract shows them, with what is left of their clocks today.
    pub(crate) async fn show(
        &self,
        conn: &mut PgConnection,
        stored: &[Stored],
    ) -> Result<Vec<proto::Case>, Fault> {
        let (calendar, today) = (self.calendar_with(conn).await?, self.today());
        let shown = stored.iter().map(|stored| {
            let mut case = view::case(stored);
            view::reckon(&mut case, &calendar, today);
            case
        });
        Ok(shown.collect())
    }

    /// What an account is kept by, and what a decision and a payment notice need where the act is one.
    pub(super) async fn account(
        &self,
        conn: &mut PgConnection,
        act: ActKind,
        case: &Chained,
        today: CivilDate,
    ) -> Result<account::Known, Fault> {
        let asks_for_revenue = [
            ActKind::Decide,
            ActKind::Account(account::Kind::IssueNotice),
        ];
        if asks_for_revenue.contains(&act) {
            return self.account_of(conn, &case.stored.case, today).await;
        }
        Ok(self.account_terms())
    }

    /// What accounts are kept by.
    pub(crate) const fn terms(&self) -> account::Terms {
        self.terms
    }

    /// What an account is kept by.
    pub(super) fn account_terms(&self) -> account::Known {
        account::Known {
            terms: self.terms,
            ..account::Known::default()
        }
    }

    /// What an account is kept by, the revenue item of the case, and a number that a notice may take.
    pub(super) async fn account_of(
        &self,
        conn: &mut PgConnection,
        case: &Case,
        today: CivilDate,
    ) -> Result<account::Known, Fault> {
        let mut bits = [0_u8; 8];
        self.entropy.fill(&mut bits);
        let (division, year) = (case.division().as_str(), today.year());
        let number = account::NoticeNumber::from_random(division, year, u64::from_be_bytes(bits));
        Ok(account::Known {
            revenue: store::revenue(conn, case, today).await?,
            notice_number: Some(number),
            ..self.account_terms()
        })
    }

    /// The present instant.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The working days of a day, when the newest change of them stands at a position.
    pub(crate) async fn calendar_of(
        &self,
        conn: &mut PgConnection,
        changed_at: Option<i64>,
        on: CivilDate,
    ) -> Result<Arc<Calendar>, Fault> {
        self.calendars.of(conn, changed_at, on).await
    }

    /// The packs, when the newest change of them stands at a position.
    pub(crate) async fn packs_of(
        &self,
        conn: &mut PgConnection,
        changed_at: Option<i64>,
    ) -> Result<Arc<packs::Told>, Fault> {
        self.packs.of(conn, changed_at).await
    }

    /// Whether what is known of certificates is fresh.
    pub(crate) fn is_fresh(&self, taken_over_at: Option<DateTime<Utc>>) -> bool {
        self.replica.is_fresh(self.clock.now(), taken_over_at)
    }

    /// Waits for what the element centre tells now. Not while holding a connection.
    pub(crate) async fn hear_elements(
        &self,
        taken_over_at: Option<DateTime<Utc>>,
    ) -> Result<(), Failure> {
        self.replica.be_fresh(self.clock.now(), taken_over_at).await
    }

    /// Working days within which the hand-over of a lead is to be answered.
    pub(crate) const fn transfer_reply_days(&self) -> u32 {
        self.transfer_reply_days
    }

    /// An id for a lead that is about to be reported.
    pub(crate) fn new_lead_id(&self) -> LeadId {
        LeadId(self.entropy.id(self.clock.now()))
    }

    /// The civil date.
    pub fn today(&self) -> CivilDate {
        CivilDate::of(self.clock.now())
    }

    /// Whether what is known of certificates is fresh enough for the act.
    pub(super) fn knows_certificates(
        &self,
        act: ActKind,
        taken_over_at: Option<DateTime<Utc>>,
    ) -> bool {
        !act.needs_certificates() || self.replica.is_fresh(self.clock.now(), taken_over_at)
    }
}

/// A key of this process alone: codes that follow from it open nothing after it has ended.
fn own_key(entropy: &dyn Entropy) -> [u8; 32] {
    let mut secret = [0_u8; 32];
    entropy.fill(&mut secret);
    secret
}
