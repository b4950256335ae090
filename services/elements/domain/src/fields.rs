//! Reading the fields of a body: every broken rule is named at once, in both languages.

use std::collections::BTreeSet;
use std::fmt::Display;

use calendar::CivilDate;
use refusal::Refusal;
use statute::identifier::{DivisionCode, Uscc};

use super::element::Reference;
use super::registry::Registry;

/// Longest name, title or number, in characters.
const LONGEST_NAME: usize = 200;
/// Longest id, in characters.
const LONGEST_ID: usize = 64;

/// What was found wrong with the fields of one body, and what they refer to.
#[derive(Debug)]
pub(super) struct Fields {
    prefix: &'static str,
    broken: Vec<Broken>,
    references: Vec<Reference>,
}

#[derive(Debug)]
struct Broken {
    path: String,
    rule: String,
    zh: String,
}

impl Fields {
    /// Nothing found yet; paths begin with `prefix`.
    pub(super) const fn of(prefix: &'static str) -> Self {
        Self {
            prefix,
            broken: Vec::new(),
            references: Vec::new(),
        }
    }

    /// Notes a broken rule.
    pub(super) fn refuse(
        &mut self,
        field: impl Display,
        rule: impl Into<String>,
        zh: impl Into<String>,
    ) {
        let path = format!("{}.{field}", self.prefix);
        self.broken.push(Broken {
            path,
            rule: rule.into(),
            zh: zh.into(),
        });
    }

    /// Notes that another element must be in force.
    pub(super) fn refer(&mut self, registry: Registry, id: &str, field: impl Display) {
        let path = format!("{}.{field}", self.prefix);
        self.references.push(Reference {
            registry,
            id: id.to_owned(),
            path,
        });
    }

    /// What the fields refer to, if no rule is broken.
    pub(super) fn finish(self) -> Result<Vec<Reference>, Refusal> {
        let mut broken = self.broken.into_iter();
        let Some(first) = broken.next() else {
            return Ok(self.references);
        };
        let refusal = Refusal::malformed(first.path, first.rule, first.zh);
        Err(broken.fold(refusal, |refusal, next| {
            refusal.with_field(next.path, next.rule, next.zh)
        }))
    }

    /// An id of the element centre.
    pub(super) fn id(&mut self, field: impl Display, id: &str) {
        if let Err(rule) = check_id(id) {
            self.refuse(field, rule.0, rule.1);
        }
    }

    /// The id of another element, which must be in force.
    pub(super) fn reference(&mut self, registry: Registry, field: impl Display, id: &str) {
        match check_id(id) {
            Ok(()) => self.refer(registry, id, field),
            Err(rule) => self.refuse(field, rule.0, rule.1),
        }
    }

    /// A text that must be there.
    pub(super) fn text(&mut self, field: impl Display, text: &str) {
        self.text_up_to(field, text, LONGEST_NAME);
    }

    /// A text that must be there, with its greatest length in characters.
    pub(super) fn text_up_to(&mut self, field: impl Display, text: &str, longest: usize) {
        if text.trim().is_empty() {
            self.refuse(field, "must not be empty", "不能为空");
        } else {
            self.text_if_any(field, text, longest);
        }
    }

    /// A text that may be empty.
    pub(super) fn text_if_any(&mut self, field: impl Display, text: &str, longest: usize) {
        if text.trim() != text {
            self.refuse(
                field,
                "must not begin or end with white space",
                "首尾不能有空白字符",
            );
        } else if text.chars().count() > longest {
            self.refuse(
                field,
                format!("must have at most {longest} characters"),
                format!("不能超过{longest}个字"),
            );
        } else if text.chars().any(|c| c.is_control() && c != '\n') {
            self.refuse(
                field,
                "must not contain control characters",
                "不能含有控制字符",
            );
        }
    }

    /// The code of a division that must be in force.
    pub(super) fn division(
        &mut self,
        field: impl Display + Copy,
        code: &str,
    ) -> Option<DivisionCode> {
        let division = self.division_code(field, code)?;
        self.refer(Registry::Division, division.as_str(), field);
        Some(division)
    }

    /// A division code as it is stored: without padding.
    pub(super) fn division_code(
        &mut self,
        field: impl Display,
        code: &str,
    ) -> Option<DivisionCode> {
        match DivisionCode::parse(code) {
            Ok(division) if division.as_str() == code => Some(division),
            Ok(division) => {
                let short = division.as_str();
                self.refuse(
                    field,
                    format!("must be written without padding: {short}"),
                    format!("不应补零，应写作“{short}”"),
                );
                None
            }
            Err(error) => {
                self.refuse(field, error.to_string(), error.zh());
                None
            }
        }
    }

    /// A unified social credit code.
    pub(super) fn credit_code(&mut self, field: &'static str, code: &str) -> Option<Uscc> {
        Uscc::parse(code)
            .map_err(|error| self.refuse(field, error.to_string(), error.zh()))
            .ok()
    }

    /// A day.
    pub(super) fn date(&mut self, field: impl Display, text: &str) -> Option<CivilDate> {
        CivilDate::parse(text)
            .map_err(|_| {
                self.refuse(
                    field,
                    "must be a date of the form 2026-11-22",
                    "应为“2026-11-22”形式的日期",
                );
            })
            .ok()
    }

    /// A value of an enumeration that must be stated and known.
    pub(super) fn stated<E: TryFrom<i32>>(
        &mut self,
        field: impl Display,
        number: i32,
    ) -> Option<E> {
        let known = E::try_from(number).ok().filter(|_| number != 0);
        if known.is_none() {
            self.refuse(
                field,
                "must be stated as one of the known values",
                "应选择已列明的选项",
            );
        }
        known
    }

    /// Values of an enumeration: each stated, none twice.
    pub(super) fn stated_once<E: TryFrom<i32>>(
        &mut self,
        field: impl Display + Copy,
        numbers: &[i32],
    ) {
        for (at, number) in numbers.iter().enumerate() {
            self.stated::<E>(format!("{field}[{at}]"), *number);
        }
        if numbers.iter().collect::<BTreeSet<_>>().len() < numbers.len() {
            self.refuse(field, "must not name the same one twice", "不能重复");
        }
    }

    /// A value of an enumeration that may be left out.
    pub(super) fn stated_if_any<E: TryFrom<i32>>(&mut self, field: impl Display, number: i32) {
        if number != 0 {
            self.stated::<E>(field, number);
        }
    }

    /// The id of another element, if one is named; it must be in force then.
    pub(super) fn reference_if_any(&mut self, registry: Registry, field: impl Display, id: &str) {
        if !id.is_empty() {
            self.reference(registry, field, id);
        }
    }

    /// Ids of other elements, which must be in force; none twice.
    pub(super) fn references(
        &mut self,
        registry: Registry,
        field: impl Display + Copy,
        ids: &[String],
    ) {
        for (at, id) in ids.iter().enumerate() {
            self.reference(registry, format!("{field}[{at}]"), id);
        }
        if ids.iter().collect::<BTreeSet<_>>().len() < ids.len() {
            self.refuse(field, "must not name the same one twice", "不能重复");
        }
    }

    /// A list that must hold at least one entry, and at most `most`.
    pub(super) fn count(&mut self, field: impl Display, held: usize, most: usize) {
        if held == 0 {
            self.refuse(field, "must hold at least one", "至少填写一项");
        } else if held > most {
            self.refuse(
                field,
                format!("must hold at most {most}"),
                format!("不能超过{most}项，请拆分"),
            );
        }
    }

    /// Texts that must be there, none twice.
    pub(super) fn texts(&mut self, field: impl Display + Copy, texts: &[String], longest: usize) {
        for (at, text) in texts.iter().enumerate() {
            self.text_up_to(format!("{field}[{at}]"), text, longest);
        }
        if texts.iter().collect::<BTreeSet<_>>().len() < texts.len() {
            self.refuse(field, "must not say the same twice", "不能重复");
        }
    }

    /// A sum in fen, which cannot be negative.
    pub(super) fn fen(&mut self, field: impl Display, fen: i64) {
        if fen < 0 {
            self.refuse(field, "must not be negative", "金额不能为负数");
        }
    }

    /// A code of letters and digits, with hyphens and dots between them.
    pub(super) fn code(&mut self, field: impl Display, code: &str, longest: usize) {
        let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
        let shaped = (1..=longest).contains(&code.len())
            && code.chars().all(inner)
            && code.starts_with(|c: char| c.is_ascii_alphanumeric())
            && code.ends_with(|c: char| c.is_ascii_alphanumeric());
        if !shaped {
            self.refuse(
                field,
                format!("must be 1 to {longest} letters and digits, hyphens and dots between them"),
                format!("应为1至{longest}位字母或数字，中间可用连字符或者点分隔"),
            );
        }
    }

    /// A telephone number, or nothing.
    pub(super) fn phone(&mut self, field: impl Display, phone: &str) {
        let sign = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+' | '(' | ')');
        let shaped = (5..=20).contains(&phone.len()) && phone.chars().all(sign);
        if !phone.is_empty() && !shaped {
            self.refuse(
                field,
                "must be empty or 5 to 20 digits, spaces, hyphens, + and parentheses",
                "应为空，或者5至20位数字（可含空格、连字符、加号、括号）",
            );
        }
    }
}

/// Whether a text is an id: 1 to 64 lower-case letters, digits, hyphens and dots, a letter or digit at both ends. The
/// rule in both languages if not.
pub fn check_id(id: &str) -> Result<(), (&'static str, &'static str)> {
    // Dots stand in the names of functions (`cases.inspection`), which are the ids of their switches.
    let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.');
    let shaped = (1..=LONGEST_ID).contains(&id.len())
        && id.bytes().all(inner)
        && !id.starts_with(['-', '.'])
        && !id.ends_with(['-', '.']);
    if shaped {
        Ok(())
    } else {
        Err((
            "must be 1 to 64 lower-case letters, digits, hyphens and dots, a letter or digit at both ends",
            "应为1至64位小写字母、数字、连字符或点，且首尾为字母或数字",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_broken_rule_is_named_at_once() {
        let mut fields = Fields::of("agency");
        fields.id("agency_id", "石码");
        fields.text("name", " ");
        fields.credit_code("credit_code", "91350604MA8UAB126P");
        let refusal = fields.finish().unwrap_err();
        let paths: Vec<_> = refusal
            .fields()
            .iter()
            .map(|field| field.path.as_str())
            .collect();
        assert_eq!(
            paths,
            ["agency.agency_id", "agency.name", "agency.credit_code"]
        );
        assert!(refusal.fields().iter().all(|field| !field.zh.is_ascii()));
    }

    #[test]
    fn ids_are_plain() {
        for id in [
            "o-lin-jianguo",
            "a",
            "7",
            "cases.inspection",
            &"a".repeat(64),
        ] {
            assert_eq!(check_id(id), Ok(()), "{id}");
        }
        for id in [
            "",
            "-a",
            "a-",
            ".a",
            "a.",
            "A",
            "a b",
            "a/b",
            "a\0",
            "林",
            &"a".repeat(65),
        ] {
            assert!(check_id(id).is_err(), "{id:?}");
        }
    }
}
