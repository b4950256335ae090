//! What service asks for.

use statute::{Citation, Law};

use super::awaited::is_awaited;
use super::{Act, Manner, Serving, Step, find, handed};
use crate::beside::guards;
use crate::guard::{Fails, View};
use crate::{CivilDate, DeadlineKind, ServiceAddress, issuing};

const fn civil(article: u16) -> Citation {
    Citation::article(Law::CivilProcedureLaw, article)
}

const CONSENT: Citation = Citation::article(Law::AdministrativePenaltyLaw, 61).paragraph(2);

guards! {
    DocumentIssued = "文书已制发且未作废", DOCUMENT_NOT_ISSUED, civil(87), document_issued;
    NotServedTwice = "同一文书没有正在进行或者已经完成的送达", DOCUMENT_SERVED_TWICE, civil(87), not_served_twice;
    PaperFits = "送达事项与文书种类相符", PAPER_DOES_NOT_FIT, civil(87), paper_fits;
    MannerFits = "送达方式与办理事项相符", SERVICE_MANNER_DOES_NOT_FIT, civil(88), manner_fits;
    DayFits = "送达日期不早于制发、发出之日", SERVICE_DAY_DOES_NOT_FIT, civil(87), day_fits;
    ConsentGiven = "电子送达经当事人同意并确认", SERVICE_CONSENT_MISSING, CONSENT, consent_given;
    ReceiptWhole = "送达回证载明收件人或者未能送达的原因", RECEIPT_NOT_WHOLE, civil(87), receipt_whole;
    LeftProven = "留置送达有拒收事由和见证人或者录像", LEAVING_NOT_PROVEN, civil(89), left_proven;
    TriedBefore = "当事人下落不明或者其他方式无法送达", OTHER_MANNERS_FIRST, civil(95), tried_before;
    ByHand = "送达结果由执法人员记录", SERVICE_NOTED_BY_PLATFORM, civil(95), by_hand;
    AttemptUnderWay = "该次发送尚无结果", ATTEMPT_NOT_UNDER_WAY, civil(90), attempt_under_way;
    OnItsPage = "文书以电子方式送达当事人", DOCUMENT_NOT_ON_PAGE, civil(90), on_its_page;
    SignedOnce = "文书尚未签收", DOCUMENT_SIGNED_TWICE, civil(87), signed_once;
    PeriodOver = "公告期已届满", SERVICE_NOTICE_STILL_RUNNING, civil(95), period_over;
}

fn own<'a>(view: &View<'a>) -> Option<&'a Act> {
    match view.act {
        Some(crate::Act::Serving(act)) => Some(act),
        _ => None,
    }
}

fn serving<'a>(view: &View<'a>) -> Option<&'a Serving> {
    find(view.case?, view.about)
}

fn document_issued(view: &View<'_>) -> Result<(), Fails> {
    match (view.case, own(view)) {
        (Some(case), Some(Act::PrepareService(act))) => handed::of(case, act.document).map(|_| ()),
        _ => Ok(()),
    }
}

fn not_served_twice(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(Act::PrepareService(act))) = (view.case, own(view)) else {
        return Ok(());
    };
    let mut servings = case.servings.iter();
    let before =
        servings.find(|it| it.document.number == act.document && it.step != Step::Withdrawn);
    match before {
        Some(it) => Err(format!(
            "{}的送达（第{}号）{}",
            it.document.title(),
            it.number,
            match it.step {
                Step::Served => "已经完成",
                _ => "正在进行",
            }
        )),
        None => Ok(()),
    }
}

fn paper_fits(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(Act::PrepareService(act))) = (view.case, own(view)) else {
        return Ok(());
    };
    let Some(document) = issuing::find(case, act.document) else {
        return Ok(());
    };
    let (code, name) = (document.form.code.as_str(), document.form.name.as_str());
    let mut forms = act.paper.forms().iter();
    if act.paper.forms().is_empty() {
        return if is_awaited(case, document) {
            Err(format!(
                "{name}送达后期限开始计算，不能作为“其他文书”送达"
            ))
        } else {
            Ok(())
        };
    }
    if !forms.any(|(of, only)| *of == code && (only.is_empty() || *only == name)) {
        return Err(format!("第{}号文书为{name}（{code}）", act.document));
    }
    match act.paper.about() {
        Some(about) if document.about != 0 && document.about != about => Err(format!(
            "第{}号文书是就第{}号事项制作的，送达事项写的是第{about}号",
            act.document, document.about
        )),
        _ => Ok(()),
    }
}

fn manner_fits(view: &View<'_>) -> Result<(), Fails> {
    let fits = match own(view) {
        Some(Act::DeliverDocument(act)) => matches!(act.manner, Manner::Direct | Manner::Left),
        Some(Act::SendDocument(act)) => !matches!(
            act.manner,
            Manner::Direct | Manner::Left | Manner::PublicNotice
        ),
        _ => true,
    };
    if fits {
        Ok(())
    } else {
        Err("该送达方式不以此事项记录".to_owned())
    }
}

/// No day of service lies before the document, and none of a result before the sending. What the platform itself sends goes on the
/// day on which it is asked to.
fn day_fits(view: &View<'_>) -> Result<(), Fails> {
    let (Some(serving), Some(on)) = (serving(view), own(view).and_then(Act::done_on)) else {
        return Ok(());
    };
    let issued = serving.document.issued_on;
    if on < issued {
        return Err(format!("{}制发于{}", serving.document.title(), issued.zh()));
    }
    if let Some(Act::SendDocument(act)) = own(view)
        && act.manner.is_electronic()
        && act.on != view.facts.today()
    {
        return Err("电子送达由系统当日发出，日期应为当日".to_owned());
    }
    match (own(view), serving.under_way()) {
        (Some(Act::RecordReturn(_)), Some(attempt)) if on < attempt.on => {
            Err(format!("文书于{}发出", attempt.on.zh()))
        }
        _ => Ok(()),
    }
}

fn consent_given(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(Act::SendDocument(act))) = (view.case, own(view)) else {
        return Ok(());
    };
    match act.manner {
        Manner::Email => consented(case.address.as_ref(), act.on, &act.address),
        Manner::Platform => designated(case.address.as_ref(), act.on),
        _ if act.address.is_empty() => Err("未填写收件地址或者受委托、转交的单位".to_owned()),
        _ => Ok(()),
    }
}

fn consented(address: Option<&ServiceAddress>, on: CivilDate, given: &str) -> Result<(), Fails> {
    let agreed = address.filter(|it| it.electronic_consent && !it.email.is_empty());
    match agreed {
        None => Err("当事人未签署同意以电子邮件送达的确认书".to_owned()),
        Some(it) if on < it.signed_on => {
            Err(format!("当事人于{}才同意电子送达", it.signed_on.zh()))
        }
        Some(it) if !given.is_empty() && given != it.email => {
            Err("送达地址不是当事人确认的电子送达地址".to_owned())
        }
        Some(_) => Ok(()),
    }
}

fn designated(address: Option<&ServiceAddress>, on: CivilDate) -> Result<(), Fails> {
    match address.filter(|it| it.electronic_consent && it.platform) {
        None => Err("当事人未在送达地址确认书中指定以当事人主页接收文书".to_owned()),
        Some(it) if on < it.signed_on => {
            Err(format!("当事人于{}才同意电子送达", it.signed_on.zh()))
        }
        Some(_) => Ok(()),
    }
}

fn receipt_whole(view: &View<'_>) -> Result<(), Fails> {
    let (delivered, receiver, why) = match own(view) {
        Some(Act::DeliverDocument(act)) => (act.delivered, &act.receiver, &act.remarks),
        Some(Act::RecordReturn(act)) => (act.delivered, &act.receiver, &act.remarks),
        _ => return Ok(()),
    };
    if delivered && receiver.is_empty() {
        return Err("未载明收件人".to_owned());
    }
    if !delivered && why.is_empty() {
        return Err("未载明未能送达的原因".to_owned());
    }
    Ok(())
}

fn left_proven(view: &View<'_>) -> Result<(), Fails> {
    let Some(Act::DeliverDocument(act)) = own(view) else {
        return Ok(());
    };
    if act.manner != Manner::Left || !act.delivered {
        return Ok(());
    }
    if act.refusal.is_empty() {
        return Err("留置送达未载明拒收事由".to_owned());
    }
    if act.witness.is_empty() {
        return Err("留置送达没有见证人，也没有拍照、录像记录".to_owned());
    }
    Ok(())
}

fn tried_before(view: &View<'_>) -> Result<(), Fails> {
    let (Some(serving), Some(Act::PublishDocument(act))) = (serving(view), own(view)) else {
        return Ok(());
    };
    let failed = serving.attempts.iter().any(|it| it.failure.is_some());
    if act.missing || failed {
        return Ok(());
    }
    Err("没有以其他方式送达未成的记录，当事人也未注明下落不明".to_owned())
}

fn by_hand(view: &View<'_>) -> Result<(), Fails> {
    let attempt = serving(view).and_then(Serving::under_way);
    match attempt.map(|it| it.manner) {
        Some(Manner::PublicNotice) => Err("公告期满由系统自动记录".to_owned()),
        _ => Ok(()),
    }
}

fn attempt_under_way(view: &View<'_>) -> Result<(), Fails> {
    let told = match own(view) {
        Some(Act::NoteArrival(act)) => act.attempt,
        Some(Act::NoteBounce(act)) => act.attempt,
        _ => return Ok(()),
    };
    let attempt = serving(view).and_then(Serving::under_way);
    match attempt.filter(|it| it.manner == Manner::Email) {
        Some(it) if it.number == told => Ok(()),
        _ => Err(format!("第{told}次发送已有结果")),
    }
}

fn on_its_page(view: &View<'_>) -> Result<(), Fails> {
    match serving(view) {
        Some(it) if !it.is_open_to_party() => {
            Err(format!("{}未以电子方式送达", it.document.title()))
        }
        _ => Ok(()),
    }
}

fn signed_once(view: &View<'_>) -> Result<(), Fails> {
    match serving(view).and_then(|it| it.signed.as_ref()) {
        Some(it) => Err(format!(
            "{}已于{}签收",
            it.signer,
            CivilDate::of(it.at).zh()
        )),
        None => Ok(()),
    }
}

fn period_over(view: &View<'_>) -> Result<(), Fails> {
    let clock = DeadlineKind::ServiceNotice.about(view.about);
    match view.case.and_then(|case| case.running(clock)) {
        Some(running) if view.facts.now < running.over_at() => {
            Err(format!("公告期至{}", running.due.zh()))
        }
        Some(_) => Ok(()),
        None => Err("没有正在进行的公告".to_owned()),
    }
}
