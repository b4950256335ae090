//! What a transcript asks for beside the officers' team, certificates and rights told.

use calendar::CivilDate;
use statute::{Citation, Law};

use super::questioning::one_at_a_time;
use super::{
    Act, AttendantRole, Condition, Content, Entry, Form, Kind, Reading, SeenPage, SignPages,
    Transcript, UnsignedManner, find,
};
use crate::ActKind;
use crate::beside::guards;
use crate::guard::{Fails, View};
use crate::recusal::Asker;

const PENALTY: Law = Law::AdministrativePenaltyLaw;
const RECORD: Citation = Citation::article(PENALTY, 55).paragraph(2);
const RECUSAL: Citation = Citation::article(PENALTY, 43).paragraph(2);
const EVIDENCE: Citation = Citation::article(PENALTY, 46);
const STATEMENT: Citation = Citation::article(PENALTY, 45).paragraph(1);
const HEARING: Citation = Citation::article(PENALTY, 64);
const ASKING: Citation = Citation::article(Law::MarketPenaltyProcedure, 29);
const REFUSING: Citation = Citation::article(Law::MarketPenaltyProcedure, 43);
const ABSENT: Citation = Citation::article(Law::AdministrativeCoercionLaw, 18).item(9);

guards! {
    DraftOnce = "草稿未曾定稿", TRANSCRIPT_DRAFT_CONCLUDED, RECORD, draft_once;
    DutyTold = "已告知如实回答的义务", TRANSCRIPT_DUTY_NOT_TOLD, RECORD, duty_told;
    RecusalAsked = "已询问是否申请回避", TRANSCRIPT_RECUSAL_NOT_ASKED, RECUSAL, recusal_asked;
    RecusalRegistered = "笔录中的回避申请已登记", TRANSCRIPT_RECUSAL_NOT_REGISTERED, RECUSAL, recusal_registered;
    SomethingRecorded = "笔录有记录内容", TRANSCRIPT_EMPTY, RECORD, something_recorded;
    EveryAnswer = "每个问题记有回答", TRANSCRIPT_ANSWER_MISSING, ASKING, every_answer;
    Alone = "询问个别进行", TRANSCRIPT_NOT_SEPARATE, ASKING, alone;
    OneAtATime = "执法人员同一时间只询问一人", TRANSCRIPT_OFFICERS_ELSEWHERE, ASKING, one_at_a_time;
    Helped = "需要帮助的人员有人协助或者注明原因", TRANSCRIPT_WITHOUT_HELP, ASKING, helped;
    CorrectionsConfirmed = "更正之处经本人确认", TRANSCRIPT_CORRECTION_UNCONFIRMED, ASKING, corrections_confirmed;
    HearingPresided = "听证笔录载明听证和主持人", TRANSCRIPT_HEARING_UNKNOWN, HEARING, hearing_presided;
    DataIdentified = "电子数据载明来源、方法和校验值", TRANSCRIPT_DATA_UNIDENTIFIED, EVIDENCE, data_identified;
    Newest = "笔录未被新版本取代", TRANSCRIPT_REPLACED, RECORD, newest;
    SameMatter = "新版本的种类和人员不变", TRANSCRIPT_OTHER_MATTER, RECORD, same_matter;
    AsShown = "签名的页与存证一致", TRANSCRIPT_PAGE_NOT_AS_SHOWN, ASKING, as_shown;
    SignerKnown = "签名人为笔录载明的人员", TRANSCRIPT_SIGNER_UNKNOWN, ASKING, signer_known;
    SignedOnce = "同一页不重复签名", TRANSCRIPT_PAGE_SIGNED_TWICE, ASKING, signed_once;
    Checked = "签名前已核对", TRANSCRIPT_NOT_CHECKED, ASKING, checked;
    ReadOut = "阅读有困难的已向其宣读", TRANSCRIPT_NOT_READ_OUT, ASKING, read_out;
    Witnessed = "未签名的有见证人或者录音录像", TRANSCRIPT_UNWITNESSED, REFUSING, witnessed;
    AbsenceWitnessed = "当事人不到场的有见证人", TRANSCRIPT_ABSENCE_UNWITNESSED, ABSENT, absence_witnessed;
    OfficerOfIt = "由笔录载明且未签名的执法人员签名", TRANSCRIPT_NOT_ITS_OFFICER, ASKING, officer_of_it;
    StatementSigned = "陈述申辩笔录已签名", TRANSCRIPT_OF_STATEMENT_UNSIGNED, STATEMENT, statement_signed;
    WholeAsShown = "执法人员签名的笔录与存证一致", TRANSCRIPT_NOT_AS_SHOWN, ASKING, whole_as_shown;
}

fn own<'a>(view: &View<'a>) -> Option<&'a Act> {
    match view.act {
        Some(crate::Act::Transcript(act)) => Some(&**act),
        _ => None,
    }
}

fn content<'a>(view: &View<'a>) -> Option<&'a Content> {
    own(view)?.concluded().map(|it| &it.content)
}

fn about<'a>(view: &View<'a>) -> Option<&'a Transcript> {
    find(view.case?, view.about)
}

fn signing<'a>(view: &View<'a>) -> Option<(&'a SignPages, &'a Transcript)> {
    match own(view)? {
        Act::SignPages(act) => Some((act, about(view)?)),
        _ => None,
    }
}

/// Says why, unless it holds.
fn must(holds: bool, why: &str) -> Result<(), Fails> {
    if holds { Ok(()) } else { Err(why.to_owned()) }
}

fn draft_once(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(act)) = (view.case, own(view).and_then(Act::concluded)) else {
        return Ok(());
    };
    let mut earlier = case.transcripts.iter();
    match earlier.find(|it| !act.draft.is_nil() && it.draft == act.draft) {
        Some(earlier) => Err(format!("该草稿已定稿为{}", earlier.title())),
        None => Ok(()),
    }
}

fn duty_told(view: &View<'_>) -> Result<(), Fails> {
    let told = content(view).is_none_or(|it| !it.form.asks() || it.duty_told);
    must(told, "询问笔录未载明已告知如实回答询问的义务")
}

fn recusal_asked(view: &View<'_>) -> Result<(), Fails> {
    let asked = content(view).is_none_or(|it| {
        let asked = it.recusal.asked && !it.recusal.answer.is_empty();
        !it.form.asks() || asked
    });
    must(asked, "询问笔录未载明是否申请回避")
}

fn recusal_registered(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(content)) = (view.case, content(view)) else {
        return Ok(());
    };
    let mut recusals = case.recusals.iter();
    let registered = recusals.any(|it| it.requested_by == Asker::Party);
    must(
        !content.recusal.wanted || registered,
        "笔录载明申请回避，但案件没有登记回避申请",
    )
}

fn something_recorded(view: &View<'_>) -> Result<(), Fails> {
    let Some(content) = content(view) else {
        return Ok(());
    };
    let blank = |it: &Entry| match it {
        Entry::Asked(it) => it.question.is_empty(),
        Entry::Found(text) => text.is_empty(),
    };
    if let Some(at) = content.body.iter().position(blank) {
        return Err(format!("笔录第{}项没有内容", at + 1));
    }
    let asked = content.body.iter().any(|it| matches!(it, Entry::Asked(_)));
    let enough = !content.body.is_empty() && (asked || !content.form.asks());
    must(enough, "笔录没有记录内容")
}

fn every_answer(view: &View<'_>) -> Result<(), Fails> {
    let Some(content) = content(view) else {
        return Ok(());
    };
    let open = |it: &Entry| matches!(it, Entry::Asked(it) if it.answer.is_empty());
    match content.body.iter().position(open) {
        Some(at) => Err(format!("笔录第{}项的问题没有回答", at + 1)),
        None => Ok(()),
    }
}

fn alone(view: &View<'_>) -> Result<(), Fails> {
    let alone = content(view).is_none_or(|it| !it.form.asks() || it.alone);
    must(alone, "笔录未载明询问是个别进行的")
}

fn helped(view: &View<'_>) -> Result<(), Fails> {
    let Some(content) = content(view) else {
        return Ok(());
    };
    if !content.person.without_help.is_empty() {
        return Ok(());
    }
    let lacks = |it: &&Condition| it.helper().is_some_and(|role| !content.attended_by(role));
    match content.person.conditions.iter().find(lacks) {
        Some(condition) => Err(format!(
            "{}{}，没有{}在场，也未注明原因",
            content.person.name,
            condition.zh(),
            condition.helper().map_or("", AttendantRole::zh),
        )),
        None => Ok(()),
    }
}

fn corrections_confirmed(view: &View<'_>) -> Result<(), Fails> {
    let Some(content) = content(view) else {
        return Ok(());
    };
    let count = u32::try_from(content.body.len()).unwrap_or(u32::MAX);
    for it in &content.corrections {
        if !(1..=count).contains(&it.entry) {
            return Err(format!("笔录没有第{}项，无从更正", it.entry));
        }
        if !it.confirmed {
            return Err(format!("第{}项的更正未经本人确认", it.entry));
        }
    }
    Ok(())
}

fn hearing_presided(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(content)) = (view.case, content(view)) else {
        return Ok(());
    };
    if content.form != Form::Hearing {
        return must(content.hearing == 0, "只有听证笔录载明听证编号");
    }
    let known = case.hearings.iter().any(|it| it.number == content.hearing);
    must(known, "本案没有该编号的听证")?;
    let presided = content.attended_by(AttendantRole::Presider);
    must(presided, "听证笔录未列明听证主持人")
}

fn data_identified(view: &View<'_>) -> Result<(), Fails> {
    let Some(content) = content(view) else {
        return Ok(());
    };
    let whole = content.extraction.as_ref().is_some_and(|it| {
        let parts = [&it.source, &it.method, &it.digest];
        parts.iter().all(|it| !it.is_empty())
    });
    let due = content.form == Form::ElectronicData;
    must(whole || !due, "未载明电子数据的来源、提取方法和校验值")
}

fn newest(view: &View<'_>) -> Result<(), Fails> {
    // Asked in general, without saying which: there has to be one.
    let revising = view.kind == ActKind::Transcript(Kind::ReviseTranscript);
    if revising && view.case.is_some_and(|case| case.transcripts.is_empty()) {
        return Err("本案还没有笔录".to_owned());
    }
    match about(view).and_then(|it| it.superseded_by) {
        Some(by) => Err(format!("该版本已被第{by}号笔录取代")),
        None => Ok(()),
    }
}

fn same_matter(view: &View<'_>) -> Result<(), Fails> {
    let (Some(former), Some(content)) = (about(view), content(view)) else {
        return Ok(());
    };
    let was = &former.content;
    let same = was.form == content.form && was.person.name == content.person.name;
    must(same, "新版本的笔录种类或者人员与原笔录不同")
}

fn as_shown(view: &View<'_>) -> Result<(), Fails> {
    let Some((act, transcript)) = signing(view) else {
        return Ok(());
    };
    let stands = |it: &SeenPage| {
        let at = usize::try_from(it.page).unwrap_or(usize::MAX);
        let page = at.checked_sub(1).and_then(|at| transcript.pages.get(at));
        page.is_some_and(|sm3| *sm3 == it.sm3)
    };
    match act.pages.iter().find(|it| !stands(it)) {
        Some(other) => Err(format!("第{}页与存证的笔录不一致", other.page)),
        None => must(!act.pages.is_empty(), "没有指明签名的页"),
    }
}

fn signer_known(view: &View<'_>) -> Result<(), Fails> {
    let Some((act, transcript)) = signing(view) else {
        return Ok(());
    };
    let content = &transcript.content;
    let attends = content.attendants.iter().any(|it| it.name == act.signer);
    let known = content.person.name == act.signer || attends;
    must(known, &format!("笔录没有载明{}", act.signer))
}

fn signed_once(view: &View<'_>) -> Result<(), Fails> {
    let Some((act, transcript)) = signing(view) else {
        return Ok(());
    };
    for (at, it) in act.pages.iter().enumerate() {
        let named = act.pages.iter().skip(at + 1).any(|o| o.page == it.page);
        if named || transcript.signed_page(&act.signer, it.page) {
            return Err(format!("{}已在第{}页签名", act.signer, it.page));
        }
    }
    Ok(())
}

/// Whether the person is about to sign what was left of it.
fn completes(act: &SignPages, transcript: &Transcript) -> bool {
    let person = act.signer == transcript.content.person.name;
    person && transcript.pages_left(&act.signer, &act.pages).is_empty()
}

fn checked(view: &View<'_>) -> Result<(), Fails> {
    let Some((act, transcript)) = signing(view) else {
        return Ok(());
    };
    let checked = act.reading.is_some() || !completes(act, transcript);
    must(checked, "未注明笔录已经本人阅读或者向其宣读")
}

fn read_out(view: &View<'_>) -> Result<(), Fails> {
    let Some((act, transcript)) = signing(view) else {
        return Ok(());
    };
    let conditions = &transcript.content.person.conditions;
    let due = conditions.contains(&Condition::CannotRead)
        || conditions.contains(&Condition::OtherLanguage);
    let read = act.reading == Some(Reading::Read) && completes(act, transcript);
    must(!(due && read), "其阅读笔录有困难，应当向其宣读")
}

fn witnessed(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::NoteUnsigned(act)) if act.witness.is_empty() && act.recording.is_empty() => {
            Err(format!("{}，未注明见证人或者录音录像编号", act.manner.zh()))
        }
        _ => Ok(()),
    }
}

fn absence_witnessed(view: &View<'_>) -> Result<(), Fails> {
    let (Some(Act::NoteUnsigned(act)), Some(transcript)) = (own(view), about(view)) else {
        return Ok(());
    };
    let due = transcript.content.form == Form::Scene && act.manner == UnsignedManner::Absent;
    let witnessed = !due || !act.witness.is_empty();
    must(witnessed, "当事人不到场，现场笔录没有见证人")
}

fn officer_of_it(view: &View<'_>) -> Result<(), Fails> {
    let Some(transcript) = about(view) else {
        return Ok(());
    };
    let person = view.facts.person();
    let Some(id) = person.and_then(|it| it.officer_id.as_ref()) else {
        return Ok(());
    };
    let left = transcript.officers_left(None);
    must(left.contains(&id), "您不是该笔录的执法人员，或者已经签名")
}

fn whole_as_shown(view: &View<'_>) -> Result<(), Fails> {
    match (own(view), about(view)) {
        (Some(Act::SignAsOfficer(act)), Some(transcript)) if act.sm3 != transcript.sm3 => {
            Err("签名的笔录与存证的笔录不一致".to_owned())
        }
        _ => Ok(()),
    }
}

/// The transcript that a statement names is one of a statement, stands, is settled, and of that day.
fn statement_signed(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(crate::Act::RecordStatement(act))) = (view.case, view.act) else {
        return Ok(());
    };
    if act.transcript == 0 {
        return Ok(());
    }
    let number = act.transcript;
    let named = find(case, number).filter(|it| it.content.form == Form::Statement);
    let Some(it) = named else {
        return Err(format!("本案没有第{number}号陈述申辩笔录"));
    };
    must(
        it.stands() && it.is_settled(),
        &format!("第{number}号陈述申辩笔录尚未签名，或者已被新版本取代"),
    )?;
    let on = CivilDate::of(it.content.ended);
    let same = on == act.on;
    must(same, &format!("陈述申辩笔录制作于{}", on.zh()))
}
