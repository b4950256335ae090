//! Every guard is tripped once, and by what it is for.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::*;
use world::scene::{Scene, trips};
use world::{Story, acts, day, inspection_at, penalty_at, text};

macro_rules! contents {
    ($scene:expr, $kind:ident) => {
        match &mut $scene.act {
            Act::$kind(act) => act,
            other => panic!("{other:?}"),
        }
    };
}

/// A weighing that comes to another fine than any story proposes.
fn weighed() -> Weighing {
    let range = discretion::Range::new(Fen::yuan(1), Fen::yuan(1)).unwrap();
    let version = discretion::Version {
        item: text("i-label@2021-07-15"),
        statutory: range,
        tier: None,
    };
    let question = discretion::Question {
        at_act: version.clone(),
        at_decision: Some(version),
        circumstances: Vec::new(),
        exempt: false,
        mitigate: false,
        weights: discretion::Weights::USUAL,
    };
    Weighing {
        number: 1,
        step: weighing::Step::Weighed,
        assessment: discretion::assess(&question),
        question,
        amount: Fen::yuan(1),
        departure: String::new(),
        officers: Vec::new(),
        on: day("2026-03-04"),
        decided_by: None,
        decision: String::new(),
    }
}

fn urged() -> (Story, Act) {
    let urge = task::UrgeTask {
        number: 1,
        words: text("期限将至"),
    };
    (penalty_at("FILED"), Act::Task(task::Act::UrgeTask(urge)))
}

fn open_inspection() -> (Story, Act) {
    (
        Story::inspection("2023-11-20"),
        acts::open_inspection(day("2023-11-20")),
    )
}

fn file() -> (Story, Act) {
    (
        Story::on("2026-03-02"),
        acts::file(day("2026-02-25"), day("2026-02-26")),
    )
}

fn site() -> (Story, Act) {
    (
        inspection_at("OPENED"),
        acts::record_site(day("2023-11-20"), &["未配置灭火器"]),
    )
}

fn evidence_on_file() -> Story {
    let mut story = penalty_at("FILED");
    story.act(&acts::evidence(story.today));
    story
}

fn notice() -> (Story, Act) {
    (
        penalty_at("REVIEWED"),
        acts::notice(day("2026-03-12"), false),
    )
}

#[test]
fn each_guard_is_tripped_by_what_it_is_for() {
    use Guard as G;
    let mut tripped: BTreeSet<Guard> = BTreeSet::new();
    let mut trip = |guard, (story, act): (Story, Act), change: &dyn Fn(&mut Scene<'_>)| {
        tripped.insert(trips(guard, &story, act, change));
    };

    // Who may act at all.
    trip(G::MayHandle, file(), &|s| s.person().rights.clear());
    let review = || (penalty_at("CONCLUDED"), acts::review(ReviewOpinion::Passed));
    trip(G::MayReview, review(), &|s| {
        s.person().rights = BTreeSet::from([Right::Handle]);
    });
    let decision = || (penalty_at("HEARD"), acts::decide(Fen::yuan(3000)));
    trip(G::MayApprove, decision(), &|s| {
        s.person().rights = BTreeSet::from([Right::Handle]);
    });
    let correction = || (penalty_at("SERVED"), acts::revoke(day("2026-03-19")));
    trip(G::MayRevoke, correction(), &|s| {
        s.person().rights = BTreeSet::from([Right::Approve]);
    });
    trip(G::OwnAgency, correction(), &|s| {
        s.person().agencies = BTreeSet::from(["other".into()]);
    });
    trip(G::OwnAgency, file(), &|s| {
        s.person().agencies = BTreeSet::from(["other".into()]);
    });
    trip(G::CallerIsOfficer, file(), &|s| s.person().officer = None);
    trip(G::CallerIsOfficer, decision(), &|s| {
        s.person().officer_id = None;
    });

    trip(G::MayReview, review(), &|s| s.facts.caller = Caller::Clock);

    // Two officers with certificates.
    trip(G::TwoOfficers, file(), &|s| {
        contents!(s, FileCase).co_officer = None;
    });
    trip(G::TwoDifferentOfficers, file(), &|s| {
        contents!(s, FileCase).co_officer = Some("o-lin".into());
    });
    trip(G::SecondOfficerKnown, file(), &|s| {
        s.facts.co_officer = None;
    });
    trip(G::SecondOfficerOfAgency, file(), &|s| {
        s.second().agency = "elsewhere".into();
    });
    trip(G::CertificateHeld, file(), &|s| {
        s.second().certificates.clear();
    });
    trip(G::CertificateNotRevoked, file(), &|s| {
        s.certificate().standing = Standing::Revoked;
    });
    trip(G::CertificateNotSuspended, file(), &|s| {
        s.certificate().standing = Standing::Suspended;
    });
    trip(G::CertificateIssued, file(), &|s| {
        s.certificate().issued = day("2026-03-03");
    });
    trip(G::CertificateInForce, file(), &|s| {
        s.certificate().expires = day("2026-03-01");
    });
    trip(G::CertificateForDomain, file(), &|s| {
        s.certificate().domains = BTreeSet::from([Domain::Transport]);
    });
    trip(G::CertificateForDivision, file(), &|s| {
        s.certificate().division = "350604001".into();
    });
    trip(G::CertificateInForce, site(), &|s| {
        s.officer().certificates[0].expires = day("2023-11-19");
    });

    // On what.
    trip(G::AgencyQualified, file(), &|s| s.opening().agency = None);
    trip(G::JointAgenciesQualified, open_inspection(), &|s| {
        s.opening().unqualified_joint_agencies.push("fire".into());
    });
    trip(G::PartyKnown, file(), &|s| s.opening().party = None);
    trip(G::InspectionItemsListed, open_inspection(), &|s| {
        s.opening().items[0].kind = ItemKind::Penalty;
    });
    trip(G::PenaltyItemListed, file(), &|s| {
        s.opening().unlisted_items.push("i-x".into());
    });
    trip(G::PartyNotMerged, file(), &|s| {
        s.opening().merged_into = Some("龙海某食品集团有限公司".to_owned());
    });
    trip(G::AgencyCompetent, file(), &|s| {
        s.opening().competence.clear();
    });
    trip(G::FirstToFile, file(), &|s| {
        let mut first = world::beside::fined_elsewhere(penalty_at("FILED").case());
        first.standing = register::Standing::UnderWay;
        (first.from, first.to) = (day("2026-02-20"), day("2026-02-25"));
        s.facts.filings.push(first);
    });
    trip(G::ItemEntrusted, file(), &|s| {
        s.officer().agency = "longhai-market-centre".into();
        s.officer().principal = Some(world::AGENCY.into());
    });
    trip(G::BasisInForce, file(), &|s| {
        s.opening().items[0].basis_in_force = false;
    });
    trip(
        G::WithinLimitation,
        (penalty_at("HEARD"), acts::decide(Fen::yuan(3000))),
        &|s| s.penalty().act_on = day("2024-02-25"),
    );
    trip(
        G::PartyAsked,
        (evidence_on_file(), acts::conclude(Fen::yuan(3000))),
        &|s| {
            s.penalty()
                .evidence
                .iter_mut()
                .for_each(|it| it.kind = EvidenceKind::SiteRecord);
        },
    );
    trip(
        G::NoCaptureOpen,
        (evidence_on_file(), acts::conclude(Fen::yuan(3000))),
        &|s| {
            let mut watched = penalty_at("FILED");
            let on = watched.today;
            watched.act(&world::inquiry::capture(on));
            s.case.as_mut().unwrap().captures = watched.case.unwrap().captures;
        },
    );
    trip(G::WithinLimitation, file(), &|s| {
        let act = contents!(s, FileCase);
        (act.act_on, act.found_on) = (day("2024-02-25"), day("2026-02-26"));
    });

    // The inspection.
    trip(G::CertificatesShown, site(), &|s| {
        contents!(s, RecordSite).certificates_shown = false;
    });
    trip(G::RightsTold, site(), &|s| {
        contents!(s, RecordSite).rights_told = false;
    });
    trip(G::SignatureWitnessed, site(), &|s| {
        contents!(s, RecordSite).signature.manner = SignatureManner::Refused;
    });
    trip(G::FindingsOfCase, site(), &|s| {
        contents!(s, RecordSite).findings[0].item = Some("i-other".into());
    });
    let order = || (inspection_at("RECORDED"), acts::order(day("2023-11-30")));
    trip(G::FindingsKnown, order(), &|s| {
        contents!(s, OrderRectification).findings = vec![1, 3];
    });
    trip(G::RectificationAhead, order(), &|s| {
        contents!(s, OrderRectification).due = day("2023-11-20");
    });
    let revisit = || {
        (
            inspection_at("SERVED"),
            acts::revisit(day("2023-11-21"), &[(1, true)]),
        )
    };
    trip(G::FindingsKnown, revisit(), &|s| {
        let results = &mut contents!(s, RecordRevisit).results;
        results.push(results[0].clone());
    });
    trip(G::CorrectionEvidenced, revisit(), &|s| {
        contents!(s, RecordRevisit).results[0].evidence.clear();
    });

    // The penalty.
    let conclude = || (evidence_on_file(), acts::conclude(Fen::yuan(3000)));
    trip(G::EvidenceOnFile, conclude(), &|s| {
        s.penalty().evidence.clear();
    });
    trip(G::AsWeighed, conclude(), &|s| {
        s.case.as_mut().unwrap().weighings.push(weighed());
    });
    trip(G::FineInRange, conclude(), &|s| {
        contents!(s, ConcludeInquiry).proposal = Disposal::fined(Fen::yuan(200_001));
    });
    trip(G::ItemHasFine, conclude(), &|s| {
        s.penalty().range = FineRange::default();
    });
    trip(G::SanctionsFit, conclude(), &|s| {
        contents!(s, ConcludeInquiry).proposal.sanctions.clear();
    });
    trip(G::SanctionsFit, conclude(), &|s| {
        contents!(s, ConcludeInquiry).proposal.ruling = Ruling::NotEstablished;
    });
    trip(G::SanctionsWhole, conclude(), &|s| {
        let suspension = Sanction::new(SanctionKind::LicenceSuspension);
        contents!(s, ConcludeInquiry)
            .proposal
            .sanctions
            .push(suspension);
    });
    trip(G::RefundConsidered, conclude(), &|s| {
        let income = Sanction {
            amount: Fen::yuan(500),
            ..Sanction::new(SanctionKind::IncomeConfiscation)
        };
        contents!(s, ConcludeInquiry)
            .proposal
            .sanctions
            .push(income);
    });
    let anew = || (penalty_at("HEARD"), acts::conclude(Fen::yuan(3000)));
    trip(G::NotHeavierForDefence, anew(), &|s| {
        contents!(s, ConcludeInquiry).proposal = Disposal::fined(Fen::yuan(3001));
    });
    trip(G::ReviewerNotHandler, review(), &|s| {
        s.case.as_mut().unwrap().handlers.insert("o-huang".into());
    });
    trip(G::ReviewerQualified, review(), &|s| {
        s.officer().legally_qualified = false;
    });
    trip(G::HearingTold, notice(), &|s| {
        s.penalty().inquiry.as_mut().unwrap().proposal = Disposal::fined(Fen::yuan(100_000));
    });
    trip(G::ElectronicConsent, notice(), &|s| {
        contents!(s, ServeNotice).service = acts::by_email(day("2026-03-12"));
    });
    trip(G::ServiceWitnessed, notice(), &|s| {
        contents!(s, ServeNotice).service.manner = ServiceManner::Left;
    });
    trip(G::NotInFuture, notice(), &|s| {
        contents!(s, ServeNotice).service.on = day("2026-03-13");
    });
    trip(G::NotBeforePreviousStep, notice(), &|s| {
        contents!(s, ServeNotice).service.on = day("2026-03-11");
    });
    let waiver = || (penalty_at("NOTICED"), acts::waive(day("2026-03-13")));
    trip(G::WaiverSigned, waiver(), &|s| {
        contents!(s, WaiveStatement).signature.manner = SignatureManner::Refused;
    });
    let mut over = penalty_at("NOTICED");
    over.then("2026-03-21");
    trip(G::StatementOver, (over, Act::LapseStatement), &|s| {
        s.facts.now = world::morning(day("2026-03-20"));
    });
    let mut told = penalty_at("REVIEWED");
    told.act(&acts::notice(day("2026-03-12"), true))
        .act(&acts::statement(day("2026-03-12")))
        .act(&acts::endorse());
    told.then("2026-03-20");
    trip(
        G::HearingOver,
        (told, acts::decide(Fen::yuan(3000))),
        &|s| {
            s.facts.now = world::morning(day("2026-03-19"));
        },
    );
    trip(G::DeciderNotHandler, decision(), &|s| {
        s.case.as_mut().unwrap().handlers.insert("o-wu".into());
    });
    trip(G::DeciderNotReviewer, decision(), &|s| {
        s.penalty().review.as_mut().unwrap().reviewer = "o-wu".into();
    });
    trip(G::DeciderNotReviewer, decision(), &|s| {
        s.penalty().endorsement.as_mut().unwrap().by = "o-wu".into();
    });
    trip(G::Endorsed, decision(), &|s| {
        s.penalty().endorsement = None;
    });
    trip(G::ReviewSettled, decision(), &|s| {
        let complex = statute::legal_review::Ground::Complex;
        let inquiry = s.penalty().inquiry.as_mut().unwrap();
        inquiry.proposal.grounds.insert(complex);
        s.penalty().review = None;
    });
    trip(G::PunishesHere, decision(), &|s| {
        let disposal = &mut contents!(s, Decide).disposal;
        *disposal = Disposal {
            ruling: Ruling::NotEstablished,
            ..Disposal::default()
        };
    });
    trip(G::RevenueMapped, decision(), &|s| {
        s.facts.account.revenue = None;
    });
    trip(G::MeetingHeld, decision(), &|s| {
        contents!(s, Decide).disposal.departure = text("超出从轻幅度");
    });
    let minutes = |disposal: Disposal, member: &str| Meeting {
        number: 1,
        step: meeting::Step::Concluded,
        members: vec![member.into()],
        why: text("案情复杂"),
        proposal: 1,
        minutes: Some(meeting::Minutes {
            on: day("2026-03-16"),
            presider: member.into(),
            voices: vec![meeting::Voice {
                member: member.into(),
                agrees: true,
                opinion: String::new(),
            }],
            disposal,
            conclusion: text("同意"),
            hearings: 0,
        }),
    };
    trip(G::MeetingAsConcluded, decision(), &|s| {
        let concluded = minutes(Disposal::fined(Fen::yuan(2999)), "o-wu");
        s.case.as_mut().unwrap().meetings.push(concluded);
    });
    trip(G::DeciderAttended, decision(), &|s| {
        let concluded = minutes(Disposal::fined(Fen::yuan(3000)), "o-else");
        s.case.as_mut().unwrap().meetings.push(concluded);
    });
    trip(G::HearingEnded, decision(), &|s| {
        s.case.as_mut().unwrap().hearings.push(Hearing {
            number: 1,
            step: hearing::Step::Granted,
            manner: hearing::Manner::Oral,
            requested_on: day("2026-03-16"),
            late: false,
            answer: text("受理"),
            presider: None,
            session: None,
            minutes: None,
            ended: None,
            report: String::new(),
            since: None,
        });
    });
    let appointed = || {
        let mut story = world::hall::hearing_at("APPOINTED");
        story.then("2026-03-18");
        (story, world::hall::notify("2026-03-18", "2026-03-31"))
    };
    trip(G::MayPreside, appointed(), &|s| {
        s.person().rights.clear();
    });
    trip(
        G::MayEndorse,
        (penalty_at("HEARD"), acts::endorse()),
        &|s| {
            s.person().rights.clear();
        },
    );
    trip(
        G::EndorserNotHandler,
        (penalty_at("HEARD"), acts::endorse()),
        &|s| {
            s.case.as_mut().unwrap().handlers.insert("o-yang".into());
        },
    );
    let forgo = || (penalty_at("CONCLUDED"), acts::forgo());
    trip(G::ReviewMayWait, forgo(), &|s| {
        let complex = statute::legal_review::Ground::Complex;
        let inquiry = s.penalty().inquiry.as_mut().unwrap();
        inquiry.proposal.grounds.insert(complex);
    });
    let longer = || {
        let mut story = Story::on("2026-03-02");
        story.item = world::item("i-label", ItemKind::Penalty, Domain::MarketSupervision);
        let mut story = {
            story
                .act(&acts::file(day("2026-02-25"), day("2026-02-26")))
                .act(&acts::evidence(day("2026-03-02")))
                .act(&acts::conclude(Fen::yuan(3000)));
            story
        };
        story.case.as_mut().unwrap().opening.domain = Domain::Agriculture;
        let act = Act::ExtendReview(ExtendReview {
            reasons: text("案情复杂"),
        });
        (story, act)
    };
    trip(G::ReviewExtendable, longer(), &|s| {
        s.case.as_mut().unwrap().opening.domain = Domain::MarketSupervision;
    });
    trip(G::PenaltyProposed, notice(), &|s| {
        let inquiry = s.penalty().inquiry.as_mut().unwrap();
        inquiry.proposal = acts::spared(disposal::SpareGround::NoFault);
    });
    let spare = || {
        let disposal = acts::spared(disposal::SpareGround::MinorCorrected);
        (penalty_at("HEARD"), acts::dismiss(disposal))
    };
    trip(G::Educated, spare(), &|s| {
        contents!(s, Dismiss).education.clear();
    });
    trip(G::PunishesHere, spare(), &|s| {
        contents!(s, Dismiss).disposal = Disposal::fined(Fen::yuan(1000));
    });
    trip(G::ChangedWhole, correction(), &|s| {
        contents!(s, RevokeDecision).effect = RevocationEffect::Changed;
    });
    trip(G::ChangedWhole, correction(), &|s| {
        contents!(s, RevokeDecision).effect = RevocationEffect::DeclaredIllegal;
        contents!(s, RevokeDecision).redo = true;
    });
    let change = || {
        let (story, mut act) = correction();
        if let Act::RevokeDecision(act) = &mut act {
            act.effect = RevocationEffect::Changed;
            act.changed = Some(Disposal::fined(Fen::yuan(2000)));
        }
        (story, act)
    };
    trip(G::ChangedNotHeavier, change(), &|s| {
        contents!(s, RevokeDecision).changed = Some(Disposal::fined(Fen::yuan(3001)));
    });
    let closing = || {
        let act = acts::propose_closing(ClosingGround::Executed);
        (penalty_at("PAID"), act)
    };
    trip(G::ClosingFits, closing(), &|s| {
        contents!(s, ProposeClosing).ground = ClosingGround::NotPunished;
    });
    trip(G::FinePaid, closing(), &|s| {
        let case = s.case.as_mut().unwrap();
        case.account = penalty_at("SERVED").case().account.clone();
    });
    trip(
        G::ClosingProposed,
        (penalty_at("PAID"), acts::close_case()),
        &|s| {
            s.penalty().closing = None;
        },
    );
    let archive = || {
        let mut story = penalty_at("CLOSED");
        world::published(&mut story);
        (story, acts::archive())
    };
    trip(G::PublicityDone, archive(), &|s| {
        let running = penalty_at("CLOSED")
            .running(DeadlineKind::Publicity)
            .clone();
        s.case.as_mut().unwrap().deadlines.push(running);
    });
    trip(G::NoRecordingOwed, archive(), &|s| {
        s.case.as_mut().unwrap().measures = vec![world::exhibits::sealed()];
    });
    trip(
        G::ExhibitsKnown,
        (
            penalty_at("FILED"),
            acts::evidence(penalty_at("FILED").today),
        ),
        &|s| {
            contents!(s, RecordEvidence).exhibits = vec![1];
        },
    );
    trip(G::FineAsTold, decision(), &|s| {
        contents!(s, Decide).disposal = Disposal::fined(Fen::yuan(3001));
    });
    trip(G::DocumentWordKnown, decision(), &|s| {
        s.facts.document_number = None;
    });
    trip(G::DocumentWordKnown, order(), &|s| {
        s.facts.document_number = None;
    });
    trip(G::NotInFuture, correction(), &|s| {
        contents!(s, RevokeDecision).on = day("2026-03-20");
    });
    trip(G::NotBeforeDecision, correction(), &|s| {
        contents!(s, RevokeDecision).on = day("2026-03-17");
    });
    let pay = || {
        let mut story = penalty_at("SERVED");
        story.act(&acts::pay(day("2026-03-19"), Fen::yuan(1000), "FJ-1"));
        (story, acts::pay(day("2026-03-19"), Fen::yuan(2000), "FJ-2"))
    };
    trip(G::PaymentWithinFine, pay(), &|s| {
        contents!(s, RecordPayment).amount = Fen::yuan(2001);
    });
    trip(G::ReceiptUnused, pay(), &|s| {
        contents!(s, RecordPayment).receipt = text("FJ-1");
    });

    trip(G::NotRecused, decision(), &|s| {
        s.case.as_mut().unwrap().recusals.push(Recusal {
            number: 1,
            step: recusal::Step::Granted,
            officer: "o-wu".into(),
            requested_by: recusal::Asker::Party,
            grounds: text("与当事人有近亲属关系"),
            requested_on: day("2026-03-17"),
            decided_by: Some("o-else".into()),
            reasons: text("情况属实"),
        });
    });

    trip(
        G::InCharge,
        (penalty_at("HEARD"), acts::decide(Fen::yuan(3000))),
        &|s| {
            let disputed = world::beside::disputed_to("NEGOTIATING").case.unwrap();
            s.case.as_mut().unwrap().disputes = disputed.disputes;
        },
    );
    trip(
        G::OneFine,
        (penalty_at("HEARD"), acts::decide(Fen::yuan(3000))),
        &|s| {
            let fined = world::beside::fined_elsewhere(s.case.as_ref().unwrap());
            s.facts.filings.push(fined);
        },
    );
    let spared = || {
        let Act::ConcludeInquiry(mut act) = acts::conclude(Fen::yuan(3000)) else {
            panic!("a proposal")
        };
        act.proposal.sanctions.clear();
        act.proposal.ruling = disposal::Ruling::Spared(disposal::SpareGround::FirstOffence);
        (penalty_at("FILED"), Act::ConcludeInquiry(act))
    };
    trip(G::IsFirstOffence, spared(), &|s| {
        let mut earlier = world::beside::fined_elsewhere(s.case.as_ref().unwrap());
        earlier.decided_on = Some(day("2025-06-01"));
        s.facts.filings.push(earlier);
    });
    trip(
        G::MayDesignate,
        (
            world::beside::disputed_to("ESCALATED"),
            world::beside::designate(true),
        ),
        &|s| s.person().rights.clear(),
    );
    trip(
        G::NoFineBesideReferral,
        (penalty_at("HEARD"), acts::decide(Fen::yuan(3000))),
        &|s| {
            let reported = world::beside::referred_to("REPORTED").case.unwrap();
            s.case.as_mut().unwrap().referrals = reported.referrals;
        },
    );
    trip(
        G::PoliceHaveFiled,
        (
            world::beside::referred_to("FILED"),
            world::beside::close_transferred(),
        ),
        &|s| s.case.as_mut().unwrap().referrals.clear(),
    );

    let closing = || (penalty_at("PAID"), acts::close_case());
    trip(G::NoMeasureOpen, closing(), &|s| {
        let open = world::force::measure_at("RELEASING").case.unwrap();
        s.case.as_mut().unwrap().measures = open.measures;
    });
    trip(G::NoExecutionOpen, closing(), &|s| {
        let open = world::force::execution_at("AGREED").case.unwrap();
        s.case.as_mut().unwrap().executions = open.executions;
    });

    let preserved = |s: &mut Scene<'_>| {
        let mut kept = penalty_at("FILED");
        kept.act(&world::inquiry::apply());
        s.case.as_mut().unwrap().preservations = kept.case.unwrap().preservations;
    };
    trip(
        G::NoPreservationOpen,
        (penalty_at("FILED"), world::inquiry::terminate()),
        &preserved,
    );
    trip(
        G::NoTestingUnderWay,
        (evidence_on_file(), acts::conclude(Fen::yuan(3000))),
        &|s| {
            let mut tested = penalty_at("FILED");
            let on = tested.today;
            tested.act(&world::inquiry::entrust(on));
            s.case.as_mut().unwrap().testings = tested.case.unwrap().testings;
        },
    );
    trip(
        G::InquiryNotSuspended,
        (penalty_at("CONCLUDED"), acts::review(ReviewOpinion::Passed)),
        &|s| {
            let mut suspended = penalty_at("FILED");
            suspended
                .act(&world::inquiry::propose_suspension())
                .act(&world::inquiry::decide_suspension(1, true));
            s.case.as_mut().unwrap().standstills = suspended.case.unwrap().standstills;
        },
    );
    trip(
        G::EnderNotHandler,
        (penalty_at("FILED"), world::inquiry::terminate()),
        &|s| {
            s.case.as_mut().unwrap().handlers.insert("o-wu".into());
        },
    );

    // The clock.
    let passed = || {
        let mut story = penalty_at("DECIDED");
        story.then("2026-03-28");
        (
            story,
            Act::PassDeadline(DeadlineKind::DecisionService.into()),
        )
    };
    trip(G::IsClock, passed(), &|s| {
        s.facts.caller = world::person(world::lin(), &[]);
    });
    trip(G::DeadlineRunning, passed(), &|s| {
        s.act = Act::PassDeadline(DeadlineKind::Payment.into());
    });
    let published = || {
        let act = acts::disclosed(Disclosed::Published, day("2026-03-19"));
        (penalty_at("SERVED"), act)
    };
    trip(G::IsClock, published(), &|s| {
        s.facts.caller = world::person(world::leader(), &[Right::Approve, Right::Revoke]);
    });
    trip(G::DeadlineRunning, published(), &|s| {
        s.act = acts::disclosed(Disclosed::Withdrawn, day("2026-03-19"));
    });
    trip(G::DeadlineOver, passed(), &|s| {
        s.facts.now = world::morning(day("2026-03-27"));
    });
    trip(G::DeadlineFirm, passed(), &|s| {
        for deadline in &mut s.case.as_mut().unwrap().deadlines {
            (deadline.provisional, deadline.start) = (true, day("2026-12-28"));
        }
    });

    trip(G::MayRead, urged(), &|s| s.person().rights.clear());
    // The start of a clock.
    let corrected = || {
        let act = acts::correct_start(DeadlineKind::Statement, day("2026-03-12"));
        (penalty_at("NOTICED"), act)
    };
    trip(G::MayApprove, corrected(), &|s| {
        s.person().rights.clear();
    });
    trip(G::DeadlineRunning, corrected(), &|s| {
        s.act = acts::correct_start(DeadlineKind::Payment, day("2026-03-12"));
    });
    for impossible in ["2026-03-13", "2026-03-11", "2026-05-01"] {
        trip(G::DeadlineStartPossible, corrected(), &|s| {
            s.act = acts::correct_start(DeadlineKind::Statement, day(impossible));
        });
    }

    // The rest is what must have gone before: tests/table.rs.
    let before: BTreeSet<Guard> = BTreeSet::from([
        G::SiteRecorded,
        G::SomethingFound,
        G::OrderMade,
        G::OrderServed,
        G::FindingsCorrected,
        G::InquiryConcluded,
        G::ReviewPassed,
        G::NoticeServed,
        G::PartyHeard,
        G::DecisionMade,
        G::DecisionServed,
        G::StepNotPassed,
        G::CaseOpen,
        G::SameProcedure,
    ]);
    let every: BTreeSet<Guard> = Guard::OWN.iter().copied().collect();
    assert_eq!(
        tripped.union(&before).copied().collect::<BTreeSet<_>>(),
        every
    );
    assert!(tripped.is_disjoint(&before));
}

#[test]
fn a_lapsed_certificate_is_named_with_officer_number_and_day() {
    let (story, act) = file();
    let mut facts = story.facts_for(&act);
    facts.co_officer.as_mut().unwrap().certificates[0].expires = day("2025-12-31");
    let refusal = decide(None, &act, &facts).unwrap_err();
    assert_eq!(
        refusal.zh(),
        "不能办理“立案”：陈丽萍的执法证件3506-o-chen已于2025年12月31日到期，\
         2026年3月2日不具有执法资格（行政处罚法第四十二条第一款）。\
         请更换执法人员，或者先办理换证。"
    );
}

#[test]
fn the_certificate_counts_on_the_day_of_the_act_not_of_its_recording() {
    let mut story = penalty_at("FILED");
    story.then("2026-03-06");
    let act = acts::evidence(day("2026-03-04"));
    let mut facts = story.facts_for(&act);
    let certificate = &mut facts.co_officer.as_mut().unwrap().certificates[0];
    certificate.expires = day("2026-03-05");
    assert!(decide(story.case.as_ref(), &act, &facts).is_ok());
    let today = acts::evidence(day("2026-03-06"));
    let refusal = decide(story.case.as_ref(), &today, &facts).unwrap_err();
    assert_eq!(refusal.reason().name, "CERTIFICATE_LAPSED");
}

#[test]
fn a_phone_whose_clock_is_a_little_ahead_is_believed_within_the_day() {
    let story = evidence_on_file();
    let judged = |minutes: i64, now: chrono::DateTime<chrono::Utc>| {
        let Act::RecordEvidence(mut act) = acts::evidence(story.today) else {
            panic!("evidence")
        };
        act.collected = now + chrono::Duration::minutes(minutes);
        let act = Act::RecordEvidence(act);
        let mut facts = story.facts_for(&act);
        facts.now = now;
        decide(story.case.as_ref(), &act, &facts).map_err(|refusal| refusal.reason().name)
    };
    let morning = world::morning(story.today);
    assert!(judged(5, morning).is_ok());
    assert_eq!(judged(6, morning), Err("DATE_IN_FUTURE"));
    let midnight = story.today.end_of_day_utc() - chrono::Duration::minutes(1);
    assert_eq!(
        judged(2, midnight),
        Err("DATE_IN_FUTURE"),
        "tomorrow is not today"
    );
}

#[test]
fn of_several_certificates_one_good_one_is_enough_and_is_the_one_relied_on() {
    let (story, act) = file();
    let mut facts = story.facts_for(&act);
    let second = facts.co_officer.as_mut().unwrap();
    let mut suspended = world::certificate("3506-old");
    suspended.standing = Standing::Suspended;
    second.certificates.insert(0, suspended);
    let events = decide(None, &act, &facts).unwrap();
    let Event::CaseFiled(filed) = &events[0] else {
        panic!("filed")
    };
    assert_eq!(filed.opening.officers[1].certificate, "3506-o-chen");

    // The refusal speaks of the one that comes nearest: good but for its line.
    let second = facts.co_officer.as_mut().unwrap();
    second.certificates[1].domains.clear();
    let refusal = decide(None, &act, &facts).unwrap_err();
    assert_eq!(refusal.reason().name, "CERTIFICATE_NOT_FOR_DOMAIN");
    assert!(refusal.zh().contains("3506-o-chen"), "{}", refusal.zh());
}

#[test]
fn a_joint_inspection_takes_a_second_officer_of_an_agency_that_takes_part() {
    let (story, act) = open_inspection();
    let mut facts = story.facts_for(&act);
    facts.co_officer.as_mut().unwrap().agency = "longhai-fire".into();
    assert!(decide(None, &act, &facts).is_err());
    let Act::OpenInspection(mut joint) = act else {
        panic!("opens")
    };
    joint.joint_agencies = vec!["longhai-fire".into()];
    assert!(decide(None, &Act::OpenInspection(joint), &facts).is_ok());
}

#[test]
fn limitation_ends_two_years_after_the_act_ended_and_never_rolls() {
    // Vector LM-03: a continuing act ended 2024-11-30, punishable if found by 2026-11-30.
    let mut story = Story::on("2026-12-02");
    let in_time = acts::file(day("2024-11-30"), day("2026-11-30"));
    assert!(story.clone().attempt(&in_time).is_ok());
    let late = acts::file(day("2024-11-30"), day("2026-12-01"));
    let refusal = story.attempt(&late).unwrap_err();
    assert_eq!(refusal.reason().name, "LIMITATION_EXPIRED");
    assert_eq!(refusal.article(), Some("行政处罚法第三十六条第一款"));
}

#[test]
fn grave_harm_gives_five_years_as_long_as_the_inquiry_establishes_it() {
    let mut story = Story::on("2026-03-02");
    let Act::FileCase(mut old) = acts::file(day("2023-05-10"), day("2026-03-01")) else {
        panic!()
    };
    let refusal = story.attempt(&Act::FileCase(old.clone())).unwrap_err();
    assert_eq!(refusal.reason().name, "LIMITATION_EXPIRED");
    old.extent.harm = Some(limitation::GraveHarm::LifeAndHealth);
    story.act(&Act::FileCase(old));
    let clock = limitation::clock(story.case()).unwrap();
    assert_eq!(
        (clock.due, clock.state),
        (day("2028-05-10"), DeadlineState::Met)
    );
    assert_eq!(clock.citation.to_string(), "行政处罚法第三十六条第一款");
    story.act(&acts::evidence(day("2026-03-02")));
    story.then("2026-03-10");
    let Act::ConcludeInquiry(mut refuted) = acts::conclude(Fen::yuan(3000)) else {
        panic!()
    };
    refuted.harm_refuted = true;
    let refusal = story
        .attempt(&Act::ConcludeInquiry(refuted.clone()))
        .unwrap_err();
    assert_eq!(refusal.reason().name, "LIMITATION_EXPIRED");
    // The way out: what is barred is not punished.
    refuted.proposal = Disposal {
        ruling: Ruling::NotEstablished,
        ..Disposal::default()
    };
    story.clone().act(&Act::ConcludeInquiry(refuted));
    story.act(&acts::conclude(Fen::yuan(3000)));
}

#[test]
fn an_individual_business_is_fined_and_heard_as_a_person() {
    let mut story = Story::on("2026-03-02");
    story.party = world::party(PartyKind::IndividualBusiness);
    story.act(&acts::file(day("2026-02-25"), day("2026-02-26")));
    story.act(&acts::evidence(day("2026-03-02")));
    let refusal = story
        .attempt(&acts::conclude(Fen::yuan(20_001)))
        .unwrap_err();
    assert_eq!(refusal.reason().name, "FINE_OUTSIDE_RANGE");
    assert!(
        refusal
            .zh()
            .contains("罚款20001元不在法定幅度500元至20000元之内"),
        "{}",
        refusal.zh()
    );
    story
        .act(&acts::conclude(Fen::yuan(10_000)))
        .act(&acts::review(ReviewOpinion::Passed));
    let refusal = story
        .attempt(&acts::notice(day("2026-03-02"), false))
        .unwrap_err();
    assert_eq!(refusal.reason().name, "HEARING_RIGHT_NOT_TOLD");
    assert_eq!(refusal.article(), Some("行政处罚法第六十三条第一款"));
    story.act(&acts::notice(day("2026-03-02"), true));
}

#[test]
fn electronic_service_goes_where_and_from_when_the_party_agreed() {
    let mut story = inspection_at("ORDERED");
    story.then("2023-11-22");
    let by_email = |on| Act::ServeOrder(acts::by_email(on));
    let without = story
        .clone()
        .attempt(&by_email(day("2023-11-22")))
        .unwrap_err();
    assert_eq!(without.article(), Some("行政处罚法第六十一条第二款"));
    story.act(&acts::confirm_address(day("2023-11-22")));
    let before = story
        .clone()
        .attempt(&by_email(day("2023-11-21")))
        .unwrap_err();
    assert!(
        before.zh().contains("2023年11月22日才同意"),
        "{}",
        before.zh()
    );
    let mut elsewhere = acts::by_email(day("2023-11-22"));
    elsewhere.receiver = text("other@example.cn");
    let refusal = story
        .clone()
        .attempt(&Act::ServeOrder(elsewhere))
        .unwrap_err();
    assert_eq!(refusal.reason().name, "ELECTRONIC_CONSENT_MISSING");
    let mut on_file = acts::by_email(day("2023-11-22"));
    on_file.receiver.clear();
    story.act(&Act::ServeOrder(on_file));
    let served = story
        .case()
        .inspection()
        .unwrap()
        .order_service
        .as_ref()
        .unwrap();
    assert_eq!(served.receiver, "shop@example.cn");
}
