//! What the columns of a registry's sheet are: plain data, from which reading, writing and the empty form are made.

use elements_domain::Registry;

use super::tables;

/// The columns of one registry.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) registry: Registry,
    /// The first is the id.
    pub(crate) columns: &'static [Column],
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Column {
    /// Heading, in Chinese.
    pub(crate) heading: &'static str,
    /// Field of the contract's message: `name`; `tiers.name` of a list whose entries have a row each; `days_off[]` of a
    /// list of plain values that have a row each.
    pub(crate) field: &'static str,
    /// What stands in it.
    pub(crate) kind: Kind,
    /// Whether it must be filled in.
    pub(crate) must: bool,
    /// What is to be said of it besides its kind; may be empty.
    pub(crate) note: &'static str,
    /// What stands in the example row of the form.
    pub(crate) example: &'static str,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    /// Text.
    Text,
    /// Id of the element itself.
    Id,
    /// Id of another element.
    Reference(Registry),
    /// Ids of other elements.
    References(Registry),
    /// A day.
    Date,
    /// 是 or 否.
    YesNo,
    /// A whole number; nothing is 0.
    Whole,
    /// Money in 元, kept in fen; nothing is 0.
    Yuan,
    /// One of these words.
    Word(&'static [Word]),
    /// Some of these words.
    Words(&'static [Word]),
    /// Texts.
    Texts,
    /// Articles, e.g. `law-penalty第五十一条第一款`.
    Articles,
}

/// A word for a value of an enumeration.
pub(crate) type Word = (&'static str, i32);

/// Columns that every registry has after its own.
pub(crate) const VALID_FROM: &str = "生效日期";
pub(crate) const VALID_TO: &str = "失效日期";
pub(crate) const ACTION: &str = "操作";
/// What stands in the action column of an element that is to be withdrawn.
pub(crate) const WITHDRAW: &str = "撤销";
/// What stands for an entry of a list that says nothing, e.g. a function that is open everywhere.
pub(crate) const NOTHING: &str = "（空）";
/// Columns of the sheet of errors, which are passed over when it is imported again.
pub(crate) const ERROR: &str = "错误说明";
pub(crate) const ERROR_ROW: &str = "原行号";

/// A column that may be left empty.
pub(crate) const fn column(
    heading: &'static str,
    field: &'static str,
    kind: Kind,
    example: &'static str,
) -> Column {
    Column {
        heading,
        field,
        kind,
        must: false,
        note: "",
        example,
    }
}

impl Column {
    /// It must be filled in.
    pub(crate) const fn must(mut self) -> Self {
        self.must = true;
        self
    }

    /// Something is to be said of it.
    pub(crate) const fn note(mut self, note: &'static str) -> Self {
        self.note = note;
        self
    }

    /// List whose entries have a row each, and the field of the entry; `None` for the entry itself.
    pub(crate) fn list(&self) -> Option<(&'static str, Option<&'static str>)> {
        if let Some(list) = self.field.strip_suffix("[]") {
            return Some((list, None));
        }
        self.field
            .split_once('.')
            .map(|(list, field)| (list, Some(field)))
    }

    /// What may stand in it, for whoever fills it in.
    pub(crate) fn rule(&self) -> String {
        let words = |words: &[Word]| {
            let words: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            words.join("、")
        };
        let kind = match self.kind {
            Kind::Text => "文字".to_owned(),
            Kind::Id => "编号，小写字母、数字、连字符，至多64位，在本要素内唯一".to_owned(),
            Kind::Reference(registry) => format!("{}的编号，该要素须已登记", registry.zh()),
            Kind::References(registry) => {
                format!("{}的编号，多个以“；”分隔，均须已登记", registry.zh())
            }
            Kind::Date => "日期，如2026-11-22".to_owned(),
            Kind::YesNo => "是、否；空为否".to_owned(),
            Kind::Whole => "整数".to_owned(),
            Kind::Yuan => "金额，单位为元，至多两位小数；空为零".to_owned(),
            Kind::Word(list) => format!("从下列选择一项：{}", words(list)),
            Kind::Words(list) => format!("从下列选择，多项以“；”分隔：{}", words(list)),
            Kind::Texts => "文字，多项以“；”分隔（项内的“；”写作“\\；”）".to_owned(),
            Kind::Articles => {
                "法律编号加条款项，如law-penalty第五十一条第一款，多条以“；”分隔".to_owned()
            }
        };
        let several = match self.list() {
            Some(_) => "。有多项时每项一行，重复填写编号，各行相连",
            None => "",
        };
        let note = if self.note.is_empty() {
            String::new()
        } else {
            format!("。{}", self.note)
        };
        format!("{kind}{several}{note}")
    }
}

impl Table {
    /// The columns of a registry.
    pub(crate) fn of(registry: Registry) -> &'static Self {
        tables::of(registry)
    }

    /// The column of the id.
    pub(crate) fn id(&self) -> &'static Column {
        &self.columns[0]
    }

    /// Every heading in order, with those that all registries have.
    pub(crate) fn headings(&self) -> Vec<String> {
        let own = self.columns.iter().map(|column| column.heading);
        own.chain([VALID_FROM, VALID_TO, ACTION])
            .map(ToOwned::to_owned)
            .collect()
    }

    /// Whether an element may take several rows.
    pub(crate) fn has_lists(&self) -> bool {
        self.columns.iter().any(|column| column.list().is_some())
    }
}
