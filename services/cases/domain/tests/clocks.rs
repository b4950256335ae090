//! The clocks of law.md 8.3: every one of them is kept somewhere, and counts as the law and a slow count day by day do.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use calendar::{Calendar, CivilDate, Hours, Period, WorkingDays};
use cases_domain::deadline::catalogue::{CATALOGUE, Kept};
use cases_domain::{
    Clock, Deadline, DeadlineKind as K, Domain, Excluded, ProcedureKind, Rules, length_zh,
};
use chrono::{DateTime, Utc};
use proptest::prelude::*;
use serde_json::{Value, json};
use statute::{Citation, Law, Limit, limits};

#[test]
fn every_clock_of_the_catalogue_is_kept_once() {
    let numbers: Vec<&str> = CATALOGUE
        .iter()
        .map(|entry| entry.number)
        .filter(|number| !number.is_empty())
        .collect();
    let expected: Vec<String> = (1..=40).map(|number| format!("K{number:02}")).collect();
    assert_eq!(numbers, expected);
    let mut seen = BTreeSet::new();
    for entry in CATALOGUE {
        match entry.kept {
            Kept::Here(clocks) => {
                assert!(!clocks.is_empty(), "{}", entry.zh);
                for clock in clocks {
                    assert!(seen.insert(clock.kind), "{:?} stands twice", clock.kind);
                    assert_eq!(clock.kind.number(), entry.number, "{:?}", clock.kind);
                }
            }
            Kept::Elsewhere(by) => assert!(by.chars().count() > 10, "{}", entry.zh),
        }
    }
    // What sector or local rules alone know may be listed.
    let mut numbered = K::ALL.iter().filter(|kind| !kind.number().is_empty());
    assert!(numbered.all(|kind| seen.contains(kind)));
}

/// The sources of case handling.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// Kinds that a source names where it starts clocks, and not only where it ends, moves or looks for them.
fn armed(text: &str) -> BTreeSet<K> {
    let starts = ["start(", "start_under(", "start_hours(", "start_until("];
    let begins =
        starts.iter().any(|call| text.contains(&format!(".{call}"))) || text.contains("Deadline::");
    if !begins {
        return BTreeSet::new();
    }
    let others = [
        "fulfil(",
        "fulfil_at(",
        "cancel(",
        "end(",
        "pause(",
        "resume(",
        "exclude(",
        "extend(",
        "running(",
        "recount(",
    ];
    let mut armed = BTreeSet::new();
    for (at, found) in text.match_indices("DeadlineKind::") {
        let rest = &text[at + found.len()..];
        let name: String = rest
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        let kind = K::ALL.iter().find(|kind| format!("{kind:?}") == name);
        let before: String = text[..at].chars().filter(|c| !c.is_whitespace()).collect();
        let ends = others.iter().any(|call| {
            before.ends_with(call)
                || before.ends_with(&format!("{call}case,"))
                || before.ends_with(&format!("{call}case,clock("))
        });
        armed.extend(kind.copied().filter(|_| !ends));
    }
    armed
}

#[test]
fn every_clock_that_is_kept_here_is_armed_by_some_act() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&here.join("src"), &mut files);
    sources(&here.join("../leads/src"), &mut files);
    let tables = ["deadline.rs", "kind.rs", "catalogue.rs", "due.rs"];
    let acts = files.iter().filter(|path| {
        let name = path.file_name().unwrap().to_string_lossy();
        !tables.contains(&&*name)
    });
    let armed: BTreeSet<K> = acts
        .flat_map(|path| armed(&std::fs::read_to_string(path).unwrap()))
        .collect();
    let nobody: Vec<&K> = K::ALL.iter().filter(|kind| !armed.contains(kind)).collect();
    assert!(nobody.is_empty(), "no act arms {nobody:?}");
}

fn rules(domain: Domain) -> Rules {
    Rules {
        domain,
        procedure: ProcedureKind::OrdinaryPenalty,
    }
}

/// The period and its rule, the lines that differ apart.
fn lengths(kind: K) -> String {
    let mut by_rule: BTreeMap<(String, String), Vec<&str>> = BTreeMap::new();
    let mut order = Vec::new();
    for domain in Domain::ALL {
        let Some(limit) = kind.limit(rules(domain)) else {
            continue;
        };
        let rule = (length_zh(limit.period), limit.citation.to_string());
        if !order.contains(&rule) {
            order.push(rule.clone());
        }
        by_rule.entry(rule).or_default().push(domain.zh());
    }
    let same = order.len() == 1 && by_rule[&order[0]].len() == Domain::ALL.len();
    let texts: Vec<String> = order
        .iter()
        .map(|rule| {
            let (length, citation) = rule;
            if same {
                format!("{length}（{citation}）")
            } else {
                format!("{}：{length}（{citation}）", by_rule[rule].join("、"))
            }
        })
        .collect();
    if texts.is_empty() {
        "由办理时指定或者计算".to_owned()
    } else {
        texts.join("；")
    }
}

fn listing() -> String {
    let mut text = String::from(
        "# 期限\n\n由 `services/cases/domain/src/deadline/catalogue.rs` 生成（`YIFA_UPDATE=1 cargo nextest run -p cases-domain`），请勿手工修改。\n\n\
         各领域、各地参数包在不突破上位规定的范围内另有规定的，以起算之日有效的参数包为准；期限上载明所用的参数包版本。\n\
         “工作日”期间遇公告的节假日调整时重新计算，只调整未终结的期限。\n\n\
         | 序号 | 期限 | 名称 | 长度与依据 | 起算 | 属于 | 届满 |\n| --- | --- | --- | --- | --- | --- | --- |\n",
    );
    let mut row = |cells: [&str; 7]| {
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    };
    for entry in CATALOGUE {
        match entry.kept {
            Kept::Here(clocks) => {
                for clock in clocks {
                    row([
                        entry.number,
                        clock.kind.name(),
                        clock.kind.zh(),
                        &lengths(clock.kind),
                        clock.trigger,
                        clock.side.zh(),
                        clock.on_expiry,
                    ]);
                }
            }
            Kept::Elsewhere(by) => row([entry.number, "", entry.zh, "", by, "", ""]),
        }
    }
    text
}

#[test]
fn the_list_of_clocks_shows_the_catalogue() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/procedures/clocks.md");
    let listed = listing();
    if std::env::var_os("YIFA_UPDATE").is_some() {
        std::fs::write(&file, &listed).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(
        kept,
        listed,
        "{} is out of date: run with YIFA_UPDATE=1",
        file.display()
    );
}

fn day(text: &str) -> CivilDate {
    CivilDate::parse(text).unwrap()
}

/// A clock as worked examples state it: last day as counted, last day, whether it rolled.
fn full(deadline: &Deadline) -> Value {
    json!({
        "nominal": deadline.nominal,
        "due": deadline.due,
        "rolled": deadline.nominal != deadline.due,
    })
}

struct Vectors {
    calendar: Calendar,
    inputs: Value,
}

impl Vectors {
    fn day(&self, key: &str) -> CivilDate {
        day(self.inputs[key].as_str().unwrap_or_else(|| panic!("{key}")))
    }

    fn started(&self, kind: K, key: &str) -> Deadline {
        self.in_line(kind, key, Domain::MarketSupervision)
    }

    fn in_line(&self, kind: K, key: &str, domain: Domain) -> Deadline {
        let started = Deadline::started(kind, self.day(key), rules(domain), &self.calendar);
        started.unwrap_or_else(|| panic!("{kind:?} {domain}"))
    }

    fn under(&self, kind: K, key: &str, limit: &Limit) -> Deadline {
        Deadline::under(kind, self.day(key), limit, &self.calendar)
    }

    fn longer(&self, deadline: &Deadline, by: Period) -> Deadline {
        let citation = Citation::article(Law::AdministrativePenaltyLaw, 60);
        deadline.extended(by, citation, &self.calendar)
    }

    fn without(&self, deadline: Deadline, days: &Value) -> Deadline {
        let intervals = days.as_array().unwrap();
        let intervals = match intervals.first() {
            Some(Value::String(_)) => std::slice::from_ref(days),
            _ => intervals.as_slice(),
        };
        intervals.iter().fold(deadline, |deadline, interval| {
            let excluded = Excluded {
                from: day(interval[0].as_str().unwrap()),
                to: day(interval[1].as_str().unwrap()),
                why: "鉴定".to_owned(),
            };
            deadline.excluding(excluded, &self.calendar)
        })
    }

    fn hours(&self, kind: K, key: &str) -> Value {
        let at = self.inputs[key].as_str().unwrap();
        let at: DateTime<Utc> = format!("{at}:00+08:00").parse().unwrap();
        let citation = limits::EMERGENCY_COERCION_APPROVAL.citation;
        let deadline = Deadline::from_moment(kind, at, Hours(24), citation);
        let until = deadline.until.unwrap() + chrono::TimeDelta::hours(8);
        json!({ "due": until.format("%Y-%m-%dT%H:%M").to_string() })
    }

    /// What the clock of an example comes to; none: no clock of a case is about it.
    fn answer(&self, id: &str) -> Option<Value> {
        let due = |deadline: Deadline| Some(json!({ "due": deadline.due }));
        let whole = |deadline: Deadline| Some(full(&deadline));
        let (market, farms, homes) = (
            Domain::MarketSupervision,
            Domain::Agriculture,
            Domain::Housing,
        );
        match id {
            "WD-01" | "WD-02" | "WD-03" => due(self.started(K::HearingRequest, "notice_served")),
            "WD-04" | "WD-05" => {
                let domain = if id == "WD-04" { farms } else { market };
                let of = |kind| self.in_line(kind, "notice_served", domain).due;
                Some(json!({
                    "statement_due": of(K::Statement),
                    "hearing_due": of(K::HearingRequest),
                }))
            }
            "WD-06" | "WD-07" => {
                let notice = self.started(K::HearingNotice, "hearing_date");
                assert_eq!(notice.recounted(&self.calendar), notice, "{id}");
                Some(json!({ "latest_notice": notice.due }))
            }
            "WD-08" | "WD-09" => due(self.started(K::Preservation, "preserved_on")),
            "WD-10" => {
                let deadline = self.started(K::Preservation, "preserved_on");
                let released = CivilDate::of(deadline.over_at());
                Some(json!({ "due": deadline.due, "auto_released_on": released }))
            }
            "WD-11" => due(self.started(K::DecisionService, "decision_on")),
            "WD-12" => due(self.started(K::Publicity, "decision_on")),
            "WD-13" => due(self.under(K::Publicity, "decision_on", &limits::PUBLICITY_OTHER)),
            "WD-14" => due(self.started(K::Withdrawal, "revoked_on")),
            "WD-15" => {
                let handed = self.started(K::CashToAgency, "collected_on");
                let banked =
                    Deadline::started(K::CashToBank, handed.due, rules(market), &self.calendar);
                Some(json!({ "to_agency": handed.due, "to_bank": banked.unwrap().due }))
            }
            "WD-16" => due(self.started(K::CashToAgency, "ashore_on")),
            "WD-17" => {
                let urging = self.started(K::SubstituteUrging, "performance_on");
                Some(json!({ "latest_urging": urging.due }))
            }
            "WD-18" => {
                let urging = self.started(K::Urging, "urging_served");
                let earliest = CivilDate::of(urging.over_at());
                Some(json!({ "tenth_workday": urging.due, "earliest_application": earliest }))
            }
            "WD-19" => due(self.started(K::FreezeDelivery, "frozen_on")),
            "WD-23" => {
                let simplified = self.under(
                    K::RemedyReply,
                    "copy_received",
                    &limits::REVIEW_REPLY_SIMPLIFIED,
                );
                let ordinary = self.started(K::RemedyReply, "copy_received");
                Some(json!({ "ordinary": ordinary.due, "simplified": simplified.due }))
            }
            "WD-24" => due(self.started(K::RemedyForwarding, "received_on")),
            "WD-25" => {
                let stages = |domain: Domain| {
                    let first = self.in_line(K::ClueCheck, "clue_received", domain);
                    let more = domain.parameters().clue_check_extension.unwrap();
                    json!([first.due, self.longer(&first, more.period).due])
                };
                Some(json!({
                    "市场监管 15+15": stages(market),
                    "农业 7+7": stages(farms),
                    "住建/城管 15+10": stages(homes),
                }))
            }
            "WD-26" => {
                let of = |domain| self.in_line(K::LegalReview, "received_on", domain);
                let farming = of(farms);
                let more = farms.parameters().legal_review_extension.unwrap();
                Some(json!({
                    "市场监管 10工作日": of(market).due,
                    "农业 5工作日": farming.due,
                    "农业延长 15自然日(自5工作日届满)": self.longer(&farming, more.period).nominal,
                    "住建 10工作日": of(homes).due,
                }))
            }
            "WD-27" => {
                let of = |domain| self.in_line(K::SummaryFiling, "decision_on", domain).due;
                Some(json!({
                    "市场监管 7": of(market),
                    "农业 2": of(farms),
                    "住建 3": of(homes),
                    "生态环境 3": of(Domain::Environment),
                    "医保 7": of(Domain::MedicalInsurance),
                    "交通 5": of(Domain::Transport),
                }))
            }
            "WD-28" => due(self.started(K::Closing, "executed_on")),
            "WD-30" => {
                let negotiate = self.started(K::JurisdictionNegotiation, "dispute_on");
                let designate = self.started(K::JurisdictionDesignation, "report_received");
                Some(json!({ "negotiate_by": negotiate.due, "designate_by": designate.due }))
            }
            "WD-31" => due(self.started(K::AssistanceReply, "letter_received")),
            "CD-01" | "CD-02" | "CD-03" | "CD-04" | "CD-05" => {
                whole(self.started(K::Payment, "received"))
            }
            "CD-06" => {
                let first = self.started(K::Decision, "filed");
                let extended = self.longer(&first, Period::days(30));
                Some(json!({ "first": full(&first), "extended": full(&extended) }))
            }
            "CD-07" | "CD-08" => {
                let filed = self.started(K::Decision, "filed");
                whole(self.without(filed, &self.inputs["excluded"]))
            }
            "CD-09" => {
                let first = self.in_line(K::Decision, "filed", homes);
                let second = self.longer(&first, Period::days(30));
                let third = self.longer(&second, Period::days(60));
                Some(json!({ "d90": full(&first), "d120": full(&second), "d180": full(&third) }))
            }
            "CD-11" => {
                let first = self.in_line(K::Decision, "filed", Domain::PublicSecurity);
                let once = self.longer(&first, Period::days(30));
                let twice = self.longer(&once, Period::days(30));
                Some(json!({
                    "first": full(&first),
                    "extended_once": full(&once),
                    "extended_twice": full(&twice),
                }))
            }
            "CD-12" => whole(self.started(K::Seizure, "start")),
            "CD-13" => {
                let first = self.started(K::Seizure, "start");
                assert!(self.day("extended_on") <= first.due, "in time");
                let by = limits::SEIZURE_EXTENSION.period;
                Some(json!({ "max_end": full(&self.longer(&first, by)) }))
            }
            "CD-14" => {
                let seizure = self.started(K::Seizure, "start");
                let testing = &self.inputs["testing"];
                let [from, to] = [0, 1].map(|at| day(testing[at].as_str().unwrap()));
                let why = "检验".to_owned();
                let paused = seizure.paused(from);
                let paused = paused.resumed(Excluded { from, to, why }, None, &self.calendar);
                let excluded = self.without(seizure, testing);
                assert_eq!(
                    (paused.nominal, paused.due),
                    (excluded.nominal, excluded.due)
                );
                whole(excluded)
            }
            "CD-15" => {
                let first = self.started(K::Freeze, "start");
                let extended = self.longer(&first, limits::FREEZE_EXTENSION.period);
                Some(json!({ "first": full(&first), "extended": full(&extended) }))
            }
            "CD-16" => whole(self.started(K::ReviewApplication, "received")),
            "CD-17" | "CD-18" | "CD-19" => whole(self.started(K::Suit, "known")),
            "CD-23" => whole(self.under(K::Suit, "received", &limits::SUIT_AFTER_REVIEW)),
            "CD-24" => {
                // A line whose rules are silent goes by the general law.
                let served = self
                    .in_line(K::PublicNotice, "published", Domain::Culture)
                    .due;
                let payment =
                    Deadline::started(K::Payment, served, rules(market), &self.calendar).unwrap();
                Some(json!({ "deemed_served": served, "payment": full(&payment) }))
            }
            "CD-25" => {
                let notice = self.in_line(K::PublicNotice, "published", farms);
                Some(json!({ "deemed_served": notice.due }))
            }
            "CD-27" => {
                let suspended = self.started(K::ExecutionSuspension, "suspended");
                Some(json!({ "three_years_full": suspended.due }))
            }
            "HR-01" => Some(self.hours(K::EmergencyApproval, "at")),
            "HR-02" => Some(self.hours(K::ReferralTransfer, "approved_at")),
            "HR-04" => Some(self.hours(K::PreservationReport, "at")),
            _ => None,
        }
    }
}

#[test]
fn clocks_come_to_the_days_of_the_worked_examples() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/tests/data/vectors.json");
    let text = std::fs::read_to_string(&file).unwrap();
    let file: Value = serde_json::from_str(&text).unwrap();
    let mut held = 0;
    for vector in file["vectors"].as_array().unwrap() {
        let id = vector["id"].as_str().unwrap();
        let vectors = Vectors {
            calendar: Calendar::state_council(),
            inputs: vector["inputs"].clone(),
        };
        let Some(answer) = vectors.answer(id) else {
            continue;
        };
        for (key, value) in answer.as_object().unwrap() {
            assert_eq!(*value, vector["expected"][key], "{id}: {key}");
        }
        held += 1;
    }
    assert_eq!(held, 52);
}

/// The last day by going from day to day: each day that counts is counted, until none is left.
fn slowly(
    calendar: &Calendar,
    start: CivilDate,
    periods: &[Period],
    excluded: &[(CivilDate, CivilDate)],
) -> (CivilDate, CivilDate) {
    let left_out = |day: CivilDate| excluded.iter().any(|(from, to)| *from <= day && day <= *to);
    let open = |day: CivilDate| calendar.is_working_day(day).unwrap();
    let mut day = start;
    for period in periods {
        let in_working_days = matches!(period, Period::WorkingDays(_));
        let mut left = period.count();
        while left > 0 {
            day = day.add_days(1);
            if !left_out(day) && (!in_working_days || open(day)) {
                left -= 1;
            }
        }
    }
    let nominal = day;
    let rolls = periods
        .last()
        .is_some_and(|it| it.roll() == calendar::Roll::Forward);
    while rolls && (!open(day) || left_out(day)) {
        day = day.add_days(1);
    }
    (nominal, day)
}

fn a_period() -> impl Strategy<Value = Period> {
    prop_oneof![
        (1..40_u32).prop_map(Period::working_days),
        (1..150_u32).prop_map(Period::days),
        (1..90_u32).prop_map(Period::days_at_most),
    ]
}

/// What may happen to a clock: by how many days after its start, and how.
#[derive(Debug, Clone)]
enum Change {
    Exclude(i64, i64),
    Pause(i64, i64),
    Extend(Period),
    Recount,
}

fn a_change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (0..120_i64, 0..30_i64).prop_map(|(from, days)| Change::Exclude(from, days)),
        (0..120_i64, 0..30_i64).prop_map(|(from, days)| Change::Pause(from, days)),
        a_period().prop_map(Change::Extend),
        Just(Change::Recount),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_clock_ends_where_counting_day_by_day_ends(
        start in 0..1_000_i64,
        period in a_period(),
        changes in prop::collection::vec(a_change(), 0..5),
    ) {
        let calendar = Calendar::state_council();
        let start = day("2022-01-03").add_days(start);
        let citation = Citation::article(Law::AdministrativePenaltyLaw, 60);
        let limit = Limit::new("期限", period, citation);
        let clock: Clock = K::Seizure.about(1);
        let mut deadline = Deadline::under(clock, start, &limit, &calendar);
        let (mut periods, mut excluded) = (vec![period], Vec::new());
        for change in &changes {
            let days = |from: i64, days: i64| {
                (start.add_days(from), start.add_days(from + days))
            };
            deadline = match change {
                Change::Exclude(from, many) => {
                    let (from, to) = days(*from, *many);
                    excluded.push((from, to));
                    let why = "鉴定".to_owned();
                    deadline.excluding(Excluded { from, to, why }, &calendar)
                }
                Change::Pause(from, many) => {
                    let (from, to) = days(*from, *many);
                    excluded.push((from, to));
                    let paused = deadline.paused(from);
                    prop_assert_eq!(paused.firm_due(&calendar), None);
                    let why = "鉴定".to_owned();
                    paused.resumed(Excluded { from, to, why }, None, &calendar)
                }
                Change::Extend(by) => {
                    periods.push(*by);
                    deadline.extended(*by, citation, &calendar)
                }
                Change::Recount => deadline.recounted(&calendar),
            };
        }
        prop_assert!(!deadline.provisional);
        prop_assert!(!deadline.is_outdated(&calendar));
        let expected = slowly(&calendar, start, &periods, &excluded);
        prop_assert_eq!((deadline.nominal, deadline.due), expected);
        prop_assert_eq!(deadline.over_at(), deadline.due.add_days(1).start_of_day_utc());
    }

    #[test]
    fn a_clock_counted_back_ends_where_counting_day_by_day_back_ends(
        hearing in 0..1_000_i64,
        many in 1..15_u32,
    ) {
        let calendar = Calendar::state_council();
        let hearing = day("2022-03-01").add_days(hearing);
        let mut limit = limits::HEARING_NOTICE;
        limit.period = Period::WorkingDays(WorkingDays(many));
        let deadline = Deadline::under(K::HearingNotice, hearing, &limit, &calendar);
        let (mut last, mut left) = (hearing, many);
        while left > 0 {
            last = last.add_days(-1);
            left -= u32::from(calendar.is_working_day(last).unwrap());
        }
        prop_assert_eq!(deadline.due, last);
        prop_assert!(!deadline.is_outdated(&calendar));
    }

    #[test]
    fn a_clock_is_moved_by_changed_holidays_exactly_when_it_ran_over_them(
        start in 0..200_i64,
        period in a_period(),
        changed in 0..364_i64,
    ) {
        let before = Calendar::state_council();
        let start = day("2025-06-01").add_days(start);
        let changed = day("2026-01-01").add_days(changed);
        let mut written: Value = serde_json::from_str(&before.to_json()).unwrap();
        let year = &mut written["years"]["2026"];
        let open = before.is_working_day(changed).unwrap();
        for list in ["off", "makeup"] {
            let days = year[list].as_array_mut().unwrap();
            days.retain(|it| it.as_str() != Some(&changed.to_string()));
        }
        let list = match (open, changed.is_weekend()) {
            (true, false) => Some("off"),
            (false, true) => Some("makeup"),
            _ => None,
        };
        if let Some(list) = list {
            year[list].as_array_mut().unwrap().push(json!(changed));
        }
        let after = Calendar::from_json(&written.to_string()).unwrap();
        prop_assert_ne!(after.is_working_day(changed).unwrap(), open);
        let days: Vec<_> = before.differences(&after).intervals().to_vec();
        prop_assert_eq!((days.len(), days[0].from(), days[0].to()), (1, changed, changed));

        let citation = Citation::article(Law::AdministrativePenaltyLaw, 60);
        let limit = Limit::new("期限", period, citation);
        let deadline = Deadline::under(K::Decision, start, &limit, &before);
        if !(start < changed && changed <= deadline.due) {
            prop_assert!(!deadline.is_outdated(&after), "it did not run over the day");
        }
        let again = deadline.recounted(&after);
        prop_assert_eq!((again.nominal, again.due), slowly(&after, start, &[period], &[]));
    }
}
