//! The documents of the case, as far as service asks for them.

use calendar::CivilDate;

use super::Handed;
use crate::guard::Fails;
use crate::{Case, DocumentNumber, issuing};

/// The document of this number as it is handed out to be served.
pub(super) fn of(case: &Case, number: u32) -> Result<Handed, Fails> {
    let Some(document) = issuing::find(case, number) else {
        return Err(format!("本案没有第{number}号文书"));
    };
    if let Some(voided) = &document.voided {
        let why = &voided.reason;
        return Err(format!("{}已作废：{why}", document.zh()));
    }
    Ok(Handed {
        number: document.number,
        form: document.form.code.clone(),
        name: document.form.name.clone(),
        document_number: number_of(case, number)
            .map(|it| it.to_string())
            .unwrap_or_default(),
        issued_on: document.issued_on,
    })
}

/// What stands in a draft that the conditions refuse.
pub(super) const fn none(on: CivilDate) -> Handed {
    Handed {
        number: 0,
        form: String::new(),
        name: String::new(),
        document_number: String::new(),
        issued_on: on,
    }
}

/// 文号 of the document; none: it has none.
pub(super) fn number_of(case: &Case, number: u32) -> Option<DocumentNumber> {
    issuing::find(case, number)?.document_number.clone()
}
