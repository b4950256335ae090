//! What issuing and voiding ask for.

use statute::{Citation, Law};

use super::reached::is_on_its_way;
use super::{Act, Form, IssueDocument, VoidDocument, find, reached_on};
use crate::beside::guards;
use crate::guard::{Fails, View};
use crate::procedure::penalty::Step as PenaltyStep;
use crate::{Act as AnyAct, Case};

const FILE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 47);
const CORRECTED: Citation = Citation::article(Law::AdministrativePenaltyLaw, 75).paragraph(2);

guards! {
    NotArchived = "案卷尚未归档", DOCUMENT_AFTER_ARCHIVING, FILE, not_archived;
    CorrectsKnown = "所更正的文书是本案文书", DOCUMENT_CORRECTED_UNKNOWN, CORRECTED, corrects_known;
    IssuedOnce = "同一文书尚未制发，或者已作废、由新的文书更正", DOCUMENT_ALREADY_ISSUED, FILE, issued_once;
    Printed = "文书已按所填内容制成", DOCUMENT_NOT_PRINTED, FILE, printed;
    Stands = "文书是本案文书且未作废", DOCUMENT_NOT_STANDING, FILE, stands;
    PartyTold = "文书尚未送达，或者已另发文书告知当事人", DOCUMENT_VOIDED_IN_SILENCE, CORRECTED, party_told;
}

/// What keeps a document of this form about this thing from being issued, in Chinese, before its contents are looked at; none:
/// nothing does.
pub fn obstacle(case: &Case, form: &Form, about: u32, repeats: bool) -> Option<String> {
    sealed(case).or_else(|| issued_already(case, form, about, repeats, None))
}

fn not_archived(view: &View<'_>) -> Result<(), Fails> {
    view.case.and_then(sealed).map_or(Ok(()), Err)
}

/// Once it is filed away, the file is sealed. A decision that is revoked opens it again, by its own act.
fn sealed(case: &Case) -> Option<Fails> {
    let step = case.penalty()?.step;
    let archived = matches!(step, PenaltyStep::Archived | PenaltyStep::DismissalArchived);
    archived.then(|| "案卷已归档".to_owned())
}

fn corrects_known(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(act)) = (view.case, issued(view)) else {
        return Ok(());
    };
    match act.corrects {
        Some(number) if find(case, number).is_none() => Err(format!("本案没有第{number}号文书")),
        _ => Ok(()),
    }
}

fn issued_once(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(act)) = (view.case, issued(view)) else {
        return Ok(());
    };
    issued_already(case, &act.form, act.about, act.repeats, act.corrects).map_or(Ok(()), Err)
}

/// Of two papers of one form about one thing nobody could tell which one counts.
fn issued_already(
    case: &Case,
    form: &Form,
    about: u32,
    repeats: bool,
    corrects: Option<u32>,
) -> Option<Fails> {
    let former = super::standing(case, form, about).filter(|_| !repeats)?;
    (corrects != Some(former.number))
        .then(|| format!("{}已制发，为第{}号文书", former.zh(), former.number))
}

fn printed(view: &View<'_>) -> Result<(), Fails> {
    match issued(view) {
        Some(_) if view.facts.printed.is_none() => Err("文书未能制成".to_owned()),
        _ => Ok(()),
    }
}

fn stands(view: &View<'_>) -> Result<(), Fails> {
    let Some(case) = view.case else { return Ok(()) };
    let Some(act) = voided(view) else {
        return if case.documents.iter().any(super::Document::stands) {
            Ok(())
        } else {
            Err("本案没有可以作废的文书".to_owned())
        };
    };
    match find(case, act.number) {
        None => Err(format!("本案没有第{}号文书", act.number)),
        Some(document) if !document.stands() => Err(format!("{}已作废", document.zh())),
        Some(_) => Ok(()),
    }
}

/// What the party holds is not taken from it behind its back: a further document that stands tells it.
fn party_told(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(act)) = (view.case, voided(view)) else {
        return Ok(());
    };
    let Some(document) = find(case, act.number) else {
        return Ok(());
    };
    let Some(on) = reached_on(case, document) else {
        return if is_on_its_way(case, document) {
            Err(format!("{}正在送达，请先撤回送达", document.zh()))
        } else {
            Ok(())
        };
    };
    let mut further = case.documents.iter();
    if further.any(|it| it.stands() && it.corrects == Some(act.number)) {
        return Ok(());
    }
    Err(format!("{}已于{}送达当事人", document.zh(), on.zh()))
}

fn issued<'a>(view: &View<'a>) -> Option<&'a IssueDocument> {
    match view.act {
        Some(AnyAct::Issuing(Act::IssueDocument(act))) => Some(act),
        _ => None,
    }
}

fn voided<'a>(view: &View<'a>) -> Option<&'a VoidDocument> {
    match view.act {
        Some(AnyAct::Issuing(Act::VoidDocument(act))) => Some(act),
        _ => None,
    }
}
