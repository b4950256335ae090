//! Every figure equals a recount of the events it stands on, at every cut, by every grouping.

use std::collections::BTreeMap;

use analytics::definition::{DEFINITIONS, Definition};
use analytics::synthetic::{self, Dice, Told};
use chrono::NaiveDate;
use contract::analytics::v1::{Figure, FigureFilter, Grouping, ListDefinitionsRequest};
use contract::feed::v1::Event;
use subscription::Log;

use crate::bureau::{self, Bureau, here, reader};
use crate::model;

const FIRST: &str = "2026-01-20";

struct Events {
    cases: Vec<Event>,
    warnings: Vec<Event>,
    publications: Vec<Event>,
}

fn events(seed: u64, count: usize) -> Events {
    let first: NaiveDate = FIRST.parse().unwrap();
    Events {
        cases: synthetic::cases(seed, count, 15, first),
        warnings: model::made_up_warnings(seed, count / 10, first),
        publications: model::made_up_publications(seed, count / 10, first),
    }
}

impl Events {
    fn cut(&self, percent: usize) -> Self {
        let cut = |events: &[Event]| events[..events.len() * percent / 100].to_vec();
        Self {
            cases: cut(&self.cases),
            warnings: cut(&self.warnings),
            publications: cut(&self.publications),
        }
    }

    async fn hear(&self, bureau: &Bureau, page: usize) {
        let told = |events: &[Event]| Told::new(events.to_vec(), page);
        bureau.hear(&here(Log::Cases), &told(&self.cases)).await;
        bureau
            .hear(&here(Log::Supervision), &told(&self.warnings))
            .await;
        bureau
            .hear(&here(Log::Disclosure), &told(&self.publications))
            .await;
    }

    fn rows(&self, definition: &Definition) -> Vec<model::Row> {
        model::rows(
            definition.id,
            &self.cases,
            &self.warnings,
            &self.publications,
        )
    }
}

fn given(figures: &[Figure]) -> BTreeMap<String, model::Figure> {
    let figures = figures.iter();
    figures
        .map(|figure| {
            let parts = (figure.value, figure.denominator, figure.rows);
            (figure.group.clone(), parts)
        })
        .collect()
}

async fn groupings(bureau: &Bureau) -> BTreeMap<String, Vec<Grouping>> {
    let request = bureau
        .test
        .request(&reader("35"), ListDefinitionsRequest {});
    let answer = bureau.client.clone().list_definitions(request).await;
    let definitions = answer.unwrap().into_inner().definitions;
    definitions
        .iter()
        .map(|definition| {
            let known = definition.groupings().collect();
            (definition.definition_id.clone(), known)
        })
        .collect()
}

/// Compares every figure of every definition with the model's.
async fn compare(bureau: &Bureau, events: &Events, own: &str, period: Option<(&str, &str)>) {
    let known = groupings(bureau).await;
    for definition in DEFINITIONS {
        let mut rows = events.rows(definition);
        let mut filter = FigureFilter {
            division: own.to_owned(),
            ..FigureFilter::default()
        };
        if let Some((from, to)) = period {
            (filter.from_date, filter.to_date) = (from.to_owned(), to.to_owned());
            let (from, to): (NaiveDate, NaiveDate) = (from.parse().unwrap(), to.parse().unwrap());
            rows.retain(|row| row.day.is_none_or(|day| (from..=to).contains(&day)));
        }
        let all = [Grouping::Unspecified].iter().chain(&known[definition.id]);
        for grouping in all.copied() {
            if grouping == Grouping::Day && period.is_none() {
                continue;
            }
            let figures = bureau
                .figures(&reader("35"), &[definition.id], filter.clone(), grouping)
                .await;
            let counted = model::figures(definition.id, &rows, own, grouping);
            let case = format!("{} of {own} by {grouping:?} in {period:?}", definition.id);
            assert_eq!(given(&figures), counted, "{case}");
        }
    }
}

#[tokio::test]
async fn every_figure_equals_a_recount_at_every_cut() {
    for seed in [1, 2] {
        let bureau = bureau::open("2026-11-22T09:00:00+08:00").await;
        let all = events(seed, 2_400);
        let mut dice = Dice::new(seed);
        let cuts = [dice.below(40), 40 + dice.below(50), 100];
        for (percent, page) in cuts.into_iter().zip([7, 250, 2_000]) {
            let so_far = all.cut(percent);
            so_far.hear(&bureau, page).await;
            compare(&bureau, &so_far, "35", None).await;
        }
        let town = all.cases.iter().find(|event| event.division.len() == 9);
        let town = town.unwrap().division.clone();
        for own in [&town[..4], &town[..6], town.as_str()] {
            compare(&bureau, &all, own, None).await;
        }
        compare(&bureau, &all, "35", Some(("2026-02-10", "2026-04-15"))).await;
        compare(
            &bureau,
            &all,
            &town[..4],
            Some(("2026-02-01", "2026-03-31")),
        )
        .await;
        compare(
            &bureau,
            &all,
            &town[..6],
            Some(("2026-02-17", "2026-02-17")),
        )
        .await;
        bureau.close().await;
    }
}

#[tokio::test]
async fn line_procedure_and_step_narrow_a_figure_to_what_the_model_counts() {
    let bureau = bureau::open("2026-11-22T09:00:00+08:00").await;
    let all = events(3, 4_000);
    all.hear(&bureau, 2_000).await;
    let filter = FigureFilter {
        domain: "housing".to_owned(),
        procedure: contract::cases::v1::Procedure::OrdinaryPenalty.into(),
        ..FigureFilter::default()
    };
    for id in [
        "cases.opened",
        "cases.open",
        "fines.paid",
        "cases.online.share",
    ] {
        let definition = Definition::of(id).unwrap();
        let mut rows = all.rows(definition);
        rows.retain(|row| row.domain == "housing" && row.kind == "ORDINARY_PENALTY");
        assert!(!rows.is_empty(), "{id}");
        let figures = bureau
            .figures(&reader("35"), &[id], filter.clone(), Grouping::Division)
            .await;
        let counted = model::figures(id, &rows, "35", Grouping::Division);
        assert_eq!(given(&figures), counted, "{id}");
    }
    let mut rows = all.rows(Definition::of("cases.open").unwrap());
    rows.retain(|row| row.facet == "SERVED");
    let filter = FigureFilter {
        step: "SERVED".to_owned(),
        ..FigureFilter::default()
    };
    let figures = bureau
        .figures(&reader("35"), &["cases.open"], filter, Grouping::Kind)
        .await;
    let counted = model::figures("cases.open", &rows, "35", Grouping::Kind);
    assert_eq!(given(&figures), counted);
    bureau.close().await;
}

/// I18: province = Σ cities = Σ counties = Σ towns = Σ rows.
#[tokio::test]
async fn the_sums_of_every_level_are_the_same() {
    let bureau = bureau::open("2026-11-22T09:00:00+08:00").await;
    let all = events(4, 2_000);
    all.hear(&bureau, 2_000).await;
    let additive: Vec<&str> = DEFINITIONS
        .iter()
        .filter(|definition| definition.adds_up())
        .map(|definition| definition.id)
        .collect();
    let mut places = vec!["35".to_owned()];
    let mut checked = 0;
    while let Some(place) = places.pop() {
        let filter = FigureFilter {
            division: place.clone(),
            ..FigureFilter::default()
        };
        let caller = reader("35");
        let whole = bureau
            .figures(&caller, &additive, filter.clone(), Grouping::Unspecified)
            .await;
        let parts = bureau
            .figures(&caller, &additive, filter, Grouping::Division)
            .await;
        for figure in &whole {
            let below = parts
                .iter()
                .filter(|part| part.definition_id == figure.definition_id);
            let (value, rows) = below.fold((0, 0), |(value, rows), part| {
                (value + part.value, rows + part.rows)
            });
            let case = format!("{} of {place}", figure.definition_id);
            assert_eq!((value, rows), (figure.value, figure.rows), "{case}");
            checked += 1;
        }
        // One city with all its counties is as good as all of them.
        if place.len() < 6 {
            let mut below: Vec<&String> = parts.iter().map(|part| &part.group).collect();
            below.retain(|code| code.len() > place.len());
            below.sort();
            below.dedup();
            places.extend(below.into_iter().take(2).cloned());
        }
    }
    assert!(checked > 5 * additive.len());
    bureau.close().await;
}
