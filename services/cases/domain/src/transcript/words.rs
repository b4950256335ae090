//! A transcript as it reads: the paragraphs that are divided into pages and signed.

use calendar::CivilDate;
use chrono::{DateTime, Utc};

use super::{Content, Entry, Extraction, Form, Person};
use crate::OfficerSnapshot;

/// The paragraphs, in order.
pub fn lines(
    content: &Content,
    officers: &[OfficerSnapshot],
    version: u32,
    why: &str,
) -> Vec<String> {
    let mut all = head(content, officers, version, why);
    all.extend(told(content, officers));
    all.extend(content.body.iter().flat_map(entry));
    all.extend(content.extraction.iter().flat_map(extraction));
    let taken = content.taken.iter().enumerate();
    all.extend(taken.map(|(at, it)| format!("采取的措施、收集的证据{}：{it}", at + 1)));
    let corrections = content.corrections.iter();
    all.extend(corrections.map(|it| {
        format!(
            "更正：第{}项“{}”更正为“{}”，经本人确认。",
            it.entry, it.from, it.to
        )
    }));
    if !content.remark.is_empty() {
        all.push(format!(
            "{}的意见：{}",
            content.form.person_zh(),
            content.remark
        ));
    }
    all
}

/// The body alone: what was asked and answered, seen and said.
pub fn said(content: &Content) -> String {
    let body = content.body.iter().flat_map(entry);
    body.collect::<Vec<_>>().join("\n")
}

fn entry(it: &Entry) -> Vec<String> {
    match it {
        Entry::Asked(it) => vec![format!("问：{}", it.question), format!("答：{}", it.answer)],
        Entry::Found(text) => vec![text.clone()],
    }
}

fn head(content: &Content, officers: &[OfficerSnapshot], version: u32, why: &str) -> Vec<String> {
    let mut all = vec![if content.form.asks() {
        format!("{}（第{}次）", content.form.zh(), content.nth)
    } else {
        content.form.zh().to_owned()
    }];
    if version > 1 {
        all.push(format!("第{version}版，修改原因：{why}"));
    }
    all.push(format!(
        "时间：{}至{}",
        moment(content.started),
        moment(content.ended)
    ));
    all.push(format!("地点：{}", content.place));
    if !content.subject.is_empty() {
        all.push(format!("{}：{}", subject_zh(content.form), content.subject));
    }
    let names = if content.form.asks() {
        ["询问人", "记录人"]
    } else {
        ["执法人员", "记录人"]
    };
    for (officer, name) in officers.iter().zip(names) {
        let certificate = &officer.certificate;
        all.push(format!(
            "{name}：{}（执法证号：{certificate}）",
            officer.name
        ));
    }
    all.push(person(content.form, &content.person));
    let attendants = content.attendants.iter();
    all.extend(attendants.map(|it| match it.identity.as_str() {
        "" => format!("{}：{}", it.role.zh(), it.name),
        identity => format!("{}：{}，{identity}", it.role.zh(), it.name),
    }));
    if !content.person.without_help.is_empty() {
        all.push(format!("无人协助的原因：{}", content.person.without_help));
    }
    if !content.recording.is_empty() {
        all.push(format!("录音录像（设备）编号：{}", content.recording));
    }
    all
}

const fn subject_zh(form: Form) -> &'static str {
    match form {
        Form::Interview | Form::InspectionInterview | Form::Statement | Form::Hearing => "事由",
        Form::Scene | Form::Inspection | Form::Survey | Form::ElectronicData => "事由和依据",
    }
}

fn person(form: Form, person: &Person) -> String {
    let conditions: Vec<&str> = person.conditions.iter().map(|it| it.zh()).collect();
    let conditions = conditions.join("、");
    let parts = [
        ("", person.name.as_str()),
        ("", person.role.zh()),
        ("与本案关系：", &person.relation),
        ("证件：", &person.identity),
        ("工作单位和职务：", &person.employer),
        ("联系方式：", &person.contact),
        ("", &conditions),
    ];
    let given = parts.iter().filter(|(_, text)| !text.is_empty());
    let given: Vec<String> = given.map(|(name, text)| format!("{name}{text}")).collect();
    format!("{}：{}", form.person_zh(), given.join("，"))
}

/// What the person was shown and told, as far as it was.
fn told(content: &Content, officers: &[OfficerSnapshot]) -> Vec<String> {
    let mut all = Vec::new();
    if content.certificates_shown {
        let numbers: Vec<&str> = officers.iter().map(|it| it.certificate.as_str()).collect();
        all.push(format!(
            "执法人员已出示执法证件（{}）。",
            numbers.join("、")
        ));
    }
    if content.rights_told {
        all.push("已告知依法享有陈述、申辩和申请回避的权利。".to_owned());
    }
    if content.duty_told {
        all.push("已告知应当如实回答询问，并协助调查，不得拒绝或者阻挠。".to_owned());
    }
    if content.recusal.asked {
        all.push("问：是否申请执法人员回避？".to_owned());
        all.push(format!("答：{}", content.recusal.answer));
    }
    all
}

fn extraction(it: &Extraction) -> Vec<String> {
    vec![
        format!("电子数据来源：{}", it.source),
        format!("提取工具和方法：{}", it.method),
        format!("校验值：{}", it.digest),
    ]
}

/// A moment in Shanghai: `2026年3月3日10时05分`.
pub fn moment(at: DateTime<Utc>) -> String {
    let day = CivilDate::of(at);
    let minutes = (at - day.start_of_day_utc()).num_minutes();
    format!("{}{}时{:02}分", day.zh(), minutes / 60, minutes % 60)
}
