//! A printable form: what is laid out on paper under a code of the catalogue.

use crate::document::{Document, DocumentKind, document};
use crate::field::{Field, date, line, seal};
use crate::{Data, Place};

/// A form: one printable paper under a code of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing of a row of the catalogue"
)]
pub struct Form {
    /// Code of its document, e.g. `JD03`.
    pub code: &'static str,
    /// Name, which is its title, e.g. `行政处罚决定书`.
    pub name: &'static str,
    /// How it is laid out.
    pub layout: Layout,
    /// Word of its numbers (文种代字), e.g. `罚`; none: it has no number (文号).
    pub word: Option<&'static str>,
    /// Whether it is a decision that tells the party of review and litigation.
    pub remedies: bool,
    /// Where it stands in the file.
    pub place: Place,
    /// Its own fields, in the order of the form.
    pub(crate) own: &'static [&'static [Field]],
    /// Wording: paragraphs with fields as `{{ name }}`; empty: the layout sets the fields by their labels.
    pub wording: &'static str,
    /// Version of the built-in wording.
    pub version: u16,
    /// Whether it stays in the agency, whatever other forms of its document do.
    inner: bool,
    /// Whether it may be made where there is no case (yet).
    pub without_case: bool,
    /// Whether it is made by the party, or by both sides, rather than by the agency alone.
    pub by_party: bool,
}

/// How a form is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layout {
    /// 公文: letterhead, title, number, text, seal and date (GB/T 9704).
    Letter,
    /// 公告: the same, for everybody to read.
    Announcement,
    /// 笔录: facts of the occasion, then text or questions and answers, signed page by page.
    Record,
    /// 审批表、登记表: a table of labels and contents, opinions with signature and date.
    Table,
    /// 清单: a list in duplicate, signed by both sides.
    List,
    /// 报告、说明、意见: a text inside the agency, without letterhead.
    Report,
    /// 封条
    Strip,
    /// 卷宗封面
    Cover,
    /// 卷内目录
    Contents,
}

/// A form with what it is filled with.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// The form.
    pub form: &'a Form,
    /// Its fields by their names.
    pub data: &'a Data,
}

/// Every form, in the order of the catalogue.
pub fn forms() -> impl Iterator<Item = &'static Form> {
    crate::forms::ALL.iter().copied().flatten()
}

/// The forms under a code of the catalogue.
pub fn forms_of(code: &str) -> impl Iterator<Item = &'static Form> {
    forms().filter(move |form| form.code == code)
}

/// The form of that code and name; an empty name is the first form under the code.
pub fn form(code: &str, name: &str) -> Option<&'static Form> {
    forms_of(code).find(|form| name.is_empty() || form.name == name)
}

/// The form that a place's wording of that name words: the one of that name, else the one whose name it holds, else the first
/// under the code, so that another name does not escape what the law demands.
pub fn form_worded(code: &str, name: &str) -> Option<&'static Form> {
    form(code, name)
        .or_else(|| {
            forms_of(code)
                .filter(|form| name.contains(form.name))
                .max_by_key(|form| form.name.len())
        })
        .or_else(|| form(code, ""))
}

/// Name of the agency that makes the paper.
const AGENCY: Field = line("agency_name", "行政机关名称");
/// The paper's own number.
const NUMBER: Field = line("document_number", "文号");
/// The case's number inside the agency.
const CASE_NUMBER: Field = line("case_number", "案号").maybe();
/// The code by which the party finds the case, printed as a QR code too.
const CASE_CODE: Field = line("case_code", "案件身份码");
/// Where the code leads: what the QR code holds instead of the bare code.
const CASE_LINK: Field = line("case_link", "案件查询地址").maybe();
const CASE_CODE_IF_ANY: Field = CASE_CODE.maybe();
const DATE: Field = date("date", "日期");
const SEAL: Field = seal("seal", "行政机关印章");

impl Form {
    /// The document it belongs to.
    pub fn document(&self) -> &'static Document {
        document(self.code).unwrap_or(&crate::document::UNLISTED)
    }

    /// Its fields: those that every paper of its layout has, then its own, in the order of the form.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> {
        let own = self.own;
        let is_own = move |name: &str| own.iter().copied().flatten().any(|f| f.name == name);
        let head = [
            Some(&AGENCY),
            self.word.map(|_| &NUMBER),
            Some(&CASE_NUMBER),
            Some(if self.without_case {
                &CASE_CODE_IF_ANY
            } else {
                &CASE_CODE
            }),
            Some(&CASE_LINK),
        ];
        let tail = match self.layout {
            Layout::Letter | Layout::Announcement if self.by_party => [Some(&DATE), None],
            Layout::Letter | Layout::Announcement | Layout::List | Layout::Strip => {
                [Some(&DATE), Some(&SEAL)]
            }
            Layout::Report => [Some(&DATE), None],
            Layout::Record | Layout::Table | Layout::Cover | Layout::Contents => [None, None],
        };
        head.into_iter()
            .flatten()
            .filter(move |field| !is_own(field.name))
            .chain(own.iter().copied().flatten())
            .chain(
                tail.into_iter()
                    .flatten()
                    .filter(move |field| !is_own(field.name)),
            )
    }

    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields().find(|field| field.name == name)
    }

    /// Whether it leaves the agency.
    pub fn external(&self) -> bool {
        !self.inner && self.document().kind != DocumentKind::Internal
    }

    /// Whether it must be served with a receipt (送达回证). What is announced to everybody is served on nobody, and a list goes
    /// with the paper it belongs to.
    pub fn served(&self) -> bool {
        self.document().served
            && self.external()
            && !self.by_party
            && matches!(self.layout, Layout::Letter)
    }

    /// Whether what it documents is recorded in sound and picture.
    pub fn recorded(&self) -> bool {
        self.document().recorded
    }

    /// Whether two of it are made, one for the party (一式二份).
    pub fn in_duplicate(&self) -> bool {
        self.layout == Layout::List
    }
}

/// A form, to be completed by what follows.
const fn new(
    code: &'static str,
    name: &'static str,
    layout: Layout,
    place: Place,
    own: &'static [&'static [Field]],
    wording: &'static str,
) -> Form {
    Form {
        code,
        name,
        layout,
        word: None,
        remedies: false,
        place,
        own,
        wording,
        version: 1,
        inner: false,
        without_case: false,
        by_party: false,
    }
}

/// 公文, with the word of its numbers.
pub(crate) const fn letter(
    code: &'static str,
    name: &'static str,
    word: &'static str,
    place: Place,
    own: &'static [&'static [Field]],
    wording: &'static str,
) -> Form {
    let mut form = new(code, name, Layout::Letter, place, own, wording);
    form.word = Some(word);
    form
}

macro_rules! worded {
    ($($function:ident $layout:ident,)*) => {$(
        pub(crate) const fn $function(
            code: &'static str,
            name: &'static str,
            place: Place,
            own: &'static [&'static [Field]],
            wording: &'static str,
        ) -> Form {
            new(code, name, Layout::$layout, place, own, wording)
        }
    )*};
}

worded! {
    plain Letter,
    announcement Announcement,
    record Record,
    report Report,
}

macro_rules! tabled {
    ($($function:ident $layout:ident,)*) => {$(
        pub(crate) const fn $function(
            code: &'static str,
            name: &'static str,
            place: Place,
            own: &'static [&'static [Field]],
        ) -> Form {
            new(code, name, Layout::$layout, place, own, "")
        }
    )*};
}

tabled! {
    table Table,
    list List,
    strip Strip,
    cover Cover,
    contents Contents,
}

impl Form {
    /// The form, a decision that tells the party of its remedies.
    pub(crate) const fn with_remedies(mut self) -> Self {
        self.remedies = true;
        self
    }

    /// The form, which stays in the agency.
    pub(crate) const fn inside(mut self) -> Self {
        self.inner = true;
        self
    }

    /// The form, which may be made where there is no case.
    pub(crate) const fn before_case(mut self) -> Self {
        self.without_case = true;
        self
    }

    /// The form, made by the party.
    pub(crate) const fn of_party(mut self) -> Self {
        self.by_party = true;
        self
    }

    /// The form, with the word of its numbers.
    pub(crate) const fn numbered(mut self, word: &'static str) -> Self {
        self.word = Some(word);
        self
    }
}
