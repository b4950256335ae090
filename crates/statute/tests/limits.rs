//! The table of periods: every one cites an article that exists, and a handful worked out.

use std::collections::BTreeSet;

use calendar::{Calendar, CivilDate, Period, Unpublished};
use statute::limits::{
    self, ALL, COURT_APPLICATION, DECISION, HEARING_NOTICE, HEARING_REQUEST, PAYMENT, PRESERVATION,
    PUBLICITY_OTHER, PUBLICITY_PENALTY, REVIEW_APPLICATION, SEIZURE, SERVICE_OF_DECISION, SUIT,
    URGING, WITHDRAWAL,
};
use statute::{Counting, Limit, Mark};

fn day(text: &str) -> CivilDate {
    CivilDate::parse(text).expect("a date")
}

#[test]
fn every_cited_article_exists() {
    for limit in ALL {
        assert!(
            limit.citation.exists(),
            "{}: {}",
            limit.name_zh,
            limit.citation
        );
        assert!(limit.period.count() > 0, "{}", limit.name_zh);
    }
}

#[test]
fn a_verified_period_names_its_article_or_its_instrument_of_hearing() {
    for limit in ALL.iter().filter(|limit| limit.mark == Mark::Verified) {
        let whole = limit.citation.article == 0;
        assert!(
            !whole || limit.citation.law == statute::Law::MarketHearingMeasures,
            "{limit:?}"
        );
    }
}

#[test]
fn no_two_periods_share_a_name() {
    let names: BTreeSet<&str> = ALL.iter().map(|limit| limit.name_zh).collect();
    assert_eq!(names.len(), ALL.len());
}

#[test]
fn what_is_counted_back_is_counted_in_working_days() {
    for limit in ALL
        .iter()
        .filter(|limit| limit.counting == Counting::Before)
    {
        assert!(
            matches!(limit.period, Period::WorkingDays(_)),
            "{}",
            limit.name_zh
        );
    }
}

#[test]
fn periods_lead_to_the_days_of_the_worked_examples() {
    let calendar = Calendar::state_council();
    let table: [(Limit, &str, &str); 16] = [
        (HEARING_REQUEST, "2025-09-29", "2025-10-13"),
        (HEARING_NOTICE, "2026-10-20", "2026-10-10"),
        (PRESERVATION, "2026-02-10", "2026-02-26"),
        (SERVICE_OF_DECISION, "2026-09-28", "2026-10-13"),
        (PUBLICITY_PENALTY, "2025-12-30", "2026-01-09"),
        (PUBLICITY_OTHER, "2026-01-30", "2026-03-05"),
        (WITHDRAWAL, "2026-06-18", "2026-06-24"),
        (URGING, "2026-02-11", "2026-03-03"),
        (PAYMENT, "2026-09-17", "2026-10-08"),
        (DECISION, "2026-01-12", "2026-04-13"),
        (SEIZURE, "2026-01-20", "2026-02-19"),
        (REVIEW_APPLICATION, "2026-08-06", "2026-10-08"),
        (SUIT, "2026-04-03", "2026-10-08"),
        (COURT_APPLICATION, "2026-06-26", "2026-09-28"),
        (limits::LIMITATION, "2024-02-29", "2026-02-28"),
        (limits::TRANSFER_APPROVAL, "2026-09-30", "2026-10-08"),
    ];
    for (limit, from, expected) in table {
        let due = limit.due(&calendar, day(from)).unwrap();
        assert_eq!(due.due, day(expected), "{} {from}", limit.name_zh);
        assert_eq!(limit.due_or_provisional(&calendar, day(from)), due);
    }
}

#[test]
fn a_hearing_next_year_gives_a_provisional_notice_day() {
    let calendar = Calendar::state_council();
    let hearing = day("2027-01-05");
    assert_eq!(
        HEARING_NOTICE.due(&calendar, hearing),
        Err(Unpublished { year: 2027 })
    );
    assert!(
        HEARING_NOTICE
            .due_or_provisional(&calendar, hearing)
            .provisional
    );
}

#[test]
fn periods_are_cited_as_officers_read_them() {
    assert_eq!(
        HEARING_REQUEST.citation.to_string(),
        "行政处罚法第六十四条第（一）项"
    );
    assert_eq!(PAYMENT.citation.to_string(), "行政处罚法第六十七条第三款");
    assert_eq!(
        PUBLICITY_PENALTY.citation.to_string(),
        "国办发〔2018〕118号第（六）项"
    );
    assert_eq!(HEARING_REQUEST.period.to_string(), "5个工作日");
}
