//! 电子笔录

use cases_domain::Case;
use cases_domain::transcript::{Transcript, find};
use form::Form;

use super::Draft;
use super::subjects::Subject;
use crate::transcripts;

/// What is added to a transcript's number where a form can be about something else of the case too, e.g. an interview: 1001 is the first.
const FROM: u32 = 1000;

/// Fills the form from the transcript that it is about; false: it is about something else.
pub(super) fn fill(draft: &mut Draft<'_>) -> bool {
    let case = draft.case();
    let Some(it) = of(draft.form, case, draft.about) else {
        return false;
    };
    for (field, value) in transcripts::form::fields(case, it) {
        draft.put(field, value);
    }
    true
}

/// The transcript that a form is about.
fn of<'a>(form: &Form, case: &'a Case, about: u32) -> Option<&'a Transcript> {
    let number = about.checked_sub(FROM)?;
    find(case, number).filter(|it| prints(form, it))
}

/// Whether a transcript is printed as this form: a code may have others beside it, e.g. the report of a hearing.
fn prints(form: &Form, it: &Transcript) -> bool {
    let own = it.content.form;
    form.code == own.code() && form.name.starts_with(own.zh())
}

/// The transcripts that can be printed as this form: those that stand.
pub(super) fn subjects(form: &Form, case: &Case) -> Vec<Subject> {
    let all = case.transcripts.iter();
    let all = all.filter(|it| it.stands() && prints(form, it));
    let subjects = all.map(|it| Subject {
        about: FROM.saturating_add(it.number),
        name: it.title(),
        number: None,
        due: it.is_settled(),
        ahead: false,
    });
    subjects.collect()
}
