//! The numbers of the seed documents, and how definitions explain those that contradict each other.

use analytics::synthetic::{Scribe, Told};
use contract::cases::v1::{
    BackEntry, CaseFiled, CaseOpening, InspectionOpened, PartySnapshot, SiteRecorded,
};
use contract::feed::v1::Event;
use prost_types::Timestamp;
use subscription::Log;
use uuid::Uuid;

use crate::bureau::{self, here, on, reader};

/// A town of 沙县区.
const TOWN: &str = "350427101";

#[derive(Default)]
struct Office {
    scribe: Scribe,
    events: Vec<Event>,
    number: u128,
}

impl Office {
    fn opening(&mut self, party: &str, kind: &str, offline: bool) -> CaseOpening {
        self.number += 1;
        CaseOpening {
            case_code: format!("{:017}", self.number),
            agency_id: "a-town".to_owned(),
            agency_name: "乡镇综合执法队".to_owned(),
            division: TOWN.to_owned(),
            domain: "market_supervision".to_owned(),
            party: Some(PartySnapshot {
                party_id: party.to_owned(),
                kind: kind.to_owned(),
                ..PartySnapshot::default()
            }),
            back_entry: offline.then(BackEntry::default),
            ..CaseOpening::default()
        }
    }

    fn file(&mut self, kind: &str, offline: bool) {
        let party = format!("p-{}", self.number);
        let filed = CaseFiled {
            opening: Some(self.opening(&party, kind, offline)),
            filed_date: "2023-10-10".to_owned(),
            ..CaseFiled::default()
        };
        let id = Uuid::from_u128(self.number).to_string();
        let at = on("2023-10-10");
        self.events
            .push(self.scribe.write(("case", &id), TOWN, at, &filed));
    }

    fn inspect(&mut self, party: &str) {
        let opened = InspectionOpened {
            opening: Some(self.opening(party, "ORGANISATION", false)),
            opened_date: "2023-10-10".to_owned(),
            ..InspectionOpened::default()
        };
        let id = Uuid::from_u128(self.number).to_string();
        let at = on("2023-10-10");
        let site = SiteRecorded {
            start_time: Some(Timestamp {
                seconds: at.timestamp(),
                nanos: 0,
            }),
            ..SiteRecorded::default()
        };
        self.events
            .push(self.scribe.write(("case", &id), TOWN, at, &opened));
        self.events
            .push(self.scribe.write(("case", &id), TOWN, at, &site));
    }
}

/// S1: 452 cases, of which 428 were handled on-line and 24 off-line.
#[tokio::test]
async fn four_hundred_and_twenty_eight_of_452_on_line_are_94_point_7_per_cent() {
    let bureau = bureau::open("2023-12-31T09:00:00+08:00").await;
    let mut office = Office::default();
    for number in 0..452 {
        office.file("ORGANISATION", number % 19 == 0 && number < 19 * 24);
    }
    let told = Told::new(office.events, 2_000);
    bureau.hear(&here(Log::Cases), &told).await;
    let caller = reader("3504");
    let share = bureau.figure(&caller, "cases.online.share").await;
    assert_eq!((share.value, share.denominator), (428, 452));
    assert_eq!(share.text, "94.7%");
    assert_eq!(bureau.rows(&caller, &share, 500).await.len(), 428);
    assert_eq!(bureau.figure(&caller, "cases.back_entered").await.value, 24);
    bureau.close().await;
}

/// S1: 371 penalties, yet 137 cases of firms; 271 firms, yet more visits than firms.
#[tokio::test]
async fn contradictory_numbers_are_figures_of_different_definitions() {
    let bureau = bureau::open("2023-12-31T09:00:00+08:00").await;
    let mut office = Office::default();
    for number in 0..371 {
        let kind = match number {
            0..137 => "ORGANISATION",
            137..300 => "INDIVIDUAL_BUSINESS",
            _ => "PERSON",
        };
        office.file(kind, false);
    }
    for visit in 0..695 {
        office.inspect(&format!("firm-{}", visit % 271));
    }
    let told = Told::new(office.events, 2_000);
    bureau.hear(&here(Log::Cases), &told).await;
    let caller = reader("3504");
    let mut values = Vec::new();
    for id in [
        "penalties.filed",
        "penalties.filed.organisations",
        "inspections.visits",
        "inspections.firms",
    ] {
        let figure = bureau.figure(&caller, id).await;
        values.push((figure.value, figure.unit));
    }
    let expected = [(371, "件"), (137, "件"), (695, "户次"), (271, "户")];
    assert_eq!(
        values,
        expected.map(|(value, unit)| (value, unit.to_owned()))
    );
    bureau.close().await;
}

/// Nothing decided: an average, a percentile and a share of nothing are not zero.
#[tokio::test]
async fn of_nothing_there_is_no_average() {
    let bureau = bureau::open("2023-12-31T09:00:00+08:00").await;
    for id in [
        "penalties.days.average",
        "penalties.days.median",
        "cases.online.share",
    ] {
        let figure = bureau.figure(&reader("35"), id).await;
        assert_eq!((figure.text.as_str(), figure.rows), ("—", 0), "{id}");
    }
    bureau.close().await;
}
