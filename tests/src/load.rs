//! Officers at work while faults happen: every act is sent, with one request id, until it is acknowledged, and kept in a
//! journal. What the record holds afterwards is the journal, once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use calendar::CivilDate;
use clock::{Entropy as _, SystemEntropy};
use contract::cases::v1::{
    ConcludeInquiryRequest, DecideRequest, EndorseDecisionRequest, EvidenceKind, FileCaseRequest,
    RecordEvidenceRequest, ReviewLegalityRequest, ReviewOpinion, ServeDecisionRequest,
    ServeNoticeRequest, Service, ServiceManner, Signature, SignatureManner, WaiveStatementRequest,
};
use elements::seed::ids;
use prost_types::Timestamp;
use sqlx::postgres::PgConnection;
use sqlx::{Connection as _, Row as _};
use suite::client::Client;
use suite::{Part, Settings};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tonic::{Code, Response, Status};

use crate::Stage;

const FINE: i64 = 300_000;

/// Acts of one penalty from filing to service.
pub const ACTS: usize = 10;

/// People who handle penalties from filing to service.
#[derive(Debug, Clone)]
pub struct Load {
    officer: Client,
    reviewer: Client,
    head: Client,
    leader: Client,
    at: Timestamp,
    today: CivilDate,
    filed: Arc<AtomicI64>,
    done: watch::Sender<usize>,
}

/// What was acknowledged: request ids by case.
pub type Journal = BTreeMap<String, BTreeSet<String>>;

impl Load {
    /// Signs them in.
    pub async fn sign_in(stage: &Stage) -> Self {
        Self {
            officer: stage.sign_in("zheng.haifeng").await,
            reviewer: stage.sign_in("xu.jingyi").await,
            head: stage.sign_in("dai.jianping").await,
            leader: stage.sign_in("guo.licheng").await,
            at: stage.now(),
            today: CivilDate::of(stage.instant()),
            filed: Arc::default(),
            done: watch::Sender::new(0),
        }
    }

    /// Waits until so many acts have been acknowledged in all.
    pub async fn reaches(&self, acts: usize) {
        let mut done = self.done.subscribe();
        // The sender lives in `self`, so the wait cannot end otherwise.
        let _ = done.wait_for(|done| *done >= acts).await;
    }

    /// So many at once handle so many cases each; answers the journal when all is done.
    pub fn start(&self, writers: usize, cases_each: usize) -> JoinSet<Journal> {
        let mut working = JoinSet::new();
        for writer in 0..writers {
            let load = self.clone();
            working.spawn(async move {
                let mut journal = Journal::new();
                for number in 0..cases_each {
                    let (case_id, requests) = load.handle_one(&format!("{writer}-{number}")).await;
                    journal.insert(case_id, requests);
                }
                journal
            });
        }
        working
    }

    async fn acknowledged<T, F>(&self, call: impl Fn() -> F) -> T
    where
        T: Debug,
        F: Future<Output = Result<Response<T>, Status>>,
    {
        let answer = acknowledged(call).await;
        self.done.send_modify(|done| *done += 1);
        answer
    }

    /// A day of its own for each act: of one act there is one filing.
    fn act_date(&self) -> String {
        let earlier = self.filed.fetch_add(1, Ordering::Relaxed);
        self.today.add_days(-earlier).to_string()
    }

    /// One penalty from filing to service; its id and the request ids.
    pub async fn handle_one(&self, name: &str) -> (String, BTreeSet<String>) {
        let mut requests = BTreeSet::new();
        let mut fresh = || {
            let id = SystemEntropy.random_id().to_string();
            requests.insert(id.clone());
            id
        };
        let file = FileCaseRequest {
            request_id: fresh(),
            party_id: ids::PARTY_FOODS.to_owned(),
            item_id: ids::ITEM_AD_CITATION.to_owned(),
            source: "日常检查".to_owned(),
            summary: format!("广告引证内容未表明出处（{name}）"),
            act_date: self.act_date(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            ..FileCaseRequest::default()
        };
        let filed = self
            .acknowledged(|| {
                let (mut desk, request) = (self.officer.penalties(), file.clone());
                async move { desk.file_case(request).await }
            })
            .await;
        let case_id = filed.case.expect("a filed case is answered").case_id;

        let evidence = RecordEvidenceRequest {
            request_id: fresh(),
            case_id: case_id.clone(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            kind: EvidenceKind::Documentary.into(),
            description: "广告样件".to_owned(),
            collect_time: Some(self.at),
            ..RecordEvidenceRequest::default()
        };
        self.acknowledged(|| {
            let (mut desk, request) = (self.officer.penalties(), evidence.clone());
            async move { desk.record_evidence(request).await }
        })
        .await;
        let weighing = suite::demo::weigh(fresh(), &case_id, FINE);
        self.acknowledged(|| {
            let (mut desk, request) = (self.officer.discretion(), weighing.clone());
            async move { desk.weigh_penalty(request).await }
        })
        .await;
        let inquiry = ConcludeInquiryRequest {
            request_id: fresh(),
            case_id: case_id.clone(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            facts: format!("当事人发布引证内容未表明出处的广告（{name}）"),
            proposed_fine_fen: FINE,
            discretion: "从轻".to_owned(),
            ..ConcludeInquiryRequest::default()
        };
        self.acknowledged(|| {
            let (mut desk, request) = (self.officer.penalties(), inquiry.clone());
            async move { desk.conclude_inquiry(request).await }
        })
        .await;
        let review = ReviewLegalityRequest {
            request_id: fresh(),
            case_id: case_id.clone(),
            opinion: ReviewOpinion::Passed.into(),
            remarks: "同意".to_owned(),
            ..ReviewLegalityRequest::default()
        };
        self.acknowledged(|| {
            let (mut desk, request) = (self.reviewer.penalties(), review.clone());
            async move { desk.review_legality(request).await }
        })
        .await;
        let notice = ServeNoticeRequest {
            request_id: fresh(),
            case_id: case_id.clone(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            content: "拟罚款三千元".to_owned(),
            service: Some(in_person()),
            ..ServeNoticeRequest::default()
        };
        self.acknowledged(|| {
            let (mut desk, request) = (self.officer.penalties(), notice.clone());
            async move { desk.serve_notice(request).await }
        })
        .await;
        let waiver = WaiveStatementRequest {
            request_id: fresh(),
            case_id: case_id.clone(),
            signature: Some(Signature {
                manner: SignatureManner::Signed.into(),
                signer: "李某".to_owned(),
                ..Signature::default()
            }),
            ..WaiveStatementRequest::default()
        };
        self.acknowledged(|| {
            let (mut desk, request) = (self.officer.penalties(), waiver.clone());
            async move { desk.waive_statement(request).await }
        })
        .await;
        let endorsement = EndorseDecisionRequest {
            request_id: fresh(),
            case_id: case_id.clone(),
            opinion: ReviewOpinion::Passed.into(),
            remarks: "同意拟处理意见".to_owned(),
            ..EndorseDecisionRequest::default()
        };
        self.acknowledged(|| {
            let (mut desk, request) = (self.head.decisions(), endorsement.clone());
            async move { desk.endorse_decision(request).await }
        })
        .await;
        let decision = DecideRequest {
            request_id: fresh(),
            case_id: case_id.clone(),
            fine_fen: FINE,
            reasons: "事实清楚，证据确凿".to_owned(),
            correction_order: "责令停止发布".to_owned(),
            ..DecideRequest::default()
        };
        self.acknowledged(|| {
            let (mut desk, request) = (self.leader.penalties(), decision.clone());
            async move { desk.decide(request).await }
        })
        .await;
        let service = ServeDecisionRequest {
            request_id: fresh(),
            case_id: case_id.clone(),
            service: Some(in_person()),
            ..ServeDecisionRequest::default()
        };
        self.acknowledged(|| {
            let (mut desk, request) = (self.officer.penalties(), service.clone());
            async move { desk.serve_decision(request).await }
        })
        .await;
        (case_id, requests)
    }
}

/// Waits until the work is done; the whole journal.
pub async fn finished(working: JoinSet<Journal>) -> Journal {
    working.join_all().await.into_iter().flatten().collect()
}

/// What is wrong with the record of case handling beside the journal: acts that were lost, acts that are there twice.
pub async fn deviations(settings: &Settings, journal: &Journal) -> Vec<String> {
    let url = Part::Cases.database(settings).url.expose();
    let mut connection = PgConnection::connect(url).await.expect("cases' database");
    let rows = sqlx::query(
        "select aggregateid, request_id::text, type, count(*) as times from record \
         where aggregatetype = 'case' and actor <> 'service:cases' \
           and type not in ('yifa.cases.v1.DeadlineArmed', 'yifa.cases.v1.DeadlineSettled') \
         group by aggregateid, request_id, type",
    )
    .fetch_all(&mut connection)
    .await
    .expect("the record can be read");
    let mut recorded = Journal::new();
    let mut wrong = Vec::new();
    for row in rows {
        let (case, request): (String, String) = (row.get(0), row.get(1));
        let times: i64 = row.get("times");
        if times != 1 {
            wrong.push(format!("{case}: {request} is there {times} times"));
        }
        recorded.entry(case).or_default().insert(request);
    }
    for (case, requests) in journal {
        let kept = recorded.remove(case).unwrap_or_default();
        for request in requests.difference(&kept) {
            wrong.push(format!("{case}: {request} was acknowledged and is lost"));
        }
    }
    // Cases that are in nobody's journal: a filing carried out twice under one request.
    wrong.extend(
        recorded
            .keys()
            .map(|case| format!("{case} is a case that nobody filed")),
    );
    wrong
}

/// Sends a call until it is acknowledged; only what a client may retry may come between.
async fn acknowledged<T, F>(call: impl Fn() -> F) -> T
where
    T: Debug,
    F: Future<Output = Result<Response<T>, Status>>,
{
    testkit::eventually("the act is acknowledged", || async {
        let status = match call().await {
            Ok(answer) => return Some(answer.into_inner()),
            Err(status) => status,
        };
        assert!(
            may_be_retried(&status),
            "only what a client may retry: {status:?}"
        );
        None
    })
    .await
}

fn may_be_retried(status: &Status) -> bool {
    matches!(
        status.code(),
        Code::Unavailable | Code::Aborted | Code::DeadlineExceeded | Code::ResourceExhausted
    ) || is_torn(status)
}

/// A connection that was cut in the middle of an answer: the client cannot know, and asks again.
fn is_torn(status: &Status) -> bool {
    matches!(
        status.code(),
        Code::Unknown | Code::Cancelled | Code::Internal
    ) && std::error::Error::source(status).is_some()
}

fn in_person() -> Service {
    Service {
        manner: ServiceManner::Direct.into(),
        receiver: "李某".to_owned(),
        ..Service::default()
    }
}
