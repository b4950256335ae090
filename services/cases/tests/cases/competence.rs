//! Who may act on what, where and from which day on: powers that change hands, as the element centre tells them.

use contract::cases::v1::{self as proto, FileCaseRequest};
use contract::elements::v1::element::Body;
use contract::elements::v1::{
    AgencyKind, Claim, Instrument, InstrumentKind, Item, PartyKind, Posting, Power, Registry,
    TimelineEntry,
};
use tonic::Status;

use crate::acts::{self, done};
use crate::elements::{self, MARKET, SHIMA, URBAN};
use crate::office::{self, Office, lin, posted, refusal, zheng};

const TOWN: &str = "350604001";
const GRANT: &str = "grant-shima";

fn instrument(kind: InstrumentKind, to: &str) -> Instrument {
    Instrument {
        instrument_id: GRANT.to_owned(),
        kind: kind.into(),
        title: "关于赋予乡镇（街道）部分行政处罚权的决定".to_owned(),
        document_number: "漳政规〔2023〕3号".to_owned(),
        division: "350604".to_owned(),
        grantee_ids: vec![to.to_owned()],
        powers: vec![Power {
            item_id: "i-label".to_owned(),
            grantor_id: MARKET.to_owned(),
            workflow: "立案、调查、审核、决定".to_owned(),
            ..Power::default()
        }],
        publication: "漳州市人民政府公报2023年第11期".to_owned(),
        ..Instrument::default()
    }
}

fn grant() -> Instrument {
    instrument(InstrumentKind::Grant, SHIMA)
}

/// A case filed by 石码街道 in its own name.
fn by_the_town(office: &Office) -> FileCaseRequest {
    FileCaseRequest {
        agency_id: SHIMA.to_owned(),
        co_officer_id: "o-chen".to_owned(),
        ..acts::file(office)
    }
}

/// A case filed by the district's department on what was done in 石码街道.
fn by_the_district(office: &Office) -> FileCaseRequest {
    FileCaseRequest {
        place_division: TOWN.to_owned(),
        ..acts::file(office)
    }
}

async fn file(
    office: &Office,
    actor: &actor::Actor,
    request: FileCaseRequest,
) -> Result<proto::Case, Status> {
    let answer = office
        .penalties
        .clone()
        .file_case(office.by(actor, request))
        .await?;
    Ok(answer.into_inner().case.unwrap())
}

async fn refused(
    office: &Office,
    actor: &actor::Actor,
    request: FileCaseRequest,
) -> (String, String) {
    let (reason, _, text) = refusal(&file(office, actor, request).await.unwrap_err());
    (reason, text)
}

#[tokio::test]
async fn a_granted_power_changes_hands_on_its_effective_date_and_not_a_day_before() {
    let office = office::open("2023-11-30T09:00:00+08:00").await;
    office
        .told
        .tell_from("2023-12-01", Body::Instrument(grant()));
    office.hear().await;
    let (reason, text) = refused(&office, &lin(), by_the_town(&office)).await;
    assert_eq!(reason, "AGENCY_NOT_COMPETENT");
    assert!(text.contains("由漳州市龙海区市场监督管理局"), "{text}");
    let before = file(&office, &zheng(), by_the_district(&office))
        .await
        .unwrap();
    assert_eq!(before.place_division, TOWN);
    assert_eq!(before.competence_versions, Vec::<String>::new());

    office.days_later(1);
    let case = file(&office, &lin(), by_the_town(&office)).await.unwrap();
    assert_eq!(case.agency_id, SHIMA);
    assert_eq!(case.place_division, TOWN);
    assert_eq!(case.competence_versions, ["grant-shima@2023-12-01"]);
    let (reason, text) = refused(&office, &zheng(), by_the_district(&office)).await;
    assert_eq!(reason, "AGENCY_NOT_COMPETENT");
    for said in [
        "漳州市龙海区石码街道办事处",
        "漳政规〔2023〕3号",
        "2023年12月1日",
        "行政处罚法第二十四条第一款",
    ] {
        assert!(text.contains(said), "{text}");
    }
    // Elsewhere in the district the power is the department's, as long as the place is told.
    let (reason, text) = refused(&office, &zheng(), acts::file(&office)).await;
    assert_eq!(reason, "AGENCY_NOT_COMPETENT");
    assert!(
        text.contains("请补充违法行为发生地所在的乡镇（街道）"),
        "{text}"
    );
    let elsewhere = FileCaseRequest {
        place_division: "350604002".to_owned(),
        ..acts::file(&office)
    };
    file(&office, &zheng(), elsewhere).await.unwrap();
    office.close().await;
}

#[tokio::test]
async fn what_a_town_has_not_claimed_stays_with_the_district() {
    let office = office::open("2023-12-04T09:00:00+08:00").await;
    let claimed = Instrument {
        claimed: true,
        ..grant()
    };
    office.told.tell(Body::Instrument(claimed));
    let claim = |items: &[&str]| {
        Body::Claim(Claim {
            claim_id: "claim-shima".to_owned(),
            instrument_id: GRANT.to_owned(),
            agency_id: SHIMA.to_owned(),
            item_ids: items.iter().map(|id| (*id).to_owned()).collect(),
            ..Claim::default()
        })
    };
    office.told.tell(claim(&["i-other"]));
    office.hear().await;
    let (reason, _) = refused(&office, &lin(), by_the_town(&office)).await;
    assert_eq!(reason, "AGENCY_NOT_COMPETENT");
    file(&office, &zheng(), by_the_district(&office))
        .await
        .unwrap();

    office.told.tell(claim(&["i-label", "i-other"]));
    office.hear().await;
    file(&office, &lin(), by_the_town(&office)).await.unwrap();
    let (reason, _) = refused(&office, &zheng(), by_the_district(&office)).await;
    assert_eq!(reason, "AGENCY_NOT_COMPETENT");
    office.close().await;
}

#[tokio::test]
async fn a_withdrawn_grant_stops_new_cases_and_lets_the_old_ones_be_finished() {
    let office = office::open("2023-12-04T09:00:00+08:00").await;
    office
        .told
        .tell_from("2023-12-01", Body::Instrument(grant()));
    office.hear().await;
    let case = file(&office, &lin(), by_the_town(&office)).await.unwrap();

    let until_today = TimelineEntry {
        valid_from: "2023-12-01".to_owned(),
        valid_to: "2023-12-04".to_owned(),
        element: Some(contract::elements::v1::Element {
            body: Some(Body::Instrument(grant())),
        }),
    };
    office
        .told
        .change(Registry::Instrument, GRANT, vec![until_today]);
    office.hear().await;
    let (reason, _) = refused(&office, &lin(), by_the_town(&office)).await;
    assert_eq!(reason, "AGENCY_NOT_COMPETENT");
    file(&office, &zheng(), by_the_district(&office))
        .await
        .unwrap();
    let evidence = proto::RecordEvidenceRequest {
        co_officer_id: "o-chen".to_owned(),
        ..acts::evidence(&office, &case.case_id)
    };
    done!(office, &lin(), penalties.record_evidence(evidence));
    office.close().await;
}

#[tokio::test]
async fn a_grant_that_was_not_published_moves_nothing() {
    let office = office::open("2023-12-04T09:00:00+08:00").await;
    let secret = Instrument {
        publication: String::new(),
        ..grant()
    };
    office.told.tell(Body::Instrument(secret));
    office.hear().await;
    let (reason, _) = refused(&office, &lin(), by_the_town(&office)).await;
    assert_eq!(reason, "AGENCY_NOT_COMPETENT");
    file(&office, &zheng(), by_the_district(&office))
        .await
        .unwrap();
    office.close().await;
}

#[tokio::test]
async fn a_posted_officer_acts_for_the_town_only_while_the_posting_holds() {
    let office = office::open("2023-12-04T09:00:00+08:00").await;
    office.told.tell(Body::Instrument(grant()));
    let posting = Posting {
        posting_id: "post-zheng".to_owned(),
        officer_id: "o-zheng".to_owned(),
        agency_id: SHIMA.to_owned(),
        division: TOWN.to_owned(),
        ..Posting::default()
    };
    let until = |day: &str| TimelineEntry {
        valid_from: "2023-12-01".to_owned(),
        valid_to: day.to_owned(),
        element: Some(contract::elements::v1::Element {
            body: Some(Body::Posting(posting.clone())),
        }),
    };
    office
        .told
        .change(Registry::Posting, "post-zheng", vec![until("2023-12-05")]);
    office.hear().await;
    let case = file(&office, &posted(), by_the_town(&office))
        .await
        .unwrap();
    assert_eq!(case.officers[0].officer_id, "o-zheng");

    // Recalled: the session still tells of the posting.
    office.days_later(1);
    let (reason, _) = refused(&office, &posted(), by_the_town(&office)).await;
    assert_eq!(reason, "NOT_OF_THIS_AGENCY");
    let evidence = proto::RecordEvidenceRequest {
        co_officer_id: "o-chen".to_owned(),
        ..acts::evidence(&office, &case.case_id)
    };
    let evidence = office.by(&posted(), evidence);
    assert_eq!(
        office::reason(office.penalties.clone().record_evidence(evidence).await),
        "NOT_OF_THIS_AGENCY"
    );
    office.close().await;
}

#[tokio::test]
async fn an_officer_who_has_moved_no_longer_acts_for_the_agency_the_session_tells_of() {
    let office = office::open("2023-12-04T09:00:00+08:00").await;
    let case = acts::filed(&office).await;
    let moved = elements::officer("o-zheng", "郑海峰", SHIMA, TOWN);
    office.told.tell(Body::Officer(moved));
    office.hear().await;
    let evidence = acts::evidence(&office, &case.case_id);
    let evidence = office.by(&zheng(), evidence);
    assert_eq!(
        office::reason(office.penalties.clone().record_evidence(evidence).await),
        "NOT_OF_THIS_AGENCY"
    );
    office.close().await;
}

#[tokio::test]
async fn an_entrusted_organisation_acts_in_the_name_of_its_principal() {
    let office = office::open("2023-12-04T09:00:00+08:00").await;
    let centre = contract::elements::v1::Agency {
        kind: AgencyKind::Entrusted.into(),
        principal_id: MARKET.to_owned(),
        ..elements::agency("longhai-centre", "龙海区市场监管所服务中心", "350604")
    };
    office.told.tell(Body::Agency(centre));
    for id in ["o-first", "o-second"] {
        let officer = elements::officer(id, "受托人员", "longhai-centre", "350604");
        office.told.tell(Body::Officer(officer));
        let certificate = elements::certificate(id, "350604", "2027-12-31");
        office.told.tell(Body::Certificate(certificate));
    }
    office.hear().await;
    let first = testkit::actor::officer("o-first", "longhai-centre", "350604");
    let in_the_name_of = |agency: &str| FileCaseRequest {
        agency_id: agency.to_owned(),
        co_officer_id: "o-second".to_owned(),
        ..by_the_district(&office)
    };
    let (reason, _) = refused(&office, &first, in_the_name_of(MARKET)).await;
    assert_eq!(reason, "ITEM_NOT_ENTRUSTED");

    let entrustment = instrument(InstrumentKind::Entrustment, "longhai-centre");
    office.told.tell(Body::Instrument(entrustment));
    office.hear().await;
    let case = file(&office, &first, in_the_name_of(MARKET)).await.unwrap();
    assert_eq!(case.agency_id, MARKET);
    assert_eq!(case.officers[1].officer_id, "o-second");
    let (reason, text) = refused(&office, &first, in_the_name_of("longhai-centre")).await;
    assert_eq!(reason, "AGENCY_NOT_COMPETENT");
    assert!(text.contains("受委托组织"), "{text}");
    office.close().await;
}

#[tokio::test]
async fn of_two_agencies_that_are_competent_the_first_to_file_goes_on() {
    let office = office::open("2023-12-04T09:00:00+08:00").await;
    let both = Item {
        agency_ids: vec![MARKET.to_owned(), URBAN.to_owned()],
        ..elements::penalty_item()
    };
    office.told.tell(Body::Item(both));
    office.hear().await;
    let request = by_the_district(&office);
    let first = file(&office, &zheng(), request.clone()).await.unwrap();
    let again = FileCaseRequest {
        request_id: office::fresh(),
        ..request
    };
    let status = file(&office, &zheng(), again).await;
    let (reason, article, text) = refusal(&status.unwrap_err());
    assert_eq!(
        (reason.as_str(), article.as_str()),
        ("FILED_ALREADY", "行政处罚法第二十五条第一款")
    );
    assert!(text.contains(&first.case_code), "{text}");
    office.close().await;
}

#[tokio::test]
async fn an_item_is_not_used_against_a_party_it_is_not_for() {
    let office = office::open("2023-12-04T09:00:00+08:00").await;
    let firms = Item {
        party_kinds: vec![PartyKind::Organisation.into()],
        ..elements::penalty_item()
    };
    office.told.tell(Body::Item(firms));
    office.hear().await;
    file(&office, &zheng(), by_the_district(&office))
        .await
        .unwrap();
    let person = FileCaseRequest {
        party_id: "p-adult".to_owned(),
        ..by_the_district(&office)
    };
    let (reason, text) = refused(&office, &zheng(), person).await;
    assert_eq!(reason, "AGENCY_NOT_COMPETENT");
    assert!(text.contains("不适用于此类当事人"), "{text}");
    office.close().await;
}

#[tokio::test]
async fn an_item_whose_laws_were_not_in_force_on_the_day_of_the_act_opens_nothing() {
    let office = office::open("2023-12-04T09:00:00+08:00").await;
    let law = |valid_from: &str, valid_to: &str| TimelineEntry {
        valid_from: valid_from.to_owned(),
        valid_to: valid_to.to_owned(),
        element: Some(contract::elements::v1::Element {
            body: Some(Body::Law(elements::law())),
        }),
    };
    // Repealed, and in force again: the act of 2023-11-29 fell in between.
    let timeline = vec![law("2021-07-15", "2023-11-01"), law("2023-12-01", "")];
    office.told.change(Registry::Law, "law-gas", timeline);
    office.hear().await;
    let (reason, text) = refused(&office, &zheng(), acts::file(&office)).await;
    assert_eq!(reason, "BASIS_NOT_IN_FORCE");
    assert!(text.contains("2023年11月29日"), "{text}");
    let later = FileCaseRequest {
        act_date: "2023-12-01".to_owned(),
        ..acts::file(&office)
    };
    file(&office, &zheng(), later).await.unwrap();
    office.close().await;
}
