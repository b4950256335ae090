//! Who may act on an item where: what an officer of each agency is told.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use cases_domain::*;
use world::{AGENCY, Story, acts, day, subject};

const TOWN: &str = "shima-street";
const CENTRE: &str = "longhai-market-centre";

fn granted() -> Competence {
    Competence::Held(vec![Subject {
        power: Some(Power {
            version: "grant-shima@2026-03-02".to_owned(),
            words: "赋权，《关于赋予石码街道办事处部分行政处罚权的决定》（漳政规〔2026〕3号）"
                .to_owned(),
        }),
        articles: "行政处罚法第二十四条第一款".to_owned(),
        ..subject(TOWN, "石码街道办事处")
    }])
}

fn entrusted() -> Competence {
    Competence::Held(vec![Subject {
        entrusted: vec![CENTRE.into()],
        ..subject(AGENCY, "漳州市龙海区市场监督管理局")
    }])
}

fn disputed() -> Competence {
    Competence::Disputed {
        candidates: vec![
            subject(AGENCY, "漳州市龙海区市场监督管理局"),
            subject("longhai-urban", "漳州市龙海区城市管理局"),
        ],
        designates: "漳州市龙海区人民政府".to_owned(),
    }
}

fn nobody() -> Competence {
    Competence::Nobody {
        why: "该事项不适用于此类当事人".to_owned(),
        articles: "行政处罚法第四条".to_owned(),
    }
}

/// What comes of filing a case in the name of an agency, by an officer of another or the same.
fn filed(
    competence: &Competence,
    in_the_name_of: &str,
    of: (&str, Option<&str>),
) -> Result<Opening, refusal::Refusal> {
    let mut story = Story::on("2026-03-02");
    let mut act = acts::file(day("2026-02-25"), day("2026-02-26"));
    if let Act::FileCase(filing) = &mut act {
        filing.agency = in_the_name_of.into();
    }
    let mut facts = story.facts_for(&act);
    let (employer, principal) = of;
    if let Caller::Person(person) = &mut facts.caller {
        let officer = person.officer.as_mut().unwrap();
        officer.agency = employer.into();
        officer.principal = principal.map(AgencyId::from);
        person.agencies.insert(in_the_name_of.into());
    }
    let second = facts.co_officer.as_mut().unwrap();
    second.agency = employer.into();
    second.principal = principal.map(AgencyId::from);
    let opening = facts.opening.as_mut().unwrap();
    let agency = opening.agency.as_mut().unwrap();
    agency.id = in_the_name_of.into();
    for held in opening.competence.values_mut() {
        held.clone_from(competence);
    }
    let events = decide(None, &act, &facts)?;
    story.happen(&events);
    Ok(story.case().opening.clone())
}

#[test]
fn a_town_acts_in_its_own_name_on_what_it_was_granted() {
    let opening = filed(&granted(), TOWN, (TOWN, None)).unwrap();
    assert_eq!(opening.powers, ["grant-shima@2026-03-02"]);
    assert_eq!(opening.place, Some("350604".into()));
}

#[test]
fn what_an_agency_does_itself_names_no_instrument() {
    let opening = filed(&entrusted(), AGENCY, (AGENCY, None)).unwrap();
    assert_eq!(opening.powers, Vec::<String>::new());
}

#[test]
fn who_has_given_a_power_away_is_told_who_has_it_and_by_which_document() {
    let refusal = filed(&granted(), AGENCY, (AGENCY, None)).unwrap_err();
    assert_eq!(refusal.reason().name, "AGENCY_NOT_COMPETENT");
    for said in [
        "石码街道办事处",
        "漳政规〔2026〕3号",
        "行政处罚法第二十四条第一款",
    ] {
        assert!(refusal.zh().contains(said), "{}", refusal.zh());
    }
}

#[test]
fn an_entrusted_organisation_acts_in_its_principals_name_and_never_in_its_own() {
    let own = filed(&entrusted(), CENTRE, (CENTRE, Some(AGENCY))).unwrap_err();
    assert_eq!(own.reason().name, "AGENCY_NOT_COMPETENT");
    assert!(own.zh().contains("受委托组织"), "{}", own.zh());
    filed(&entrusted(), AGENCY, (CENTRE, Some(AGENCY))).unwrap();

    let Competence::Held(mut subjects) = entrusted() else {
        unreachable!()
    };
    subjects[0].entrusted.clear();
    let without = Competence::Held(subjects);
    let refusal = filed(&without, AGENCY, (CENTRE, Some(AGENCY))).unwrap_err();
    assert_eq!(refusal.reason().name, "ITEM_NOT_ENTRUSTED");
}

#[test]
fn of_several_that_are_competent_each_may_file_and_nobody_else() {
    filed(&disputed(), AGENCY, (AGENCY, None)).unwrap();
    let outside = filed(&disputed(), TOWN, (TOWN, None)).unwrap_err();
    assert_eq!(outside.reason().name, "AGENCY_NOT_COMPETENT");
    for said in ["市场监督管理局", "城市管理局"] {
        assert!(outside.zh().contains(said), "{}", outside.zh());
    }
}

#[test]
fn where_nobody_is_competent_the_reason_is_told() {
    let refusal = filed(&nobody(), AGENCY, (AGENCY, None)).unwrap_err();
    assert_eq!(refusal.reason().name, "AGENCY_NOT_COMPETENT");
    assert!(
        refusal.zh().contains("该事项不适用于此类当事人"),
        "{}",
        refusal.zh()
    );
}
