//! An element centre on a database of its own, called as the gateway would call it.

use actor::Actor;
use std::sync::Arc;

use contract::elements::v1::change_service_client::ChangeServiceClient;
use contract::elements::v1::element_feed_service_client::ElementFeedServiceClient;
use contract::elements::v1::element_service_client::ElementServiceClient;
use contract::elements::v1::{self as proto, *};
use feed::HeadSigner;
use host::Upstream;
use testkit::{TestDatabase, TestHost};
use tonic::{Code, Request, Response, Status};
use tonic_types::StatusExt as _;

/// The day on which the tests begin.
pub(crate) const NOW: &str = "2023-11-20T09:00:00+08:00";

/// A running element centre.
pub(crate) struct TestCentre {
    pub(crate) database: TestDatabase,
    pub(crate) test: Arc<TestHost>,
    /// Records with two persons: what the caller proposes, a second clerk publishes.
    pub(crate) elements: TwoPersons,
    /// The changes, for tests that take the two steps one by one.
    pub(crate) changes: ChangeServiceClient<Upstream>,
    pub(crate) feed: ElementFeedServiceClient<Upstream>,
    /// For clients of the centre's other services.
    pub(crate) door: Upstream,
    /// Keeps the whole province.
    pub(crate) province: Actor,
    /// Keeps 龙海区 (350604).
    pub(crate) longhai: Actor,
    /// Keeps 长泰区 (350605).
    pub(crate) changtai: Actor,
    /// Follows the feed.
    pub(crate) follower: Actor,
}

/// A client with which whoever records proposes, and a clerk of the province publishes.
#[derive(Clone)]
pub(crate) struct TwoPersons {
    /// Records alone: what is proposed holds nowhere yet.
    pub(crate) proposing: ElementServiceClient<Upstream>,
    publishing: ChangeServiceClient<Upstream>,
    test: Arc<TestHost>,
}

/// Who publishes what the others propose.
pub(crate) fn second_person() -> Actor {
    testkit::actor::element_clerk("second-clerk-of-fujian", "35")
}

impl TwoPersons {
    async fn publish(&mut self, change_id: &str) -> Result<(), Status> {
        if change_id.is_empty() {
            return Ok(());
        }
        let publish = PublishChangeRequest {
            request_id: fresh(),
            change_id: change_id.to_owned(),
            etag: String::new(),
        };
        let publish = self.test.request(&second_person(), publish);
        match self.publishing.publish_change(publish).await {
            Ok(_) => Ok(()),
            // A repeated request: it is published already.
            Err(status) if is(&status, "CHANGE_NOT_PENDING") => Ok(()),
            Err(status) => Err(status),
        }
    }
}

/// Whether a refusal has this reason.
pub(crate) fn is(status: &Status, reason: &str) -> bool {
    let details = status.get_error_details();
    details
        .error_info()
        .is_some_and(|info| info.reason == reason)
}

macro_rules! by_two {
    ($($method:ident($request:ident) -> $response:ident),+ $(,)?) => {
        #[expect(dead_code, reason = "every method of the service, whether a test calls it yet or not")]
        impl TwoPersons {
            $(pub(crate) async fn $method(
                &mut self,
                request: Request<$request>,
            ) -> Result<Response<$response>, Status> {
                let answer = self.proposing.$method(request).await?;
                self.publish(&answer.get_ref().change_id).await?;
                Ok(answer)
            })+
        }
    };
}

by_two!(
    record_agency(RecordAgencyRequest) -> RecordAgencyResponse,
    record_officer(RecordOfficerRequest) -> RecordOfficerResponse,
    record_certificate(RecordCertificateRequest) -> RecordCertificateResponse,
    record_posting(RecordPostingRequest) -> RecordPostingResponse,
    record_party(RecordPartyRequest) -> RecordPartyResponse,
    record_item(RecordItemRequest) -> RecordItemResponse,
    record_law(RecordLawRequest) -> RecordLawResponse,
    record_division(RecordDivisionRequest) -> RecordDivisionResponse,
    record_standard(RecordStandardRequest) -> RecordStandardResponse,
    record_typical_case(RecordTypicalCaseRequest) -> RecordTypicalCaseResponse,
    record_template(RecordTemplateRequest) -> RecordTemplateResponse,
    record_instrument(RecordInstrumentRequest) -> RecordInstrumentResponse,
    record_claim(RecordClaimRequest) -> RecordClaimResponse,
    record_parameter_pack(RecordParameterPackRequest) -> RecordParameterPackResponse,
    record_leniency_list(RecordLeniencyListRequest) -> RecordLeniencyListResponse,
    record_revenue_mapping(RecordRevenueMappingRequest) -> RecordRevenueMappingResponse,
    record_holiday_calendar(RecordHolidayCalendarRequest) -> RecordHolidayCalendarResponse,
    record_scene(RecordSceneRequest) -> RecordSceneResponse,
    record_feature(RecordFeatureRequest) -> RecordFeatureResponse,
    record_norm(RecordNormRequest) -> RecordNormResponse,
    withdraw_element(WithdrawElementRequest) -> WithdrawElementResponse,
    merge_parties(MergePartiesRequest) -> MergePartiesResponse,
    undo_party_merge(UndoPartyMergeRequest) -> UndoPartyMergeResponse,
);

macro_rules! by_one {
    ($($method:ident($request:ident) -> $response:ident),+ $(,)?) => {
        #[expect(dead_code, reason = "every method of the service, whether a test calls it yet or not")]
        impl TwoPersons {
            $(pub(crate) async fn $method(
                &mut self,
                request: impl tonic::IntoRequest<$request>,
            ) -> Result<Response<$response>, Status> {
                self.proposing.$method(request).await
            })+
        }
    };
}

by_one!(
    get_division(GetDivisionRequest) -> GetDivisionResponse,
    list_divisions(ListDivisionsRequest) -> ListDivisionsResponse,
    get_article(GetArticleRequest) -> GetArticleResponse,
    get_agency(GetAgencyRequest) -> GetAgencyResponse,
    list_agencies(ListAgenciesRequest) -> ListAgenciesResponse,
    get_officer(GetOfficerRequest) -> GetOfficerResponse,
    list_officers(ListOfficersRequest) -> ListOfficersResponse,
    get_certificate(GetCertificateRequest) -> GetCertificateResponse,
    list_certificates(ListCertificatesRequest) -> ListCertificatesResponse,
    get_posting(GetPostingRequest) -> GetPostingResponse,
    list_postings(ListPostingsRequest) -> ListPostingsResponse,
    get_party(GetPartyRequest) -> GetPartyResponse,
    list_parties(ListPartiesRequest) -> ListPartiesResponse,
    get_item(GetItemRequest) -> GetItemResponse,
    list_items(ListItemsRequest) -> ListItemsResponse,
    get_law(GetLawRequest) -> GetLawResponse,
    list_laws(ListLawsRequest) -> ListLawsResponse,
    get_standard(GetStandardRequest) -> GetStandardResponse,
    list_standards(ListStandardsRequest) -> ListStandardsResponse,
    get_typical_case(GetTypicalCaseRequest) -> GetTypicalCaseResponse,
    list_typical_cases(ListTypicalCasesRequest) -> ListTypicalCasesResponse,
    get_template(GetTemplateRequest) -> GetTemplateResponse,
    list_templates(ListTemplatesRequest) -> ListTemplatesResponse,
    get_instrument(GetInstrumentRequest) -> GetInstrumentResponse,
    list_instruments(ListInstrumentsRequest) -> ListInstrumentsResponse,
    get_claim(GetClaimRequest) -> GetClaimResponse,
    list_claims(ListClaimsRequest) -> ListClaimsResponse,
    get_parameter_pack(GetParameterPackRequest) -> GetParameterPackResponse,
    list_parameter_packs(ListParameterPacksRequest) -> ListParameterPacksResponse,
    get_leniency_list(GetLeniencyListRequest) -> GetLeniencyListResponse,
    list_leniency_lists(ListLeniencyListsRequest) -> ListLeniencyListsResponse,
    get_revenue_mapping(GetRevenueMappingRequest) -> GetRevenueMappingResponse,
    list_revenue_mappings(ListRevenueMappingsRequest) -> ListRevenueMappingsResponse,
    get_holiday_calendar(GetHolidayCalendarRequest) -> GetHolidayCalendarResponse,
    list_holiday_calendars(ListHolidayCalendarsRequest) -> ListHolidayCalendarsResponse,
    get_scene(GetSceneRequest) -> GetSceneResponse,
    list_scenes(ListScenesRequest) -> ListScenesResponse,
    get_feature(GetFeatureRequest) -> GetFeatureResponse,
    list_features(ListFeaturesRequest) -> ListFeaturesResponse,
    get_norm(GetNormRequest) -> GetNormResponse,
    list_norms(ListNormsRequest) -> ListNormsResponse,
    list_versions(ListVersionsRequest) -> ListVersionsResponse,
);

/// An element centre without elements.
pub(crate) async fn empty() -> TestCentre {
    let database = testkit::database(&elements::migrations()).await;
    let test = Arc::new(testkit::host(NOW));
    let log_key = HeadSigner::generate(test.host.entropy.as_ref())
        .unwrap()
        .to_pem()
        .unwrap();
    let settings = elements::Settings {
        database: host::database::Settings::at(database.url.as_str()),
        log_key: log_key.as_str().into(),
        ..elements::Settings::default()
    };
    let service = elements::start(settings, &test.host).await.unwrap();
    service.readiness.ready().await;
    let door = service.door(&test.host);
    TestCentre {
        elements: TwoPersons {
            proposing: ElementServiceClient::new(door.clone()),
            publishing: ChangeServiceClient::new(door.clone()),
            test: Arc::clone(&test),
        },
        changes: ChangeServiceClient::new(door.clone()),
        feed: ElementFeedServiceClient::new(door.clone()),
        door,
        province: testkit::actor::element_clerk("clerk-of-fujian", "35"),
        longhai: testkit::actor::element_clerk("clerk-of-longhai", "350604"),
        changtai: testkit::actor::element_clerk("clerk-of-changtai", "350605"),
        follower: testkit::actor::service("cases", &["elements.feed", "elements.read"]),
        database,
        test,
    }
}

/// An element centre with divisions, a law, an agency in 龙海区, one in 石码街道, and an officer.
pub(crate) async fn longhai() -> TestCentre {
    let mut centre = empty().await;
    for (code, name, parent) in [
        ("35", "福建省", ""),
        ("3506", "漳州市", "35"),
        ("350604", "龙海区", "3506"),
        ("350605", "长泰区", "3506"),
        ("350604001", "石码街道", "350604"),
    ] {
        let division = Division {
            code: code.into(),
            name: name.into(),
            parent: parent.into(),
        };
        let request = RecordDivisionRequest {
            request_id: fresh(),
            division: Some(division),
            valid_from: "2021-07-01".into(),
            ..RecordDivisionRequest::default()
        };
        centre
            .elements
            .record_division(centre.test.request(&centre.province, request))
            .await
            .unwrap();
    }
    centre
        .elements
        .record_law(centre.by(&centre.province, record_law(law())))
        .await
        .unwrap();
    for agency in [agency("market", "350604"), agency("shima", "350604001")] {
        centre
            .elements
            .record_agency(centre.by_clerk(record_agency(agency)))
            .await
            .unwrap();
    }
    centre
        .elements
        .record_officer(centre.by_clerk(record_officer(officer("o-lin", "market"))))
        .await
        .unwrap();
    centre
}

impl TestCentre {
    /// A request of the clerk who keeps 龙海区.
    pub(crate) fn by_clerk<T>(&self, message: T) -> Request<T> {
        self.by(&self.longhai, message)
    }

    /// A request of this actor.
    pub(crate) fn by<T>(&self, actor: &Actor, message: T) -> Request<T> {
        self.test.request(actor, message)
    }

    /// Ends the centre and drops its database.
    pub(crate) async fn close(self) {
        self.test
            .host
            .tasks
            .stop(std::time::Duration::from_secs(5))
            .await;
        self.database.close().await;
    }
}

/// A request id that was not used before.
pub(crate) fn fresh() -> String {
    use clock::Entropy as _;
    clock::SystemEntropy.random_id().to_string()
}

/// Both time axes.
#[expect(clippy::unnecessary_wraps, reason = "requests carry it as an option")]
pub(crate) fn as_of(valid: &str, known: &str) -> Option<AsOf> {
    let known_time = (!known.is_empty()).then(|| {
        let at: chrono::DateTime<chrono::Utc> = known.parse().unwrap();
        prost_types::Timestamp {
            seconds: at.timestamp(),
            nanos: 0,
        }
    });
    Some(AsOf {
        valid_date: valid.into(),
        known_time,
    })
}

pub(crate) fn agency(id: &str, division: &str) -> Agency {
    let credit_code = match id {
        "market" => "11350604MB00A00215",
        "shima" => "11350604MB00A0013A",
        "urban" => "11350604MB00A003XW",
        _ => "11350604MB00A0048W",
    };
    Agency {
        agency_id: id.into(),
        name: format!("{id}局"),
        credit_code: credit_code.into(),
        kind: AgencyKind::Statutory.into(),
        division: division.into(),
        domains: vec![Domain::MarketSupervision.into()],
        superior_id: String::new(),
        reconsideration_organ: "漳州市龙海区人民政府".into(),
        document_word: "龙市监".into(),
        ..Agency::default()
    }
}

pub(crate) fn officer(id: &str, agency: &str) -> Officer {
    Officer {
        officer_id: id.into(),
        name: "林建国".into(),
        agency_id: agency.into(),
        division: "350604".into(),
        ..Officer::default()
    }
}

pub(crate) fn certificate(id: &str, officer: &str) -> Certificate {
    Certificate {
        certificate_id: id.into(),
        officer_id: officer.into(),
        number: format!("N-{id}"),
        domains: vec![Domain::MarketSupervision.into()],
        division: "350604".into(),
        issue_date: "2021-01-01".into(),
        expiry_date: "2027-12-31".into(),
        state: CertificateState::Valid.into(),
        ..Certificate::default()
    }
}

pub(crate) fn posting(id: &str, officer: &str, agency: &str, division: &str) -> Posting {
    Posting {
        posting_id: id.into(),
        officer_id: officer.into(),
        agency_id: agency.into(),
        division: division.into(),
        post: "执法队员".into(),
    }
}

pub(crate) fn party(id: &str) -> Party {
    Party {
        party_id: id.into(),
        name: "漳州市示例食品有限公司".into(),
        kind: PartyKind::Organisation.into(),
        identity_code: "91350604MA8UAB126N".into(),
        representative: "许大海".into(),
        address: "福建省漳州市龙海区".into(),
        phone: String::new(),
        division: "350604".into(),
        ..Party::default()
    }
}

pub(crate) fn law() -> Law {
    let article = |number, text: &str| Article {
        number,
        text: text.into(),
        chapter: "第一章 总则".into(),
        ..Article::default()
    };
    Law {
        law_id: "law-test".into(),
        title: "试验法".into(),
        issuer: "主席令第一号".into(),
        rank: "法律".into(),
        issue_date: "2021-01-22".into(),
        articles: vec![
            article(1, "为了试验，制定本法。"),
            article(59, "处十万元以下罚款。"),
        ],
        ..Law::default()
    }
}

pub(crate) fn item(id: &str, agencies: &[&str]) -> Item {
    Item {
        item_id: id.into(),
        name: "对某行为的行政处罚".into(),
        kind: ItemKind::Penalty.into(),
        domain: Domain::MarketSupervision.into(),
        violated: vec![],
        basis: vec![Basis {
            law_id: "law-test".into(),
            article: 59,
            ..Basis::default()
        }],
        agency_ids: agencies.iter().map(|id| (*id).to_owned()).collect(),
        fine_cap_fen: 10_000_000,
        person_fine_cap_fen: 10_000_000,
        ..Item::default()
    }
}

macro_rules! record {
    ($name:ident, $field:ident: $body:ident, $request:ident) => {
        pub(crate) fn $name($field: $body) -> $request {
            $request {
                request_id: fresh(),
                $field: Some($field),
                valid_from: "2021-07-15".into(),
                ..$request::default()
            }
        }
    };
}
record!(record_agency, agency: Agency, RecordAgencyRequest);
record!(record_officer, officer: Officer, RecordOfficerRequest);
record!(record_certificate, certificate: Certificate, RecordCertificateRequest);
record!(record_posting, posting: Posting, RecordPostingRequest);
record!(record_party, party: Party, RecordPartyRequest);
record!(record_item, item: Item, RecordItemRequest);
record!(record_law, law: Law, RecordLawRequest);

pub(crate) fn get_party(id: &str, as_of: Option<AsOf>) -> GetPartyRequest {
    GetPartyRequest {
        party_id: id.into(),
        as_of,
    }
}

/// Code, reason and the fields named of a refusal.
pub(crate) fn refused<T: std::fmt::Debug>(
    answer: Result<T, Status>,
) -> (Code, String, Vec<String>) {
    let status = answer.expect_err("it is refused");
    let details = status.get_error_details();
    let reason = details
        .error_info()
        .map(|info| info.reason.clone())
        .unwrap_or_default();
    let fields = details.bad_request().map(|bad| {
        bad.field_violations
            .iter()
            .map(|violation| violation.field.clone())
            .collect()
    });
    let zh = details
        .localized_message()
        .expect("a refusal speaks Chinese")
        .message
        .clone();
    assert!(!zh.is_ascii() && !zh.is_empty(), "{zh}");
    (status.code(), reason, fields.unwrap_or_default())
}

/// The timeline of the element that an event is about.
pub(crate) fn timeline(event: &contract::feed::v1::Event) -> proto::ElementChanged {
    let payload = event.payload.as_ref().unwrap();
    payload.to_msg().unwrap()
}
