//! 送达: what is sent is served when it arrives, not before and not later; what fails is not served; every clock that the law starts
//! at service starts there, however the document was brought to the party.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use calendar::CivilDate;
use cases_domain::issuing::{Act as Issuing, Form, IssueDocument};
use cases_domain::procedure::{Stage as _, penalty};
use cases_domain::serving::{
    Act as Own, Deliver, Guard, Manner, NoteArrival, NoteBounce, Paper, Prepare, Publish,
    RecordReturn, Send, SignOnline, Step, Withdraw,
};
use cases_domain::*;
use world::scene::trips;
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{Story, acts, day, inspection_at, morning, penalty_at, second, text};

type G = cases_domain::Guard;

fn own(act: Own) -> Act {
    Act::Serving(Box::new(act))
}

fn issue(code: &str, name: &str) -> Act {
    Act::Issuing(Issuing::IssueDocument(IssueDocument {
        form: Form {
            code: code.to_owned(),
            name: name.to_owned(),
        },
        about: 0,
        word: None,
        repeats: false,
        entered: "{}".to_owned(),
        corrects: None,
    }))
}

fn prepare(paper: Paper) -> Act {
    own(Own::PrepareService(Prepare { document: 1, paper }))
}

fn notice() -> Paper {
    Paper::PenaltyNotice {
        content: text("拟罚款3000元"),
        hearing_told: true,
    }
}

fn delivery(manner: Manner, on: CivilDate, delivered: bool) -> Deliver {
    Deliver {
        number: 1,
        manner,
        co_officer: second(),
        on,
        place: text("石码街道解放路1号"),
        delivered,
        receiver: text("张某某"),
        relation: text("本人"),
        refusal: String::new(),
        witness: String::new(),
        remarks: text("当面送达"),
    }
}

fn deliver(on: CivilDate) -> Act {
    own(Own::DeliverDocument(delivery(Manner::Direct, on, true)))
}

fn in_vain(on: CivilDate) -> Act {
    let remarks = text("店铺关门，电话无人接听");
    own(Own::DeliverDocument(Deliver {
        remarks,
        ..delivery(Manner::Direct, on, false)
    }))
}

fn left(on: CivilDate, refusal: &str, witness: &str) -> Act {
    own(Own::DeliverDocument(Deliver {
        refusal: refusal.to_owned(),
        witness: witness.to_owned(),
        ..delivery(Manner::Left, on, true)
    }))
}

fn send(manner: Manner, on: CivilDate) -> Act {
    let address = match manner {
        Manner::Email | Manner::Platform => "",
        _ => "石码街道解放路1号",
    };
    own(Own::SendDocument(Send {
        number: 1,
        manner,
        co_officer: second(),
        on,
        address: address.to_owned(),
        course: text("挂号信XA123456789CN"),
    }))
}

fn publish(on: CivilDate, missing: bool) -> Act {
    own(Own::PublishDocument(Publish {
        number: 1,
        co_officer: second(),
        missing,
        course: text("两次到登记住所查找，无人办公；邮寄退回"),
        place: text("福建日报"),
        on,
    }))
}

fn returned(on: CivilDate, delivered: bool) -> Act {
    own(Own::RecordReturn(RecordReturn {
        number: 1,
        delivered,
        on,
        receiver: text("李某"),
        relation: text("同住成年家属"),
        remarks: text("回执在卷"),
    }))
}

fn arrives(on: CivilDate) -> Act {
    own(Own::NoteArrival(NoteArrival {
        number: 1,
        attempt: 1,
        at: morning(on),
        answer: text("250 2.0.0 Ok: queued as 4XyZ"),
    }))
}

fn bounces(on: CivilDate, attempt: u32) -> Act {
    own(Own::NoteBounce(NoteBounce {
        number: 1,
        attempt,
        at: morning(on),
        answer: text("550 Mailbox unavailable"),
    }))
}

fn signs() -> Act {
    own(Own::SignOnline(SignOnline {
        number: 1,
        signer: text("张某某"),
        relation: text("本人"),
        factor: text("电子邮件一次性验证码"),
        remarks: text("对罚款数额有异议"),
    }))
}

fn lapses() -> Act {
    own(Own::LapseServiceNotice(1))
}

fn withdraw() -> Act {
    own(Own::WithdrawService(Withdraw {
        number: 1,
        reasons: text("文书有误"),
    }))
}

/// A penalty whose notice was issued and handed out to be served, with consent to e-mail and to the party's page. 2026-03-12.
fn handed_out() -> Story {
    let mut story = penalty_at("REVIEWED");
    let today = story.today;
    assert_eq!(today, day("2026-03-12"));
    story.act(&acts::confirm_address(today));
    story.act(&issue("GZ01", "行政处罚事先告知书"));
    story.act(&prepare(notice()));
    story
}

/// The same with its decision.
fn decided() -> Story {
    let mut story = penalty_at("DECIDED");
    let today = story.today;
    story.act(&acts::confirm_address(today));
    story.act(&issue("JD03", "行政处罚决定书"));
    story.act(&prepare(Paper::Decision));
    story
}

fn sent(manner: Manner) -> Story {
    let mut story = handed_out();
    let today = story.today;
    story.act(&send(manner, today));
    story
}

fn published() -> Story {
    let mut story = handed_out();
    let today = story.today;
    story.act(&publish(today, true));
    story
}

fn withdrawn() -> Story {
    let mut story = handed_out();
    story.act(&withdraw());
    story
}

#[test]
fn what_was_handed_out_is_void_only_once_its_service_is_withdrawn() {
    let void = |number| {
        Act::Issuing(Issuing::VoidDocument(cases_domain::issuing::VoidDocument {
            number,
            reason: text("打印有误"),
        }))
    };
    let of = |story: &Story| serving(story).document.number;
    for story in [handed_out(), sent(Manner::Post), sent(Manner::Email)] {
        let number = of(&story);
        let refusal = story.clone().attempt(&void(number)).unwrap_err();
        assert_eq!(refusal.reason().name, "DOCUMENT_VOIDED_IN_SILENCE");
    }
    let mut story = withdrawn();
    let number = of(&story);
    story.act(&void(number));
}

fn arrived() -> Story {
    let mut story = sent(Manner::Email);
    story.then("2026-03-13").act(&arrives(day("2026-03-13")));
    story
}

fn serving(story: &Story) -> &Serving {
    &story.case().servings[0]
}

fn clock(story: &Story, kind: DeadlineKind) -> &Deadline {
    let mut newest_first = story.case().deadlines.iter().rev();
    newest_first.find(|it| it.kind() == kind).unwrap()
}

fn reason(story: &Story, act: &Act) -> &'static str {
    story.clone().attempt(act).unwrap_err().reason().name
}

#[test]
fn the_table_is_sound() {
    is_a_sound_table::<Step>();
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused() {
    let begun = [
        handed_out(),
        sent(Manner::Email),
        sent(Manner::Post),
        published(),
        arrived(),
        withdrawn(),
        decided(),
    ];
    let reached: BTreeSet<Step> = begun.iter().map(|story| serving(story).step).collect();
    assert_eq!(reached, Step::ALL.iter().copied().collect());
    let before = penalty::Step::ALL
        .iter()
        .map(|step| penalty_at(step.name()));
    let mut pairs = 0;
    for story in before.chain(begun) {
        let on = story.today;
        for act in [
            prepare(notice()),
            prepare(Paper::Other),
            prepare(Paper::Decision),
            deliver(on),
            in_vain(on),
            left(on, "拒收", "居委会王某见证"),
            send(Manner::Post, on),
            send(Manner::Email, on),
            send(Manner::Platform, on),
            publish(on, true),
            returned(on, true),
            returned(on, false),
            arrives(on),
            bounces(on, 1),
            signs(),
            lapses(),
            withdraw(),
        ] {
            each_pair_moves_or_is_refused(&story, &act);
            pairs += 1;
        }
    }
    assert_eq!(pairs, (penalty::Step::ALL.len() + 7) * 17);
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    let of = |guard| G::Serving(guard);
    let begun = handed_out();
    let today = begun.today;
    let mut issued = penalty_at("REVIEWED");
    issued.act(&issue("GZ01", "行政处罚事先告知书"));
    let posted = sent(Manner::Post);
    let mailed = sent(Manner::Email);
    let mut tripped = BTreeSet::new();
    tripped.insert(trips(
        of(Guard::DocumentIssued),
        &issued,
        prepare(notice()),
        |s| {
            s.case.as_mut().unwrap().documents.clear();
        },
    ));
    tripped.insert(trips(
        of(Guard::NotServedTwice),
        &issued,
        prepare(notice()),
        |s| {
            s.case = begun.case.clone();
        },
    ));
    tripped.insert(trips(
        of(Guard::PaperFits),
        &issued,
        prepare(notice()),
        |s| {
            s.act = prepare(Paper::Decision);
        },
    ));
    tripped.insert(trips(of(Guard::MannerFits), &begun, deliver(today), |s| {
        s.act = own(Own::DeliverDocument(delivery(Manner::Post, today, true)));
    }));
    tripped.insert(trips(of(Guard::DayFits), &begun, deliver(today), |s| {
        s.act = deliver(day("2026-03-11"));
    }));
    tripped.insert(trips(
        of(Guard::ConsentGiven),
        &begun,
        send(Manner::Email, today),
        |s| s.case.as_mut().unwrap().address = None,
    ));
    tripped.insert(trips(
        of(Guard::ReceiptWhole),
        &begun,
        deliver(today),
        |s| {
            s.act = own(Own::DeliverDocument(Deliver {
                receiver: String::new(),
                ..delivery(Manner::Direct, today, true)
            }));
        },
    ));
    tripped.insert(trips(
        of(Guard::LeftProven),
        &begun,
        left(today, "拒收", "居委会王某见证"),
        |s| s.act = left(today, "拒收", ""),
    ));
    tripped.insert(trips(
        of(Guard::TriedBefore),
        &begun,
        publish(today, true),
        |s| s.act = publish(today, false),
    ));
    tripped.insert(trips(
        of(Guard::ByHand),
        &posted,
        returned(today, true),
        |s| {
            s.case = published().case;
        },
    ));
    tripped.insert(trips(
        of(Guard::AttemptUnderWay),
        &mailed,
        arrives(today),
        |s| s.case.as_mut().unwrap().servings[0].attempts[0].number = 2,
    ));
    tripped.insert(trips(of(Guard::OnItsPage), &mailed, signs(), |s| {
        s.case = posted.case.clone();
    }));
    let mut served = mailed.clone();
    served.act(&arrives(today));
    let mut signed = served.clone();
    signed.act(&signs());
    tripped.insert(trips(of(Guard::SignedOnce), &served, signs(), |s| {
        s.case = signed.case.clone();
    }));
    let mut over = published();
    over.then("2026-04-12");
    tripped.insert(trips(of(Guard::PeriodOver), &over, lapses(), |s| {
        s.facts.now = morning(day("2026-04-11"));
    }));
    let every: BTreeSet<_> = Guard::ALL.iter().copied().map(G::Serving).collect();
    assert_eq!(tripped, every);
}

#[test]
fn an_e_mail_is_served_when_it_arrives_and_the_days_to_be_heard_run_from_there() {
    let mut story = sent(Manner::Email);
    assert_eq!(story.step(), "REVIEWED", "sent is not served");
    assert!(story.case().running(DeadlineKind::Statement).is_none());
    // The clock looks two days after the arrival; the arrival counts.
    story.then("2026-03-16").act(&arrives(day("2026-03-14")));
    assert_eq!(story.step(), "NOTICED");
    assert_eq!(serving(&story).step, Step::Served);
    let receipt = serving(&story).receipt.as_ref().unwrap();
    assert_eq!(receipt.on, day("2026-03-14"));
    assert_eq!(receipt.at, Some(morning(day("2026-03-14"))));
    assert_eq!(receipt.answer, "250 2.0.0 Ok: queued as 4XyZ");
    assert_eq!(receipt.place, "shop@example.cn");
    assert_eq!(
        clock(&story, DeadlineKind::Statement).start,
        day("2026-03-14")
    );
    assert_eq!(
        clock(&story, DeadlineKind::HearingRequest).start,
        day("2026-03-14")
    );
    let told = story.case().penalty().unwrap().notice.as_ref().unwrap();
    assert_eq!(told.service.manner, ServiceManner::Electronic);
    assert_eq!(told.service.receiver, "shop@example.cn");
    let officers: Vec<&str> = told.officers.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(officers, ["o-lin", "o-chen"], "those who sent it");
    // Reading it later changes nothing.
    story.then("2026-03-20").act(&signs());
    assert_eq!(serving(&story).served_on(), Some(day("2026-03-14")));
    assert_eq!(
        clock(&story, DeadlineKind::Statement).start,
        day("2026-03-14")
    );
    let signed = serving(&story).signed.as_ref().unwrap();
    assert_eq!(signed.remarks, "对罚款数额有异议");
}

#[test]
fn without_consent_nothing_goes_electronically() {
    let mut story = handed_out();
    let today = story.today;
    for (change, manner) in [
        (
            ServiceAddress {
                electronic_consent: false,
                ..address(&story)
            },
            Manner::Email,
        ),
        (
            ServiceAddress {
                email: String::new(),
                ..address(&story)
            },
            Manner::Email,
        ),
        (
            ServiceAddress {
                signed_on: day("2026-03-13"),
                ..address(&story)
            },
            Manner::Email,
        ),
        (
            ServiceAddress {
                platform: false,
                ..address(&story)
            },
            Manner::Platform,
        ),
        (
            ServiceAddress {
                electronic_consent: false,
                ..address(&story)
            },
            Manner::Platform,
        ),
    ] {
        let mut other = story.clone();
        other.case.as_mut().unwrap().address = Some(change);
        let refused = reason(&other, &send(manner, today));
        assert_eq!(refused, "SERVICE_CONSENT_MISSING");
    }
    // By post nobody has to agree.
    story.case.as_mut().unwrap().address = None;
    story.act(&send(Manner::Post, today));
}

#[test]
fn what_the_platform_sends_goes_today_and_what_is_posted_may_have_gone_before() {
    let mut story = handed_out();
    let yesterday = story.today;
    story.then("2026-03-13");
    for manner in [Manner::Email, Manner::Platform] {
        let refusal = story.attempt(&send(manner, yesterday)).unwrap_err();
        assert_eq!(refusal.reason().name, "SERVICE_DAY_DOES_NOT_FIT");
        assert!(refusal.zh().contains("日期应为当日"), "{}", refusal.zh());
    }
    story.act(&send(Manner::Post, yesterday));
}

fn address(story: &Story) -> ServiceAddress {
    story.case().address.clone().unwrap()
}

#[test]
fn what_bounces_is_not_served_and_may_be_tried_otherwise() {
    let mut story = sent(Manner::Email);
    story.then("2026-03-13").act(&bounces(day("2026-03-13"), 1));
    assert_eq!(serving(&story).step, Step::Pending);
    assert_eq!(story.step(), "REVIEWED");
    assert!(story.case().running(DeadlineKind::Statement).is_none());
    let failure = serving(&story).attempts[0].failure.as_ref().unwrap();
    assert_eq!(failure.why, "550 Mailbox unavailable");
    // Another e-mail bounces too; the first answer says nothing about it.
    let today = story.today;
    story.act(&send(Manner::Email, today));
    assert_eq!(reason(&story, &bounces(today, 1)), "ATTEMPT_NOT_UNDER_WAY");
    story.act(&bounces(today, 2));
    story.then("2026-03-16").act(&deliver(day("2026-03-16")));
    assert_eq!(story.step(), "NOTICED");
    assert_eq!(
        clock(&story, DeadlineKind::Statement).start,
        day("2026-03-16")
    );
    assert_eq!(serving(&story).attempts.len(), 3);
}

#[test]
fn the_party_s_page_counts_where_the_party_chose_it_and_so_does_signing_there() {
    let mut story = handed_out();
    let today = story.today;
    story.act(&send(Manner::Platform, today));
    assert_eq!(serving(&story).served_on(), Some(today));
    assert_eq!(story.step(), "NOTICED");
    // An e-mail that is on its way is served by signing, if that comes first; the arrival then has nothing left to say.
    let mut story = sent(Manner::Email);
    story.then("2026-03-13").act(&signs());
    assert_eq!(serving(&story).served_on(), Some(day("2026-03-13")));
    assert_eq!(
        clock(&story, DeadlineKind::Statement).start,
        day("2026-03-13")
    );
    assert!(story.clone().attempt(&arrives(day("2026-03-14"))).is_err());
    assert_eq!(reason(&story, &signs()), "DOCUMENT_SIGNED_TWICE");
}

#[test]
fn a_posted_decision_starts_its_clocks_on_the_day_of_the_return_receipt() {
    let mut story = decided();
    let sent_on = story.today;
    story.act(&send(Manner::Post, sent_on));
    assert_eq!(story.step(), "DECIDED");
    let signed_for = sent_on.add_days(4);
    story.today = signed_for.add_days(3);
    story.act(&returned(signed_for, true));
    assert_eq!(story.step(), "SERVED");
    for kind in [
        DeadlineKind::Payment,
        DeadlineKind::ReviewApplication,
        DeadlineKind::Suit,
    ] {
        assert_eq!(clock(&story, kind).start, signed_for, "{kind:?}");
    }
    let in_time = clock(&story, DeadlineKind::DecisionService);
    assert_eq!(in_time.settled_on, Some(signed_for));
    let service = story.case().penalty().unwrap().decision_service.clone();
    let service = service.unwrap();
    assert_eq!(service.manner, ServiceManner::Post);
    assert_eq!(service.receiver, "李某");
    assert!(
        service.remarks.contains("同住成年家属"),
        "{}",
        service.remarks
    );
}

#[test]
fn a_decision_left_behind_is_served_that_day_by_the_officers_who_left_it() {
    let mut story = decided();
    let on = story.today;
    story.act(&left(on, "当事人拒绝签收", "执法记录仪视频0312号"));
    assert_eq!(story.step(), "SERVED");
    let service = story.case().penalty().unwrap().decision_service.clone();
    let service = service.unwrap();
    assert_eq!(service.manner, ServiceManner::Left);
    assert!(service.remarks.contains("0312号"), "{}", service.remarks);
}

#[test]
fn an_order_and_a_notice_of_inspection_are_served_in_two_steps_too() {
    let mut story = inspection_at("ORDERED");
    story.act(&issue("JC09", "责令改正通知书"));
    story.act(&prepare(Paper::RectificationOrder));
    let on = story.today;
    story.act(&deliver(on));
    assert_eq!(story.step(), "SERVED");
    let inspection = story.case().inspection().unwrap();
    assert_eq!(inspection.order_service.as_ref().unwrap().on, on);
}

#[test]
fn a_published_notice_is_served_on_its_last_day_and_stops_the_days_to_decide_where_the_line_says_so()
 {
    let mut story = published();
    let notice = clock(&story, DeadlineKind::ServiceNotice).clone();
    assert_eq!(notice.due, day("2026-04-11"), "thirty days");
    assert!(
        clock(&story, DeadlineKind::Decision).paused_on.is_some(),
        "market supervision leaves the days of a public notice out"
    );
    story.then("2026-04-13");
    let due = due(story.case(), &story.calendar);
    let lapse = due.iter().find(|it| it.act == lapses()).unwrap();
    assert_eq!(lapse.from, day("2026-04-12"));
    story.act(&lapses());
    assert_eq!(serving(&story).served_on(), Some(day("2026-04-11")));
    assert_eq!(story.step(), "NOTICED");
    assert_eq!(
        clock(&story, DeadlineKind::Statement).start,
        day("2026-04-11")
    );
    assert!(clock(&story, DeadlineKind::Decision).paused_on.is_none());
    let told = story.case().penalty().unwrap().notice.as_ref().unwrap();
    assert_eq!(told.service.manner, ServiceManner::PublicNotice);
}

#[test]
fn public_notice_comes_after_the_other_manners_and_ends_when_the_party_comes() {
    let mut story = decided();
    let today = story.today;
    assert_eq!(
        reason(&story, &publish(today, false)),
        "OTHER_MANNERS_FIRST"
    );
    story.act(&in_vain(today));
    story.act(&publish(today, false));
    let served_in_time = clock(&story, DeadlineKind::DecisionService).state;
    assert_eq!(
        served_in_time,
        DeadlineState::Met,
        "the rest is the party's absence"
    );
    story.today = today.add_days(5);
    let on = story.today;
    story.act(&deliver(on));
    assert_eq!(story.step(), "SERVED");
    assert_eq!(
        clock(&story, DeadlineKind::ServiceNotice).state,
        DeadlineState::Cancelled
    );
    assert_eq!(clock(&story, DeadlineKind::Payment).start, on);
    // Withdrawn instead, the decision has to be served after all.
    let mut story = decided();
    story.act(&publish(today, true));
    story.act(&withdraw());
    assert!(
        story
            .case()
            .running(DeadlineKind::DecisionService)
            .is_some()
    );
    story.act(&prepare(Paper::Decision));
    assert_eq!(story.case().servings.len(), 2);
}

#[test]
fn officers_are_held_to_what_the_act_asks_when_they_send_not_when_it_arrives() {
    // The notice asks for two qualified officers.
    let story = handed_out();
    let today = story.today;
    let alone = own(Own::SendDocument(Send {
        number: 1,
        manner: Manner::Email,
        co_officer: None,
        on: today,
        address: String::new(),
        course: String::new(),
    }));
    let mut facts = story.facts_for(&alone);
    facts.co_officer = None;
    let refused = story.judge(&alone, &facts).unwrap_err();
    assert_eq!(refused.metadata()["act"], "SERVE_NOTICE");
    // A decision that falls before the letter arrives: the arrival is a fact, and starts nothing.
    let mut story = decided();
    let today = story.today;
    story.act(&send(Manner::Email, today));
    story.act(&acts::revoke(today));
    let step = story.step();
    story.act(&arrives(today));
    assert_eq!(story.step(), step);
    assert_eq!(serving(&story).step, Step::Served);
    assert!(story.case().running(DeadlineKind::Payment).is_none());
}

#[test]
fn a_paper_that_is_being_served_is_not_asked_for_twice() {
    let story = handed_out();
    let waits: Vec<&str> = story.case().tasks.iter().map(|it| it.act.name()).collect();
    assert!(!waits.contains(&"SERVE_NOTICE"), "{waits:?}");
    assert!(waits.contains(&"DELIVER_DOCUMENT"), "{waits:?}");
    let story = withdrawn();
    let waits: Vec<&str> = story.case().tasks.iter().map(|it| it.act.name()).collect();
    assert!(waits.contains(&"SERVE_NOTICE"), "{waits:?}");
}

#[test]
fn hand_signatures_are_taken_by_who_handles_the_case_and_by_its_agency() {
    let story = handed_out();
    let case = story.case();
    let (own, other) = (case.opening.agency.id.clone(), AgencyId::from("a-other"));
    let (handler, stranger) = (OfficerId::from("o-lin"), OfficerId::from("o-stranger"));
    assert!(case.handlers.contains(&handler));
    assert!(case.is_signed_before(&handler, &other), "joined from elsewhere");
    assert!(case.is_signed_before(&stranger, &own));
    assert!(!case.is_signed_before(&stranger, &other));
}

#[test]
fn the_party_sees_what_was_served_or_is_on_its_way_by_consent_and_nothing_else() {
    let open = |story: &Story| serving(story).is_open_to_party();
    assert!(!open(&handed_out()));
    assert!(!open(&sent(Manner::Post)));
    assert!(!open(&published()));
    assert!(!open(&withdrawn()));
    assert!(open(&sent(Manner::Email)));
    assert!(open(&arrived()));
}
