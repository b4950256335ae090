//! A small world to judge acts in: two officers, a reviewer, a leader, an agency, a party, items.
#![expect(dead_code, reason = "each test file uses its part of the world")]

pub(crate) mod beside;
pub(crate) mod exhibits;
pub(crate) mod force;
pub(crate) mod hall;
pub(crate) mod inquiry;
pub(crate) mod scene;
pub(crate) mod table;
pub(crate) mod transcribing;

use std::collections::{BTreeMap, BTreeSet};

use calendar::{Calendar, CivilDate};
use cases_domain::fast::{self, AgreeFast, Ground, LeaveFast};
use cases_domain::inspection::{
    self, ApproveInspection, Basis, BasisKind, InspectionKind, TellResult,
};
use cases_domain::register::Extent;
use cases_domain::summary_penalty::{
    self, ConvertSummary, DecideOnSpot, FileSummary, HandOverDecision, HearOnSpot, HowCollected,
    OpenSummary,
};
use cases_domain::*;
use chrono::{DateTime, Duration, Utc};
use refusal::Refusal;
use uuid::Uuid;

pub(crate) const AGENCY: &str = "longhai-market";
pub(crate) const DIVISION: &str = "350604";

pub(crate) fn day(text: &str) -> CivilDate {
    CivilDate::parse(text).unwrap()
}

/// Ten in the morning of a day, in Shanghai.
pub(crate) fn morning(of: CivilDate) -> DateTime<Utc> {
    of.start_of_day_utc() + Duration::hours(10)
}

pub(crate) fn certificate(number: &str) -> Certificate {
    Certificate {
        number: number.to_owned(),
        domains: BTreeSet::from([Domain::MarketSupervision, Domain::Housing]),
        division: DIVISION.into(),
        issued: day("2021-01-01"),
        expires: day("2028-12-31"),
        standing: Standing::Good,
    }
}

pub(crate) fn officer(id: &str, name: &str) -> Officer {
    Officer {
        id: id.into(),
        name: name.to_owned(),
        agency: AGENCY.into(),
        postings: BTreeSet::new(),
        principal: None,
        legally_qualified: false,
        certificates: vec![certificate(&format!("3506-{id}"))],
    }
}

pub(crate) fn lin() -> Officer {
    officer("o-lin", "林建国")
}

pub(crate) fn chen() -> Officer {
    officer("o-chen", "陈丽萍")
}

pub(crate) fn reviewer() -> Officer {
    Officer {
        legally_qualified: true,
        ..officer("o-huang", "黄志明")
    }
}

pub(crate) fn unit_head() -> Officer {
    officer("o-yang", "杨立新")
}

pub(crate) fn leader() -> Officer {
    officer("o-wu", "吴海燕")
}

pub(crate) fn person(officer: Officer, rights: &[Right]) -> Caller {
    Caller::Person(Box::new(Person {
        officer_id: Some(officer.id.clone()),
        agencies: BTreeSet::from([officer.agency.clone()]),
        officer: Some(officer),
        rights: rights.iter().copied().collect(),
    }))
}

pub(crate) fn item(id: &str, kind: ItemKind, domain: Domain) -> Item {
    Item {
        snapshot: ItemSnapshot {
            id: id.into(),
            name: format!("事项{id}"),
            domain,
            violated: vec!["产品质量法第二十七条".to_owned()],
            basis: vec!["产品质量法第五十四条".to_owned()],
            yearly_cap: None,
        },
        kind,
        procedures: BTreeSet::new(),
        basis_in_force: true,
        fine: FineRange {
            floor: Fen::yuan(1000),
            cap: Fen::yuan(200_000),
        },
        person_fine: FineRange {
            floor: Fen::yuan(500),
            cap: Fen::yuan(20_000),
        },
    }
}

pub(crate) fn party(kind: PartyKind) -> Party {
    Party {
        id: "p-firm".into(),
        name: "龙海某食品有限公司".to_owned(),
        kind,
        masked_identity_code: "9135**********126N".to_owned(),
        credit_code: String::new(),
        minor: false,
    }
}

pub(crate) fn agency() -> Agency {
    Agency {
        id: AGENCY.into(),
        name: "漳州市龙海区市场监督管理局".to_owned(),
        division: DIVISION.into(),
    }
}

/// The agency is competent, by a power of its own.
pub(crate) fn subject(agency: &str, name: &str) -> Subject {
    Subject {
        agency: agency.into(),
        name: name.to_owned(),
        power: None,
        entrusted: Vec::new(),
        articles: "行政处罚法第二十二条、行政处罚法第二十三条".to_owned(),
    }
}

pub(crate) fn opening(item: Item, party: Party) -> OpeningFacts {
    OpeningFacts {
        merged_into: None,
        place: DIVISION.into(),
        competence: BTreeMap::from([(
            item.snapshot.id.clone(),
            Competence::Held(vec![subject(AGENCY, "漳州市龙海区市场监督管理局")]),
        )]),
        id: CaseId(Uuid::from_u128(7)),
        code: CaseCode::from_random([7; 10]),
        agency: Some(agency()),
        unqualified_joint_agencies: Vec::new(),
        party: Some(party),
        items: vec![item],
        unlisted_items: Vec::new(),
        from_lead: None,
        checks: Vec::new(),
        visits: BTreeMap::new(),
        government: "漳州市龙海区人民政府".to_owned(),
    }
}

/// What is known when two officers act on a day.
pub(crate) fn facts(calendar: &Calendar, today: CivilDate) -> Facts<'_> {
    Facts {
        now: morning(today),
        calendar,
        parameters: std::sync::Arc::default(),
        caller: person(lin(), &[Right::Handle]),
        co_officer: Some(chen()),
        opening: None,
        weighing: None,
        versions: vec!["law-penalty@2021-07-15".to_owned()],
        agencies: beside::agencies(),
        filings: Vec::new(),
        document_number: None,
        linked: None,
        granted: None,
        compulsion: None,
        printed: None,
        night: Night::default(),
        questionings: Vec::new(),
        account: account::Known {
            revenue: Some(account::Revenue {
                code: "103050109".to_owned(),
                name: "市场监管罚没收入".to_owned(),
                collector: "zz-0604".to_owned(),
                version: "rev-longhai-market@2022-01-01".to_owned(),
            }),
            notice_number: Some(account::NoticeNumber::from_random(DIVISION, 2026, 1)),
            ..account::Known::default()
        },
    }
}

#[expect(clippy::unnecessary_wraps, reason = "acts carry it as an option")]
pub(crate) fn second() -> Option<OfficerId> {
    Some("o-chen".into())
}

pub(crate) fn direct(on: CivilDate) -> Service {
    Service {
        manner: ServiceManner::Direct,
        on,
        receiver: "张某某".to_owned(),
        remarks: String::new(),
    }
}

pub(crate) fn signed() -> Signature {
    Signature {
        manner: SignatureManner::Signed,
        signer: "张某某".to_owned(),
        witness: String::new(),
    }
}

pub(crate) fn text(words: &str) -> String {
    words.to_owned()
}

pub(crate) mod acts {
    use super::*;

    pub(crate) fn open_inspection(planned_on: CivilDate) -> Act {
        Act::OpenInspection(OpenInspection {
            agency: AGENCY.into(),
            joint_agencies: Vec::new(),
            party: "p-firm".into(),
            items: vec!["i-gas".into()],
            kind: InspectionKind::Special,
            basis: Basis {
                kind: BasisKind::Campaign,
                reference: text("龙政办〔2023〕9号"),
            },
            emergency: String::new(),
            reason: text("燃气安全专项检查"),
            place: text("石码街道"),
            place_division: None,
            planned_on,
            co_officer: second(),
            offline: None,
        })
    }

    pub(crate) fn record_site(on: CivilDate, found: &[&str]) -> Act {
        let started = morning(on) - Duration::minutes(40);
        Act::RecordSite(RecordSite {
            co_officer: second(),
            started,
            ended: started + Duration::minutes(30),
            certificates_shown: true,
            rights_told: true,
            findings: found
                .iter()
                .map(|what| Found {
                    description: text(what),
                    item: None,
                })
                .collect(),
            answers: Vec::new(),
            party_remark: text("无异议"),
            signature: signed(),
        })
    }

    pub(crate) fn approve(granted: bool) -> Act {
        Act::Inspection(inspection::Act::ApproveInspection(ApproveInspection {
            granted,
            reasons: text("同意"),
        }))
    }

    pub(crate) fn inspection_notice(on: CivilDate) -> Act {
        Act::Inspection(inspection::Act::ServeInspectionNotice(direct(on)))
    }

    pub(crate) fn tell_result(on: CivilDate) -> Act {
        Act::Inspection(inspection::Act::TellResult(TellResult {
            content: text("未发现问题"),
            service: direct(on),
        }))
    }

    pub(crate) fn order(due: CivilDate) -> Act {
        Act::OrderRectification(OrderRectification {
            co_officer: second(),
            findings: Vec::new(),
            requirement: text("立即整改"),
            due,
        })
    }

    pub(crate) fn confirm_address(on: CivilDate) -> Act {
        Act::ConfirmServiceAddress(ServiceAddress {
            email: text("shop@example.cn"),
            postal: text("石码街道解放路1号"),
            electronic_consent: true,
            platform: true,
            document: 0,
            signed_on: on,
        })
    }

    pub(crate) fn by_email(on: CivilDate) -> Service {
        Service {
            manner: ServiceManner::Electronic,
            on,
            receiver: text("shop@example.cn"),
            remarks: String::new(),
        }
    }

    pub(crate) fn revisit(on: CivilDate, results: &[(u32, bool)]) -> Act {
        Act::RecordRevisit(RecordRevisit {
            co_officer: second(),
            visited: morning(on) - Duration::minutes(20),
            results: results
                .iter()
                .map(|(finding, corrected)| RevisitResult {
                    finding: *finding,
                    corrected: *corrected,
                    evidence: text("照片"),
                })
                .collect(),
        })
    }

    pub(crate) fn cancel_inspection() -> Act {
        Act::Inspection(inspection::Act::CancelInspection(
            inspection::CancelInspection {
                reasons: text("企业已停业，检查未实施"),
            },
        ))
    }

    /// The case as which one goes on, in these tests.
    pub(crate) fn next_case() -> CaseId {
        CaseId(Uuid::from_u128(8))
    }

    pub(crate) fn escalate() -> Act {
        Act::Inspection(inspection::Act::EscalateInspection(
            inspection::EscalateInspection {
                penalty_case: next_case(),
                reasons: text("涉嫌违法，已立案调查"),
            },
        ))
    }

    pub(crate) fn close_inspection() -> Act {
        Act::CloseInspection(Close {
            conclusion: text("整改到位"),
        })
    }

    pub(crate) fn open_summary(act_on: CivilDate) -> Act {
        Act::Summary(summary_penalty::Act::OpenSummary(OpenSummary {
            agency: AGENCY.into(),
            party: "p-firm".into(),
            item: "i-label".into(),
            facts: text("销售标签不合格产品"),
            place: text("石码街道"),
            place_division: None,
            act_on,
            co_officer: second(),
            certificates_shown: true,
            rights_told: true,
            offline: None,
        }))
    }

    pub(crate) fn hear(on: CivilDate, intended_fine: Fen) -> Act {
        Act::Summary(summary_penalty::Act::HearOnSpot(HearOnSpot {
            co_officer: second(),
            told: text("拟处罚内容及事实、理由、依据"),
            intended_fine,
            statement: text("请求从轻"),
            adopted: false,
            reply: text("已在幅度内从轻"),
            on,
        }))
    }

    pub(crate) fn decide_on_spot(on: CivilDate, fine: Fen, collected: HowCollected) -> Act {
        Act::Summary(summary_penalty::Act::DecideOnSpot(DecideOnSpot {
            co_officer: second(),
            facts_clear: true,
            fine,
            correction_order: text("责令改正"),
            collected,
            on,
        }))
    }

    pub(crate) fn hand_over(on: CivilDate) -> Act {
        Act::Summary(summary_penalty::Act::HandOverDecision(HandOverDecision {
            signature: signed(),
            on,
        }))
    }

    pub(crate) fn file_summary() -> Act {
        Act::Summary(summary_penalty::Act::FileSummary(FileSummary {
            remarks: String::new(),
        }))
    }

    pub(crate) fn convert() -> Act {
        Act::Summary(summary_penalty::Act::ConvertSummary(ConvertSummary {
            ordinary_case: next_case(),
            reasons: text("违法事实需要进一步查清"),
        }))
    }

    pub(crate) fn agree_fast(on: CivilDate) -> Act {
        Act::Fast(fast::Act::AgreeFast(AgreeFast {
            co_officer: second(),
            admission: text("承认违法事实，同意快速办理"),
            facts_clear: true,
            signature: signed(),
            on,
        }))
    }

    pub(crate) fn leave_fast(ground: Ground) -> Act {
        Act::Fast(fast::Act::LeaveFast(LeaveFast {
            ground,
            reasons: text("当事人书面撤回"),
        }))
    }

    pub(crate) fn file(act_on: CivilDate, found_on: CivilDate) -> Act {
        Act::FileCase(FileCase {
            agency: AGENCY.into(),
            party: "p-firm".into(),
            item: "i-label".into(),
            place_division: None,
            source: text("监督检查"),
            summary: text("销售标签不合格产品"),
            act_on,
            found_on,
            from_case: None,
            fast: false,
            co_officer: second(),
            offline: None,
            extent: Extent::default(),
        })
    }

    pub(crate) fn evidence(on: CivilDate) -> Act {
        Act::RecordEvidence(RecordEvidence {
            co_officer: second(),
            kind: EvidenceKind::PartyStatement,
            description: text("当事人书面陈述"),
            collected: morning(on) - Duration::minutes(5),
            content_hash: String::new(),
            exhibits: Vec::new(),
        })
    }

    pub(crate) fn conclude(fine: Fen) -> Act {
        Act::ConcludeInquiry(ConcludeInquiry {
            co_officer: second(),
            facts: text("违法事实清楚"),
            proposal: Disposal::fined(fine),
            discretion: text("一般情节"),
            harm_refuted: false,
        })
    }

    pub(crate) fn review(opinion: ReviewOpinion) -> Act {
        Act::ReviewLegality(ReviewLegality {
            opinion,
            remarks: text("程序合法"),
        })
    }

    pub(crate) fn notice(on: CivilDate, hearing_told: bool) -> Act {
        Act::ServeNotice(ServeNotice {
            co_officer: second(),
            content: text("拟作出的处罚内容及事实、理由、依据"),
            hearing_told,
            service: direct(on),
        })
    }

    pub(crate) fn statement(on: CivilDate) -> Act {
        Act::RecordStatement(RecordStatement {
            co_officer: second(),
            statement: text("请求从轻"),
            transcript: 0,
            adopted: false,
            reply: text("已在幅度内从轻"),
            on,
        })
    }

    pub(crate) fn waive(on: CivilDate) -> Act {
        Act::WaiveStatement(WaiveStatement {
            signature: signed(),
            hearing_waived: false,
            on,
        })
    }

    pub(crate) fn decide(fine: Fen) -> Act {
        Act::Decide(Decide {
            disposal: Disposal::fined(fine),
            reasons: text("事实清楚，证据确凿"),
            correction_order: text("责令改正"),
        })
    }

    pub(crate) fn pay(on: CivilDate, amount: Fen, receipt: &str) -> Act {
        Act::RecordPayment(RecordPayment {
            amount,
            receipt: text(receipt),
            on,
        })
    }

    pub(crate) fn revoke(on: CivilDate) -> Act {
        Act::RevokeDecision(RevokeDecision {
            effect: RevocationEffect::Revoked,
            ground: RevocationGround::Reconsideration,
            instrument: text("龙政行复〔2026〕7号"),
            reasons: text("主要事实不清、证据不足"),
            on,
            changed: None,
            redo: false,
        })
    }

    pub(crate) fn correct_start(clock: impl Into<Clock>, start: CivilDate) -> Act {
        Act::CorrectDeadlineStart(CorrectDeadlineStart {
            clock: clock.into(),
            start,
            reason: text("送达回证所载日期为准"),
        })
    }

    pub(crate) fn disclosed(disclosed: Disclosed, on: CivilDate) -> Act {
        Act::NoteDisclosure(NoteDisclosure { disclosed, on })
    }

    pub(crate) fn endorse() -> Act {
        Act::EndorseDecision(EndorseDecision {
            opinion: ReviewOpinion::Passed,
            remarks: text("同意拟处理意见"),
        })
    }

    pub(crate) fn forgo() -> Act {
        Act::ForgoReview(ForgoReview {
            reasons: text("不属于应当法制审核的情形"),
        })
    }

    pub(crate) fn spared(ground: disposal::SpareGround) -> Disposal {
        Disposal {
            ruling: Ruling::Spared(ground),
            ..Disposal::default()
        }
    }

    pub(crate) fn dismiss(disposal: Disposal) -> Act {
        Act::Dismiss(Dismiss {
            disposal,
            reasons: text("违法行为轻微并及时改正，没有造成危害后果"),
            correction_order: text("已改正，不再责令"),
            education: text("当面进行法律法规宣传教育"),
        })
    }

    pub(crate) fn correct_errors() -> Act {
        Act::CorrectErrors(CorrectErrors {
            wrong: text("石玛街道"),
            right: text("石码街道"),
        })
    }

    pub(crate) fn propose_closing(ground: ClosingGround) -> Act {
        Act::ProposeClosing(ProposeClosing {
            ground,
            conclusion: text("罚款已缴清，违法行为已改正"),
        })
    }

    pub(crate) fn close_case() -> Act {
        Act::CloseCase(CloseCase {
            approved: true,
            remarks: String::new(),
        })
    }

    /// The leader's own words: nothing is proposed before them.
    pub(crate) fn close_summary() -> Act {
        Act::CloseCase(CloseCase {
            approved: true,
            remarks: text("罚款已当场收缴并缴付"),
        })
    }

    pub(crate) fn archive() -> Act {
        Act::ArchiveCase(ArchiveCase {
            archive_number: text("2026-行处-001"),
        })
    }
}

/// A case that is being handled, with its whole history.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    pub(crate) calendar: Calendar,
    pub(crate) today: CivilDate,
    pub(crate) case: Option<Case>,
    pub(crate) history: Vec<Event>,
    pub(crate) item: Item,
    pub(crate) party: Party,
}

impl Story {
    pub(crate) fn on(today: &str) -> Self {
        Self {
            calendar: Calendar::state_council(),
            today: day(today),
            case: None,
            history: Vec::new(),
            item: item("i-label", ItemKind::Penalty, Domain::MarketSupervision),
            party: party(PartyKind::Organisation),
        }
    }

    pub(crate) fn inspection(today: &str) -> Self {
        Self {
            item: item("i-gas", ItemKind::Inspection, Domain::Housing),
            party: party(PartyKind::IndividualBusiness),
            ..Self::on(today)
        }
    }

    pub(crate) fn then(&mut self, today: &str) -> &mut Self {
        self.today = day(today);
        self
    }

    pub(crate) fn case(&self) -> &Case {
        self.case.as_ref().expect("the story has a case")
    }

    pub(crate) fn step(&self) -> &'static str {
        self.case().step_name()
    }

    /// What is known today when the right person for the act acts.
    pub(crate) fn facts_for(&self, act: &Act) -> Facts<'_> {
        let mut facts = facts(&self.calendar, self.today);
        facts.caller = match act.kind().right() {
            Right::Handle => person(lin(), &[Right::Handle]),
            Right::Review => person(reviewer(), &[Right::Review]),
            Right::Endorse => person(unit_head(), &[Right::Endorse]),
            Right::Preside => person(reviewer(), &[Right::Preside]),
            Right::Approve => person(leader(), &[Right::Approve]),
            Right::Revoke => person(leader(), &[Right::Revoke]),
            Right::Designate => person(leader(), &[Right::Designate]),
            Right::Read => person(lin(), &[Right::Read]),
            Right::Clock => Caller::Clock,
        };
        beside::in_turn(self, act, &mut facts);
        facts.document_number = act
            .document()
            .and_then(|kind| kind.number("龙市监", self.today.year(), 1));
        facts.printed = printed(act, facts.document_number.as_ref());
        facts.linked = act.leads_to().and_then(|id| {
            let case = self.case.as_ref()?;
            Some(Linked {
                id,
                procedure: ProcedureKind::OrdinaryPenalty,
                from_case: Some(case.id()),
                party: case.opening.party.id.clone(),
                code: opening(self.item.clone(), self.party.clone()).code,
                agency: case.opening.agency.clone(),
                closed: false,
                measures: 0,
            })
        });
        facts.granted = act.relies_on().map(|_| Box::new(exhibits::granted()));
        facts.compulsion = act.compulsion_item().map(|_| force::power());
        if act.kind().opens() {
            facts.opening = Some(opening(self.item.clone(), self.party.clone()));
        }
        facts
    }

    pub(crate) fn judge(&self, act: &Act, facts: &Facts<'_>) -> Result<Vec<Event>, Refusal> {
        decide(self.case.as_ref(), act, facts)
    }

    /// Tries an act by the right person; what is refused leaves the case as it was.
    pub(crate) fn attempt(&mut self, act: &Act) -> Result<Vec<Event>, Refusal> {
        let events = self.judge(act, &self.facts_for(act))?;
        self.happen(&events);
        Ok(events)
    }

    /// Does an act that must be possible.
    pub(crate) fn act(&mut self, act: &Act) -> &mut Self {
        let kind = act.kind();
        self.attempt(act)
            .unwrap_or_else(|refusal| panic!("{kind:?}: {refusal:?}"));
        self
    }

    pub(crate) fn happen(&mut self, events: &[Event]) {
        for event in events {
            let next = evolve(self.case.take(), event).expect("a decided event follows");
            self.case = Some(next);
            self.history.push(event.clone());
        }
    }

    pub(crate) fn running(&self, kind: DeadlineKind) -> &Deadline {
        self.case()
            .running(kind)
            .unwrap_or_else(|| panic!("{kind:?} does not run"))
    }
}

/// What the press made of an act that issues a document.
pub(crate) fn printed(act: &Act, number: Option<&DocumentNumber>) -> Option<issuing::Printed> {
    let Act::Issuing(issuing::Act::IssueDocument(_)) = act else {
        return None;
    };
    Some(issuing::Printed {
        sm3: "ab".repeat(32),
        size: 20_480,
        pages: 2,
        template: String::new(),
        template_version: "1".to_owned(),
        document_number: number.cloned(),
    })
}

/// An ordinary penalty, stopped right after reaching a step.
pub(crate) fn penalty_at(step: &str) -> Story {
    use acts::*;
    if step == "TRANSFERRED" {
        let mut story = beside::referred_to("FILED");
        story.act(&beside::close_transferred());
        return story;
    }
    if step == "TERMINATED" || step == "WITHDRAWN" {
        let mut story = penalty_at("FILED");
        let terminated = step == "TERMINATED";
        story.act(&if terminated {
            inquiry::terminate()
        } else {
            inquiry::withdraw()
        });
        return story;
    }
    let fine = Fen::yuan(3000);
    let mut story = Story::on("2026-03-02");
    if step.starts_with("DISMISS") {
        return dismissed_at(step);
    }
    let path: [(&str, &str, Act); 11] = [
        (
            "FILED",
            "2026-03-02",
            file(day("2026-02-25"), day("2026-02-26")),
        ),
        ("FILED", "2026-03-03", evidence(day("2026-03-03"))),
        ("CONCLUDED", "2026-03-10", conclude(fine)),
        ("REVIEWED", "2026-03-12", review(ReviewOpinion::Passed)),
        ("NOTICED", "2026-03-13", notice(day("2026-03-13"), false)),
        ("HEARD", "2026-03-16", statement(day("2026-03-16"))),
        ("HEARD", "2026-03-16", endorse()),
        ("DECIDED", "2026-03-18", decide(fine)),
        (
            "SERVED",
            "2026-03-19",
            Act::ServeDecision(direct(day("2026-03-19"))),
        ),
        ("PAID", "2026-03-25", pay(day("2026-03-25"), fine, "FJ-001")),
        (
            "PAID",
            "2026-03-25",
            propose_closing(ClosingGround::Executed),
        ),
    ];
    for (reached, today, act) in path {
        story.then(today).act(&act);
        // A step is reached with everything that is done at it.
        let unfinished = match reached {
            "FILED" => story
                .case()
                .penalty()
                .is_some_and(|it| it.evidence.is_empty()),
            "HEARD" => story
                .case()
                .penalty()
                .is_some_and(|it| it.endorsement.is_none()),
            "PAID" => story
                .case()
                .penalty()
                .is_some_and(|it| it.closing.is_none()),
            _ => false,
        };
        let done = reached == step && !unfinished;
        if done {
            return story;
        }
    }
    story.then("2026-03-26").act(&close_case());
    if step == "REVOKED" {
        story.act(&revoke(story.today));
    }
    if step == "ARCHIVED" {
        published(&mut story);
        story.act(&archive());
    }
    assert_eq!(story.step(), step, "no such step");
    story
}

/// What disclosure tells settles the duties to publish and to report.
pub(crate) fn published(story: &mut Story) {
    story.act(&acts::disclosed(Disclosed::Published, story.today));
    if story.case().running(DeadlineKind::CreditReport).is_some() {
        let passed = Act::PassDeadline(DeadlineKind::CreditReport.into());
        story.then("2026-04-30").act(&passed);
    }
}

/// A case that ends without a penalty, stopped right after reaching a step.
fn dismissed_at(step: &str) -> Story {
    use acts::*;
    let mut story = penalty_at("CONCLUDED");
    story.act(&review(ReviewOpinion::Passed));
    story.act(&endorse());
    story
        .then("2026-03-12")
        .act(&dismiss(spared(disposal::SpareGround::MinorCorrected)));
    if step == "DISMISSED" {
        return story;
    }
    story
        .then("2026-03-13")
        .act(&Act::ServeDecision(direct(day("2026-03-13"))))
        .act(&propose_closing(ClosingGround::NotPunished));
    if step == "DISMISSAL_SERVED" {
        return story;
    }
    story.act(&close_case());
    if step == "DISMISSAL_ARCHIVED" {
        story.act(&archive());
    }
    assert_eq!(story.step(), step, "no such step");
    story
}

/// An inspection that found two hazards, stopped right after reaching a step.
pub(crate) fn inspection_at(step: &str) -> Story {
    use acts::*;
    let mut story = Story::inspection("2023-11-20");
    let found: &[&str] = if step == "CLEAN" {
        &[]
    } else {
        &["未配置灭火器", "燃气软管不合格"]
    };
    let path: [(&str, &str, Act); 7] = [
        ("OPENED", "2023-11-20", open_inspection(day("2023-11-20"))),
        ("OPENED", "2023-11-20", approve(true)),
        ("OPENED", "2023-11-20", inspection_notice(day("2023-11-20"))),
        (
            "RECORDED",
            "2023-11-20",
            record_site(day("2023-11-20"), found),
        ),
        ("ORDERED", "2023-11-20", order(day("2023-11-30"))),
        (
            "SERVED",
            "2023-11-21",
            Act::ServeOrder(direct(day("2023-11-21"))),
        ),
        (
            "CORRECTED",
            "2023-11-30",
            revisit(day("2023-11-30"), &[(1, true), (2, true)]),
        ),
    ];
    for (reached, today, act) in path {
        story.then(today).act(&act);
        let admitted = story.case().inspection().unwrap().notice.is_some();
        if story.step() == step && admitted {
            break;
        }
        assert_eq!(story.step(), reached);
        match step {
            "CANCELLED" if admitted => {
                story.act(&cancel_inspection());
                break;
            }
            "ESCALATED" if reached == "RECORDED" => {
                story.act(&escalate());
                break;
            }
            _ => {}
        }
    }
    if step == "CLEAN" || step == "CLOSED" {
        story.act(&tell_result(story.today));
    }
    if step == "CLOSED" {
        story.act(&close_inspection());
    }
    assert_eq!(story.step(), step, "no such step");
    story
}

/// A summary penalty of 1,000 yuan on a firm, to be paid at the bank, stopped right after reaching a step.
pub(crate) fn summary_at(step: &str) -> Story {
    use acts::*;
    let on = day("2026-03-02");
    let fine = Fen::yuan(1000);
    let mut story = Story::on("2026-03-02");
    let path: [(&str, Act); 6] = [
        ("OPENED", open_summary(on)),
        ("HEARD", hear(on, fine)),
        ("DECIDED", decide_on_spot(on, fine, HowCollected::Bank)),
        ("HANDED_OVER", hand_over(on)),
        ("PERFORMED", pay(on, fine, "FJ-101")),
        ("CLOSED", close_summary()),
    ];
    for (reached, act) in path {
        if reached == "CLOSED" {
            story.act(&file_summary());
        }
        story.act(&act);
        assert_eq!(story.step(), reached);
        if step == "CONVERTED" {
            story.act(&convert());
        }
        if story.step() == step {
            return story;
        }
    }
    story.act(&revoke(on));
    assert_eq!(story.step(), step, "no such step");
    story
}

/// Somebody who is not the right person for an act of handling, reviewing or deciding.
pub(crate) fn world_officers(which: i64) -> Caller {
    match which {
        0 => person(lin(), &[Right::Handle, Right::Review, Right::Approve]),
        1 => person(officer("o-else", "他人"), &[]),
        2 => Caller::Clock,
        _ => person(
            Officer {
                agency: "elsewhere".into(),
                ..lin()
            },
            &[Right::Handle],
        ),
    }
}
