//! Filling the projections with made-up facts, past the feed: to measure figures over many.

use chrono::{Days, NaiveDate};
use refusal::Fault;
use sqlx::PgPool;

use super::Dice;
use crate::fact::case::Many;
use crate::fact::{CaseFact, Fact as _};
use crate::step::Kind;
use crate::store::{self, Kept as _};
use crate::tally::Tally;

/// Cases written at once.
const AT_ONCE: usize = 2_000;
/// Most cases.
const MOST: usize = 5_000_000;

const DOMAINS: [&str; 4] = [
    "market_supervision",
    "agriculture",
    "housing",
    "fire_safety",
];

/// What to make up.
#[derive(Debug, Clone, Copy)]
pub struct Filling {
    /// The same for the same seed.
    pub seed: u64,
    /// Closed cases, at most five million; each counts for five to seven tallies.
    pub cases: usize,
    /// Day of the first.
    pub first: NaiveDate,
    /// Days over which they spread.
    pub days: u64,
}

/// Fills a database, whose cases are not counted yet, with made-up ones, and gives how many tallies there are of them.
/// No feed tells of them: a rebuild would forget them. Only for measuring.
pub async fn fill(pool: &PgPool, filling: Filling) -> Result<usize, Fault> {
    let mut dice = Dice::new(filling.seed);
    let cases = filling.cases.min(MOST);
    let mut counted = 0;
    let mut done = 0;
    while done < cases {
        let facts: Vec<CaseFact> = (done..cases.min(done + AT_ONCE))
            .map(|number| {
                let day = filling.days * number as u64 / cases as u64;
                case(&mut dice, filling.first + Days::new(day))
            })
            .collect();
        done += facts.len();
        let tallies: Vec<Tally> = facts.iter().flat_map(CaseFact::tallies).collect();
        counted += tallies.len();
        let made: Vec<&CaseFact> = facts.iter().collect();
        let mut tx = pool.begin().await?;
        CaseFact::save(&mut tx, &made, &[]).await?;
        store::add(&mut tx, "", &tallies).await?;
        tx.commit().await?;
    }
    let mut tx = pool.begin().await?;
    sqlx::query!("set local statement_timeout = 0")
        .execute(&mut *tx)
        .await?;
    store::recount(&mut tx, CaseFact::LOG).await?;
    tx.commit().await?;
    Ok(counted)
}

fn case(dice: &mut Dice, opened_on: NaiveDate) -> CaseFact {
    let kind = if dice.happens(60) {
        Kind::Inspection
    } else {
        Kind::OrdinaryPenalty
    };
    let party = dice.below(200_000);
    let mut later = |most: usize| opened_on + Days::new(dice.below(most) as u64);
    let mut fact = CaseFact {
        opened_on,
        closed_on: Some(later(90)),
        site_on: None,
        ordered_on: None,
        decided_on: None,
        served_on: None,
        revoked_on: None,
        kind,
        step: "CLOSED",
        case_id: uuid::Uuid::nil(),
        origin: String::new(),
        code: String::new(),
        division: String::new(),
        agency_id: String::new(),
        agency_name: "综合行政执法机关".to_owned(),
        domain: String::new(),
        party_id: format!("p-{party}"),
        party_kind: ["PERSON", "INDIVIDUAL_BUSINESS", "ORGANISATION"][party % 3].to_owned(),
        back_entered: false,
        fine_fen: 0,
        stands: true,
        many: Many::default(),
    };
    match kind {
        Kind::Inspection => {
            let day = later(20);
            fact.site_on = Some(day);
            fact.ordered_on = Some(day);
            fact.many.visits.extend([day, later(40)]);
        }
        Kind::OrdinaryPenalty | Kind::SummaryPenalty => {
            let decided = later(80);
            fact.decided_on = Some(decided);
            fact.served_on = Some(decided);
            fact.fine_fen = 300_000;
            fact.many.payments.insert(later(90), 300_000);
        }
    }
    fact.back_entered = dice.happens(5);
    fact.case_id = dice.id();
    fact.code = format!("{:016X}0", dice.any());
    fact.division = dice.division();
    fact.agency_id = format!("a-{}", fact.division);
    (*dice.one(&DOMAINS)).clone_into(&mut fact.domain);
    fact
}
