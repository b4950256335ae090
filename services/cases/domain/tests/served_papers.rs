//! 送达: every paper whose service begins something begins it on the day of the receipt, however it is served, and only once; every
//! other paper that is served has its receipt and begins nothing.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use calendar::CivilDate;
use cases_domain::execution::Obligation;
use cases_domain::issuing::{Act as Issuing, Form, IssueDocument};
use cases_domain::preservation::Disposition;
use cases_domain::serving::{
    Act as Own, Deliver, Manner, NoteArrival, Paper, Prepare, Publish, RecordReturn, Send, Step,
    Withdraw,
};
use cases_domain::testing::Retest;
use cases_domain::*;
use world::{
    Story, acts, day, force, hall, inquiry, inspection_at, morning, penalty_at, second, text,
};

/// A paper of a case, and when what its service sets going has begun.
struct Told {
    name: &'static str,
    story: Story,
    form: (&'static str, &'static str),
    about: u32,
    paper: Paper,
    begun: fn(&Case) -> Option<CivilDate>,
}

fn own(act: Own) -> Act {
    Act::Serving(Box::new(act))
}

fn issue((code, name): (&str, &str), about: u32) -> Act {
    Act::Issuing(Issuing::IssueDocument(IssueDocument {
        form: Form {
            code: code.to_owned(),
            name: name.to_owned(),
        },
        about,
        word: form::form(code, name).and_then(|it| it.word),
        repeats: true,
        entered: "{}".to_owned(),
        corrects: None,
    }))
}

fn started(case: &Case, kind: DeadlineKind) -> Option<CivilDate> {
    let mut newest_first = case.deadlines.iter().rev();
    Some(newest_first.find(|it| it.kind() == kind)?.start)
}

fn at(mut story: Story, today: &str) -> Story {
    story.then(today);
    story
}

fn after(mut story: Story, path: &[(&str, Act)]) -> Story {
    for (today, act) in path {
        story.then(today).act(act);
    }
    story
}

/// Until when an urging lets the party perform: late enough for every manner.
const LATE: &str = "2026-12-31";

fn of_penalty() -> Vec<Told> {
    vec![
        Told {
            name: "行政处罚事先告知书",
            story: penalty_at("REVIEWED"),
            form: ("GZ01", "行政处罚事先告知书"),
            about: 0,
            paper: Paper::PenaltyNotice {
                content: text("拟罚款3000元"),
                hearing_told: true,
            },
            begun: |case| started(case, DeadlineKind::Statement),
        },
        Told {
            name: "行政处罚决定书",
            story: penalty_at("DECIDED"),
            form: ("JD03", "行政处罚决定书"),
            about: 0,
            paper: Paper::Decision,
            begun: |case| started(case, DeadlineKind::Payment),
        },
        Told {
            name: "听证通知书",
            story: hall::hearing_at("APPOINTED"),
            form: ("TZ02", "听证通知书"),
            about: 1,
            paper: Paper::HearingNotice {
                number: 1,
                on: day("2026-06-30"),
                place: text("三楼会议室，九时"),
                public: true,
                closed_because: String::new(),
            },
            begun: |case| Some(case.hearings[0].session.as_ref()?.service.on),
        },
    ]
}

fn of_inspection() -> Vec<Told> {
    vec![
        Told {
            name: "行政检查通知书",
            story: after(
                Story::inspection("2023-11-20"),
                &[
                    ("2023-11-20", acts::open_inspection(day("2023-11-20"))),
                    ("2023-11-20", acts::approve(true)),
                ],
            ),
            form: ("JC03", "行政检查通知书"),
            about: 0,
            paper: Paper::InspectionNotice,
            begun: |case| Some(case.inspection()?.notice.as_ref()?.service.on),
        },
        Told {
            name: "行政检查结果告知书",
            story: inspection_at("RECORDED"),
            form: ("JC08", "行政检查结果告知书"),
            about: 0,
            paper: Paper::InspectionResult {
                content: text("发现一项问题"),
            },
            begun: |case| Some(case.inspection()?.told.as_ref()?.service.on),
        },
        Told {
            name: "责令改正通知书",
            story: inspection_at("ORDERED"),
            form: ("JC09", "责令改正通知书"),
            about: 0,
            paper: Paper::RectificationOrder,
            begun: |case| Some(case.inspection()?.order_service.as_ref()?.on),
        },
    ]
}

fn of_inquiry() -> Vec<Told> {
    let on = penalty_at("FILED").today;
    let resulted = after(
        penalty_at("FILED"),
        &[
            ("2026-03-03", inquiry::take_sample(day("2026-03-03"))),
            ("2026-03-04", inquiry::send_sample(day("2026-03-04"))),
            ("2026-03-18", inquiry::result_of(1, day("2026-03-18"))),
        ],
    );
    let kept = [
        inquiry::apply(),
        inquiry::decide_preservation(true),
        inquiry::carry_out(on),
    ];
    let mut preserved = penalty_at("FILED");
    for act in &kept {
        preserved.act(act);
    }
    let mut captured = penalty_at("FILED");
    captured
        .act(&inquiry::capture(on))
        .act(&inquiry::verify_capture(true));
    vec![
        Told {
            name: "先行登记保存物品处理通知书",
            story: preserved,
            form: ("DC12", "先行登记保存物品处理通知书"),
            about: 1,
            paper: Paper::PreservationHandling {
                number: 1,
                fates: vec![
                    inquiry::fate(1, Disposition::ConfiscationProposed),
                    inquiry::fate(2, Disposition::CopiedAndReturned),
                ],
            },
            begun: |case| Some(case.preservations[0].handling_service.as_ref()?.on),
        },
        Told {
            name: "检测、检验、检疫、鉴定结果告知书",
            story: resulted,
            form: ("DC15", "检测、检验、检疫、鉴定结果告知书"),
            about: 1,
            paper: Paper::TestingResult {
                number: 1,
                retest: Some(Retest {
                    until: day(LATE),
                    basis: text("食品安全法实施条例"),
                }),
            },
            begun: |case| started(case, DeadlineKind::Retest),
        },
        Told {
            name: "非现场违法事实告知书",
            story: captured,
            form: ("DC16", "非现场违法事实告知书"),
            about: 1,
            paper: Paper::OffsiteFacts {
                number: 1,
                access: text("凭本告知书到本机关查询、陈述和申辩"),
            },
            begun: |case| Some(case.captures[0].told.as_ref()?.service.on),
        },
    ]
}

fn of_force() -> Vec<Told> {
    let extended = after(
        force::measure_at("IN_FORCE"),
        &[("2026-03-05", force::extend(20))],
    );
    vec![
        Told {
            name: "检测、检验、检疫、鉴定期间告知书",
            story: force::measure_at("IN_FORCE"),
            form: ("DC14", "检测、检验、检疫、鉴定期间告知书"),
            about: 0,
            paper: Paper::TestingPeriod {
                number: 1,
                what: text("产品质量检验"),
                from: day("2026-03-05"),
                to: day("2026-03-15"),
            },
            begun: |case| Some(case.measures[0].tests.first()?.told.on),
        },
        Told {
            name: "延长查封、扣押期限决定书",
            story: extended,
            form: ("QZ04", "延长查封、扣押期限决定书"),
            about: 1,
            paper: Paper::ExtensionNotice(1),
            begun: |case| {
                let longer = case.measures[0].extension.as_ref()?;
                Some(longer.told.as_ref()?.on)
            },
        },
        Told {
            name: "冻结决定书",
            story: force::measure_at("FROZEN"),
            form: ("QZ06", "冻结决定书"),
            about: 1,
            paper: Paper::FreezeDecision(1),
            begun: |case| Some(case.measures[0].freeze_service.as_ref()?.on),
        },
        Told {
            name: "履行催告书",
            story: at(penalty_at("SERVED"), "2026-05-11"),
            form: ("ZX04", "履行催告书"),
            about: 1,
            paper: Paper::Urging {
                obligation: Obligation::Money,
                overdue_since: None,
                until: day(LATE),
                manner: text("缴至指定银行账户"),
                principal: Fen::yuan(3000),
                late_fine: Fen::yuan(900),
                rights_told: true,
            },
            begun: |case| started(case, DeadlineKind::Urging),
        },
        Told {
            name: "行政强制执行决定书",
            story: force::execution_at("DECIDED"),
            form: ("ZX06", "行政强制执行决定书"),
            about: 1,
            paper: Paper::ExecutionDecision(1),
            begun: |case| Some(case.executions[0].decision_service.as_ref()?.on),
        },
        Told {
            name: "代履行催告书",
            story: after(
                penalty_at("SERVED"),
                &[
                    (
                        "2026-05-11",
                        force::urge(Obligation::Conduct, day("2026-05-11"), "2026-05-20"),
                    ),
                    ("2026-05-25", force::substitute("2026-12-31")),
                    ("2026-05-26", force::serve_execution(day("2026-05-26"))),
                ],
            ),
            form: ("ZX04", "履行催告书"),
            about: 1,
            paper: Paper::UrgingAgain(1),
            begun: |case| Some(case.executions[0].second_urging.as_ref()?.on),
        },
        Told {
            name: "立即清除告知书",
            story: force::execution_at("CLEARED"),
            form: ("ZX07", "终结执行通知书"),
            about: 1,
            paper: Paper::ClearingNotice(1),
            begun: |case| {
                let cleared = case.executions[0].clearing.as_ref()?;
                Some(cleared.told.as_ref()?.on)
            },
        },
    ]
}

fn all() -> Vec<Told> {
    [of_penalty(), of_inspection(), of_inquiry(), of_force()]
        .into_iter()
        .flatten()
        .collect()
}

/// Issued and handed out to be served, the party having agreed to electronic service.
fn handed_out(told: &Told) -> Story {
    let mut story = told.story.clone();
    let today = story.today;
    story.act(&acts::confirm_address(today));
    story.act(&issue(told.form, told.about));
    let document = story.case().documents.last().unwrap().number;
    let paper = told.paper.clone();
    story.act(&own(Own::PrepareService(Prepare { document, paper })));
    story
}

fn delivery(manner: Manner, on: CivilDate) -> Act {
    own(Own::DeliverDocument(Deliver {
        number: 1,
        manner,
        co_officer: second(),
        on,
        place: text("石码街道解放路1号"),
        delivered: true,
        receiver: text("张某某"),
        relation: text("本人"),
        refusal: text("拒绝签收"),
        witness: text("执法记录仪视频0312号"),
        remarks: String::new(),
    }))
}

/// Brings the document to the party; the day on which it counts as served.
fn bring(story: &mut Story, manner: Manner) -> CivilDate {
    let today = story.today;
    let send = |address: &str| {
        own(Own::SendDocument(Send {
            number: 1,
            manner,
            co_officer: second(),
            on: today,
            address: address.to_owned(),
            course: String::new(),
        }))
    };
    match manner {
        Manner::Direct | Manner::Left => {
            story.act(&delivery(manner, today));
            today
        }
        Manner::Post | Manner::Entrusted | Manner::Transferred => {
            story.act(&send("石码街道解放路1号"));
            let arrived = today.add_days(2);
            story.today = today.add_days(4);
            story.act(&own(Own::RecordReturn(RecordReturn {
                number: 1,
                delivered: true,
                on: arrived,
                receiver: text("李某"),
                relation: text("同住成年家属"),
                remarks: String::new(),
            })));
            arrived
        }
        Manner::Email => {
            story.act(&send(""));
            let arrived = today.add_days(1);
            story.today = today.add_days(2);
            story.act(&own(Own::NoteArrival(NoteArrival {
                number: 1,
                attempt: 1,
                at: morning(arrived),
                answer: text("250 2.0.0 Ok"),
            })));
            arrived
        }
        Manner::Platform => {
            story.act(&send(""));
            today
        }
        Manner::PublicNotice => {
            story.act(&own(Own::PublishDocument(Publish {
                number: 1,
                co_officer: second(),
                missing: true,
                course: text("两次到登记住所查找，无人办公"),
                place: text("福建日报"),
                on: today,
            })));
            let kind = DeadlineKind::ServiceNotice;
            let mut notices = story.case().deadlines.iter();
            let due = notices.find(|it| it.kind() == kind).unwrap().due;
            story.today = due.add_days(2);
            story.act(&own(Own::LapseServiceNotice(1)));
            due
        }
    }
}

#[test]
fn what_a_service_sets_going_begins_on_the_day_of_the_receipt_by_every_manner() {
    for told in all() {
        for manner in Manner::ALL {
            let what = format!("{} {}", told.name, manner.zh());
            let mut story = handed_out(&told);
            assert_eq!((told.begun)(story.case()), None, "{what}: not served yet");
            let on = bring(&mut story, manner);
            let serving = &story.case().servings[0];
            assert_eq!(serving.step, Step::Served, "{what}");
            assert_eq!(serving.served_on(), Some(on), "{what}");
            assert_eq!((told.begun)(story.case()), Some(on), "{what}");
        }
    }
}

#[test]
fn a_paper_whose_service_begins_something_is_not_served_as_one_that_begins_nothing() {
    for told in all() {
        // The second urging and the notice of a clearing are papers that may be served for other ends too.
        if matches!(told.paper, Paper::UrgingAgain(_) | Paper::ClearingNotice(_)) {
            continue;
        }
        let mut story = told.story.clone();
        story.act(&issue(told.form, told.about));
        let document = story.case().documents.last().unwrap().number;
        let paper = Paper::Other;
        let refused = story
            .attempt(&own(Own::PrepareService(Prepare { document, paper })))
            .unwrap_err();
        assert_eq!(refused.reason().name, "PAPER_DOES_NOT_FIT", "{}", told.name);
    }
}

#[test]
fn what_an_act_has_stated_already_is_on_record_and_begins_nothing_twice() {
    for told in all() {
        if matches!(told.paper, Paper::UrgingAgain(_) | Paper::ClearingNotice(_)) {
            continue;
        }
        // Served once, with its effect; then a further copy, for the record.
        let mut story = handed_out(&told);
        let first = bring(&mut story, Manner::Direct);
        let about = match told.form {
            // About the testing that has told it.
            ("DC14", _) => 1,
            _ => told.about,
        };
        story.act(&issue(told.form, about));
        let document = story.case().documents.last().unwrap().number;
        let paper = Paper::Other;
        story.act(&own(Own::PrepareService(Prepare { document, paper })));
        story.today = story.today.add_days(1);
        let (on, clocks) = (story.today, story.case().deadlines.clone());
        let Act::Serving(act) = delivery(Manner::Direct, on) else {
            unreachable!()
        };
        let Own::DeliverDocument(act) = *act else {
            unreachable!()
        };
        story.act(&own(Own::DeliverDocument(Deliver { number: 2, ..act })));
        assert_eq!(story.case().servings[1].served_on(), Some(on));
        assert_eq!((told.begun)(story.case()), Some(first), "{}", told.name);
        assert_eq!(story.case().deadlines, clocks, "{}", told.name);
    }
}

#[test]
fn a_paper_about_one_thing_is_not_served_for_another() {
    let mut told = of_force().swap_remove(2);
    assert_eq!(told.form.1, "冻结决定书");
    told.paper = Paper::FreezeDecision(2);
    let mut story = told.story.clone();
    story.act(&issue(told.form, told.about));
    let document = 1;
    let paper = told.paper;
    let refused = story
        .attempt(&own(Own::PrepareService(Prepare { document, paper })))
        .unwrap_err();
    assert_eq!(refused.reason().name, "PAPER_DOES_NOT_FIT");
    assert!(refused.zh().contains("第1号事项"), "{}", refused.zh());
}

#[test]
fn kept_evidence_is_handled_in_time_once_the_paper_has_gone_out() {
    let told = of_inquiry().swap_remove(0);
    let clock = DeadlineKind::Preservation;
    let due = |story: &Story| story.case().running(clock.about(1)).map(|it| it.due);
    let mut story = handed_out(&told);
    let last = due(&story).unwrap();
    let send = own(Own::SendDocument(Send {
        number: 1,
        manner: Manner::Post,
        co_officer: second(),
        on: story.today,
        address: text("石码街道解放路1号"),
        course: String::new(),
    }));
    story.act(&send);
    assert_eq!(due(&story), None, "decided in time");
    // Withdrawn, the days are those that they were.
    let mut withdrawn = story.clone();
    withdrawn.act(&own(Own::WithdrawService(Withdraw {
        number: 1,
        reasons: text("文书有误"),
    })));
    assert_eq!(due(&withdrawn), Some(last));
    // It arrives long after them, and holds.
    story.today = last.add_days(5);
    let arrived = last.add_days(3);
    story.act(&own(Own::RecordReturn(RecordReturn {
        number: 1,
        delivered: true,
        on: arrived,
        receiver: text("李某"),
        relation: text("同住成年家属"),
        remarks: String::new(),
    })));
    let preservation = &story.case().preservations[0];
    assert_eq!(preservation.handling_service.as_ref().unwrap().on, arrived);
    assert_eq!(preservation.fates.len(), 2);
}

#[test]
fn every_form_that_is_served_begins_something_or_has_its_receipt_alone() {
    // What is left of the catalogue's papers that are served: a receipt, and nothing begins.
    let alone: Vec<(&str, &str)> = form::forms()
        .filter(|it| it.served())
        .map(|it| (it.code, it.name))
        .filter(|form| all().iter().all(|told| told.form != *form))
        .collect();
    assert!(alone.len() > 15, "{alone:?}");
    for (code, name) in alone {
        let mut story = penalty_at("REVIEWED");
        story.act(&issue((code, name), 0));
        let paper = Paper::Other;
        let prepare = own(Own::PrepareService(Prepare { document: 1, paper }));
        match (code, name) {
            // A decision of another kind than punishing, and one changed: served as the decision.
            ("JD05", "不予行政处罚决定书") | ("JD06", "变更行政处罚决定书") => {
                assert!(story.attempt(&prepare).is_err(), "{name}");
            }
            _ => {
                story.act(&prepare);
                let on = story.today;
                let clocks = story.case().deadlines.clone();
                story.act(&delivery(Manner::Direct, on));
                assert_eq!(story.case().servings[0].served_on(), Some(on), "{name}");
                assert_eq!(story.case().deadlines, clocks, "{name}");
            }
        }
    }
}
