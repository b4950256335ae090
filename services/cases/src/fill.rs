//! Filling a form from its case: nothing that the case holds is typed again, and what it does not hold is asked for by name.
//!
//! Each field says where what stands in it comes from. What the case or the law says cannot be replaced by what is entered; what
//! is only proposed from the case can.

mod coercion;
mod common;
mod decision;
mod execution;
mod filing;
mod hearing;
mod inquiry;
mod inspection;
mod people;
mod subjects;
mod transcript;
mod withheld;
mod words;

use std::collections::BTreeMap;

use calendar::CivilDate;
use cases_domain::{Case, Document, OfficerId, Parameters, account};
use form::{Data, Form};
use refusal::Refusal;
use serde_json::Value;

use crate::facts::Elements;

pub(crate) use people::people;
pub(crate) use subjects::{Subject, is_of_act, may_precede, repeats, subject, subjects};
pub(crate) use withheld::withheld;

/// What is given and never entered: whoever could type a number could forge one.
const SYSTEM: [&str; 3] = ["document_number", "case_code", "case_link"];

/// What a form is filled from.
#[derive(Debug)]
pub(crate) struct Ground<'a> {
    /// The case.
    pub(crate) case: &'a Case,
    /// The elements it names, as they stand today.
    pub(crate) elements: &'a Elements,
    /// Today.
    pub(crate) today: CivilDate,
    /// The numbers by which its line acts where its agency is.
    pub(crate) parameters: &'a Parameters,
    /// What its account is kept by.
    pub(crate) terms: account::Terms,
    /// Where its fine is paid; none: not told.
    pub(crate) revenue: Option<&'a account::Revenue>,
    /// What stands in the place of its number; empty: it has none, or none is known.
    pub(crate) number: &'a str,
    /// Document that it corrects.
    pub(crate) corrects: Option<&'a Document>,
}

/// A form as it was filled.
#[derive(Debug, Clone)]
pub(crate) struct Filled {
    /// What stands in its fields.
    pub(crate) data: Data,
    /// Where each of them comes from.
    pub(crate) sources: BTreeMap<String, Source>,
}

/// Where what stands in a field comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// 案件
    Case,
    /// 执法要素
    Element,
    /// 填写
    Entered,
    /// 法律规定的文字
    Law,
}

impl Source {
    /// Where to put a field right that lacks it, in Chinese.
    const fn fixed_in(self) -> &'static str {
        match self {
            Self::Case => "案件中",
            Self::Element => "执法要素中",
            Self::Entered | Self::Law => "法律规定中",
        }
    }
}

/// A form on its way to being filled.
#[derive(Debug)]
struct Draft<'a> {
    form: &'static Form,
    ground: &'a Ground<'a>,
    about: u32,
    filled: Filled,
    /// Fields that are only proposed: what is entered stands in their place.
    proposed: Vec<&'static str>,
}

/// Fills a form about a thing of the case with what the case holds, then with what is entered.
///
/// # Refuses
/// `MALFORMED` for an entry that the form has no field for, that the case holds already, or that has another shape than its field.
pub(crate) fn fill(
    form: &'static Form,
    about: u32,
    entered: &Data,
    extras: &[&str],
    ground: &Ground<'_>,
) -> Result<Filled, Refusal> {
    let mut draft = Draft {
        form,
        ground,
        about,
        filled: Filled {
            data: Data::new(),
            sources: BTreeMap::new(),
        },
        proposed: Vec::new(),
    };
    // What is special to the form first: it goes before what all forms have.
    // A paper about a transcript says what the transcript says, and nothing of what was recorded elsewhere.
    if !transcript::fill(&mut draft) {
        inspection::fill(&mut draft);
        filing::fill(&mut draft);
        inquiry::fill(&mut draft);
        coercion::fill(&mut draft);
        hearing::fill(&mut draft);
        decision::fill(&mut draft);
        execution::fill(&mut draft);
    }
    common::fill(&mut draft);
    draft.enter(entered, extras)?;
    if let Some(fault) = form::misshapen(form, &draft.filled.data).next() {
        let path = format!("entered.{}", fault.field);
        return Err(Refusal::malformed(
            path,
            "has not the shape of its field",
            fault.zh,
        ));
    }
    Ok(draft.filled)
}

/// Where to fill a field that a form lacks, in Chinese.
pub(crate) fn place_of(form: &Form, field: &str) -> String {
    let at = match field {
        "document_number" if is_of_act(form) => {
            return "由作出该事项的办案步骤编号；早先未编号的，请在本机关登记机关代字后重新办理"
                .to_owned();
        }
        "document_number" => return "请由要素管理人员登记本机关的机关代字".to_owned(),
        "party_address" => "送达地址确认书，或者执法要素中当事人的地址",
        "representative" | "party_phone" => "执法要素中的当事人信息",
        "contact_phone" | "agency_address" => "执法要素中的执法主体信息",
        "collection" => "执法要素中的非税项目对照",
        "head_opinion" => "由机关负责人在系统中审批后载入",
        "office_opinion" => "由办案机构负责人在系统中审核后载入",
        _ => return format!("在制发文书时填写（栏目{field}）"),
    };
    format!("{at}，或者在制发文书时填写（栏目{field}）")
}

impl<'a> Draft<'a> {
    fn case(&self) -> &'a Case {
        self.ground.case
    }

    /// Whether it is this form.
    fn is(&self, code: &str, names: &[&str]) -> bool {
        self.form.code == code && (names.is_empty() || names.contains(&self.form.name))
    }

    /// What the case says.
    fn put(&mut self, field: &'static str, value: impl Into<Value>) -> &mut Self {
        self.set(field, value.into(), Source::Case)
    }

    /// What an element says.
    fn element(&mut self, field: &'static str, value: impl Into<Value>) -> &mut Self {
        self.set(field, value.into(), Source::Element)
    }

    /// What the law has it say.
    fn law(&mut self, field: &'static str, value: impl Into<Value>) -> &mut Self {
        self.set(field, value.into(), Source::Law)
    }

    /// What the case says as long as nothing else is entered.
    fn propose(&mut self, field: &'static str, value: impl Into<Value>) -> &mut Self {
        self.offer(field, value, Source::Case)
    }

    /// What a source says as long as nothing else is entered.
    fn offer(&mut self, field: &'static str, value: impl Into<Value>, source: Source) -> &mut Self {
        self.proposed.push(field);
        self.set(field, value.into(), source)
    }

    /// The first to say something is believed.
    fn set(&mut self, field: &'static str, value: Value, source: Source) -> &mut Self {
        let wanted = self.form.field(field).is_some() && form::is_filled(Some(&value));
        if wanted && !self.filled.data.contains_key(field) {
            self.filled.data.insert(field.to_owned(), value);
            self.filled.sources.insert(field.to_owned(), source);
        }
        self
    }

    fn enter(&mut self, entered: &Data, extras: &[&str]) -> Result<(), Refusal> {
        for (name, value) in entered
            .iter()
            .filter(|(_, value)| form::is_filled(Some(value)))
        {
            let path = || format!("entered.{name}");
            if extras.contains(&name.as_str()) && self.form.field(name).is_none() {
                self.filled.data.insert(name.clone(), value.clone());
                self.filled.sources.insert(name.clone(), Source::Entered);
                continue;
            }
            let Some(field) = self.form.field(name) else {
                let zh = format!("不是《{}》的栏目，请核对栏目名称", self.form.name);
                return Err(Refusal::malformed(path(), "is no field of the form", zh));
            };
            if SYSTEM.contains(&field.name) {
                let zh = format!("（{}）由系统编定，不填写", field.label);
                return Err(Refusal::malformed(path(), "is given by the system", zh));
            }
            let stands = self
                .filled
                .data
                .get(name)
                .zip(self.filled.sources.get(name));
            if let Some((there, source)) = stands
                && there != value
                && !self.proposed.contains(&field.name)
            {
                let zh = format!(
                    "（{}）{}已有记载，不另行填写；记载有误的，请先更正",
                    field.label,
                    source.fixed_in()
                );
                return Err(Refusal::malformed(
                    path(),
                    "is held by the case already",
                    zh,
                ));
            }
            if stands.is_none_or(|(there, _)| there != value) {
                self.filled.data.insert(name.clone(), value.clone());
                self.filled.sources.insert(name.clone(), Source::Entered);
            }
        }
        Ok(())
    }

    /// Name of an officer; the id, where the element centre does not know it.
    fn name_of(&self, id: &OfficerId) -> String {
        let known = self.ground.elements.officer(id).ok().flatten();
        known.map_or_else(|| id.to_string(), |officer| officer.name)
    }
}
