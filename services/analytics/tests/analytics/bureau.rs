//! A bureau of analytics on a database of its own, called as the gateway would call it.

use std::sync::Arc;

use actor::Actor;
use analytics::synthetic::{Scribe, Told};
use analytics::{Desk, NAME, follow};
use chrono::{DateTime, Utc};
use contract::analytics::v1::analytics_service_client::AnalyticsServiceClient;
use contract::analytics::v1::{self as proto};
use contract::{disclosure, supervision};
use feed::{Follower, Hash, Projection, Rebuilt};
use host::{Readiness, Service, Upstream};
use refusal::Fault;
use subscription::{Log, Origin, Subscription, Subscriptions};
use testkit::{TestDatabase, TestHost};
use tonic::{Response, Status};
use tonic_types::StatusExt as _;
use uuid::Uuid;

/// A running bureau.
pub(crate) struct Bureau {
    pub(crate) database: TestDatabase,
    pub(crate) test: TestHost,
    pub(crate) client: AnalyticsServiceClient<Upstream>,
}

/// Opens a bureau that knows of nothing.
pub(crate) async fn open(at: &str) -> Bureau {
    let database = testkit::database(&analytics::migrations()).await;
    let test = testkit::host(at);
    let subscriptions = Subscriptions::new(NAME, database.pool.clone(), &test.host);
    let desk: Desk = analytics::desk(database.pool.clone(), subscriptions, &test.host);
    let service = Service {
        name: NAME,
        routes: analytics::routes(&desk),
        readiness: Readiness::default(),
    };
    let client = AnalyticsServiceClient::new(service.door(&test.host))
        .max_decoding_message_size(16 * 1024 * 1024);
    Bureau {
        database,
        test,
        client,
    }
}

/// A subscription of a log of this deployment.
pub(crate) fn here(log: Log) -> Subscription {
    Subscription::new(NAME, log, Origin::HERE)
}

/// A subscription of a log of a lower deployment.
pub(crate) fn of(origin: &str, log: Log) -> Subscription {
    Subscription::new(NAME, log, Origin::named(origin))
}

/// Who reads figures of a division.
pub(crate) fn reader(division: &str) -> Actor {
    testkit::actor::person("o-hong", "justice", division, &["analytics.read"])
}

impl Bureau {
    /// Makes what is counted of a feed anew.
    pub(crate) async fn rebuild(&self, subscription: &Subscription, source: &Told) -> Rebuilt {
        use follow::{Cases, Naming, Publications, Warnings};
        let (pool, now) = (&self.database.pool, self.test.host.clock.now());
        let rebuilt = match subscription.log {
            Log::Cases => feed::rebuild(pool, &Cases::new(subscription), source, now).await,
            Log::Elements => feed::rebuild(pool, &Naming::new(subscription), source, now).await,
            Log::Supervision => {
                feed::rebuild(pool, &Warnings::new(subscription), source, now).await
            }
            Log::Disclosure => {
                feed::rebuild(pool, &Publications::new(subscription), source, now).await
            }
        };
        rebuilt.unwrap()
    }

    /// Counts everything that a feed tells now.
    pub(crate) async fn hear(&self, subscription: &Subscription, told: &Told) {
        self.try_hear(subscription, told).await.unwrap();
    }

    /// The same, where it may not succeed.
    pub(crate) async fn try_hear(
        &self,
        subscription: &Subscription,
        told: &Told,
    ) -> Result<(), Fault> {
        match subscription.log {
            Log::Cases => self.catch_up(follow::Cases::new(subscription), told).await,
            Log::Elements => self.catch_up(follow::Naming::new(subscription), told).await,
            Log::Supervision => {
                self.catch_up(follow::Warnings::new(subscription), told)
                    .await
            }
            Log::Disclosure => {
                let publications = follow::Publications::new(subscription);
                self.catch_up(publications, told).await
            }
        }
    }

    async fn catch_up<P: Projection>(&self, projection: P, told: &Told) -> Result<(), Fault> {
        let clock = Arc::clone(&self.test.host.clock);
        let follower = Follower::new(self.database.pool.clone(), told.clone(), projection, clock);
        follower.catch_up().await.map(|_| ())
    }

    /// Hash of what is counted of a feed.
    pub(crate) async fn digest(&self, subscription: &Subscription) -> Hash {
        let mut conn = self.database.pool.acquire().await.unwrap();
        let digest = match subscription.log {
            Log::Cases => follow::Cases::new(subscription).digest(&mut conn).await,
            Log::Elements => follow::Naming::new(subscription).digest(&mut conn).await,
            Log::Supervision => follow::Warnings::new(subscription).digest(&mut conn).await,
            Log::Disclosure => {
                let publications = follow::Publications::new(subscription);
                publications.digest(&mut conn).await
            }
        };
        digest.unwrap().unwrap()
    }

    /// Figures for a caller.
    pub(crate) async fn try_figures(
        &self,
        caller: &Actor,
        ids: &[&str],
        filter: proto::FigureFilter,
        grouping: proto::Grouping,
    ) -> Result<proto::GetFiguresResponse, Status> {
        let request = proto::GetFiguresRequest {
            definition_ids: ids.iter().map(|id| (*id).to_owned()).collect(),
            filter: Some(filter),
            grouping: grouping.into(),
        };
        let request = self.test.request(caller, request);
        let answer = self.client.clone().get_figures(request).await?;
        Ok(answer.into_inner())
    }

    /// Figures for a caller who may see them.
    pub(crate) async fn figures(
        &self,
        caller: &Actor,
        ids: &[&str],
        filter: proto::FigureFilter,
        grouping: proto::Grouping,
    ) -> Vec<proto::Figure> {
        let answer = self.try_figures(caller, ids, filter, grouping).await;
        answer.unwrap().figures
    }

    /// One figure of everything that a caller may see.
    pub(crate) async fn figure(&self, caller: &Actor, id: &str) -> proto::Figure {
        let all = proto::FigureFilter::default();
        let mut figures = self
            .figures(caller, &[id], all, proto::Grouping::Unspecified)
            .await;
        assert_eq!(figures.len(), 1);
        figures.remove(0)
    }

    /// A page of the rows behind a figure.
    pub(crate) async fn try_rows(
        &self,
        caller: &Actor,
        request: proto::ListFigureCasesRequest,
    ) -> Result<proto::ListFigureCasesResponse, Status> {
        let request = self.test.request(caller, request);
        let answer = self.client.clone().list_figure_cases(request).await;
        answer.map(Response::into_inner)
    }

    /// Every row behind a figure, page by page.
    pub(crate) async fn rows(
        &self,
        caller: &Actor,
        figure: &proto::Figure,
        page_size: i32,
    ) -> Vec<proto::FigureCase> {
        let mut rows = Vec::new();
        let mut page_token = String::new();
        loop {
            let request = proto::ListFigureCasesRequest {
                drill_down: figure.drill_down.clone(),
                page_size,
                page_token,
            };
            let page = self.try_rows(caller, request).await.unwrap();
            assert_eq!(page.value_before, figure.value);
            assert_eq!(page.figure.unwrap().value, figure.value);
            assert!(!page.moved_on);
            rows.extend(page.cases);
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return rows;
            }
        }
    }

    /// Ends the bureau and drops its database.
    pub(crate) async fn close(self) {
        self.database.close().await;
    }
}

/// Reason and Chinese text of a refusal.
pub(crate) fn refusal(status: &Status) -> (String, String) {
    let details = status.get_error_details();
    let reason = details.error_info().unwrap().reason.clone();
    let text = details.localized_message().unwrap().message.clone();
    (reason, text)
}

/// An instant on a day of 2026.
pub(crate) fn on(day: &str) -> DateTime<Utc> {
    format!("{day}T02:00:00Z").parse().unwrap()
}

/// What supervision tells of a warning that is raised.
pub(crate) fn raised(
    scribe: &mut Scribe,
    id: Uuid,
    subject: supervision::v1::WarningSubject,
) -> contract::feed::v1::Event {
    let (division, day) = (subject.division.clone(), on(&subject.raised_date));
    let subject = Some(subject);
    let raised = supervision::v1::WarningRaised { subject };
    scribe.write(("warning", &id.to_string()), &division, day, &raised)
}

/// What a warning in 石码街道 is about.
pub(crate) fn subject(day: &str) -> supervision::v1::WarningSubject {
    supervision::v1::WarningSubject {
        rule: "CLOCK_PASSED".to_owned(),
        level: supervision::v1::WarningLevel::Red.into(),
        case_id: Uuid::from_u128(77).to_string(),
        case_code: "0123456789ABCDEFG".to_owned(),
        agency_id: "a-shima".to_owned(),
        agency_name: "石码街道综合执法队".to_owned(),
        division: "350604001".to_owned(),
        domain: "fire_safety".to_owned(),
        raised_date: day.to_owned(),
        ..supervision::v1::WarningSubject::default()
    }
}

/// What disclosure tells of a publication in 石码街道.
pub(crate) fn published(day: &str, due: &str) -> disclosure::v1::DecisionPublished {
    disclosure::v1::DecisionPublished {
        case_id: Uuid::from_u128(78).to_string(),
        decision: Some(disclosure::v1::PublicDecision {
            kind: disclosure::v1::PublicationKind::Penalty.into(),
            case_code: "0123456789ABCDEFG".to_owned(),
            agency_id: "a-shima".to_owned(),
            agency_name: "石码街道综合执法队".to_owned(),
            division: "350604001".to_owned(),
            domain: "fire_safety".to_owned(),
            ..disclosure::v1::PublicDecision::default()
        }),
        due_date: due.to_owned(),
        published_date: day.to_owned(),
        ..disclosure::v1::DecisionPublished::default()
    }
}
