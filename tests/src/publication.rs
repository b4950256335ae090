//! What follows a served decision: the public finds it, its publicity deadline is met, figures count it, and the page shows no
//! more than it may.

#![expect(
    clippy::unwrap_used,
    reason = "what a story stands on must hold, or the story ends here"
)]

use contract::analytics::v1::{FigureFilter, GetFiguresRequest, ListFigureCasesRequest};
use contract::cases::v1::{Case, DeadlineState, GetCaseRequest};
use contract::disclosure::v1::public_disclosure_service_client::PublicDisclosureServiceClient;
use contract::disclosure::v1::{
    LookUpCaseRequest, PublicationKind, PublishedDecision, RenderPageRequest,
    SearchDecisionsRequest,
};
use elements::seed::ids;
use suite::client::Client;

use crate::Stage;

/// Checks it for the penalty of the story, on a company.
pub(crate) async fn is_seen_by_all(stage: &Stage, officer: &Client, served: &Case) {
    let number = served.penalty.as_ref().unwrap().document_number.clone();
    let found = found_by_everybody(stage, served, &number).await;
    page_shows_it(stage, &found, &number).await;
    publicity_is_met(officer, &served.case_id).await;
    figures_open_to_it(stage, served).await;
}

async fn found_by_everybody(stage: &Stage, served: &Case, number: &str) -> PublishedDecision {
    let public = PublicDisclosureServiceClient::new(stage.channel());
    let party = served.party.clone().unwrap();
    let any = SearchDecisionsRequest::default;
    // By number, name, code, agency, division, kind, date, and by words of two characters.
    let ways = [
        SearchDecisionsRequest {
            document_number: number.to_owned(),
            ..any()
        },
        SearchDecisionsRequest {
            party_name: party.name.clone(),
            ..any()
        },
        SearchDecisionsRequest {
            credit_code: party.credit_code.clone(),
            ..any()
        },
        SearchDecisionsRequest {
            agency_id: ids::AGENCY_MARKET.to_owned(),
            ..any()
        },
        SearchDecisionsRequest {
            division: ids::DIVISION_ZHANGZHOU.to_owned(),
            kind: PublicationKind::Penalty.into(),
            date_from: "2023-11-22".to_owned(),
            date_to: "2023-11-22".to_owned(),
            ..any()
        },
        SearchDecisionsRequest {
            words: "引证 出处".to_owned(),
            ..any()
        },
    ];
    let mut decisions = Vec::new();
    for way in ways {
        let found = testkit::eventually("the decision is found", || async {
            let answer = public.clone().search_decisions(way.clone()).await.ok()?;
            answer.into_inner().decisions.into_iter().next()
        })
        .await;
        decisions.push(found);
    }
    assert!(
        decisions.windows(2).all(|pair| pair[0] == pair[1]),
        "every way leads to the same: {decisions:?}"
    );
    let looked_up = public
        .clone()
        .look_up_case(LookUpCaseRequest {
            case_code: served.case_code.clone(),
        })
        .await
        .unwrap()
        .into_inner();
    assert_eq!(looked_up.publication_id, decisions[0].publication_id);
    decisions.swap_remove(0)
}

async fn page_shows_it(stage: &Stage, found: &PublishedDecision, number: &str) {
    let page = PublicDisclosureServiceClient::new(stage.channel())
        .render_page(RenderPageRequest {
            path: format!("/public/decisions/{}", found.publication_id),
            ..RenderPageRequest::default()
        })
        .await
        .unwrap()
        .into_inner();
    let html = String::from_utf8(page.body).unwrap();
    assert_eq!(page.status, 200, "{html}");
    assert!(html.contains(number), "{html}");
    let party = found.decision.as_ref().unwrap();
    assert!(html.contains(&party.party_name), "{html}");
    assert!(
        !html.contains("李某"),
        "no receiver on a public page: {html}"
    );
}

async fn publicity_is_met(officer: &Client, case_id: &str) {
    let met = testkit::eventually("the publicity deadline is met", || async {
        let request = GetCaseRequest {
            case_id: case_id.to_owned(),
        };
        let case = officer.cases().get_case(request).await.ok()?.into_inner();
        let deadlines = case.case?.deadlines.into_iter();
        deadlines
            .filter(|deadline| deadline.kind == "PUBLICITY")
            .find(|deadline| deadline.state() != DeadlineState::Open)
    })
    .await;
    assert_eq!(met.state(), DeadlineState::Met, "{met:?}");
}

async fn figures_open_to_it(stage: &Stage, served: &Case) {
    let leader = stage.sign_in("guo.licheng").await;
    let request = || GetFiguresRequest {
        definition_ids: vec![
            "penalties.served".to_owned(),
            "decisions.published".to_owned(),
        ],
        filter: Some(FigureFilter {
            division: ids::DIVISION_LONGHAI.to_owned(),
            ..FigureFilter::default()
        }),
        ..GetFiguresRequest::default()
    };
    let figures = testkit::eventually("the figures count it", || async {
        let answer = leader.analytics().get_figures(request()).await.ok()?;
        let figures = answer.into_inner().figures;
        let counted = figures.iter().all(|figure| figure.value == 1);
        (figures.len() == 2 && counted).then_some(figures)
    })
    .await;
    for figure in figures {
        let rows = leader
            .analytics()
            .list_figure_cases(ListFigureCasesRequest {
                drill_down: figure.drill_down,
                ..ListFigureCasesRequest::default()
            })
            .await
            .unwrap()
            .into_inner()
            .cases;
        assert_eq!(rows.len(), 1, "{}", figure.definition_id);
        assert_eq!(rows[0].case_id, served.case_id);
    }
}
