//! The documents of the case, as far as service asks for them.

use calendar::CivilDate;

use super::Handed;
use crate::guard::Fails;
use crate::{Case, DocumentNumber};

/// The document of this number as it is handed out to be served.
pub(super) fn of(case: &Case, number: u32) -> Result<Handed, Fails> {
    let _ = case;
    Err(format!("本案没有第{number}号文书"))
}

/// What stands in a draft that the conditions refuse.
pub(super) fn none(on: CivilDate) -> Handed {
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
    let _ = (case, number);
    None
}
