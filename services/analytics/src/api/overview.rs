//! What a leader sees first, in one answer of one instant.

use calendar::CivilDate;
use chrono::NaiveDate;
use contract::analytics::v1 as proto;
use host::Call;
use refusal::Failure;

use super::view::{self, View};
use super::{Desk, parse};
use crate::definition::Definition;
use crate::figure::{Counted, Filter, Grouping, figures};
use crate::store;

/// The tiles, in the order in which they are shown. Different parties are left out: they have to be counted row by row.
const TILES: &[&str] = &[
    "cases.opened",
    "cases.open",
    "cases.online.share",
    "inspections.done",
    "inspections.visits",
    "rectifications.ordered",
    "penalties.filed",
    "penalties.decided",
    "fines.decided",
    "fines.paid",
    "cases.closed",
    "penalties.days.average",
    "penalties.days.p90",
    "decisions.published",
    "decisions.published.in_time",
    "warnings.raised",
    "warnings.open",
    "decisions.revoked",
];

impl Desk {
    /// The overview of a division.
    pub(super) async fn overview(
        &self,
        call: &Call,
        division: &str,
    ) -> Result<proto::GetOverviewResponse, Failure> {
        let scope = parse::division(&call.actor, division)?;
        let definitions: Vec<&'static Definition> =
            TILES.iter().filter_map(|id| Definition::of(id)).collect();
        let additive: Vec<&'static Definition> = definitions
            .iter()
            .copied()
            .filter(|definition| definition.adds_up())
            .collect();
        let today = self.today();
        let period = |from, to| Filter {
            scope: scope.clone(),
            domain: None,
            kind: None,
            facet: None,
            from: Some(from),
            to: Some(to),
        };
        let (from, to) = this_year(today);
        let (from_before, to_before) = this_year(today.add_years(-1));
        let mut tx = self.snapshot().await?;
        let marks = self.marks(&mut tx).await?;
        let year = period(from, to);
        let this = figures(&mut tx, &definitions, &year, Grouping::None).await?;
        let before = period(from_before, to_before);
        let before = figures(&mut tx, &definitions, &before, Grouping::None).await?;
        let day = figures(&mut tx, &definitions, &period(to, to), Grouping::None).await?;
        let below = figures(&mut tx, &additive, &year, Grouping::Division).await?;
        let codes = view::divisions(&below, Grouping::Division, &scope.code);
        let words = store::words(&mut tx, &codes, &[], today.naive()).await?;
        let view = View {
            words: &words,
            marks: &marks,
        };
        let one = |counted: &Counted| {
            let one = std::slice::from_ref(counted);
            view.figures(one, Grouping::None).into_iter().next()
        };
        let tiles = this.iter().zip(&before).zip(&day);
        let tiles = tiles.map(|((this, before), day)| {
            let moves = !this.definition.stands();
            proto::Tile {
                figure: one(this),
                year_before: moves.then(|| one(before)).flatten(),
                today: moves.then(|| one(day)).flatten(),
            }
        });
        Ok(proto::GetOverviewResponse {
            tiles: tiles.collect(),
            by_division: view.figures(&below, Grouping::Division),
            today: today.to_string(),
            watermarks: marks.watermarks(),
            division_name: words.division(&scope.code).to_owned(),
            division: scope.code.clone(),
        })
    }
}

/// From the first of January to that day.
fn this_year(day: CivilDate) -> (NaiveDate, NaiveDate) {
    let first = CivilDate::ymd(day.year(), 1, 1).unwrap_or(day);
    (first.naive(), day.naive())
}
