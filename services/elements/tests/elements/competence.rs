//! Power lists and competence: 赋权 by day, claim by claim, disputes with their superior (C029 to C031).

use calendar::CivilDate;
use contract::elements::v1::competence_service_client::CompetenceServiceClient;
use contract::elements::v1::element::Body;
use contract::elements::v1::*;
use elements::publish::{self, By, Entry, NotPublished};
use elements_domain::{Change, Element, Span};
use host::Upstream;
use uuid::Uuid;

use crate::centre::*;

const SHAXIAN: &str = "350405";
const FENGGANG: &str = "350405001";
const GAOSHA: &str = "350405102";
/// Items of the grant, and how many the less able of the towns took (三明市沙县区, 2022).
const GRANTED: usize = 284;
const TAKEN: usize = 232;
/// Day on which the grant takes effect.
const EFFECTIVE: &str = "2022-06-01";
/// Day on which the claims do.
const CLAIMED: &str = "2022-11-01";

fn day(text: &str) -> CivilDate {
    CivilDate::parse(text).unwrap()
}

/// Writes elements as the first data is written.
async fn put(centre: &TestCentre, entries: Vec<(&str, Body)>) -> Result<(), NotPublished> {
    use clock::Clock as _;
    let now = centre.test.clock.now();
    let entries: Vec<Entry> = entries
        .into_iter()
        .map(|(from, body)| {
            let span = Span::since(day(from));
            let element = Element::read(body, span, CivilDate::of(now)).unwrap();
            Entry {
                change: Change::Record(Box::new(element)),
                span,
                seen: None,
            }
        })
        .collect();
    let by = By {
        publisher: "test".into(),
        proposed_by: String::new(),
        change_id: None,
        request_id: Uuid::from_u128(7),
        trace_id: String::new(),
        keeps: None,
    };
    let mut tx = centre.database.pool.begin().await.unwrap();
    let entropy = centre.test.host.entropy.as_ref();
    publish::publish(&mut tx, now, entropy, &by, &entries, &|_| ()).await?;
    tx.commit().await.unwrap();
    Ok(())
}

fn office(id: &str, division: &str, code: &str) -> Body {
    Body::Agency(Agency {
        name: format!("沙县区{id}"),
        credit_code: code.into(),
        document_word: String::new(),
        ..agency(id, division)
    })
}

fn item_id(number: usize) -> String {
    format!("i-{number:03}")
}

fn penalty(number: usize) -> Body {
    Body::Item(item(&item_id(number), &["sx-urban"]))
}

fn instrument(kind: InstrumentKind, id: &str, grantees: &[&str], items: usize) -> Instrument {
    let power = |number| Power {
        item_id: item_id(number),
        grantor_id: "sx-urban".into(),
        duty: "行政处罚".into(),
        workflow: "立案、调查、决定".into(),
        supervision: "行政执法监督".into(),
        ..Power::default()
    };
    Instrument {
        instrument_id: id.into(),
        kind: kind.into(),
        title: "关于赋予乡镇（街道）行政处罚事项的决定".into(),
        document_number: "沙政规〔2022〕3号".into(),
        issuer: "沙县区人民政府".into(),
        division: SHAXIAN.into(),
        grantee_ids: grantees.iter().map(|id| (*id).into()).collect(),
        powers: (1..=items).map(power).collect(),
        claimed: kind == InstrumentKind::Grant,
        publication: "沙县区人民政府网站".into(),
        evaluation_date: String::new(),
    }
}

fn claim(agency: &str, items: usize) -> Body {
    Body::Claim(Claim {
        claim_id: format!("claim-{agency}"),
        instrument_id: "grant".into(),
        agency_id: agency.into(),
        item_ids: (1..=items).map(item_id).collect(),
        confirmation: "赋权确认书第1号".into(),
    })
}

/// 沙县区 with its department, two towns, 284 items, the grant, and what the towns took of it.
async fn shaxian() -> TestCentre {
    let mut centre = empty().await;
    for (code, name, parent) in [
        ("35", "福建省", ""),
        ("3504", "三明市", "35"),
        (SHAXIAN, "沙县区", "3504"),
        (FENGGANG, "凤岗街道", SHAXIAN),
        (GAOSHA, "高砂镇", SHAXIAN),
    ] {
        let request = RecordDivisionRequest {
            request_id: fresh(),
            division: Some(Division {
                code: code.into(),
                name: name.into(),
                parent: parent.into(),
            }),
            valid_from: "2021-07-01".into(),
            ..RecordDivisionRequest::default()
        };
        let request = centre.by(&centre.province, request);
        centre.elements.record_division(request).await.unwrap();
    }
    let mut entries = vec![
        ("2021-07-01", Body::Law(law())),
        (
            "2021-07-01",
            office("sx-urban", SHAXIAN, "11350405MB00C00141"),
        ),
        (
            "2021-07-01",
            office("sx-market", SHAXIAN, "11350405MB00C0022U"),
        ),
        (
            "2021-07-01",
            office("sx-fenggang", FENGGANG, "11350405MB00C0030N"),
        ),
        (
            "2021-07-01",
            office("sx-gaosha", GAOSHA, "11350405MB00C00734"),
        ),
    ];
    entries.extend((1..=GRANTED).map(|number| ("2021-07-15", penalty(number))));
    let towns = ["sx-fenggang", "sx-gaosha"];
    let grant = instrument(InstrumentKind::Grant, "grant", &towns, GRANTED);
    entries.push((EFFECTIVE, Body::Instrument(grant)));
    entries.push((CLAIMED, claim("sx-gaosha", TAKEN)));
    entries.push((CLAIMED, claim("sx-fenggang", GRANTED - 1)));
    put(&centre, entries).await.unwrap();
    centre
}

fn client(centre: &TestCentre) -> CompetenceServiceClient<Upstream> {
    CompetenceServiceClient::new(centre.door.clone())
}

async fn ask(centre: &TestCentre, item: &str, place: &str, day: &str) -> ResolveCompetenceResponse {
    let request = ResolveCompetenceRequest {
        item_id: item.into(),
        division: place.into(),
        party_id: String::new(),
        as_of: as_of(day, ""),
    };
    let request = centre.by_clerk(request);
    let answer = client(centre).resolve_competence(request).await.unwrap();
    answer.into_inner()
}

fn one(answer: &ResolveCompetenceResponse) -> (&str, CompetenceGround) {
    assert_eq!(answer.outcome(), CompetenceOutcome::One, "{answer:?}");
    let subject = answer.subject.as_ref().unwrap();
    (&subject.agency_id, subject.ground())
}

async fn powers(centre: &TestCentre, agency: &str, day: &str) -> Vec<HeldPower> {
    let mut all = Vec::new();
    let mut token = String::new();
    loop {
        let request = ListPowersRequest {
            agency_id: agency.into(),
            as_of: as_of(day, ""),
            page_size: 100,
            page_token: token,
        };
        let request = centre.by_clerk(request);
        let page = client(centre).list_powers(request).await.unwrap();
        let page = page.into_inner();
        all.extend(page.powers);
        token = page.next_page_token;
        if token.is_empty() {
            return all;
        }
    }
}

#[tokio::test]
async fn a_town_that_took_232_of_284_leaves_52_to_the_district() {
    let centre = shaxian().await;
    let last = item_id(TAKEN);
    let next = item_id(TAKEN + 1);
    let answer = ask(&centre, &last, GAOSHA, "2023-01-01").await;
    assert_eq!(one(&answer), ("sx-gaosha", CompetenceGround::Grant));
    assert!(
        answer.explanation.contains("沙政规〔2022〕3号"),
        "{answer:?}"
    );
    assert!(
        answer
            .citations
            .iter()
            .any(|it| it == "行政处罚法第二十四条第一款")
    );
    let answer = ask(&centre, &next, GAOSHA, "2023-01-01").await;
    assert_eq!(one(&answer), ("sx-urban", CompetenceGround::Own));
    assert!(answer.explanation.contains("未认领"), "{answer:?}");
    // The other town took all but one.
    let answer = ask(&centre, &next, FENGGANG, "2023-01-01").await;
    assert_eq!(one(&answer), ("sx-fenggang", CompetenceGround::Grant));

    let list = powers(&centre, "sx-gaosha", "2023-01-01").await;
    assert_eq!(list.len(), TAKEN);
    assert!(
        list.iter()
            .all(|power| power.ground() == CompetenceGround::Grant)
    );
    let entry = list[0].power.as_ref().unwrap();
    assert_eq!(
        (entry.grantor_id.as_str(), entry.duty.as_str()),
        ("sx-urban", "行政处罚")
    );
    let list = powers(&centre, "sx-urban", "2023-01-01").await;
    assert_eq!(list.len(), GRANTED);
    let left = |power: &&HeldPower| !power.given_to.iter().any(|id| id == "sx-gaosha");
    assert_eq!(list.iter().filter(left).count(), GRANTED - TAKEN);
    centre.close().await;
}

#[tokio::test]
async fn the_subject_changes_exactly_on_the_day() {
    let centre = shaxian().await;
    for (day, expected) in [
        ("2022-05-31", "sx-urban"),
        (EFFECTIVE, "sx-urban"),
        ("2022-10-31", "sx-urban"),
        (CLAIMED, "sx-gaosha"),
    ] {
        let answer = ask(&centre, &item_id(1), GAOSHA, day).await;
        assert_eq!(one(&answer).0, expected, "{day}");
    }
    // The list recorded anew, without the first item: it goes back on that day (动态调整).
    let towns = ["sx-fenggang", "sx-gaosha"];
    let mut adjusted = instrument(InstrumentKind::Grant, "grant", &towns, GRANTED);
    adjusted.powers.remove(0);
    put(&centre, vec![("2023-07-01", Body::Instrument(adjusted))])
        .await
        .unwrap();
    for (day, expected) in [("2023-06-30", "sx-gaosha"), ("2023-07-01", "sx-urban")] {
        let answer = ask(&centre, &item_id(1), GAOSHA, day).await;
        assert_eq!(one(&answer).0, expected, "{day}");
    }
    let request = ListPowerAdjustmentsRequest {
        agency_id: "sx-gaosha".into(),
        from_date: EFFECTIVE.into(),
        to_date: "2023-12-31".into(),
    };
    let request = centre.by_clerk(request);
    let found = client(&centre)
        .list_power_adjustments(request)
        .await
        .unwrap();
    let found = found.into_inner().adjustments;
    assert_eq!(found.len(), TAKEN + 1);
    assert!(
        found[..TAKEN]
            .iter()
            .all(|it| it.added && it.date == CLAIMED)
    );
    let went = found.last().unwrap();
    assert_eq!(
        (
            went.date.as_str(),
            went.item_id.as_str(),
            went.added,
            went.instrument_id.as_str()
        ),
        ("2023-07-01", "i-001", false, "grant")
    );
    assert_eq!(went.item_name, "对某行为的行政处罚");
    centre.close().await;
}

#[tokio::test]
async fn a_dispute_names_everybody_and_who_designates() {
    let centre = shaxian().await;
    let both = item("i-both", &["sx-urban", "sx-market"]);
    put(&centre, vec![("2021-07-15", Body::Item(both))])
        .await
        .unwrap();
    let answer = ask(&centre, "i-both", GAOSHA, "2023-01-01").await;
    assert_eq!(answer.outcome(), CompetenceOutcome::Dispute);
    let ids: Vec<&str> = answer
        .candidates
        .iter()
        .map(|it| it.agency_id.as_str())
        .collect();
    assert_eq!(ids, ["sx-market", "sx-urban"]);
    assert_eq!(answer.common_superior_name, "三明市沙县区人民政府");
    assert_eq!(answer.common_superior_id, "");
    assert!(
        answer
            .citations
            .iter()
            .any(|it| it == "行政处罚法第二十五条第二款")
    );

    // Where a superior of both is recorded, it is named.
    let city = office("sm-urban", "3504", "11350405MB00C0057E");
    let below = |id: &str, code: &str| match office(id, SHAXIAN, code) {
        Body::Agency(agency) => Body::Agency(Agency {
            superior_id: "sm-urban".into(),
            ..agency
        }),
        other => other,
    };
    let entries = vec![
        ("2021-07-01", city),
        ("2023-02-01", below("sx-urban", "11350405MB00C00141")),
        ("2023-02-01", below("sx-market", "11350405MB00C0022U")),
    ];
    put(&centre, entries).await.unwrap();
    let answer = ask(&centre, "i-both", GAOSHA, "2023-03-01").await;
    assert_eq!(answer.common_superior_id, "sm-urban");
    centre.close().await;
}

#[tokio::test]
async fn two_grants_of_one_power_to_one_town_are_a_dispute_for_the_county() {
    let centre = shaxian().await;
    let second = office("sx-gaosha-office", GAOSHA, "11350405MB00C00659");
    let twice = Instrument {
        claimed: false,
        ..instrument(InstrumentKind::Grant, "again", &["sx-gaosha-office"], 1)
    };
    let entries = vec![
        ("2021-07-01", second),
        ("2023-01-01", Body::Instrument(twice)),
    ];
    put(&centre, entries).await.unwrap();
    let answer = ask(&centre, "i-001", GAOSHA, "2022-12-31").await;
    assert_eq!(one(&answer).0, "sx-gaosha");
    let answer = ask(&centre, "i-001", GAOSHA, "2023-01-01").await;
    assert_eq!(answer.outcome(), CompetenceOutcome::Dispute);
    assert_eq!(answer.common_superior_name, "三明市沙县区人民政府");
    centre.close().await;
}

#[tokio::test]
async fn who_is_entrusted_acts_in_the_principals_name_and_holds_nothing() {
    let centre = shaxian().await;
    let brigade = match office("sx-brigade", SHAXIAN, "11350405MB00C00734") {
        Body::Agency(agency) => Agency {
            kind: AgencyKind::Entrusted.into(),
            credit_code: "11350405MB00C0081Y".into(),
            principal_id: "sx-urban".into(),
            ..agency
        },
        other => panic!("{other:?}"),
    };
    let entrustment = instrument(
        InstrumentKind::Entrustment,
        "entrusted",
        &["sx-brigade"],
        GRANTED,
    );
    let entries = vec![
        ("2021-07-01", Body::Agency(brigade)),
        ("2022-01-01", Body::Instrument(entrustment)),
    ];
    put(&centre, entries).await.unwrap();
    let answer = ask(&centre, &item_id(GRANTED), GAOSHA, "2023-01-01").await;
    assert_eq!(one(&answer).0, "sx-urban");
    assert_eq!(answer.subject.unwrap().entrusted_ids, ["sx-brigade"]);
    assert!(answer.citations.iter().any(|it| it == "行政处罚法第二十条"));
    assert!(powers(&centre, "sx-brigade", "2023-01-01").await.is_empty());
    // Where the town took the power, nobody acts in the department's name.
    let answer = ask(&centre, "i-001", GAOSHA, "2023-01-01").await;
    assert!(answer.subject.unwrap().entrusted_ids.is_empty());
    centre.close().await;
}

#[tokio::test]
async fn nobody_is_competent_for_a_reason_that_is_said() {
    let centre = shaxian().await;
    let answer = ask(&centre, "i-001", GAOSHA, "2021-07-14").await;
    assert_eq!(answer.outcome(), CompetenceOutcome::None);
    assert_eq!(answer.citations, ["行政处罚法第三十八条"]);
    // Known only down to the district, while towns hold the power.
    let answer = ask(&centre, "i-001", SHAXIAN, "2023-01-01").await;
    assert_eq!(answer.outcome(), CompetenceOutcome::None);
    assert!(
        answer.explanation.contains("请补充"),
        "{}",
        answer.explanation
    );
    let answer = ask(&centre, "i-001", "3504", "2023-01-01").await;
    assert!(
        answer.explanation.contains("管辖区划"),
        "{}",
        answer.explanation
    );
    for (item, place) in [("i-unknown", GAOSHA), ("i-001", "350604")] {
        let request = ResolveCompetenceRequest {
            item_id: item.into(),
            division: place.into(),
            ..ResolveCompetenceRequest::default()
        };
        let request = centre.by_clerk(request);
        let (code, ..) = refused(client(&centre).resolve_competence(request).await);
        assert_eq!(code, tonic::Code::NotFound, "{item} {place}");
    }
    centre.close().await;
}

#[tokio::test]
async fn what_cannot_pass_is_refused_with_the_article() {
    let centre = shaxian().await;
    let grant = |grantee: &str| instrument(InstrumentKind::Grant, "wrong", &[grantee], 1);
    let refusal = |result: Result<(), NotPublished>| match result.unwrap_err() {
        NotPublished::Refused { refusal, .. } => refusal,
        other => panic!("{other:?}"),
    };
    // Not to a department; not of a town's.
    let to_department = Body::Instrument(grant("sx-market"));
    let found = refusal(put(&centre, vec![("2022-01-01", to_department)]).await);
    assert_eq!(found.reason().name, "POWER_CANNOT_PASS");
    assert_eq!(found.fields()[0].path, "instrument.grantee_ids[0]");
    assert_eq!(found.article(), Some("行政处罚法第二十四条第一款"));
    // Not what the grantor does not have.
    let mut foreign = grant("sx-gaosha");
    foreign.powers[0].grantor_id = "sx-market".into();
    let found = refusal(put(&centre, vec![("2022-01-01", Body::Instrument(foreign))]).await);
    assert_eq!(found.fields()[0].path, "instrument.powers[0].grantor_id");
    // Not to entrust whom nobody recorded as entrusted.
    let entrusted = instrument(InstrumentKind::Entrustment, "wrong", &["sx-gaosha"], 1);
    let found = refusal(put(&centre, vec![("2022-01-01", Body::Instrument(entrusted))]).await);
    assert_eq!(found.article(), Some("行政处罚法第二十条第一款"));

    // A claim takes what the list holds, under an instrument that asks for it, by whom it addresses.
    let claiming = |agency: &str, instrument: &str, item: &str| {
        Body::Claim(Claim {
            claim_id: "wrong".into(),
            instrument_id: instrument.into(),
            agency_id: agency.into(),
            item_ids: vec![item.into()],
            confirmation: String::new(),
        })
    };
    let unclaimed = Instrument {
        claimed: false,
        ..instrument(InstrumentKind::Grant, "direct", &["sx-gaosha"], 1)
    };
    put(&centre, vec![("2022-06-01", Body::Instrument(unclaimed))])
        .await
        .unwrap();
    for (agency, instrument, item, path) in [
        ("sx-market", "grant", "i-001", "claim.agency_id"),
        ("sx-gaosha", "grant", "i-999", "claim.item_ids[0]"),
        ("sx-gaosha", "direct", "i-001", "claim.instrument_id"),
    ] {
        let wrong = vec![(CLAIMED, claiming(agency, instrument, item))];
        let found = refusal(put(&centre, wrong).await);
        assert_eq!(found.reason().name, "CLAIM_DOES_NOT_FIT");
        assert_eq!(found.fields()[0].path, path);
    }
    centre.close().await;
}

#[tokio::test]
async fn the_demonstration_shows_what_towns_took_and_what_they_left() {
    let centre = empty().await;
    let host = &centre.test.host;
    let pool = &centre.database.pool;
    elements::seed::demo(pool, host.clock.as_ref(), host.entropy.as_ref(), None)
        .await
        .unwrap();
    let ids = (
        elements::seed::ids::ITEM_LITTER,
        elements::seed::ids::AGENCY_SHIMA,
    );
    let answer = ask(&centre, ids.0, "350604001", "2023-11-20").await;
    assert_eq!(one(&answer), (ids.1, CompetenceGround::Grant));
    let answer = ask(&centre, ids.0, "350604001", "2022-05-31").await;
    assert_eq!(one(&answer).0, elements::seed::ids::AGENCY_URBAN);
    // The stories' own items stay with those who act on them there.
    let answer = ask(
        &centre,
        elements::seed::ids::ITEM_AD_CITATION,
        "350604001",
        "2023-11-20",
    )
    .await;
    assert_eq!(one(&answer).0, elements::seed::ids::AGENCY_MARKET);
    // 凤岗街道 took everything, 湖源乡 left some to the district.
    let taken = powers(&centre, "shaxian-fenggang", "2023-11-20").await;
    assert_eq!(taken.len(), 29);
    let left = ask(&centre, "i-sx-litter", "350405203", "2023-11-20").await;
    assert_eq!(one(&left).0, "shaxian-urban");
    assert!(
        left.explanation.contains("湖源乡人民政府未认领"),
        "{}",
        left.explanation
    );

    let lists = ListLeniencyListsRequest {
        division: "350405".into(),
        ..ListLeniencyListsRequest::default()
    };
    let request = centre.by_clerk(lists);
    let mut elements = centre.elements.clone();
    let lists = elements
        .list_leniency_lists(request)
        .await
        .unwrap()
        .into_inner();
    let mut counts: Vec<usize> = lists
        .leniency_lists
        .iter()
        .map(|it| it.entries.len())
        .collect();
    counts.sort_unstable();
    assert_eq!(counts, [2, 7, 20, 35]);

    let request = GetParametersRequest {
        domain: Domain::Agriculture.into(),
        division: "350405001".into(),
        as_of: as_of("2023-11-20", ""),
    };
    let request = centre.by_clerk(request);
    let found = client(&centre)
        .get_parameters(request)
        .await
        .unwrap()
        .into_inner();
    let of = |key: &str| {
        let all = found.parameters.iter();
        let mut all = all.filter_map(|it| Some((it.parameter.as_ref()?, it.source.as_str())));
        let (parameter, source) = all.find(|(it, _)| it.key == key).unwrap();
        (parameter.value, source)
    };
    assert_eq!(of("statement_period"), (3, "农业行政处罚程序规定"));
    assert_eq!(of("late_fine_rate"), (30, "中华人民共和国行政处罚法"));
    centre.close().await;
}
