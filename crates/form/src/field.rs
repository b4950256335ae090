//! One field of a form: what it is called, what its value looks like, whether it may be left out, which article demands it.

use statute::Citation;

/// A field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Name in the data and in the wording, e.g. `party_name`.
    pub name: &'static str,
    /// Label, in the words of the law.
    pub label: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// Whether it may be left out.
    pub need: Need,
    /// Article that demands it; none: good practice does.
    pub citation: Option<Citation>,
}

/// Whether a field may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Mandatory.
    Always,
    /// Mandatory where that other field is filled.
    With(&'static str),
    /// It may.
    Never,
}

/// What the value of a field looks like in the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One line of text: a string.
    Line,
    /// Paragraphs: a string, a line feed between two paragraphs.
    Text,
    /// A civil day: `2026-03-02`, printed 2026年3月2日.
    Date,
    /// A moment: `2026-03-02T09:30` in Asia/Shanghai, or with an offset as in RFC 3339; printed to the minute.
    Moment,
    /// Days from and to, both counted: `{"from": "2026-03-02", "to": "2026-03-31"}`.
    Period,
    /// An amount of money in fen (分): a whole number, printed in yuan, in figures and in capitals.
    Money,
    /// A whole number.
    Count,
    /// 是 or 否: a boolean.
    YesNo,
    /// One of these.
    Choice(&'static [&'static str]),
    /// Officers: `[{"name": "…", "certificate": "执法证号"}]`.
    Officers,
    /// A list, a row for each entry: objects with the columns' names.
    Rows(&'static [Column]),
    /// Questions and answers: `[{"question": "…", "answer": "…"}]`; either may be absent.
    Dialogue,
    /// An opinion with who gave it and when: `{"opinion": "…", "name": "…", "on": "2026-03-02"}`.
    Opinion,
    /// Places to sign, which every print has: `[{"name": "…", "on": "2026-03-02", "note": "拒绝签名，…"}]` for what is known.
    Signature,
    /// The place of the seal, which every print has; it takes no data.
    Seal,
}

/// A column of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Name in the data.
    pub name: &'static str,
    /// Heading.
    pub label: &'static str,
    /// What its values look like: a line, a date, money, a count.
    pub shape: Shape,
    /// Whether every row has it.
    pub mandatory: bool,
    /// Width relative to the other columns.
    pub width: u8,
}

impl Field {
    /// Whether data can lack it: places to sign and to seal are always there.
    pub const fn is_place(&self) -> bool {
        matches!(self.shape, Shape::Signature | Shape::Seal)
    }

    /// What papers print before its value: the label, shorter where everybody knows what is meant.
    pub fn caption(&self) -> &'static str {
        match self.label {
            "当事人的姓名或者名称" => "当事人",
            "当事人的地址" => "地址",
            "统一社会信用代码或者身份证件号码" => "统一社会信用代码（身份证号）",
            "法定代表人或者负责人" => "法定代表人（负责人）",
            "执法人员及其执法证号" => "执法人员",
            "询问人及其执法证号" => "询问人",
            "拟指派的承办人员及其执法证号" => "拟承办人员",
            "现场负责人或者在场人" => "现场负责人（在场人）",
            "职务或者与当事人的关系" => "职务（关系）",
            "音像记录设备编号" => "音像记录设备",
            "线索受理日期" => "受理日期",
            "简要案情及初步证据" => "简要案情",
            "行政处罚的依据" => "处罚依据",
            "收件人与受送达人的关系" => "与受送达人关系",
            "拒收、留置情况" => "拒收情况",
            "见证人或者音像记录编号" => "见证人（录像）",
            "第几次询问" => "询问次数",
            label => label,
        }
    }

    /// The field, demanded by that article.
    pub(crate) const fn by(mut self, citation: Citation) -> Self {
        self.citation = Some(citation);
        self
    }

    /// The field, which may be left out.
    pub(crate) const fn maybe(mut self) -> Self {
        self.need = Need::Never;
        self
    }

    /// The field, mandatory where that other field is filled.
    pub(crate) const fn with(mut self, other: &'static str) -> Self {
        self.need = Need::With(other);
        self
    }
}

/// A mandatory field.
pub(crate) const fn field(name: &'static str, label: &'static str, shape: Shape) -> Field {
    Field {
        name,
        label,
        shape,
        need: Need::Always,
        citation: None,
    }
}

macro_rules! shaped {
    ($($function:ident $shape:ident,)*) => {$(
        pub(crate) const fn $function(name: &'static str, label: &'static str) -> Field {
            field(name, label, Shape::$shape)
        }
    )*};
}

shaped! {
    line Line,
    text Text,
    date Date,
    moment Moment,
    period Period,
    money Money,
    count Count,
    yes_no YesNo,
    officers Officers,
    dialogue Dialogue,
    opinion Opinion,
    signature Signature,
    seal Seal,
}

pub(crate) const fn choice(
    name: &'static str,
    label: &'static str,
    choices: &'static [&'static str],
) -> Field {
    field(name, label, Shape::Choice(choices))
}

pub(crate) const fn rows(
    name: &'static str,
    label: &'static str,
    columns: &'static [Column],
) -> Field {
    field(name, label, Shape::Rows(columns))
}

/// A column that every row has.
pub(crate) const fn column(
    name: &'static str,
    label: &'static str,
    shape: Shape,
    width: u8,
) -> Column {
    Column {
        name,
        label,
        shape,
        mandatory: true,
        width,
    }
}

impl Column {
    /// The column, which a row may lack.
    pub(crate) const fn maybe(mut self) -> Self {
        self.mandatory = false;
        self
    }
}
