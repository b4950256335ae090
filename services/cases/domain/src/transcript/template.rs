//! Templates of questions (询问提纲): versioned plain data per form and line. A template is a start, not a limit: the officers ask what
//! the case asks for. A version that was used is never changed; an amended template gets another version.

mod agriculture;
mod general;
mod housing;
mod market;

use statute::Domain;

use super::Form;

/// A list of questions to begin a transcript with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuestionTemplate {
    /// Name that stays over its versions, e.g. `market-label`.
    pub id: &'static str,
    /// Version, from 1.
    pub version: u32,
    /// Forms it is for.
    pub forms: &'static [Form],
    /// Line it is for; none: any.
    pub domain: Option<Domain>,
    /// What it is called.
    pub title: &'static str,
    /// The questions in order, `{{agency}}`, `{{officers}}` and `{{party}}` to be filled in.
    pub questions: &'static [Question],
    /// For what is looked at and not asked: what is to be described, in order.
    pub points: &'static [&'static str],
}

/// A question of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The question.
    pub text: &'static str,
    /// What the answer has to bring out, for the officer; empty: it is plain.
    pub hint: &'static str,
}

/// Forms in which somebody is asked.
const ASKED: &[Form] = &[Form::Interview, Form::InspectionInterview];
/// Forms in which a place is looked at.
const LOOKED_AT: &[Form] = &[Form::Inspection, Form::Scene];

/// A question.
const fn question(text: &'static str, hint: &'static str) -> Question {
    Question { text, hint }
}

/// Every template, the newest version of each.
pub fn all() -> impl Iterator<Item = &'static QuestionTemplate> {
    let lines: [&[QuestionTemplate]; 4] = [
        general::TEMPLATES,
        market::TEMPLATES,
        agriculture::TEMPLATES,
        housing::TEMPLATES,
    ];
    lines.into_iter().flatten()
}

/// The templates for a form and a line: those of the line first, then those for any.
pub fn for_form(form: Option<Form>, domain: Option<Domain>) -> Vec<&'static QuestionTemplate> {
    let fits = |it: &&QuestionTemplate| {
        let of_form = form.is_none_or(|form| it.forms.contains(&form));
        let of_line = domain.is_none() || it.domain.is_none() || it.domain == domain;
        of_form && of_line
    };
    let mut found: Vec<_> = all().filter(fits).collect();
    found.sort_by_key(|it| it.domain.is_none());
    found
}

/// The template of this name and version, as `market-label@1`.
pub fn named(name: &str) -> Option<&'static QuestionTemplate> {
    all().find(|it| it.name() == name)
}

impl QuestionTemplate {
    /// Name and version: `market-label@1`.
    pub fn name(&self) -> String {
        format!("{}@{}", self.id, self.version)
    }
}

/// A text of a template with what is known of the case.
pub fn filled(text: &str, agency: &str, officers: &str, party: &str) -> String {
    text.replace("{{agency}}", agency)
        .replace("{{officers}}", officers)
        .replace("{{party}}", party)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_template_has_a_name_of_its_own_and_something_to_ask() {
        let mut names = BTreeSet::new();
        for it in all() {
            assert!(names.insert(it.name()), "{}", it.name());
            assert!(!it.forms.is_empty());
            assert!(it.questions.len() + it.points.len() > 2, "{}", it.name());
            for question in it.questions {
                assert!(question.text.ends_with('？') || question.text.ends_with('。'));
                let known = filled(question.text, "甲局", "乙、丙", "丁公司");
                assert!(!known.contains("{{"), "{known}");
            }
            assert_eq!(named(&it.name()), Some(it));
        }
    }

    #[test]
    fn every_form_has_a_template_in_every_line() {
        for form in Form::ALL {
            for domain in [
                Domain::MarketSupervision,
                Domain::Agriculture,
                Domain::Housing,
            ] {
                assert!(!for_form(Some(form), Some(domain)).is_empty(), "{form:?}");
            }
        }
        let market = for_form(Some(Form::Interview), Some(Domain::MarketSupervision));
        assert_eq!(market[0].domain, Some(Domain::MarketSupervision));
        assert!(market.iter().all(|it| it.domain != Some(Domain::Housing)));
    }
}
